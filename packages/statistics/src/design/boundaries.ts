/**
 * Efficacy boundaries under the null hypothesis: by error spending, look after look, or by the classical constants
 * (obrien1979, pocock1977, wang1987, haybittle1971), found so that the whole error is exactly alpha.
 */
import { type Continuing, root, SequentialNormal } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { requireBetween } from "./check.ts";
import { type Spending, spent } from "./spending.ts";
import { continuing, stageProbabilities, sum } from "./stages.ts";

/** Wang and Tsiatis: z_k = C t_k^(delta - 1/2); O'Brien-Fleming is delta 0, Pocock 1/2. Haybittle-Peto: z until the last. */
export type Classical = { kind: "wang-tsiatis"; delta: number } | { kind: "haybittle-peto"; z: number };
export type Efficacy = { spending: Spending } | { classical: Classical };

export const CLASSICAL_FORM = "obrien-fleming, pocock, wang-tsiatis:DELTA or haybittle-peto[:Z]";

/** `obrien-fleming`, `pocock`, `wang-tsiatis:0.25`, `haybittle-peto` (z = 3), `haybittle-peto:3.29`. */
export function parseClassical(text: string, where: string): Classical {
  const [kind, parameter, ...rest] = text.trim().split(":");
  const value = parameter === undefined || parameter.trim() === "" ? Number.NaN : Number(parameter);
  if (rest.length === 0) {
    if (kind === "obrien-fleming" && parameter === undefined) return { kind: "wang-tsiatis", delta: 0 };
    if (kind === "pocock" && parameter === undefined) return { kind: "wang-tsiatis", delta: 0.5 };
    if (kind === "wang-tsiatis" && value >= -2 && value <= 1) return { kind, delta: value };
    if (kind === "haybittle-peto" && parameter === undefined) return { kind, z: 3 };
    if (kind === "haybittle-peto" && value > 0 && value <= 20) return { kind, z: value };
  }
  throw new InputError(
    `${where}: "${text}" is not allowed; ${CLASSICAL_FORM} is, with DELTA from -2 to 1 and Z above 0 and up to 20.`,
  );
}

/** Looks evenly spaced. */
export const evenTimes = (looks: number): number[] => Array.from({ length: looks }, (_, k) => (k + 1) / looks);

export const MOST_LOOKS = 10;
/** Looks closer than this bring nothing, and need very many points. */
const NEAREST = 0.001;

export function checkTimes(times: readonly number[]): void {
  if (times.length < 1 || times.length > MOST_LOOKS)
    throw new InputError(`times: ${times.length} looks are not allowed; 1 to ${MOST_LOOKS} are.`);
  times.forEach((t, k) => {
    if (!(t > (times[k - 1] ?? 0) && t <= 1))
      throw new InputError(`times: ${t} is not allowed at look ${k + 1}; shares that rise from above 0 to 1 are.`);
    if (k > 0 && t - times[k - 1] < NEAREST * (1 - 1e-9))
      throw new InputError(`times: ${t} at look ${k + 1} is not allowed; looks at least ${NEAREST} apart are.`);
  });
  const last = times[times.length - 1];
  if (last !== 1) throw new InputError(`times: the last is ${last}; 1, all of the information, is allowed.`);
}

const FURTHEST = 38;
const LEAST = 1e-290;

/** z beyond which (two-sided: on both sides together) so much probability lies at the next look. */
export function boundFor(process: SequentialNormal, state: Continuing, sided: 1 | 2, probability: number): number {
  if (probability < LEAST) return Number.POSITIVE_INFINITY;
  const wanted = Math.log(probability);
  const beyond = (z: number): number => process.above(state, z) + (sided === 2 ? process.below(state, -z) : 0);
  const lacks = (z: number): number => wanted - Math.log(beyond(z));
  const from = sided === 2 ? 0 : -FURTHEST;
  return lacks(from) >= 0 ? from : root(lacks, from, FURTHEST);
}

/** Bounds that spend the error; `futility` bounds count only where they bind. */
export function spendingBounds(
  times: readonly number[],
  sided: 1 | 2,
  spentUntil: readonly number[],
  futility: readonly (number | null)[] = [],
): number[] {
  const process = new SequentialNormal(times);
  let state = process.start();
  const bounds: number[] = [];
  times.forEach((_, k) => {
    const bound = boundFor(process, state, sided, spentUntil[k] - (spentUntil[k - 1] ?? 0));
    bounds.push(bound);
    if (k < times.length - 1) state = process.proceed(state, continuing(sided, bound, futility[k] ?? null));
  });
  return bounds;
}

/** Bounds of a fixed shape, with the constant that makes the whole error alpha. */
export function classicalBounds(
  times: readonly number[],
  sided: 1 | 2,
  alpha: number,
  shape: Classical,
  futility: readonly (number | null)[] = [],
): number[] {
  const bindings = times.map((_, k) => futility[k] ?? null);
  const at = (c: number): number[] =>
    times.map((t, k) =>
      shape.kind === "wang-tsiatis" ? c * t ** (shape.delta - 0.5) : k < times.length - 1 ? shape.z : c,
    );
  const excess = (c: number): number => {
    const { upper, lower } = stageProbabilities({ times, sided, efficacy: at(c), futility: bindings }, 0);
    return sum(upper) + sum(lower) - alpha;
  };
  const most = 30;
  if (excess(most) > 0) {
    const z = shape.kind === "haybittle-peto" ? shape.z : 0;
    throw new InputError(
      `boundary: haybittle-peto:${z} alone spends more than alpha = ${alpha}; a higher Z is allowed.`,
    );
  }
  const least = sided === 2 ? 1e-6 : alpha < 0.5 ? 1e-6 : -8;
  return at(root(excess, least, most));
}

/** The boundary asked for. */
export function efficacyBounds(
  times: readonly number[],
  sided: 1 | 2,
  alpha: number,
  efficacy: Efficacy,
  futility: readonly (number | null)[] = [],
): number[] {
  checkTimes(times);
  requireBetween("alpha", alpha, 0, 1);
  if ("classical" in efficacy) return classicalBounds(times, sided, alpha, efficacy.classical, futility);
  return spendingBounds(times, sided, spent(efficacy.spending, alpha, times, sided), futility);
}
