/**
 * The middle of the sandwich in Fine and Gray's regression: for each person what it adds to the score, and what it adds
 * to the score by having told of the censoring distribution (fine1999, equations 7 and 8).
 */
import { type Frame, hazards, Moments, type Risk } from "./fine-gray-risk.ts";

/** Running sums over the times of events: of 1 / S0 and mean / S0, as they are and weighted by the chance of observation. */
interface Running {
  rate: number;
  meanRate: Float64Array;
  weighted: number;
  meanWeighted: Float64Array;
}

const emptyRunning = (p: number): Running => ({
  ...{ rate: 0, meanRate: new Float64Array(p) },
  ...{ weighted: 0, meanWeighted: new Float64Array(p) },
});

function addRisk(sum: Running, { events, total, mean, uncensored }: Risk): void {
  const rate = events / total;
  sum.rate += rate;
  sum.weighted += uncensored * rate;
  for (let j = 0; j < mean.length; j++) {
    sum.meanRate[j] += mean[j] * rate;
    sum.meanWeighted[j] += uncensored * mean[j] * rate;
  }
}

export function sandwichMiddle(frame: Frame, beta: Float64Array, risks: readonly Risk[]): Float64Array[] {
  const { order, time, state, x, uncensored } = frame;
  const p = beta.length;
  const hazard = hazards(frame, beta);
  const whole = emptyRunning(p);
  for (const risk of risks) addRisk(whole, risk);
  const passed = emptyRunning(p);
  const gone = new Moments(x);
  /** What censoring so far has told: the compensator's part of each later contribution. */
  const told = new Float64Array(p);
  const meat = Array.from({ length: p }, () => new Float64Array(p));
  for (let i = 0, k = 0; i < order.length; ) {
    const t = time[order[i]];
    const [from, atRisk] = [i, order.length - i];
    let censored = 0;
    for (; i < order.length && time[order[i]] === t; i++) if (state[order[i]] === 0) censored++;
    const q = censored > 0 ? pull(gone, whole, passed) : null;
    if (q !== null) for (let j = 0; j < p; j++) told[j] -= (censored * q[j]) / atRisk ** 2;
    const risk = k < risks.length && risks[k].at === from ? risks[k++] : null;
    if (risk !== null) addRisk(passed, risk);
    for (let r = from; r < i; r++) {
      const row = order[r];
      const own = Float64Array.from({ length: p }, (_, j) => {
        const value = x[j][row];
        let u = told[j] - hazard[row] * (value * passed.rate - passed.meanRate[j]);
        if (state[row] === 1) u += value - (risk as Risk).mean[j];
        if (state[row] === 2) {
          const later = value * (whole.weighted - passed.weighted) - (whole.meanWeighted[j] - passed.meanWeighted[j]);
          u -= (hazard[row] / uncensored[row]) * later;
        }
        if (state[row] === 0 && q !== null) u += q[j] / atRisk;
        return u;
      });
      for (let j = 0; j < p; j++) for (let m = 0; m < p; m++) meat[j][m] += own[j] * own[m];
    }
    for (let r = from; r < i; r++) {
      if (state[order[r]] === 2) gone.add(order[r], hazard[order[r]] / uncensored[order[r]]);
    }
  }
  return meat;
}

/** What those gone by another cause still add to the score from a time on. */
function pull({ total, first }: Moments, whole: Running, passed: Running): Float64Array {
  const left = whole.weighted - passed.weighted;
  return Float64Array.from(first, (sum, j) => sum * left - total * (whole.meanWeighted[j] - passed.meanWeighted[j]));
}
