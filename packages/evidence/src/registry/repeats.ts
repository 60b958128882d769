/** How each method does over many registries: a single one of 1,650 patients says little of bias. */
import { analyse, METHODS, type Method, truthOf } from "./estimates.ts";
import type { Parameters } from "./outcomes.ts";
import { drawPatients } from "./patients.ts";

export interface Performance {
  /** Mean of estimate less truth, with its Monte Carlo error; of the hazard ratio, on the log scale. */
  bias: number;
  mc_error: number;
  /** Standard deviation of the estimates. */
  sd: number;
  /** Share of 95 % intervals that hold the truth. */
  coverage: number;
}

export type Performances = Record<Method, { rd: Performance | null; hr: Performance | null }>;

interface Collected {
  errors: number[];
  estimates: number[];
  held: number;
}

function performance({ errors, estimates, held }: Collected): Performance | null {
  const n = errors.length;
  if (n < 2) return null;
  const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / n;
  const sd = (values: readonly number[]): number => {
    const center = mean(values);
    return Math.sqrt(values.reduce((sum, x) => sum + (x - center) ** 2, 0) / (n - 1));
  };
  return { bias: mean(errors), mc_error: sd(errors) / Math.sqrt(n), sd: sd(estimates), coverage: held / n };
}

export interface RepeatOptions {
  seed: number;
  n: number;
  repeats: number;
  omit?: readonly string[];
  onProgress?: (done: number, of: number) => void;
}

export function repeatRegistry(parameters: Parameters, options: RepeatOptions): Performances {
  const { seed, n, repeats, omit, onProgress } = options;
  const empty = (): Collected => ({ errors: [], estimates: [], held: 0 });
  const collected = new Map(METHODS.map((method) => [method, { rd: empty(), hr: empty() }]));
  for (let k = 0; k < repeats; k++) {
    const patients = drawPatients(seed, n, "registry repeat", k * n);
    const found = analyse(patients, parameters, omit);
    const truth = truthOf(patients, parameters, found);
    for (const [method, { rd, hr }] of collected) {
      const [estimate, actual] = [found.estimates[method], truth[method]];
      if (estimate.rd && actual.rd !== null) add(rd, estimate.rd.estimate, actual.rd, estimate.rd.ci);
      if (estimate.hr && actual.hr !== null) {
        const [low, high] = estimate.hr.ci;
        add(hr, Math.log(estimate.hr.estimate), Math.log(actual.hr), [Math.log(low), Math.log(high)]);
      }
    }
    onProgress?.(k + 1, repeats);
  }
  const rows = [...collected].map(([method, { rd, hr }]) => [method, { rd: performance(rd), hr: performance(hr) }]);
  return Object.fromEntries(rows) as Performances;
}

function add(into: Collected, estimate: number, truth: number, [low, high]: readonly [number, number]): void {
  into.errors.push(estimate - truth);
  into.estimates.push(estimate);
  if (low <= truth && truth <= high) into.held++;
}
