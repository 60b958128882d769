/** Risk ratio and odds ratio with intervals on the logarithmic scale. */
import { criticalZ, type Estimate, finiteOrNull, type Limits, type TwoByTwo } from "./table.ts";

function logInterval(value: number, variance: number, level: number): Limits {
  if (!(value > 0 && Number.isFinite(value) && Number.isFinite(variance))) return [null, null];
  const factor = Math.exp(criticalZ(level) * Math.sqrt(variance));
  return [value / factor, finiteOrNull(value * factor)];
}

/** The risk ratio with Katz's interval (katz1978); none where a group has no event. */
export function riskRatio({ a, n1, b, n2 }: TwoByTwo, level = 0.95): Estimate {
  const value = (a / n1) * (n2 / b);
  const variance = (n1 - a) / (a * n1) + (n2 - b) / (b * n2);
  return { value: finiteOrNull(value), ci: logInterval(value, variance, level) };
}

/** The odds ratio with Woolf's interval (woolf1955); none where a cell is empty. */
export function oddsRatio({ a, n1, b, n2 }: TwoByTwo, level = 0.95): Estimate {
  const [c, d] = [n1 - a, n2 - b];
  const value = (a * d) / (b * c);
  const variance = 1 / a + 1 / b + 1 / c + 1 / d;
  return { value: finiteOrNull(value), ci: logInterval(value, variance, level) };
}
