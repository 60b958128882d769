/**
 * Two proportions compared by a normal test: numbers of patients in closed form (fleiss1981), power of both tails.
 * Group 1 is the experimental one; `ratio` is n2 / n1.
 */
import { normal, root } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { type Errors, normalPoints, requireBetween, requireProbability, wholeUp } from "./check.ts";

export type Variance = "pooled" | "unpooled";
/** `continuity`: with the continuity correction; `arcsine`: on the scale of Cohen's h, whose variance is constant. */
export type ProportionMethod = "normal" | "continuity" | "arcsine";

export interface ProportionTest {
  alpha?: number;
  variance?: Variance;
  method?: ProportionMethod;
}

export interface ProportionDesign {
  n1: number;
  n2: number;
  n_total: number;
  /** Of n1 and n2 as they stand. */
  power: number;
  /** Of the whole patients. */
  power_whole: number;
}

/** Standard deviations of sqrt(n1) (p1 hat - p2 hat) as the test takes it to be, and as it is. */
function deviations(p1: number, p2: number, ratio: number, variance: Variance): { assumed: number; real: number } {
  const mean = (p1 + ratio * p2) / (1 + ratio);
  const real = Math.sqrt(p1 * (1 - p1) + (p2 * (1 - p2)) / ratio);
  return { assumed: variance === "pooled" ? Math.sqrt(mean * (1 - mean) * (1 + 1 / ratio)) : real, real };
}

const angle = (p: number): number => 2 * Math.asin(Math.sqrt(p));

/** Both tails of a normal statistic: P(|gap + real Z| > critical), where gap may be 0. */
function bothTails(gap: number, critical: number, real: number): number {
  if (real === 0) return Math.abs(gap) > critical ? 1 : 0;
  return normal.upper((critical - gap) / real) + normal.upper((critical + gap) / real);
}

/** Power of groups of these sizes, which need not be whole. */
export function proportionPower(p1: number, p2: number, n1: number, n2: number, test: ProportionTest = {}): number {
  const { alpha = 0.05, variance = "pooled", method = "normal" } = test;
  requireProbability("p1", p1);
  requireProbability("p2", p2);
  requireBetween("alpha", alpha, 0, 1);
  requireBetween("n1", n1, 0, Number.POSITIVE_INFINITY);
  requireBetween("n2", n2, 0, Number.POSITIVE_INFINITY);
  const z = normal.upperQuantile(alpha / 2);
  const ratio = n2 / n1;
  if (method === "arcsine") return bothTails((angle(p1) - angle(p2)) * Math.sqrt(n1 / (1 + 1 / ratio)), z, 1);
  const { assumed, real } = deviations(p1, p2, ratio, variance);
  const correction = method === "continuity" ? (1 / n1 + 1 / n2) / 2 : 0;
  const size = Math.sqrt(n1);
  return bothTails(size * (p1 - p2), z * assumed + size * correction, real);
}

/** Patients for a power, in closed form: the tail on the wrong side is not counted in it (nor by anybody else). */
export function proportionSize(
  p1: number,
  p2: number,
  { alpha, power, ratio = 1, ...test }: ProportionTest & Errors & { ratio?: number } = {},
): ProportionDesign {
  requireProbability("p1", p1);
  requireProbability("p2", p2);
  requireBetween("ratio", ratio, 0, Number.POSITIVE_INFINITY);
  const { zAlpha, zBeta } = normalPoints({ alpha, power });
  if (p1 === p2) throw new InputError(`p1: ${p1} is p2 as well; two proportions that differ are allowed.`);
  const n1 = closedForm(p1, p2, zAlpha, zBeta, ratio, test);
  return designOf(p1, p2, n1, ratio * n1, { alpha, ...test });
}

function closedForm(p1: number, p2: number, zA: number, zB: number, ratio: number, test: ProportionTest): number {
  const { variance = "pooled", method = "normal" } = test;
  if (method === "arcsine") return ((zA + zB) ** 2 * (1 + 1 / ratio)) / (angle(p1) - angle(p2)) ** 2;
  const { assumed, real } = deviations(p1, p2, ratio, variance);
  const gap = Math.abs(p1 - p2);
  const n1 = ((zA * assumed + zB * real) / gap) ** 2;
  if (method === "normal") return n1;
  return (n1 / 4) * (1 + Math.sqrt(1 + (2 * (1 + 1 / ratio)) / (n1 * gap))) ** 2;
}

/** What groups of these sizes can do. */
export function designOf(p1: number, p2: number, n1: number, n2: number, test: ProportionTest): ProportionDesign {
  const [whole1, whole2] = [wholeUp(n1), wholeUp(n2)];
  return {
    n1,
    n2,
    n_total: whole1 + whole2,
    power: proportionPower(p1, p2, n1, n2, test),
    power_whole: proportionPower(p1, p2, whole1, whole2, test),
  };
}

/**
 * The proportions p1 below and above p2 that groups of these sizes find with the power asked for; null where even 0 or
 * 1 would be found less often.
 */
export function detectableProportions(
  p2: number,
  n1: number,
  n2: number,
  { power = 0.8, ...test }: ProportionTest & Errors = {},
): { below: number | null; above: number | null } {
  normalPoints({ alpha: test.alpha, power });
  const lacks = (p1: number): number => proportionPower(p1, p2, n1, n2, test) - power;
  const toward = (end: 0 | 1): number | null => (end === p2 || lacks(end) < 0 ? null : root(lacks, p2, end));
  return { below: toward(0), above: toward(1) };
}
