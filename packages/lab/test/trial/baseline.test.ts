/** The baseline as a table: held against its closed form, patient by patient, and calibrated on each of its days. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { curvesOf, STEPS } from "../../src/trial/curves.ts";
import { Drawer, END } from "../../src/trial/draw.ts";
import {
  builtInProtocol,
  parseEffect,
  planTrial,
  protocolFromObject,
  runTrials,
  scenarioFor,
  truthOf,
} from "../../src/trial/index.ts";
import type { ProtocolFile } from "../../src/trial/protocol-file.ts";
import { shareAt } from "../../src/trial/time-course.ts";
import { PLAIN, plain } from "./plain.ts";

const source = "test";
const DAYS = [1, 7, 28];
const SURVIVAL = [0.86, 0.62, 0.418];
const TABLE = { days: DAYS, survival: SURVIVAL, source };
const { markers, correlations } = builtInProtocol("editorial")!.outcome;
const centres = { centres: 20, centre_sd: 0.3, source };

const planned = (changes: Partial<ProtocolFile>) => planTrial(plain(changes), null, 1, "x");

/** Times of many patients, those of some trials put together. */
function drawn(plan: ReturnType<typeof planned>, effect: string, trials: number) {
  const drawer = new Drawer(plan, scenarioFor(plan, parseEffect(effect, "")), 1, null);
  const patients: { arm: number; time: number; dead: boolean }[] = [];
  for (let trial = 0; trial < trials; trial++) {
    drawer.begin(trial);
    drawer.draw(trial, 0, plan.protocol.n, 0.5);
    const { arm, time, end } = drawer.drawn;
    time.forEach((t, i) => {
      patients.push({ arm: arm[i], time: t, dead: end[i] === END.event });
    });
  }
  return patients;
}

const near = (share: number, of: number): number => 4 * Math.sqrt((share * (1 - share)) / of);

describe("one kind of patient", () => {
  /** Straight between the table's days on the log scale: a constant hazard. */
  const closed = (day: number): number => {
    const k = DAYS.findIndex((d) => day <= d);
    const [from, to] = [DAYS[k - 1] ?? 0, DAYS[k]];
    const [a, b] = [Math.log(SURVIVAL[k - 1] ?? 1), Math.log(SURVIVAL[k])];
    return Math.exp(a + ((day - from) / (to - from)) * (b - a));
  };

  test("those alive day by day are those of the closed form, with the hazard ratio in the other arm", () => {
    const plan = planned({ n: 20_000, outcome: { timing: TABLE } });
    const patients = drawn(plan, "0.74", 2);
    for (const [arm, ratio] of [
      [0, 1],
      [1, 0.74],
    ]) {
      const own = patients.filter((p) => p.arm === arm);
      for (const day of [0.25, 0.5, 1, 2, 4, 7, 10, 14, 20, 27, 27.99]) {
        const alive = own.filter((p) => !(p.dead && p.time <= day)).length / own.length;
        const expected = closed(day) ** ratio;
        expect(Math.abs(alive - expected)).toBeLessThan(near(expected, own.length));
      }
    }
  });

  test("hazards by pieces that leave as many alive are the same trials", () => {
    const cumulative = SURVIVAL.map((s) => -Math.log(s));
    const hazard_per_day = cumulative.map((h, i) => (h - (cumulative[i - 1] ?? 0)) / (DAYS[i] - (DAYS[i - 1] ?? 0)));
    const plans = [{ timing: TABLE }, { timing: { days: DAYS, hazard_per_day, source } }].map((outcome) =>
      planned({ outcome }),
    );
    const [one, other] = plans.map((plan) =>
      runTrials(plan, scenarioFor(plan, parseEffect("0.74", "")), 0, 50, { seed: 4 }),
    );
    expect(other.events).toEqual(one.events);
    other.estimate.forEach((x, i) => {
      expect(x).toBeCloseTo(one.estimate[i], 10);
    });
  });

  test("one piece is the exponential that a Weibull shape of 1 is", () => {
    const pieces = planned({ outcome: { timing: { days: [40], survival: [0.3], source } } });
    const risk = 1 - 0.3 ** (28 / 40);
    const weibull = planned({ outcome: { baseline: { risk, day: 28, source }, timing: { shape: 1, source } } });
    const [one, other] = [pieces, weibull].map((plan) => drawn(plan, "0.8", 3));
    one.forEach(({ time, dead }, i) => {
      expect(dead).toBe(other[i].dead);
      expect(time).toBeCloseTo(other[i].time, 8);
    });
  });

  test("a time without deaths, at the start too, stays without", () => {
    const survival = [1, 0.8, 0.8, 0.5];
    const plan = planned({ n: 5000, outcome: { timing: { days: [1, 7, 14, 28], survival, source } } });
    const dead = drawn(plan, "1", 1).filter((p) => p.dead);
    expect(dead.some(({ time }) => time <= 1 || (time > 7 && time <= 14))).toBe(false);
    expect(Math.abs(dead.filter(({ time }) => time <= 7).length / 5000 - 0.2)).toBeLessThan(near(0.2, 5000));
  });
});

describe("patients and centres that differ", () => {
  const outcome = { timing: TABLE, markers, correlations };

  test("the arm has the table's shares on each of its days, exactly, and so have those drawn", () => {
    const plan = planned({ n: 20_000, outcome, randomisation: centres });
    const { spread } = plan.outcome;
    const alive = (day: number): number => {
      const share = shareAt(spread.deathCourse, day, spread.horizon);
      return spread.death.reduce((sum, h) => sum + Math.exp(-h * share), 0) / spread.death.length;
    };
    DAYS.forEach((day, i) => {
      expect(alive(day)).toBeCloseTo(SURVIVAL[i], 11);
    });
    const { died } = curvesOf(spread, { death: null, weaning: null }, null, null);
    expect(died[STEPS]).toBeCloseTo(1 - SURVIVAL[2], 11);
    // Two trials would have two draws of their centres: many small ones let the centres' chance average out.
    const small = planned({ n: 500, outcome, randomisation: centres });
    const patients = drawn(small, "1", 80);
    DAYS.forEach((day, i) => {
      const share = patients.filter((p) => !(p.dead && p.time <= day)).length / patients.length;
      expect(Math.abs(share - SURVIVAL[i])).toBeLessThan(near(SURVIVAL[i], patients.length) + 0.006);
    });
  });

  test("a risk that is given scales the table's hazards until it is met, on its day", () => {
    for (const baseline of [
      { risk: 0.7, day: 28, source },
      { risk: 0.25, day: 7, source },
    ]) {
      const { spread } = planned({ outcome: { ...outcome, baseline }, randomisation: centres }).outcome;
      const share = shareAt(spread.deathCourse, baseline.day, spread.horizon);
      const risk = spread.death.reduce((sum, h) => sum - Math.expm1(-h * share), 0) / spread.death.length;
      expect(risk).toBeCloseTo(baseline.risk, 11);
    }
  });

  test("follow-up that ends between the table's days ends on its curve", () => {
    const timing = { days: [1, 7, 60], survival: SURVIVAL, source };
    const { spread } = planned({ outcome: { timing } }).outcome;
    const expected = 0.62 * (0.418 / 0.62) ** (21 / 53);
    expect(Math.exp(-spread.death[0])).toBeCloseTo(expected, 12);
  });

  test("deaths with crossing over are those of the curves", () => {
    const crossover = { to_experimental: { share: 0.4, by_day: 10, source } };
    const plan = planned({ n: 20_000, outcome: { timing: TABLE }, crossover });
    const scenario = scenarioFor(plan, parseEffect("0.5", ""));
    const { risks } = truthOf(plan, scenario, null);
    const controls = drawn(plan, "0.5", 2).filter(({ arm }) => arm === 0);
    const share = controls.filter(({ dead }) => dead).length / controls.length;
    expect(Math.abs(share - risks[1])).toBeLessThan(near(risks[1], controls.length) + 0.001);
    expect(risks[1]).toBeLessThan(scenario.population.risks[1] - 0.02);
  });
});

test("with weaning the table tells when deaths on support come, their number being given", () => {
  const { id: _, ...remap } = builtInProtocol("remap-ecmo")!;
  const timing = { days: [1, 7, 30], survival: [0.7, 0.6, 0.55], source };
  const protocol = protocolFromObject({ ...remap, outcome: { ...remap.outcome, timing } }, "x");
  const { spread } = planTrial(protocol, null, 1, "x").outcome;
  const { died } = curvesOf(spread, { death: null, weaning: null }, null, null);
  expect(died[STEPS]).toBeCloseTo(protocol.outcome.weaning!.died, 9);
  expect(shareAt(spread.deathCourse, 1, 30)).toBeCloseTo(Math.log(0.7) / Math.log(0.55), 12);
});

test("the table in docs/trials.md is one that can be simulated", () => {
  const text = readFileSync(new URL("../../../../docs/trials.md", import.meta.url), "utf8");
  const [, yaml] = /```yaml\n(outcome:\n {2}timing:[\s\S]*?)```/.exec(text)!;
  const { outcome } = parse(yaml) as Pick<ProtocolFile, "outcome">;
  const { spread } = planned({ outcome }).outcome;
  expect(spread.deathCourse.kind).toBe("pieces");
});

test.each([
  [{ timing: { source } }, "outcome.timing: shape, or days with either survival or hazard_per_day, is needed"],
  [{ timing: { shape: 1, source } }, "outcome.baseline: it is missing"],
  [{ timing: { ...TABLE, shape: 1 } }, "outcome.timing: shape excludes days"],
  [{ timing: { ...TABLE, hazard_per_day: [1, 1, 1] } }, "either survival or hazard_per_day"],
  [{ timing: { ...TABLE, survival: [0.9, 0.5] } }, "timing.survival: 2 values stand for 3 days"],
  [{ timing: { ...TABLE, days: [1, 1, 28] } }, "timing.days.1: 1 is not allowed; days that rise are"],
  [
    { timing: { ...TABLE, survival: [0.6, 0.7, 0.4] } },
    "timing.survival.1: 0.7 is not allowed; shares that never rise",
  ],
  [{ timing: { ...TABLE, survival: [1, 1, 1] } }, "timing.survival: nobody ever dies"],
  [{ timing: { ...TABLE, survival: [0.6, 0.5, 0] } }, "own.yaml: outcome.timing.survival.2: "],
  [{ timing: { days: [28], hazard_per_day: [1], source } }, "less than one in a million is left alive"],
  [{ timing: { ...TABLE, days: [1, 7, 20] } }, "timing.days: the last is 20; 28, the last day of follow-up"],
  [{ timing: { days: [28, 60], survival: [1, 0.5], source } }, "timing.survival: nobody dies until day 28"],
  [
    { timing: TABLE, baseline: { risk: 0.5, day: 30, source } },
    "outcome.baseline.day: 30 is not allowed; a day within the table",
  ],
])("%j", (outcome, message) => {
  expect(() => protocolFromObject({ ...PLAIN, outcome }, "own.yaml")).toThrow(
    expect.objectContaining({ name: "InputError", message: expect.stringContaining(message) }),
  );
});
