/** Safety outcomes: counts with the published risks, by themselves; that the dead cannot bleed later is left out. */
import type { TrialPlan } from "./plan.ts";
import { TO_UNIT, Words } from "./random.ts";

/** Patients drawn at a time: so few that the first probability does not underflow. */
const CHUNK = 400;
const out = new Uint32Array(4);
let kept: { seed: number; words: Words } | null = null;

function wordsOf(seed: number): Words {
  if (kept?.seed !== seed) kept = { seed, words: new Words(seed, "trial safety", out) };
  return kept.words;
}

/** @param r the trial's place in `into` */
export function drawSafety(
  plan: TrialPlan,
  seed: number,
  trial: number,
  n1: number,
  n0: number,
  into: Uint16Array,
  r: number,
): void {
  const outcomes = Object.values(plan.protocol.safety);
  const words = wordsOf(seed);
  for (let s = 0; s < outcomes.length; s++) {
    const { control, risk_ratio } = outcomes[s];
    const at = 4 * (r * outcomes.length + s);
    into[at] = count(words, trial, 2 * s, n1, control * risk_ratio);
    into[at + 1] = n1;
    into[at + 2] = count(words, trial, 2 * s + 1, n0, control);
    into[at + 3] = n0;
  }
}

/** A binomial number by inversion, chunk by chunk. */
function count(words: Words, trial: number, which: number, n: number, p: number): number {
  if (p <= 0) return 0;
  let sum = 0;
  for (let from = 0, block = 0; from < n; from += CHUNK, block++) {
    const size = Math.min(CHUNK, n - from);
    words.fill(block, which, trial, 0);
    let left = (out[0] + 0.5) * TO_UNIT;
    const odds = p / (1 - p);
    let mass = (1 - p) ** size;
    let x = 0;
    while (left > mass && x < size) {
      left -= mass;
      mass *= (odds * (size - x)) / (x + 1);
      x++;
    }
    sum += x;
  }
  return sum;
}
