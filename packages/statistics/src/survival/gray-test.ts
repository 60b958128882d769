/**
 * Gray's test that the cumulative incidence of one cause is the same in all groups (gray1988), stratified if wanted. His
 * notation: h = number at risk over survival just before, R = h (1 - F) with the cause's own incidence F; discrete
 * details (left limits, ties) as in R's cmprsk.
 */
import { chiSquared } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { solveSymmetric } from "../linear.ts";
import { type CompetingData, checkCompeting } from "./competing-data.ts";
import { groupRows } from "./data.ts";
import { everyRow, fallingOrder } from "./order.ts";

export interface GrayTest {
  cause: number;
  chi2: number;
  df: number;
  p: number;
}

export interface GrayOptions {
  strata?: readonly string[];
  rho?: number;
}

/** A group as it is just before a time, and what happens there. */
interface GroupState {
  atRisk: number;
  survival: number;
  incidence: number;
  own: number;
  others: number;
  leaving: number;
}

interface Sums {
  score: Float64Array;
  covariance: Float64Array[];
}

/** What one time adds to the covariance: for each group k two squares, whose last part needs the end of the study. */
interface Part {
  k: number;
  weight: number;
  /** What multiplies C(end) - C(t). */
  slope: number;
  /** Column k of A for the cause itself, else nothing. */
  direct: Float64Array | null;
  /** Column k of C at this time. */
  before: Float64Array;
}

const tieFactor = (d: number, n: number): number => (d > 1 ? 1 - (d - 1) / (n - 1) : 1);

function newGroups(groups: Uint32Array, rows: Uint32Array, k: number): GroupState[] {
  const states = Array.from({ length: k }, () => ({
    ...{ atRisk: 0, survival: 1, incidence: 0, own: 0, others: 0, leaving: 0 },
  }));
  for (const row of rows) states[groups[row]].atRisk++;
  return states;
}

/** Counts what happens at the time of `order[at]`; gives where the next time begins. */
function gather(
  { time, cause }: CompetingData,
  wanted: number,
  groups: Uint32Array,
  order: Uint32Array,
  at: number,
  states: readonly GroupState[],
): number {
  for (const state of states) [state.own, state.others, state.leaving] = [0, 0, 0];
  const t = time[order[at]];
  let next = at;
  for (; next >= 0 && time[order[next]] === t; next--) {
    const row = order[next];
    const state = states[groups[row]];
    state.leaving++;
    if (cause[row] === wanted) state.own++;
    else if (cause[row] !== 0) state.others++;
  }
  return next;
}

function addStratum(
  data: CompetingData,
  wanted: number,
  groups: Uint32Array,
  rows: Uint32Array,
  rho: number,
  sums: Sums,
): void {
  const k = sums.score.length;
  const order = fallingOrder(data.time, rows);
  const states = newGroups(groups, rows, k);
  const c = Array.from({ length: k }, () => new Float64Array(k));
  const parts: Part[] = [];
  let pooled = 0;
  for (let at = order.length - 1; at >= 0; ) {
    at = gather(data, wanted, groups, order, at, states);
    if (states.some(({ own, others }) => own + others > 0)) pooled = addTime(states, pooled, rho, c, parts, sums);
    for (const state of states) state.atRisk -= state.leaving;
  }
  for (const { weight, slope, direct, before, k: column } of parts) {
    const u = before.map((x, i) => (direct === null ? 0 : direct[i]) + slope * (c[i][column] - x));
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) sums.covariance[i][j] += weight * u[i] * u[j];
  }
}

/** One time; gives the pooled incidence after it. */
function addTime(
  states: GroupState[],
  pooled: number,
  rho: number,
  c: readonly Float64Array[],
  parts: Part[],
  sums: Sums,
): number {
  const h = states.map(({ atRisk, survival }) => (atRisk > 0 ? atRisk / survival : 0));
  const total = h.reduce((sum, x) => sum + x, 0);
  const risk = states.map(({ incidence }, i) => h[i] * (1 - incidence));
  const totalRisk = risk.reduce((sum, x) => sum + x, 0);
  const own = states.reduce((sum, state) => sum + state.own, 0);
  const after = pooled + own / total;
  const weight = (1 - pooled) ** rho;
  const a = h.map((x, i) => Float64Array.from(h, (y, j) => weight * ((i === j ? x : 0) - (x * y) / total)));
  const rate = own / (total * (1 - pooled));
  for (let i = 0; i < h.length; i++) for (let j = 0; j < h.length; j++) c[i][j] += a[i][j] * rate;
  states.forEach((state, i) => {
    if (state.atRisk === 0) return;
    sums.score[i] += weight * (state.own - (own * risk[i]) / totalRisk);
    const { atRisk: n, survival } = state;
    const now = survival * ((n - state.own - state.others) / n);
    state.incidence += (survival * state.own) / n;
    state.survival = now;
    const before = Float64Array.from(c, (row) => row[i]);
    if (own > 0) {
      const slope = now > 0 ? 1 - (1 - after) / now : 1;
      const size = (tieFactor(own, total * survival) * own) / (total * h[i]);
      parts.push({ k: i, weight: size, slope, direct: Float64Array.from(a, (row) => row[i]), before });
    }
    if (state.others > 0 && now > 0) {
      const size = tieFactor(state.others, n) * survival ** 2 * (state.others / n ** 2);
      parts.push({ k: i, weight: size, slope: (1 - after) / now, direct: null, before });
    }
  });
  return after;
}

/** @param groups the group of each row */
export function grayTest(
  data: CompetingData,
  cause: number,
  groups: readonly string[],
  { strata, rho = 0 }: GrayOptions = {},
): GrayTest {
  checkCompeting(data);
  const byGroup = groupRows(groups);
  const names = [...byGroup.keys()];
  if (names.length < 2) throw new InputError("Gray's test: at least two groups are needed");
  if (!data.cause.includes(cause)) throw new InputError(`Gray's test: there is no event of cause ${cause}`);
  const number = new Uint32Array(groups.length);
  names.forEach((name, i) => {
    for (const row of byGroup.get(name) as Uint32Array) number[row] = i;
  });
  const sums: Sums = {
    score: new Float64Array(names.length),
    covariance: names.map(() => new Float64Array(names.length)),
  };
  for (const rows of strata === undefined ? [everyRow(groups.length)] : groupRows(strata).values()) {
    addStratum(data, cause, number, rows, rho, sums);
  }
  // one group follows from the others
  const df = names.length - 1;
  const score = sums.score.slice(0, df);
  const solved = solveSymmetric(
    sums.covariance.slice(0, df).map((row) => row.slice(0, df)),
    score,
  );
  if (solved === null) throw new InputError("Gray's test: the groups are never at risk together when the cause occurs");
  const chi2 = score.reduce((sum, u, i) => sum + u * solved[i], 0);
  return { cause, chi2, df, p: chiSquared(df).upper(chi2) };
}
