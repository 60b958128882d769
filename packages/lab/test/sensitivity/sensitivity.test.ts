import {
  InputError,
  Laboratory,
  type PopulationFile,
  parseChange,
  populationFromObject,
  sensitivity,
} from "@counterpulse/lab";
import { describe, expect, test } from "vitest";
import { concludeSensitivity } from "../../src/sensitivity/conclude.ts";
import { evaluatePart, planSensitivity } from "../../src/sensitivity/sensitivity.ts";

const laboratory = new Laboratory();
const source = "test";
const file: PopulationFile = {
  id: "own",
  base: "cardiogenic-shock",
  parameters: {
    "vessels.arterial_compliance_scale": { distribution: "uniform", min: 0.5, max: 1.4, source, label: "compliance" },
    "patient.weight_kg": { distribution: "uniform", min: 74.9, max: 75.1, source },
  },
  accept: { ci_L_min_m2: [null, 2.2] },
};
const population = populationFromObject(laboratory.model, file, "own.yaml");
const request = {
  population,
  n: 8,
  seed: 2,
  outputs: ["aortic_augmented_diastolic_mmHg", "total_flow_L_min"],
  changes: [parseChange("none,iabp")],
} as const;

const plan = planSensitivity(request, laboratory.model);

describe("compliance against what does nothing", () => {
  const progress: number[] = [];
  const result = sensitivity({ ...request, onProgress: (done, all) => progress.push(done / all) }, laboratory);

  test("has the contract's form", () => {
    expect(result).toMatchObject({ method: expect.stringContaining("Sobol"), n: 8, patients: 32, failed: 0 });
    expect(result.outputs.map((o) => [o.index, o.change_of])).toEqual([
      ["aortic_augmented_diastolic_mmHg", "none -> iabp"],
      ["total_flow_L_min", "none -> iabp"],
    ]);
    for (const { factors } of result.outputs)
      for (const f of factors)
        expect(f).toEqual({
          parameter: expect.any(String),
          label: expect.any(String),
          first: expect.any(Number),
          total: expect.any(Number),
          ci: { first: [expect.any(Number), expect.any(Number)], total: [expect.any(Number), expect.any(Number)] },
          rank_correlation: expect.any(Number),
          rank_correlation_enrolled: expect.any(Number),
          rows: 8,
        });
  });

  test("compliance decides nearly all, stiff arteries gain most, and weight has no say", () => {
    for (const { factors, change } of result.outputs) {
      expect(factors.map((f) => f.parameter)).toEqual(Object.keys(file.parameters));
      expect(factors[0].total).toBeGreaterThan(0.8);
      expect(factors[1].total).toBeLessThan(0.01);
      expect(factors[0].rank_correlation).toBeLessThan(-0.8);
      expect(change.mean).toBeGreaterThan(0);
    }
    expect(result.outputs[0].factors[0].label).toBe("compliance");
  });

  test("in parts, in any order, the result is the same to the bit; progress goes forward", () => {
    const parts = [
      [20, 32],
      [0, 7],
      [7, 20],
    ].map(([from, to]) => evaluatePart(plan, laboratory, from, to));
    expect(concludeSensitivity(plan, result.model, parts)).toEqual(result);
    expect(progress.every((x, i) => i === 0 || x >= progress[i - 1])).toBe(true);
    expect(progress.at(-1)).toBe(1);
  });
});

test("points that have no value are counted, and only the rows that need them are left out", () => {
  const { size } = plan.design;
  const values = plan.outputs.map((_, k) => Float64Array.from({ length: size }, (_, i) => ((i * 37 + k) % 11) - 5));
  values[0][3] = Number.NaN;
  values[0][2 * 8 + 5] = Number.NaN;
  const part = { from: 0, values, meetsCriteria: new Uint8Array(size).fill(1), unsettled: { iabp: 2 }, clipped: {} };
  const result = concludeSensitivity(plan, { name: "m", version: "1", hash: "h" }, [part]);
  expect(result).toMatchObject({ failed: 2, without_steady_state: { iabp: 2 }, enrolled: { count: 16, of: 16 } });
  const rows = (o: number, id: string): number => result.outputs[o].factors.find((f) => f.parameter === id)!.rows;
  expect(rows(0, "vessels.arterial_compliance_scale")).toBe(6);
  expect(rows(0, "patient.weight_kg")).toBe(7);
  expect(rows(1, "patient.weight_kg")).toBe(8);
  expect(result.outputs[0].change.n).toBe(15);
});

test.each([
  ["va-ecmo", /two supports with a comma between them/],
  ["a,b,c", /two supports with a comma/],
  ["va-ecmo,ecmo", /"ecmo" is not a device/],
  ["iabp+va-ecmo,va-ecmo+iabp", /two different supports are allowed/],
])("change %j is refused", (text, message) => {
  expect(() => parseChange(text)).toThrow(InputError);
  expect(() => parseChange(text)).toThrow(message);
});

test("a change as one writes it", () => {
  expect(parseChange(" va-ecmo -> va-ecmo+iabp")).toEqual({ from: "va-ecmo", to: "va-ecmo+iabp" });
});

test.each([
  [{ outputs: ["pcwp"] }, /--outputs: there is no index "pcwp"/],
  [{ outputs: ["pcwp_mmHg", "pcwp_mmHg"] }, /pcwp_mmHg is given twice/],
  [{ changes: [parseChange("none,iabp"), parseChange("none,iabp")] }, /"none -> iabp" is given twice/],
  [{ settings: { "lv.Ees": 99 } }, /--set: lv\.Ees = 99 is outside/],
])("%j is refused before anything is computed", (wrong, message) => {
  expect(() => sensitivity({ ...request, ...wrong }, laboratory)).toThrow(InputError);
  expect(() => sensitivity({ ...request, ...wrong }, laboratory)).toThrow(message);
});
