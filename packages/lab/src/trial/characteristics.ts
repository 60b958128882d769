/** What many trials say together: operating characteristics, each with its Monte Carlo error where it is a share. */
import { normal } from "@counterpulse/numerics";
import { type Share, shareOf } from "../population/share.ts";
import { DAYS_A_MONTH } from "./draw.ts";
import type { Scenario } from "./effect.ts";
import { type TrialPlan, type Truth, truthOf } from "./plan.ts";
import { DECISION, type Records } from "./run.ts";
import { type SafetyResult, safetyOf } from "./safety-results.ts";

export interface Spread {
  readonly mean: number;
  readonly sd: number;
  readonly min: number;
  readonly p5: number;
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

export interface LookResult {
  readonly look: number;
  /** Patients whose follow-up is complete. */
  readonly patients: number;
  /** Shares of all trials that end here. */
  readonly efficacy: number;
  readonly harm: number;
  readonly futility: number;
  readonly stopped: number;
  readonly cumulative: number;
}

export interface EstimateResult {
  readonly truth: number;
  readonly mean: number | null;
  /** Mean of estimate less truth, and its Monte Carlo error. */
  readonly bias: number | null;
  readonly bias_mc_error: number | null;
  /** Among trials that ended for efficacy. */
  readonly bias_if_efficacy: number | null;
  readonly sd: number | null;
  /** Share of 95 % intervals, not adjusted for the looks, that hold the truth; of repeated intervals. */
  readonly coverage: number | null;
  readonly coverage_repeated: number | null;
  readonly coverage_mc_error: number | null;
}

export interface SubgroupResult {
  readonly id: string;
  readonly label: string;
  readonly share: number;
  readonly truth: number | null;
  readonly truth_outside: number | null;
  readonly mean_estimate: number | null;
  /** Shares of trials with P < 0.05 in favour inside, and for the interaction. */
  readonly power: number | null;
  readonly interaction_power: number | null;
}

export interface Characteristics {
  readonly power: number;
  readonly mc_error: number;
  readonly power_ci: Share["ci"];
  readonly harm: number;
  readonly stop_by_look: readonly LookResult[];
  readonly expected_n: number;
  readonly n: Spread;
  readonly screened: number;
  readonly duration_months: Spread;
  readonly events: Spread;
  readonly experimental_share: number;
  readonly scale: Truth["scale"];
  /** Of the primary event on the last day among those enrolled, as assigned: experimental, control. */
  readonly risks: Truth["risks"];
  readonly estimate: EstimateResult;
  readonly bias: number | null;
  readonly coverage: number | null;
  readonly subgroups: readonly SubgroupResult[];
  readonly safety: readonly SafetyResult[];
}

const Z = normal.upperQuantile(0.025);
const mcError = (share: number, of: number): number => Math.sqrt((share * (1 - share)) / of);

/** @param mask profiles that are enrolled */
export function characteristicsOf(
  plan: TrialPlan,
  scenario: Scenario,
  mask: Uint8Array | null,
  records: Records,
): Characteristics {
  const repeats = records.to - records.from;
  const power = shareOf(countOf(records.decision, DECISION.efficacy), repeats);
  const truth = truthOf(plan, scenario, mask, plan.protocol.analysis.stratified);
  const estimate = estimateOf(plan, truth.value, records);
  const n = spreadOf(records.enrolled);
  const eligible = mask ? mask.reduce((a, b) => a + b, 0) / mask.length : 1;
  return {
    power: power.share!,
    mc_error: mcError(power.share!, repeats),
    power_ci: power.ci,
    harm: countOf(records.decision, DECISION.harm) / repeats,
    stop_by_look: stops(plan, records),
    expected_n: n.mean,
    n,
    screened: n.mean / eligible,
    duration_months: spreadOf(records.days.map((d) => d / DAYS_A_MONTH)),
    events: spreadOf(records.events),
    experimental_share: sumOf(records.experimental) / sumOf(records.enrolled),
    scale: truth.scale,
    risks: truth.risks,
    estimate,
    bias: estimate.bias,
    coverage: estimate.coverage,
    subgroups: subgroupsOf(plan, scenario, mask, records),
    safety: safetyOf(plan, scenario, mask, records),
  };
}

const sumOf = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
};

const countOf = (values: Uint8Array, wanted: number): number =>
  values.reduce((sum, x) => sum + (x === wanted ? 1 : 0), 0);

export function spreadOf(values: ArrayLike<number>): Spread {
  const sorted = Float64Array.from(values).sort();
  const mean = sumOf(values) / values.length;
  let square = 0;
  for (let i = 0; i < values.length; i++) square += (values[i] - mean) ** 2;
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  const sd = values.length > 1 ? Math.sqrt(square / (values.length - 1)) : 0;
  return { mean, sd, min: sorted[0], p5: at(0.05), median: at(0.5), p95: at(0.95), max: sorted[sorted.length - 1] };
}

function stops({ looks }: TrialPlan, { look, decision }: Records): LookResult[] {
  const repeats = look.length;
  let cumulative = 0;
  return looks.patients.map((patients, k) => {
    const counts = [0, 0, 0, 0];
    for (let r = 0; r < repeats; r++) if (look[r] === k) counts[decision[r]]++;
    const [none, efficacy, harm, futility] = counts.map((c) => c / repeats);
    const stopped = none + efficacy + harm + futility;
    cumulative += stopped;
    return { look: k + 1, patients, efficacy, harm, futility, stopped, cumulative };
  });
}

function estimateOf({ looks }: TrialPlan, truth: number, records: Records): EstimateResult {
  const { estimate, se, look, decision } = records;
  let [count, sum, held, repeated, won, wonSum] = [0, 0, 0, 0, 0, 0];
  for (let r = 0; r < estimate.length; r++) {
    if (!Number.isFinite(estimate[r])) continue;
    const gap = estimate[r] - truth;
    count++;
    sum += gap;
    if (Math.abs(gap) <= Z * se[r]) held++;
    if (looks.design && Math.abs(gap) <= looks.efficacy[look[r]] * se[r]) repeated++;
    if (decision[r] !== DECISION.efficacy) continue;
    won++;
    wonSum += gap;
  }
  if (count < 2)
    return {
      ...{ truth, mean: null, bias: null, bias_mc_error: null, bias_if_efficacy: null, sd: null },
      coverage: null,
      coverage_repeated: null,
      coverage_mc_error: null,
    };
  const bias = sum / count;
  let square = 0;
  for (let r = 0; r < estimate.length; r++)
    if (Number.isFinite(estimate[r])) square += (estimate[r] - truth - bias) ** 2;
  const sd = Math.sqrt(square / (count - 1));
  return {
    ...{ truth, mean: truth + bias, bias, bias_mc_error: sd / Math.sqrt(count), sd },
    bias_if_efficacy: won > 0 ? wonSum / won : null,
    coverage: held / count,
    coverage_repeated: looks.design && looks.design.sided === 2 ? repeated / count : null,
    coverage_mc_error: mcError(held / count, count),
  };
}

function subgroupsOf(
  plan: TrialPlan,
  scenario: Scenario,
  mask: Uint8Array | null,
  { subgroups }: Records,
): SubgroupResult[] {
  const sign = plan.protocol.endpoint.event === "weaning" ? 1 : -1;
  const all = plan.subgroups.length;
  const repeats = all === 0 ? 0 : subgroups.length / (4 * all);
  return plan.subgroups.map((group, s) => {
    let [count, sum, inside, both, interaction] = [0, 0, 0, 0, 0];
    for (let r = 0; r < repeats; r++) {
      const [x, sx, y, sy] = subgroups.subarray(4 * (r * all + s), 4 * (r * all + s) + 4);
      if (!Number.isFinite(x)) continue;
      count++;
      sum += x;
      if ((sign * x) / sx > Z) inside++;
      if (!Number.isFinite(y)) continue;
      both++;
      if (Math.abs(x - y) / Math.hypot(sx, sy) > Z) interaction++;
    }
    const has = (side: 0 | 1): Uint8Array =>
      group.mask.map((m, j) => ((m === 1) === (side === 0) && (mask?.[j] ?? 1) === 1 ? 1 : 0));
    const [own, others] = [has(0), has(1)];
    const truth = (use: Uint8Array): number | null =>
      use.some((x) => x === 1) ? truthOf(plan, scenario, use).value : Number.NaN;
    return {
      ...{ id: group.id, label: group.label, share: group.share, truth: truth(own), truth_outside: truth(others) },
      mean_estimate: count > 0 ? sum / count : null,
      power: count > 0 ? inside / repeats : null,
      interaction_power: both > 0 ? interaction / repeats : null,
    };
  });
}
