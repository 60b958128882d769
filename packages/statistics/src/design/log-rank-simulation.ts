/**
 * Power of the log-rank test by simulation, for hazards that are not proportional: both groups' hazards are constant
 * between given times, patients enter evenly and may drop out. Each repeat has its own random stream, so that a repeat is
 * the same whatever else is run.
 */
import { normal, type Stream, stream } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { requireBetween, requireWhole } from "./check.ts";

/** A hazard that holds from a time on, until the next one's. */
export interface HazardPiece {
  from: number;
  hazard: number;
}

export interface LogRankTrial {
  n1: number;
  n2: number;
  /** Pieces of the two groups, the first from 0. */
  group1: readonly HazardPiece[];
  group2: readonly HazardPiece[];
  dropout?: number;
  accrual: number;
  followUp: number;
  alpha?: number;
}

export interface SimulatedPower {
  power: number;
  /** Standard error of the power over the repeats. */
  mc_error: number;
  ci: [number, number];
  /** Rejections in favour of group 1 (fewer events than expected). */
  power_benefit: number;
  mean_events: number;
  /** exp of the mean of the log-rank (Peto) log hazard ratio: an average over time where hazards are not proportional. */
  mean_hazard_ratio: number | null;
  repeats: number;
  seed: number;
}

/** The time at which an exponential cumulative hazard is reached. */
function timeAt(pieces: readonly HazardPiece[], cumulative: number): number {
  let left = cumulative;
  for (let i = 0; i < pieces.length; i++) {
    const { from, hazard } = pieces[i];
    const width = (pieces[i + 1]?.from ?? Number.POSITIVE_INFINITY) - from;
    if (left <= hazard * width && hazard > 0) return from + left / hazard;
    left -= hazard === 0 ? 0 : hazard * width;
  }
  return Number.POSITIVE_INFINITY;
}

const exponential = (random: Stream): number => -Math.log1p(-random.uniform());

/** Observed minus expected events of group 1 and its variance. */
export function logRankScore(
  time: Float64Array,
  event: Uint8Array,
  first: Uint8Array,
): { score: number; variance: number; events: number } {
  const order = Uint32Array.from(time, (_, i) => i).sort((i, j) => time[i] - time[j]);
  let [atRisk, atRisk1] = [time.length, first.reduce((sum, x) => sum + x, 0)];
  let [score, variance, events] = [0, 0, 0];
  for (let k = 0; k < order.length; ) {
    const now = time[order[k]];
    let [deaths, deaths1, left, left1] = [0, 0, 0, 0];
    for (; k < order.length && time[order[k]] === now; k++) {
      const i = order[k];
      left++;
      left1 += first[i];
      deaths += event[i];
      if (event[i]) deaths1 += first[i];
    }
    if (deaths > 0) {
      const share = atRisk1 / atRisk;
      score += deaths1 - deaths * share;
      if (atRisk > 1) variance += (deaths * share * (1 - share) * (atRisk - deaths)) / (atRisk - 1);
      events += deaths;
    }
    atRisk -= left;
    atRisk1 -= left1;
  }
  return { score, variance, events };
}

function check(trial: LogRankTrial): void {
  requireWhole("n1", trial.n1, 1, 100_000);
  requireWhole("n2", trial.n2, 1, 100_000);
  requireBetween("alpha", trial.alpha ?? 0.05, 0, 1);
  for (const [what, value] of [
    ["accrual", trial.accrual],
    ["follow-up", trial.followUp],
    ["dropout", trial.dropout ?? 0],
  ] as const) {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw new InputError(`${what}: ${value} is not allowed; a number from 0 up is.`);
  }
  for (const pieces of [trial.group1, trial.group2]) {
    pieces.forEach(({ from, hazard }, i) => {
      if (!(i === 0 ? from === 0 : from > pieces[i - 1].from && Number.isFinite(from)))
        throw new InputError(`changes: ${from} is not allowed; times above 0 that rise are.`);
      if (!(hazard >= 0 && hazard < Number.POSITIVE_INFINITY))
        throw new InputError(`hazard: ${hazard} is not allowed; a number from 0 up is.`);
    });
  }
}

/** One trial: the patients' times under observation, drawn and analysed. */
function runOnce(trial: LogRankTrial, random: Stream): ReturnType<typeof logRankScore> {
  const n = trial.n1 + trial.n2;
  const [time, event, first] = [new Float64Array(n), new Uint8Array(n), new Uint8Array(n)];
  for (let i = 0; i < n; i++) {
    first[i] = i < trial.n1 ? 1 : 0;
    const death = timeAt(first[i] ? trial.group1 : trial.group2, exponential(random));
    const end = trial.followUp + trial.accrual * random.uniform();
    const lost = trial.dropout ? exponential(random) / trial.dropout : Number.POSITIVE_INFINITY;
    time[i] = Math.min(death, end, lost);
    event[i] = death <= end && death <= lost ? 1 : 0;
  }
  return logRankScore(time, event, first);
}

export function simulateLogRank(
  trial: LogRankTrial,
  repeats: number,
  seed: number,
  onProgress?: (done: number, all: number) => void,
): SimulatedPower {
  check(trial);
  requireWhole("repeats", repeats, 1, 10_000_000);
  const critical = normal.upperQuantile((trial.alpha ?? 0.05) / 2);
  let [rejected, benefit, events, logs, estimates] = [0, 0, 0, 0, 0];
  for (let r = 0; r < repeats; r++) {
    const found = runOnce(trial, stream(seed, r, "design log-rank"));
    const z = found.variance > 0 ? found.score / Math.sqrt(found.variance) : 0;
    if (Math.abs(z) > critical) rejected++;
    if (z < -critical) benefit++;
    events += found.events;
    if (found.variance > 0) {
      logs += found.score / found.variance;
      estimates++;
    }
    onProgress?.(r + 1, repeats);
  }
  const { share, mc_error, ci } = proportionOf(rejected, repeats);
  return {
    power: share,
    mc_error,
    ci,
    power_benefit: benefit / repeats,
    mean_events: events / repeats,
    mean_hazard_ratio: estimates > 0 ? Math.exp(logs / estimates) : null,
    repeats,
    seed,
  };
}

/** A share of repeats with its standard error and Wilson's interval. */
export function proportionOf(count: number, n: number): { share: number; mc_error: number; ci: [number, number] } {
  const share = count / n;
  const z = normal.upperQuantile(0.025);
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return {
    share,
    mc_error: Math.sqrt((share * (1 - share)) / n),
    ci: [Math.max(0, middle - half), Math.min(1, middle + half)],
  };
}
