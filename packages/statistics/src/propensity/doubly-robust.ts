/**
 * Doubly robust effects (augmented inverse probability weighting, robins1994): right if the model of treatment or that of
 * the outcome is. Standard errors come from the influence function.
 */
import { InputError } from "../input-error.ts";
import { linearModel } from "./linear-model.ts";
import { type Column, type Logistic, logistic, sigmoid } from "./logistic.ts";
import { mean, sampleVariance } from "./moments.ts";
import { inference } from "./weights.ts";

export interface DoublyRobust {
  estimand: "ATE" | "ATT";
  estimate: number;
  se: number;
  z: number | null;
  p: number | null;
  ci: [number, number];
  mean_treated: number;
  mean_control: number;
  outcome_model: "logistic" | "linear";
}

/** Predictions for all units by a model of the outcome in one group. */
function predictions(
  columns: readonly Column[],
  treated: ArrayLike<number>,
  outcome: ArrayLike<number>,
  group: number,
  binary: boolean,
): Float64Array {
  const rows = Array.from({ length: treated.length }, (_, i) => i).filter((i) => treated[i] === group);
  const what = `outcome model of the ${group === 1 ? "treated" : "controls"}`;
  const y = rows.map((i) => outcome[i]);
  const own = columns.map(({ name, values }) => ({ name, values: rows.map((i) => values[i]) }));
  const coefficients = binary ? logistic(own, y, what).coefficients : linearModel(own, y);
  if (coefficients === null) throw new InputError(`${what}: a covariate follows from the others in this group`);
  return Float64Array.from({ length: treated.length }, (_, i) => {
    let sum = coefficients[0];
    for (let j = 0; j < columns.length; j++) sum += coefficients[j + 1] * columns[j].values[i];
    return binary ? sigmoid(sum) : sum;
  });
}

/**
 * @param columns of the outcome models, one for each group
 * @param binary whether the outcome is 0 or 1, and its models logistic
 */
export function doublyRobust(
  { fitted }: Pick<Logistic, "fitted">,
  columns: readonly Column[],
  treated: ArrayLike<number>,
  outcome: ArrayLike<number>,
  options: { estimand?: "ATE" | "ATT"; binary: boolean; level?: number },
): DoublyRobust {
  const { estimand = "ATE", binary, level = 0.95 } = options;
  const n = fitted.length;
  const m0 = predictions(columns, treated, outcome, 0, binary);
  const m1 = estimand === "ATE" ? predictions(columns, treated, outcome, 1, binary) : null;
  const share = mean(treated);
  const one = new Float64Array(n);
  const zero = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const [t, y, e] = [treated[i], outcome[i], fitted[i]];
    one[i] = m1 === null ? (t * y) / share : m1[i] + (t * (y - m1[i])) / e;
    const missed = (1 - t) * (y - m0[i]);
    zero[i] = m1 === null ? (t * m0[i] + (missed * e) / (1 - e)) / share : m0[i] + missed / (1 - e);
  }
  const [treatedMean, controlMean] = [mean(one), mean(zero)];
  const estimate = treatedMean - controlMean;
  const influence = one.map((x, i) => x - zero[i] - (m1 === null ? (treated[i] / share) * estimate : 0));
  return {
    estimand,
    ...inference(estimate, Math.sqrt(sampleVariance(influence) / n), level),
    mean_treated: treatedMean,
    mean_control: controlMean,
    outcome_model: binary ? "logistic" : "linear",
  };
}
