/** How many patients a design would need, from what its repeats showed. */
import { crossoverDesign, pairedDesign, twoSampleDesign } from "@counterpulse/statistics";
import type { Design } from "./protocol-file.ts";

const MOST = 100_000;

/** @param found mean and standard deviation of the estimates of studies of n patients */
export function neededFor(
  design: Design,
  found: { n: number; mean: number; sd: number } | null,
  alpha: number,
  power: number,
): number | null {
  if (!found || found.mean === 0 || !(found.sd > 0)) return null;
  const { n, mean: difference } = found;
  const one = found.sd * Math.sqrt(n);
  // Far beyond what is told, the formula need not be asked.
  if ((one / difference) ** 2 > MOST) return null;
  const options = { difference, alpha, power };
  const total =
    design === "parallel"
      ? twoSampleDesign({ ...options, sd: one / 2 }).n_total
      : (design === "crossover" ? crossoverDesign : pairedDesign)({ ...options, sd: one }).n_total;
  return total > MOST ? null : total;
}
