/** The analyses on counts give what the statistics package gives on patients. */

import { normal } from "@counterpulse/numerics";
import { cox, cumulativeIncidence, grayTest, logRank } from "@counterpulse/statistics";
import { expect, test } from "vitest";
import { Drawer, END } from "../../src/trial/draw.ts";
import { builtInProtocol, parseEffect, planTrial, protocolFromObject, scenarioFor } from "../../src/trial/index.ts";
import { Tally } from "../../src/trial/tally.ts";
import { analyse, newSteps } from "../../src/trial/tests.ts";
import { plain } from "./plain.ts";

const source = "test";

function drawn(protocol: ReturnType<typeof plain>, trial: number, stratified: boolean) {
  const plan = planTrial(protocol, null, 5, "test");
  const drawer = new Drawer(plan, scenarioFor(plan, parseEffect("0.7", "")), 5, null);
  drawer.begin(trial);
  drawer.draw(trial, 0, protocol.n, 0.5);
  const tally = new Tally(stratified ? plan.strata.count : 1, protocol.endpoint.day, true);
  const code = stratified ? plan.strata.code : null;
  // In two parts, as looks do.
  tally.add(drawer.drawn, 0, 150, code, null);
  tally.add(drawer.drawn, 150, protocol.n, code, null);
  // The same hours as patients' times; those lost stay to the end of their hour.
  const time = drawer.drawn.time.map(
    (t, i) => Math.floor(Math.min(t, 27.9999) * 24) + (drawer.drawn.end[i] % 3 === 0 ? 0.5 : 0),
  );
  const last = drawer.drawn.end.map((end, _i) => (end === END.free ? 1 : 0));
  time.forEach((_, i) => {
    if (last[i]) time[i] = 1e4;
  });
  const groups = Array.from(drawer.drawn.arm, (a) => (a === 1 ? "1" : "0"));
  const strata = stratified ? Array.from(drawer.drawn.profile, (j) => String(plan.strata.code[j])) : undefined;
  return { plan, drawer, tally, time, groups, strata, end: drawer.drawn.end };
}

const markers = builtInProtocol("editorial")!.outcome.markers;
const withMarkers = (extra: object) =>
  plain({
    n: 300,
    outcome: { baseline: { risk: 0.582, day: 28, source }, timing: { shape: 0.7, source }, markers },
    dropout: { share: 0.1, source },
    ...extra,
  });

test.each([false, true])("log-rank and Cox, stratified: %s", (stratified) => {
  const randomisation = { strata: [{ variable: "sofa_above_14", above: 0.5 }], source };
  for (let trial = 0; trial < 5; trial++) {
    const { tally, time, end, groups, strata } = drawn(withMarkers({ randomisation }), trial, stratified);
    const event = end.map((e) => (e === END.event ? 1 : 0));
    const steps = newSteps(2000);
    const into = { score: 0, estimate: 0, se: 0 };
    analyse("log-rank", tally, steps, -1, true, into);
    expect(into.score ** 2).toBeCloseTo(logRank({ time, event }, groups, { strata }).chi2, 9);
    const fit = cox({ time, event }, [{ name: "arm", values: groups.map(Number) }], { ties: "efron", strata });
    expect(into.estimate).toBeCloseTo(fit.terms[0].coef, 8);
    expect(into.se).toBeCloseTo(fit.terms[0].se, 8);
    analyse("cox", tally, steps, -1, true, into);
    expect(into.score).toBeCloseTo(-fit.terms[0].z, 7);
  }
});

test("Gray's test, cumulative incidences and the cause-specific model", () => {
  const { id: _, ...remap } = builtInProtocol("remap-ecmo")!;
  const file = {
    ...remap,
    n: 300,
    endpoint: { event: "weaning", day: 28, source },
    dropout: { share: 0.15, source },
  } as const;
  const protocol = protocolFromObject({ ...file, analysis: { test: "gray", source } }, "remap");
  for (let trial = 0; trial < 5; trial++) {
    const { tally, time, end, groups } = drawn(protocol, trial, false);
    const cause = end.map((e) => (e === END.lost ? 0 : e));
    const steps = newSteps(2000);
    const into = { score: 0, estimate: 0, se: 0 };
    analyse("gray", tally, steps, 1, true, into);
    const gray = grayTest({ time, cause }, 1, groups);
    expect(into.score ** 2).toBeCloseTo(gray.chi2, 9);
    const incidence = (g: string) => {
      const own = groups.map((x) => x === g);
      const at = { time: time.filter((_, i) => own[i]), cause: cause.filter((_, i) => own[i]) };
      const [curve] = cumulativeIncidence(at);
      return { value: curve.incidence.at(-1)!, se: curve.se.at(-1)! };
    };
    const [one, none] = [incidence("1"), incidence("0")];
    expect(into.estimate).toBeCloseTo(one.value - none.value, 9);
    expect(into.se).toBeCloseTo(Math.hypot(one.se, none.se), 9);
    analyse("cause-specific", tally, steps, 1, true, into);
    const event = cause.map((c) => (c === 1 ? 1 : 0));
    const fit = cox({ time, event }, [{ name: "arm", values: groups.map(Number) }]);
    expect(into.estimate).toBeCloseTo(fit.terms[0].coef, 8);
  }
});

test("Pearson's test and the posterior probability", () => {
  const tally = new Tally(1, 28, false);
  tally.known.set([100, 110]);
  tally.count.set([60, 48]);
  const into = { score: 0, estimate: 0, se: 0 };
  analyse("proportions", tally, newSteps(1), -1, true, into);
  const [p0, p1, p] = [60 / 100, 48 / 110, 108 / 210];
  expect(into.estimate).toBeCloseTo(p1 - p0, 12);
  expect(into.score).toBeCloseTo((p0 - p1) / Math.sqrt(p * (1 - p) * (1 / 100 + 1 / 110)), 12);
  analyse("bayes", tally, newSteps(1), -1, true, into);
  expect(into.score).toBeCloseTo(normal.lower(2.4), 1);
  expect(into.score).toBeGreaterThan(0.98);
});
