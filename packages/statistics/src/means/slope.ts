/** A straight line through points by least squares: its slope with its t test. */
import { type TEstimate, tEstimate } from "../crossover/estimate.ts";
import { InputError } from "../input-error.ts";
import { mean } from "../propensity/moments.ts";

export interface Slope extends TEstimate {
  n: number;
  intercept: number;
}

export function slope(x: readonly number[], y: readonly number[], level = 0.95): Slope {
  const n = x.length;
  const [mx, my] = [mean(x), mean(y)];
  const sxx = x.reduce((sum, a) => sum + (a - mx) ** 2, 0);
  if (n < 3 || !(sxx > 0))
    throw new InputError(`slope: ${n} points are too few; 3 or more at different places are needed`);
  const estimate = x.reduce((sum, a, i) => sum + (a - mx) * (y[i] - my), 0) / sxx;
  const intercept = my - estimate * mx;
  const rss = x.reduce((sum, a, i) => sum + (y[i] - intercept - estimate * a) ** 2, 0);
  return { ...tEstimate(estimate, Math.sqrt(rss / (n - 2) / sxx), n - 2, level), n, intercept };
}
