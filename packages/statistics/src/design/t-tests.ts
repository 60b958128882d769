/** Means compared by t tests: exact power by the noncentral t distribution, both tails (owen1965). */
import { noncentralT, root, studentT } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { type Errors, normalPoints, requireBetween, wholeUp } from "./check.ts";

/** Both tails of a t test with a standard error and degrees of freedom. */
function tPower(difference: number, se: number, df: number, alpha: number): number {
  const critical = studentT(df).upperQuantile(alpha / 2);
  const t = noncentralT(df, difference / se);
  return t.upper(critical) + t.lower(-critical);
}

/** Power as a function of a number that need not be whole, and the number that leaves one degree of freedom. */
interface TTest {
  least: number;
  power(n: number): number;
}

const NEVER = 1e12;

/** The number, not whole, that has the power asked for; the least one where that has more. */
function solve({ least, power: of }: TTest, wanted: number): number {
  const lacks = (n: number): number => of(n) - wanted;
  let from = least;
  if (lacks(from) >= 0) return from;
  let to = least + 2;
  while (lacks(to) < 0) {
    from = to;
    to *= 2;
    if (to > NEVER)
      throw new InputError("difference: so small a difference against its spread needs over 1e12 patients.");
  }
  return root(lacks, from, to);
}

export interface MeanOptions extends Errors {
  difference: number;
  /** Standard deviation: of the differences within patients for paired and crossover designs, of one group for two. */
  sd: number;
}

export interface MeanDesign {
  /** Patients, not rounded; those in group 1 where there are two groups. */
  n: number;
  power: number;
  n_total: number;
  /** Power of that whole number. */
  power_whole: number;
}

function check({ difference, sd, alpha, power }: MeanOptions): void {
  normalPoints({ alpha, power });
  requireBetween("sd", sd, 0, Number.POSITIVE_INFINITY);
  if (!Number.isFinite(difference)) throw new InputError(`difference: ${difference} is not allowed; a number is.`);
}

function requireDifference(difference: number): void {
  if (difference === 0) throw new InputError("difference: 0 is not allowed; a number other than 0 is.");
}

const pairedTest = ({ difference, sd, alpha = 0.05 }: MeanOptions): TTest => ({
  least: 2,
  power: (n) => tPower(difference, sd / Math.sqrt(n), n - 1, alpha),
});

/** AB/BA, half of the patients in each order: the estimate's variance is that of the differences over n, with n - 2 df. */
const crossoverTest = ({ difference, sd, alpha = 0.05 }: MeanOptions): TTest => ({
  least: 3,
  power: (n) => tPower(difference, sd / Math.sqrt(n), n - 2, alpha),
});

/** @param sd2 of group 2 where it differs: Welch's test, its degrees of freedom taken at the true variances */
function twoSampleTest({ difference, sd, alpha = 0.05, ratio = 1, sd2 }: TwoSampleOptions): TTest {
  if (sd2 === undefined) {
    return {
      least: 3 / (1 + ratio),
      power: (n) => tPower(difference, sd * Math.sqrt((1 + 1 / ratio) / n), n * (1 + ratio) - 2, alpha),
    };
  }
  return {
    least: Math.max(2, 2 / ratio),
    power: (n) => {
      const [v1, v2] = [sd ** 2 / n, sd2 ** 2 / (n * ratio)];
      const df = (v1 + v2) ** 2 / (v1 ** 2 / (n - 1) + v2 ** 2 / (n * ratio - 1));
      return tPower(difference, Math.sqrt(v1 + v2), df, alpha);
    },
  };
}

/** A design for the power asked for, or of a given number. */
function design(
  test: TTest,
  options: MeanOptions,
  given: number | undefined,
  whole: (n: number) => number,
): MeanDesign {
  if (given !== undefined && !(given >= test.least)) {
    throw new InputError(`n: ${given} is not allowed; a number from ${test.least} up is.`);
  }
  if (given === undefined) requireDifference(options.difference);
  const n = given ?? solve(test, options.power ?? 0.8);
  return { n, power: test.power(n), n_total: whole(n), power_whole: test.power(whole(n)) };
}

/** The paired t test; `n` pairs give their power. */
export function pairedDesign(options: MeanOptions, n?: number): MeanDesign {
  check(options);
  return design(pairedTest(options), options, n, (x) => Math.max(2, wholeUp(x)));
}

/** The two-period crossover; whole patients are even. */
export function crossoverDesign(options: MeanOptions, n?: number): MeanDesign {
  check(options);
  return design(crossoverTest(options), options, n, (x) => Math.max(4, 2 * wholeUp(x / 2)));
}

export interface TwoSampleOptions extends MeanOptions {
  /** n2 / n1. */
  ratio?: number;
  sd2?: number;
}

export interface TwoSampleDesign {
  n1: number;
  n2: number;
  n_total: number;
  power: number;
  power_whole: number;
}

/** Two groups; `n` patients in group 1 give their power. */
export function twoSampleDesign(options: TwoSampleOptions, n?: number): TwoSampleDesign {
  check(options);
  const ratio = requireBetween("ratio", options.ratio ?? 1, 0, Number.POSITIVE_INFINITY);
  if (options.sd2 !== undefined) requireBetween("sd2", options.sd2, 0, Number.POSITIVE_INFINITY);
  const test = twoSampleTest(options);
  const { n: n1, power } = design(test, options, n, (x) => Math.max(2, wholeUp(x)));
  const whole1 = Math.max(2, wholeUp(n1));
  const whole2 = Math.max(2, wholeUp(ratio * n1));
  const at = twoSampleTest({ ...options, ratio: whole2 / whole1 });
  return { n1, n2: ratio * n1, n_total: whole1 + whole2, power, power_whole: at.power(whole1) };
}

/** The standardised difference that two groups of these sizes find with the power asked for. */
export function detectableDifference(n1: number, n2: number, { alpha, power = 0.8 }: Errors = {}): number {
  normalPoints({ alpha, power });
  const lacks = (d: number): number => twoSampleTest({ difference: d, sd: 1, alpha, ratio: n2 / n1 }).power(n1) - power;
  let to = 1;
  while (lacks(to) < 0) to *= 2;
  return root(lacks, 0, to);
}
