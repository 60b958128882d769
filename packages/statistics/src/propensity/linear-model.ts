/** Least squares on centred columns. */
import { solveSymmetric } from "../linear.ts";
import type { Column } from "./logistic.ts";
import { mean } from "./moments.ts";

/** Least squares with an intercept, for outcomes that are not 0 or 1; null if a column follows from the others. */
export function linearModel(columns: readonly Column[], y: ArrayLike<number>): Float64Array | null {
  const n = y.length;
  const centers = columns.map(({ values }) => mean(values));
  const yMean = mean(y);
  const at = (i: number, j: number): number => columns[j].values[i] - centers[j];
  const matrix = columns.map((_, j) =>
    Float64Array.from(columns, (_, k) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += at(i, j) * at(i, k);
      return sum;
    }),
  );
  const right = Float64Array.from(columns, (_, j) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += at(i, j) * (y[i] - yMean);
    return sum;
  });
  const slopes = solveSymmetric(matrix, right);
  if (slopes === null) return null;
  return Float64Array.of(yMean - slopes.reduce((sum, b, j) => sum + b * centers[j], 0), ...slopes);
}
