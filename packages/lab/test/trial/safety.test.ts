/** Safety events: death and weaning compete with them, published shares come out, and they may bring death nearer. */
import { cumulativeIncidence } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { curvesOf, STEPS } from "../../src/trial/curves.ts";
import { Drawer } from "../../src/trial/draw.ts";
import {
  builtInProtocol,
  PROTOCOLS,
  parseEffect,
  planTrial,
  protocolFromObject,
  runTrials,
  scenarioFor,
  simulateTrial,
  trialData,
} from "../../src/trial/index.ts";
import { safetyShares } from "../../src/trial/plan.ts";
import type { ProtocolFile } from "../../src/trial/protocol-file.ts";
import { deadlyOf } from "../../src/trial/safety-model.ts";
import { plain } from "./plain.ts";

const source = "test";
const bleeding = (more: object = {}) => ({ label: "bleeding", control: 0.25, risk_ratio: 1.3, source, ...more });
const support = { days: 7, source };
const { markers, correlations } = builtInProtocol("editorial")!.outcome;
const near = (share: number, of: number): number => 4 * Math.sqrt((share * (1 - share)) / of);
const NONE = { death: null, weaning: null };

const planned = (changes: Partial<ProtocolFile>) => planTrial(plain(changes), null, 1, "x");
const scenario = (plan: ReturnType<typeof planned>, effect: string) => scenarioFor(plan, parseEffect(effect, ""));

/** Shares of patients with each event over some trials: experimental, control; and how many patients. */
function counted(plan: ReturnType<typeof planned>, effect: string, trials: number) {
  const { safety } = runTrials(plan, scenario(plan, effect), 0, trials, { seed: 3 });
  const size = plan.outcome.safety.length;
  return plan.outcome.safety.map((_, s) => {
    const sums = [0, 0, 0, 0];
    for (let r = 0; r < trials; r++) for (let k = 0; k < 4; k++) sums[k] += safety[4 * (r * size + s) + k];
    return { experimental: sums[0] / sums[1], control: sums[2] / sums[3], of: Math.min(sums[1], sums[3]) };
  });
}

/** Cumulative incidence of an event of rate `a` until day `t` with deaths of a constant hazard `b`. */
const closed = (a: number, b: number, t: number): number => (a / (a + b)) * -Math.expm1(-(a + b) * t);
const EXPONENTIAL = { baseline: { risk: 0.582, day: 28, source }, timing: { shape: 1, source } };
const HAZARD = -Math.log1p(-0.582) / 28;

describe("rates", () => {
  test("solved so that the published share comes out: that of the closed form", () => {
    const plan = planned({ outcome: EXPONENTIAL, safety: { bleeding: bleeding() }, support });
    const [{ rates_per_day, until }] = plan.outcome.safety;
    expect(until).toBe(7);
    // The arm's curve is straight between days, so not to the last digit.
    expect(closed(rates_per_day[0], HAZARD, 7)).toBeCloseTo(0.25, 5);
    expect(closed(rates_per_day[1], HAZARD, 7)).toBeCloseTo(0.325, 5);
  });

  test.each(PROTOCOLS.filter(({ circulation }) => !circulation).map(({ id }) => id))(
    "%s: both arms of a trial without effect have what is published, in the curves and among those drawn",
    (id) => {
      const { looks: _, dropout: __, subgroups: ___, crossover: ____, ...file } = builtInProtocol(id)!;
      const rescue = file.endpoint.event === "death-or-crossover" ? { crossover: ____ } : {};
      const analysis = { test: file.analysis.test === "bayes" ? "proportions" : file.analysis.test, source } as const;
      const plan = planTrial(protocolFromObject({ ...file, ...rescue, analysis, n: 1000 }, id), null, 1, id);
      const [treated, untreated] = safetyShares(plan, scenario(plan, "1"), null);
      const found = counted(plan, "1", 40);
      Object.values(plan.protocol.safety).forEach(({ control, risk_ratio }, s) => {
        // Crossing over, where a protocol cannot do without, is a further step of the curves.
        expect(treated[s]).toBeCloseTo(control * risk_ratio, 4);
        expect(untreated[s]).toBeCloseTo(control, 4);
        expect(Math.abs(found[s].control - control)).toBeLessThan(near(control, found[s].of));
        const more = control * risk_ratio;
        expect(Math.abs(found[s].experimental - more)).toBeLessThan(near(more, found[s].of));
      });
    },
  );

  test("fewer deaths leave more to bleed, as the curves say and as those drawn do; in the other arm nothing changes", () => {
    const plan = planned({ outcome: { ...EXPONENTIAL, markers, correlations }, safety: { bleeding: bleeding() } });
    const [treated, untreated] = safetyShares(plan, scenario(plan, "0.4"), null);
    expect(treated[0]).toBeGreaterThan(0.325 + 0.03);
    expect(untreated[0]).toBeCloseTo(0.25, 6);
    const [found] = counted(plan, "0.4", 60);
    expect(Math.abs(found.experimental - treated[0])).toBeLessThan(near(treated[0], found.of));
    expect(Math.abs(found.control - 0.25)).toBeLessThan(near(0.25, found.of));
  });
});

describe("patient by patient", () => {
  const safety = { bleeding: bleeding(), stroke: bleeding({ control: 0.05, label: "stroke" }) };
  const plan = planned({ n: 5000, outcome: EXPONENTIAL, safety, support, dropout: { share: 0.1, source } });
  const [adsl, adtte, adaette, dictionary] = trialData(plan, scenario(plan, "0.74"), 0, 1);
  const column = (set: typeof adsl, name: string) => set.rows.map((row) => row[set.header.indexOf(name)]);

  test("no event comes after death, loss or the last day of support, and a death before it is told as one", () => {
    const end = new Map(adtte.rows.map((row) => [row[1], row]));
    const [day, censor, what] = ["AVAL", "CNSR", "EVNTDESC"].map((name) => column(adaette, name));
    const died = new Map(adsl.rows.map((row) => [row[1], row[adsl.header.indexOf("DTHFL")] === "Y"]));
    adaette.rows.forEach((row, i) => {
      const last = end.get(row[1])![adtte.header.indexOf("AVAL")] as number;
      expect(day[i]).toBeLessThanOrEqual(Math.min(7, last));
      if (censor[i] === 2) expect([day[i], died.get(row[1]), what[i]]).toEqual([last, true, "Death before"]);
    });
    expect(adaette.rows).toHaveLength(2 * 5000);
    expect(new Set(censor)).toEqual(new Set([0, 1, 2]));
    expect(dictionary.rows.filter(([name]) => name === "ADAETTE").map(([, variable]) => variable)).toEqual([
      ...adaette.header,
    ]);
  });

  test("the counts of `simulate` are those of the data set, whose Aalen-Johansen estimate is the closed form", () => {
    const records = runTrials(plan, scenario(plan, "0.74"), 0, 1, { seed: 1 });
    const [arm, code, censor, day] = ["TRT01PN", "PARAMCD", "CNSR", "AVAL"].map((name) => column(adaette, name));
    const own = (a: number, param: string) => arm.flatMap((x, i) => (x === a && code[i] === param ? [i] : []));
    expect(own(1, "BLEEDING").filter((i) => censor[i] === 0)).toHaveLength(records.safety[0]);
    expect(own(0, "STROKE").filter((i) => censor[i] === 0)).toHaveLength(records.safety[6]);
    const rows = own(0, "BLEEDING");
    const cause = Uint8Array.from(rows, (i) => ({ 0: 1, 1: 0, 2: 2 })[censor[i] as 0 | 1 | 2]);
    const [curve] = cumulativeIncidence({ time: Float64Array.from(rows, (i) => day[i] as number), cause });
    expect(Math.abs(curve.incidence.at(-1)! - 0.25)).toBeLessThan(near(0.25, rows.length));
  });
});

describe("events that bring death nearer", () => {
  const deadly = {
    bleeding: bleeding({ death_hazard_ratio: 3 }),
    stroke: bleeding({ control: 0.05, label: "stroke" }),
  };

  test("those who had it die at three times the hazard: the closed form of illness and death", () => {
    const plan = planned({ n: 20_000, outcome: EXPONENTIAL, safety: deadly, support });
    const { spread, safety } = plan.outcome;
    const [rate] = safety[0].rates_per_day;
    const hazard = spread.death[0] / 28;
    // Alive without it; alive with it, by when it came; both until day 28, the event until day 7.
    const never = Math.exp(-(hazard + rate) * 7 - hazard * 21);
    const after = (rate / (rate - 2 * hazard)) * (Math.exp(-3 * hazard * 7) - Math.exp(-(hazard + rate) * 7));
    const alive = never + after * Math.exp(-3 * hazard * 21);
    // The curves go in steps, whose error is of second order.
    expect(alive).toBeCloseTo(1 - 0.582, 4);
    expect(closed(rate, hazard, 7)).toBeCloseTo(0.25, 4);
    // And patients drawn one by one.
    const drawer = new Drawer(plan, scenario(plan, "1"), 1, null);
    drawer.begin(0);
    drawer.draw(0, 0, 20_000, 0.5);
    const controls = Array.from(drawer.drawn.arm, (a, i) => (a === 0 ? drawer.drawn.left[i] : -1)).filter(
      (x) => x >= 0,
    );
    for (const day of [3, 7, 14, 27.99]) {
      const t = Math.min(day, 7);
      const sick = (rate / (rate - 2 * hazard)) * (Math.exp(-3 * hazard * t) - Math.exp(-(hazard + rate) * t));
      const expected = Math.exp(-(hazard + rate) * t - hazard * (day - t)) + sick * Math.exp(-3 * hazard * (day - t));
      const found = controls.filter((x) => x > day).length / controls.length;
      expect(Math.abs(found - expected)).toBeLessThan(near(expected, controls.length));
    }
  });

  test.each(["editorial", "remap-ecmo"])("%s: deaths and events are still those published, exactly", (id) => {
    const { safety, ...file } = builtInProtocol(id)!;
    const more = { ...safety, bleeding: { ...safety!.bleeding, death_hazard_ratio: 1.8 } };
    const plan = planTrial(protocolFromObject({ ...file, safety: more }, id), null, 1, id);
    const plainPlan = planTrial(protocolFromObject(builtInProtocol(id)!, id), null, 1, id);
    const { spread, safety: events } = plan.outcome;
    const curves = curvesOf(spread, NONE, null, null, deadlyOf(events, 0));
    const without = curvesOf(plainPlan.outcome.spread, NONE, null, null);
    expect(curves.died[STEPS]).toBeCloseTo(without.died[STEPS], 10);
    expect(curves.weaned[STEPS]).toBeCloseTo(without.weaned[STEPS], 10);
    expect(curves.had[0]).toBeCloseTo(more.bleeding.control, 10);
    const treated = curvesOf(spread, NONE, null, null, deadlyOf(events, 1));
    expect(treated.had[0]).toBeCloseTo(more.bleeding.control * more.bleeding.risk_ratio, 10);
    // More bleed under the balloon, so its arm would lose patients by that alone.
    expect(treated.died[STEPS]).toBeGreaterThan(curves.died[STEPS] + 0.003);
  });

  test("an effect asked for is the whole one, bleedings and all; none means none", () => {
    const plan = planned({ outcome: { ...EXPONENTIAL, markers, correlations }, safety: deadly, support });
    for (const effect of ["0.74", "1"]) {
      const { population, strength } = scenario(plan, effect);
      expect(population.hazard_ratio).toBeCloseTo(Number(effect), 8);
      expect(strength).toBeLessThan(Math.log(Number(effect)));
    }
    const result = simulateTrial(
      { protocol: plan.protocol, table: null, effects: ["1"], enrich: [], repeats: 1500, seed: 1, where: "x" },
      () => 0,
    );
    expect(Math.abs(result.type_1_error!.value - 0.05)).toBeLessThan(near(0.05, 1500));
    expect(result.safety[0]).toMatchObject({ death_hazard_ratio: 3, control: 0.25, until_day: 7 });
  });

  test("crossing over and events together: drawn as the curves have it", () => {
    const crossover = {
      to_experimental: { share: 0.3, by_day: 10, source },
      to_control: { share: 0.2, by_day: 5, source },
    };
    const plan = planned({ n: 20_000, outcome: EXPONENTIAL, safety: deadly, support, crossover });
    const chosen = scenario(plan, "0.5");
    const result = runTrials(plan, chosen, 0, 2, { seed: 2 });
    const truth = simulateTrial(
      { protocol: plan.protocol, table: null, effects: ["0.5"], enrich: [], repeats: 10, seed: 2, where: "x" },
      () => 0,
    );
    const [first, second] = truth.risks;
    const mean = (result.estimate[0] + result.estimate[1]) / 2;
    expect(Math.abs(mean - (first - second))).toBeLessThan((4 * Math.hypot(result.se[0], result.se[1])) / 2);
    const [found] = counted(plan, "0.5", 2);
    const [{ incidence }] = truth.safety;
    expect(Math.abs(found.experimental - incidence[0])).toBeLessThan(near(incidence[0], found.of));
  });

  test("a ratio of 1 is the model without it, bit for bit", () => {
    const [one, other] = [{}, { death_hazard_ratio: 1 }].map((more) => {
      const plan = planned({ safety: { bleeding: bleeding(more) } });
      return runTrials(plan, scenario(plan, "0.74"), 0, 30, { seed: 1 });
    });
    expect(other).toEqual(one);
  });
});

test.each([
  [
    { bleeding: bleeding({ control: 0, death_hazard_ratio: 2 }) },
    "safety.bleeding.death_hazard_ratio: it is not allowed",
  ],
  [{ bleeding: bleeding({ death_hazard_ratio: 50 }) }, "x: safety.bleeding.death_hazard_ratio: "],
  [
    Object.fromEntries("abcd".split("").map((id) => [id, bleeding({ death_hazard_ratio: 2 })])),
    "safety: 4 events with a death_hazard_ratio are too many; 3 are allowed",
  ],
])("wrong input %#", (safety, message) => {
  const plan = () => planTrial(protocolFromObject({ ...plain(), safety, support }, "x"), null, 1, "x");
  expect(plan).toThrow(expect.objectContaining({ name: "InputError", message: expect.stringContaining(message) }));
});
