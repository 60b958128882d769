import { expect, test } from "vitest";
import { disorder, findConflict } from "../../src/fit/contradictions.ts";
import type { Optimum } from "../../src/fit/gauss-newton.ts";

test("a mean below its diastole, a diastole above its systole", () => {
  const asked = [
    { index: "aortic_systolic_mmHg", value: 120 },
    { index: "aortic_end_diastolic_mmHg", value: 90 },
    { index: "aortic_mean_mmHg", value: 60 },
  ];
  expect(disorder(asked)).toEqual([
    "aortic_end_diastolic_mmHg = 90 and aortic_mean_mmHg = 60 contradict each other: the first lies below the second.",
  ]);
  expect(
    disorder([
      { index: "pa_diastolic_mmHg", value: 30 },
      { index: "pa_systolic_mmHg", value: 28 },
    ]),
  ).toHaveLength(1);
  expect(disorder(asked.slice(0, 2))).toEqual([]);
  expect(disorder(asked.slice(2))).toEqual([]);
});

/** One parameter, told by every residual alike: r_i = k (z - b_i), at the optimum of all with the prior. */
function optimum(asked: readonly number[], k = 100): Optimum<null> {
  const z = (k * k * asked.reduce((a, b) => a + b, 0)) / (1 + k * k * asked.length);
  const residuals = Float64Array.from(asked, (b) => k * (z - b));
  const point = Float64Array.of(z);
  const jacobian = [Float64Array.from(asked, () => k)];
  return { point, evaluation: { residuals, start: null }, objective: 0, jacobian, converged: true, iterations: 1 };
}

test("of three values for one thing, the one apart is the worst, and no other stands alone against it", () => {
  expect(findConflict(optimum([0.5, 0.5, 0.9]))).toEqual({ worst: 2, partner: null });
});

test("two values for one thing stand against each other", () => {
  expect(findConflict(optimum([0.4, 0.61]))).toEqual({ worst: 1, partner: 0 });
});

test("small residuals are no conflict", () => {
  expect(findConflict(optimum([0.49, 0.51]))).toBeNull();
  expect(findConflict(optimum([]))).toBeNull();
});
