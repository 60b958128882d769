import { beforeAll, describe, expect, test } from "vitest";
import { Laboratory, parseSupport, protocolFromObject, requirePatient, solveTruth, studyRun } from "../../src/index.ts";
import { WEANING_LADDER } from "../../src/study/protocols/weaning-ladder.ts";
import { file } from "./synthetic.ts";

let laboratory: Laboratory;
beforeAll(() => {
  laboratory = new Laboratory();
});

/** Two steps of a ladder in one patient. */
const ladder = (values: "steady" | "end-of-period", period_min: number, more: object = {}) =>
  protocolFromObject(
    laboratory.model,
    {
      ...WEANING_LADDER,
      set: {},
      arms: {
        high: { support: "va-ecmo", set: { "va-ecmo.flow_L_min": 4 } },
        low: { support: "va-ecmo", set: { "va-ecmo.flow_L_min": 2 } },
      },
      sequences: [{ order: ["high", "low"] }],
      schedule: { period_min, values, source: "test", ...more },
      criteria: [{ index: "lvot_vti_cm", at: "low", at_least: 10, source: "test" }],
      endpoints: [],
    },
    "test",
  );
const request = { patients: 1, seed: 1, sampling: "random" } as const;

describe("true values", () => {
  test("at rest are those that the laboratory gives for the same patient, support and settings", () => {
    const p = ladder("steady", 15);
    const truth = solveTruth(p, laboratory, request);
    const [solved] = laboratory.solve([
      {
        patient: requirePatient("cardiogenic-shock"),
        settings: { "va-ecmo.flow_L_min": 2 },
        support: parseSupport("va-ecmo"),
      },
    ]);
    p.measures.forEach(({ index }, m) => {
      expect(truth.value(0, 0, 1, m)).toBeCloseTo(solved.indices[index]!, 1);
    });
    expect(truth).toMatchObject({ unsettled: 0, failed: 0, accepted: null });
  });

  test("run through time come near those at rest, and carry over when the time is short", () => {
    const values = (kind: "steady" | "end-of-period", minutes: number): number => {
      const p = ladder(kind, minutes);
      const at = p.measures.findIndex(({ index }) => index === "aortic_mean_mmHg");
      return solveTruth(p, laboratory, request).value(0, 0, 1, at);
    };
    const rest = values("steady", 15);
    expect(Math.abs(values("end-of-period", 10) - rest)).toBeLessThan(1.5);
    expect(values("end-of-period", 0.05) - rest).toBeGreaterThan(3);
  });
});

describe("values at a time within a period", () => {
  const pressure = (period_min: number, more: object, period: number): number => {
    const p = ladder("end-of-period", period_min, more);
    const at = p.measures.findIndex(({ index }) => index === "aortic_mean_mmHg");
    return solveTruth(p, laboratory, request).value(0, 0, period, at);
  };

  test("are those that a period of that length ends with, where nothing came before", () => {
    expect(pressure(2, { at_s: 12 }, 0)).toBe(pressure(0.2, {}, 0));
    expect(pressure(2, { at_s: 12 }, 0)).not.toBeCloseTo(pressure(2, {}, 0), 1);
  });

  test("the period goes on after them, and the next begins where it ended", () => {
    // Two minutes of the higher flow have raised the pressure more than twelve seconds; both have 3 s of the lower.
    const long = pressure(2, { at_s: 3 }, 1);
    expect(long).not.toBeCloseTo(pressure(0.2, { at_s: 3 }, 1), 1);
    expect(long).toBeCloseTo(pressure(2, { at_s: 3.001 }, 1), 6);
  });
});

test("a study repeats to the last bit, and another seed enrols others", () => {
  const p = protocolFromObject(laboratory.model, file("sequential", { n: 4 }), "test");
  const run = (seed: number) => studyRun(p, laboratory, { seed });
  const [first, again, other] = [run(1), run(1), run(2)];
  expect(again.data.values).toEqual(first.data.values);
  expect(again.endpoints).toEqual(first.endpoints);
  expect(other.data.values).not.toEqual(first.data.values);
  expect(first.accepted!.count).toBe(4);
  expect(other.truth.value(0, 0, 0, 0)).not.toBe(first.truth.value(0, 0, 0, 0));
}, 60_000);

describe("indices that studies measure", () => {
  test("a healthy adult's outflow integral and brain saturation lie where they are found", () => {
    const [{ indices, effective }] = laboratory.solve([
      { patient: requirePatient("healthy-adult"), settings: {}, support: new Set() },
    ]);
    // Normal outflow integrals are 18 to 25 cm, cerebral saturations 60 to 80 % (textbook values, recalled, unverified).
    expect(indices.lvot_vti_cm).toBeGreaterThan(15);
    expect(indices.lvot_vti_cm).toBeLessThan(25);
    expect(indices.cerebral_tissue_o2_pct).toBeGreaterThan(60);
    expect(indices.cerebral_tissue_o2_pct).toBeLessThan(80);
    const surface = Math.sqrt((effective["patient.weight_kg"] * effective["patient.height_cm"]) / 3600);
    const diameter = 0.57 * surface + 1.21;
    expect(indices.lvot_vti_cm! * (Math.PI / 4) * diameter ** 2).toBeCloseTo(indices.lv_sv_mL!, 9);
  });

  test("brain saturation falls with haemoglobin: the same oxygen is taken from less", () => {
    const cases = [14, 9].map((hb) => ({
      patient: requirePatient("healthy-adult"),
      settings: { "patient.hb_g_dL": hb },
      support: new Set<never>(),
    }));
    const [high, low] = laboratory.solve(cases).map(({ indices }) => indices);
    expect(high.cerebral_tissue_o2_pct! - low.cerebral_tissue_o2_pct!).toBeGreaterThan(4);
    expect(Math.abs(high.sao2_cerebral_pct! - low.sao2_cerebral_pct!)).toBeLessThan(1);
  });
});
