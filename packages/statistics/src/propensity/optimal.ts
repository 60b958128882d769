/**
 * Optimal 1:1 matching without replacement on the logit: as many pairs as the caliper allows, and of all such sets one
 * with the least total distance.
 *
 * On a line this assignment problem needs no network flow. Two pairs that cross can be uncrossed: of x1 <= x2 and
 * y1 <= y2, the pairs (x1, y1) and (x2, y2) are together no longer than (x1, y2) and (x2, y1), and neither is longer than
 * the longer of those, so that they keep within the caliper, on the logit as on the propensity, which rises with it. So
 * some optimal set has no crossing, and the best one of the first i treated and j controls follows from smaller ones.
 */
import { InputError } from "../input-error.ts";
import type { Caliper } from "./caliper.ts";
import { type Pair, type Units, within } from "./greedy.ts";
import { classesOf } from "./ranks.ts";

/** Cells of the table; a byte each. */
const MOST_CELLS = 1e9;

const SKIP_TREATED = 0;
const SKIP_CONTROL = 1;
const PAIR = 2;

function rowsOf({ logit, treated }: Units, group: number): number[] {
  const classes = classesOf(logit);
  const rows: number[] = [];
  for (let i = 0; i < treated.length; i++) if ((treated[i] === 1 ? 1 : 0) === group) rows.push(i);
  return rows.sort((a, b) => classes[a] - classes[b] || a - b);
}

/** Pairs in the order of the treated rows. */
export function optimalPairs(units: Units, caliper: Caliper): Pair[] {
  const [ones, zeros] = [rowsOf(units, 1), rowsOf(units, 0)];
  const width = zeros.length;
  if (ones.length * width > MOST_CELLS) {
    throw new InputError(
      `optimal matching of ${ones.length} treated with ${width} controls takes too much memory (their product may be up to ${MOST_CELLS}); greedy matching is possible`,
    );
  }
  const choice = new Uint8Array(ones.length * width);
  let counts: Int32Array<ArrayBuffer> = new Int32Array(width + 1);
  let costs: Float64Array<ArrayBuffer> = new Float64Array(width + 1);
  ones.forEach((unit, i) => {
    const nextCounts = new Int32Array(width + 1);
    const nextCosts = new Float64Array(width + 1);
    for (let j = 0; j < width; j++) {
      let [count, cost, chosen] = [counts[j + 1], costs[j + 1], SKIP_TREATED];
      const better = (c: number, d: number): boolean => c > count || (c === count && d < cost);
      if (better(nextCounts[j], nextCosts[j])) [count, cost, chosen] = [nextCounts[j], nextCosts[j], SKIP_CONTROL];
      const gap = Math.abs(units.logit[unit] - units.logit[zeros[j]]);
      if (better(counts[j] + 1, costs[j] + gap) && within(caliper, units, unit, zeros[j])) {
        [count, cost, chosen] = [counts[j] + 1, costs[j] + gap, PAIR];
      }
      nextCounts[j + 1] = count;
      nextCosts[j + 1] = cost;
      choice[i * width + j] = chosen;
    }
    [counts, costs] = [nextCounts, nextCosts];
  });
  return trace(choice, ones, zeros).sort((a, b) => a[0] - b[0]);
}

function trace(choice: Uint8Array, ones: readonly number[], zeros: readonly number[]): Pair[] {
  const pairs: Pair[] = [];
  let [i, j] = [ones.length - 1, zeros.length - 1];
  while (i >= 0 && j >= 0) {
    const chosen = choice[i * zeros.length + j];
    if (chosen === PAIR) pairs.push([ones[i--], zeros[j--]]);
    else if (chosen === SKIP_TREATED) i--;
    else j--;
  }
  return pairs;
}

/** Sum of the distances on the logit. */
export const totalDistance = (pairs: readonly Pair[], { logit }: Units): number =>
  pairs.reduce((sum, [a, b]) => sum + Math.abs(logit[a] - logit[b]), 0);
