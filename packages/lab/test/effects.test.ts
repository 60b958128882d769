/** The mission's rows: each judged on the two columns that it speaks of, by the index that it names. */
import { INDICES, type Indices } from "@counterpulse/engine";
import { compare, type Effect, judgeEffects, Laboratory, parseSupport, requirePatient } from "@counterpulse/lab";
import { describe, expect, test } from "vitest";

const column = (support: string, values: Record<string, number>) => ({
  support: parseSupport(support),
  column: {
    support,
    converged: true,
    indices: { ...Object.fromEntries(INDICES.map((i) => [i.id, null])), ...values } as Indices,
  },
});

const judge = (before: Record<string, number>, after: Record<string, number>): Effect[] =>
  judgeEffects([column("none", before), column("iabp", after)]);
const entry = (effects: readonly Effect[], id: string, index: string): Effect =>
  effects.find((e) => e.id === id && e.index === index)!;

describe("a row", () => {
  test.each([
    ["up", "co_native_L_min", "I2", 4, 4.4, true],
    ["up, not", "co_native_L_min", "I2", 4, 3.9, false],
    ["up by too little to notice", "co_native_L_min", "I2", 4, 4.01, false],
    ["down", "aortic_systolic_mmHg", "I3", 90, 80, true],
    ["down, not", "aortic_systolic_mmHg", "I3", 90, 95, false],
    ["down by too little to notice", "aortic_systolic_mmHg", "I3", 90, 89.9, false],
    ["pulsatile", "pressure_swing_mmHg", "I1", 25, 70, true],
    ["pulsatile, not", "pressure_swing_mmHg", "I1", 25, 25.5, false],
  ])("%s", (_, index, id, before, after, holds) => {
    const found = entry(judge({ [index]: before }, { [index]: after }), id, index);
    expect(found).toMatchObject({ holds, support: "iabp", reference: "none" });
    expect(found.change).toBeCloseTo(after - before, 12);
    expect(found.change_pct).toBeCloseTo((100 * (after - before)) / before, 9);
  });

  test("is relative to the reference's size, whatever its sign", () => {
    const found = entry(judge({ pcwp_mmHg: -2 }, { pcwp_mmHg: -3 }), "I6", "pcwp_mmHg");
    expect(found).toMatchObject({ change: -1, change_pct: -50, holds: true });
  });

  test("that a single patient cannot answer has no verdict, and its text says why", () => {
    const pair = [column("none", { pcwp_mmHg: 20 }), column("va-ecmo", { pcwp_mmHg: 30 })];
    const found = entry(judgeEffects(pair), "E5", "pcwp_mmHg");
    expect(found).toMatchObject({ holds: null, change: 10, remark: expect.stringContaining("a share of patients") });
    expect(found.text).toBe(`left ventricular distension (${found.remark})`);
  });

  test("whose index does not exist has none either, for that reason", () => {
    const found = entry(judge({ pcwp_mmHg: 10 }, {}), "I6", "pcwp_mmHg");
    expect(found).toMatchObject({ holds: null, change: null, change_pct: null });
    expect(found.remark).toBe("the index does not exist here");
  });
});

test("only rows whose two columns are there", () => {
  const ids = (...supports: string[]): string[] => [
    ...new Set(judgeEffects(supports.map((s) => column(s, {}))).map((e) => e.id)),
  ];
  expect(ids("none")).toEqual([]);
  expect(ids("iabp", "va-ecmo")).toEqual([]);
  expect(ids("none", "iabp")[0]).toBe("I1");
  expect(ids("none", "iabp").every((id) => id.startsWith("I"))).toBe(true);
  expect(ids("va-ecmo", "iabp+va-ecmo").every((id) => id.startsWith("T"))).toBe(true);
  expect(ids("none", "va-ecmo").every((id) => id.startsWith("E"))).toBe(true);
});

describe("on the patient in shock", () => {
  const { effects, columns } = compare(
    {
      patient: requirePatient("cardiogenic-shock"),
      supports: ["none", "iabp", "va-ecmo", "iabp+va-ecmo"],
      settings: {},
    },
    new Laboratory(),
  );

  test.each(["I1", "I2", "I3", "I6", "I7", "E1", "E2", "E4", "T1", "T2"])(
    "%s holds in every entry that can be judged",
    (id) => {
      const mine = effects.filter((e) => e.id === id && e.holds !== null);
      expect(mine.length).toBeGreaterThan(0);
      expect(mine.filter((e) => !e.holds).map((e) => `${e.index}: ${e.change}`)).toEqual([]);
    },
  );

  test("supports are echoed as they were written", () => {
    expect(columns.map((c) => c.support)).toEqual(["none", "iabp", "va-ecmo", "iabp+va-ecmo"]);
    expect(new Set(effects.map((e) => e.support))).toEqual(new Set(["iabp", "va-ecmo", "iabp+va-ecmo"]));
  });

  test("the default circuit holds 4 L/min in each column that has one", () => {
    for (const c of columns.slice(2)) expect(c.indices.device_flow_L_min).toBeCloseTo(4, 2);
    for (const c of columns.slice(0, 2)) expect(c.indices.device_flow_L_min).toBe(0);
  });

  test("meets the definition of shock: index below 2.2, wedge above 15, systolic 80 to 90", () => {
    const [bare] = columns;
    expect(bare.indices.ci_L_min_m2!).toBeLessThan(2.2);
    expect(bare.indices.pcwp_mmHg!).toBeGreaterThan(15);
    expect(bare.indices.aortic_systolic_mmHg!).toBeGreaterThan(80);
    expect(bare.indices.aortic_systolic_mmHg!).toBeLessThan(90);
  });
});

test("a healthy adult has normal values", () => {
  const [solved] = new Laboratory().solve([
    { patient: requirePatient("healthy-adult"), settings: {}, support: parseSupport("none") },
  ]);
  const within = (id: string, low: number, high: number): void => {
    expect(solved.indices[id], id).toBeGreaterThan(low);
    expect(solved.indices[id], id).toBeLessThan(high);
  };
  within("aortic_systolic_mmHg", 105, 130);
  within("aortic_end_diastolic_mmHg", 65, 85);
  within("ci_L_min_m2", 2.5, 4);
  within("lvef_pct", 55, 70);
  within("lv_edv_mL", 100, 150);
  within("pcwp_mmHg", 6, 12);
  within("cvp_mmHg", 2, 8);
  within("pa_mean_mmHg", 10, 20);
  within("svr_dyn_s_cm5", 800, 1600);
  within("coronary_flow_mL_min", 180, 300);
});
