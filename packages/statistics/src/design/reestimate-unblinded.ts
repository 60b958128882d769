/**
 * Sample size raised by conditional power at an unblinded look: the promising zone (mehta2011). The final test either
 * keeps the planned weights of the two stages (cui1999), which holds the level whatever the rule, or stays the ordinary
 * one where that is safe (chen2004, gao2008).
 */
import { gaussLegendre, normal, root } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { requireBetween } from "./check.ts";

export interface PromisingPlan {
  /** Patients (or events) of all groups planned, at the look, and at most. */
  planned: number;
  interim: number;
  most: number;
  /** Two-sided; the test rejects in one direction at half of it. */
  alpha?: number;
  /** Conditional power that is wanted. */
  power?: number;
  /** Conditional power from which on the zone is promising; by default where the ordinary test becomes safe. */
  promisingFrom?: number;
}

interface Rule extends Required<Omit<PromisingPlan, "promisingFrom">> {
  critical: number;
  zBeta: number;
}

function ruleOf({ planned, interim, most, alpha = 0.05, power = 0.8 }: PromisingPlan): Rule {
  requireBetween("alpha", alpha, 0, 1);
  requireBetween("power", power, alpha, 1);
  requireBetween("planned", planned, 0, Number.POSITIVE_INFINITY);
  requireBetween("interim", interim, 0, planned);
  if (!(most >= planned && Number.isFinite(most)))
    throw new InputError(`most: ${most} is not allowed; a number from the ${planned} planned up is.`);
  const [critical, zBeta] = [normal.upperQuantile(alpha / 2), normal.quantile(power)];
  return { planned, interim, most, alpha, power, critical, zBeta };
}

/** Mean of Z at the planned size for which the plan, without a change, has the power that is wanted. */
export function plannedDrift(plan: PromisingPlan): number {
  const { critical, zBeta } = ruleOf(plan);
  return critical + zBeta;
}

/** What the second stage alone must exceed, by the planned weights, given z of the first. */
function secondStageBound({ critical, planned, interim }: Rule, z: number): number {
  const t = interim / planned;
  return (critical - Math.sqrt(t) * z) / Math.sqrt(1 - t);
}

/** The same by the ordinary test of `total` patients. */
function ordinaryBound({ critical, interim }: Rule, z: number, total: number): number {
  return (critical * Math.sqrt(total) - Math.sqrt(interim) * z) / Math.sqrt(total - interim);
}

/** Power of the second stage if the effect is as observed, without a change of size. */
function trendPower(rule: Rule, z: number): number {
  const { planned, interim } = rule;
  return normal.upper(secondStageBound(rule, z) - z * Math.sqrt((planned - interim) / interim));
}

/** Patients in all that bring the conditional power wanted, between planned and most. */
function sizeWanted(rule: Rule, z: number): number {
  if (!(z > 0)) return rule.most;
  const wanted = rule.interim * (1 + (Math.max(0, secondStageBound(rule, z) + rule.zBeta) / z) ** 2);
  return Math.min(rule.most, Math.max(rule.planned, wanted));
}

/** z at which the conditional power by the trend is so much: it rises with z. */
const zOfTrend = (rule: Rule, power: number): number => root((z) => trendPower(rule, z) - power, -20, 20);

/** The ordinary test of the raised size rejects no more often under the null than that of the planned size. */
const safe = (rule: Rule, z: number): boolean =>
  ordinaryBound(rule, z, sizeWanted(rule, z)) >= secondStageBound(rule, z) - 1e-12;

/** The lowest conditional power from which on the ordinary test is safe (mehta2011, table 1). */
export function safeFrom(plan: PromisingPlan): number {
  const rule = ruleOf(plan);
  if (rule.most === rule.planned) return 0;
  let [unsafe, good] = [0, zOfTrend(rule, rule.power)];
  for (let i = 0; i < 200 && good - unsafe > 1e-15; i++) {
    const middle = (unsafe + good) / 2;
    if (safe(rule, middle)) good = middle;
    else unsafe = middle;
  }
  return trendPower(rule, good);
}

export type Zone = "unfavourable" | "promising" | "favourable";

export interface PromisingResult {
  zone: Zone;
  conditional_power: number;
  n_total: number;
  /** Conditional power with that number, by the trend and the planned weights. */
  conditional_power_new: number;
  promising_from: number;
  safe_from: number;
  ordinary_test_safe: boolean;
  weights: [number, number];
  critical: number;
  /** z that the second stage alone must exceed for the weighted test. */
  second_stage_z: number;
}

export function promisingZone(plan: PromisingPlan, z: number): PromisingResult {
  const rule = ruleOf(plan);
  if (!Number.isFinite(z)) throw new InputError(`z: ${z} is not allowed; a number is.`);
  const safest = safeFrom(plan);
  const from = plan.promisingFrom ?? safest;
  requireBetween("promising-from", from, -1e-12, rule.power);
  const now = trendPower(rule, z);
  const zone = now >= rule.power ? "favourable" : now >= from ? "promising" : "unfavourable";
  const n_total = zone === "promising" ? Math.ceil(sizeWanted(rule, z) - 1e-9) : rule.planned;
  const t = rule.interim / rule.planned;
  const bound = secondStageBound(rule, z);
  return {
    zone,
    conditional_power: now,
    n_total,
    conditional_power_new: normal.upper(bound - z * Math.sqrt((n_total - rule.interim) / rule.interim)),
    promising_from: from,
    safe_from: safest,
    ordinary_test_safe: zone !== "promising" || ordinaryBound(rule, z, n_total) >= bound - 1e-12,
    weights: [Math.sqrt(t), Math.sqrt(1 - t)],
    critical: rule.critical,
    second_stage_z: bound,
  };
}

export interface RuleCharacteristics {
  /** Probability to reject in favour, with the weighted and with the ordinary final test. */
  weighted: number;
  ordinary: number;
  /** Of the plan without a change. */
  fixed: number;
  expected_n: number;
  zones: Record<Zone, number>;
}

/**
 * What the whole rule does when the mean of Z at the planned size is `drift` (0: its type I error, one-sided), by
 * quadrature over the first stage.
 */
export function promisingCharacteristics(plan: PromisingPlan, drift: number): RuleCharacteristics {
  const rule = ruleOf(plan);
  const from = plan.promisingFrom ?? safeFrom(plan);
  const mean = drift * Math.sqrt(rule.interim / rule.planned);
  const perPatient = drift / Math.sqrt(rule.planned);
  const [lowest, highest] = [mean - 9, mean + 9];
  const [zFrom, zTo] = [from <= 0 ? lowest : zOfTrend(rule, from), zOfTrend(rule, rule.power)];
  // Where the wanted size leaves the most: a kink.
  const kink = kinkOf(rule, zFrom, zTo);
  const edges = [lowest, zFrom, kink, zTo, highest].map((z) => Math.min(highest, Math.max(lowest, z)));
  const result: RuleCharacteristics = {
    weighted: 0,
    ordinary: 0,
    fixed: normal.upper(rule.critical - drift),
    expected_n: 0,
    zones: { unfavourable: 0, promising: 0, favourable: 0 },
  };
  edges.slice(1).forEach((to, i) => {
    const zone: Zone = i === 0 ? "unfavourable" : i === 3 ? "favourable" : "promising";
    panels(edges[i], to, (z, weight) => {
      const mass = weight * normal.density(z - mean);
      const n = zone === "promising" ? sizeWanted(rule, z) : rule.planned;
      const ahead = perPatient * Math.sqrt(n - rule.interim);
      result.weighted += mass * normal.upper(secondStageBound(rule, z) - ahead);
      result.ordinary += mass * normal.upper(ordinaryBound(rule, z, n) - ahead);
      result.expected_n += mass * n;
      result.zones[zone] += mass;
    });
  });
  return result;
}

function kinkOf(rule: Rule, from: number, to: number): number {
  const excess = (z: number): number =>
    rule.interim * (1 + (Math.max(0, secondStageBound(rule, z) + rule.zBeta) / z) ** 2) - rule.most;
  const low = Math.max(from, 1e-6);
  return low < to && excess(low) > 0 && excess(to) < 0 ? root(excess, low, to) : from;
}

function panels(from: number, to: number, each: (z: number, weight: number) => void): void {
  if (!(to > from)) return;
  const rule = gaussLegendre(20);
  const count = Math.ceil((to - from) / 0.5);
  const half = (to - from) / count / 2;
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < 20; i++) each(from + (2 * k + 1 + rule.nodes[i]) * half, rule.weights[i] * half);
  }
}
