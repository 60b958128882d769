/** What thousands of repeats of one endpoint at one size add up to. */
import type { EndpointEstimate } from "./analyse.ts";

/** What a part of the repeats adds up to: plain data. */
export interface TallyPart {
  /** Each a sum over the part's repeats. */
  readonly counts: Float64Array;
  readonly drawn: Float64Array;
  readonly drawnRejected: Float64Array;
}

export class Tally {
  private done = 0;
  private rejected = 0;
  private wrong = 0;
  private covered = 0;
  private sum = 0;
  private squares = 0;
  private width = 0;
  private analysed = 0;
  /** By patient: how often in the repeats, and in those that reject. */
  private readonly drawn: Float64Array;
  private readonly drawnRejected: Float64Array;

  constructor(
    private readonly n: number,
    private readonly pool: number,
    private readonly truth: number | null,
  ) {
    this.drawn = new Float64Array(pool);
    this.drawnRejected = new Float64Array(pool);
  }

  add({ estimate, ci, p, n: analysed }: EndpointEstimate, alpha: number, who: Int32Array): void {
    const rejects = estimate !== null && (p === null ? estimate !== 0 : p < alpha);
    for (let i = 0; i < this.n; i++) {
      this.drawn[who[i]]++;
      if (rejects) this.drawnRejected[who[i]]++;
    }
    if (rejects) this.rejected++;
    if (estimate === null || ci === null) return;
    this.done++;
    this.sum += estimate;
    this.squares += estimate * estimate;
    this.width += (ci[1] - ci[0]) / 2;
    this.analysed += analysed;
    if (this.truth === null) return;
    if (ci[0] <= this.truth && this.truth <= ci[1]) this.covered++;
    if (rejects && estimate * this.truth < 0) this.wrong++;
  }

  part(): TallyPart {
    const { done, rejected, wrong, covered, sum, squares, width, analysed, drawn, drawnRejected } = this;
    const counts = Float64Array.of(done, rejected, wrong, covered, sum, squares, width, analysed);
    return { counts, drawn, drawnRejected };
  }

  /** Parts add up to the same bits only in the same order. */
  addPart({ counts, drawn, drawnRejected }: TallyPart): void {
    const [done, rejected, wrong, covered, sum, squares, width, analysed] = counts;
    this.done += done;
    this.rejected += rejected;
    this.wrong += wrong;
    this.covered += covered;
    this.sum += sum;
    this.squares += squares;
    this.width += width;
    this.analysed += analysed;
    for (let i = 0; i < this.pool; i++) {
      this.drawn[i] += drawn[i];
      this.drawnRejected[i] += drawnRejected[i];
    }
  }

  /** Mean and standard deviation of the estimates. */
  moments(): { n: number; mean: number; sd: number } | null {
    if (this.done < 2) return null;
    const mean = this.sum / this.done;
    const variance = Math.max(0, this.squares / this.done - mean * mean) * (this.done / (this.done - 1));
    return { n: this.n, mean, sd: Math.sqrt(variance) };
  }

  row(repeats: number) {
    const share = (count: number, of: number): number | null => (of === 0 ? null : count / of);
    const found = this.moments();
    return {
      n: this.n,
      power: this.rejected / repeats,
      ci_halfwidth: share(this.width, this.done),
      mc_error: monteCarloError(this.rejected, repeats),
      pool_error: this.poolError(repeats),
      true_effect: this.truth,
      mean_estimate: found?.mean ?? null,
      sd_estimate: found?.sd ?? null,
      coverage: this.truth === null ? null : share(this.covered, this.done),
      wrong_sign: this.truth === null ? null : share(this.wrong, this.rejected),
      analysed: share(this.analysed, this.done),
      failed: repeats - this.done,
    };
  }

  /**
   * Had other patients been solved, the power would be another. How much each of them moves it shows in how often he is in
   * repeats that reject: the infinitesimal jackknife (efron2014), less what finite repeats add to it.
   */
  private poolError(repeats: number): number | null {
    if (this.pool < 2) return null;
    const power = this.rejected / repeats;
    let sum = 0;
    for (let i = 0; i < this.pool; i++)
      sum += (this.drawnRejected[i] / repeats - power * (this.drawn[i] / repeats)) ** 2;
    return Math.sqrt(Math.max(0, sum - (this.n * power * (1 - power)) / repeats));
  }
}

/** Standard error of a share; one success and one failure are added, for none seen does not mean none. */
export function monteCarloError(count: number, repeats: number): number {
  const share = (count + 1) / (repeats + 2);
  return Math.sqrt((share * (1 - share)) / repeats);
}
