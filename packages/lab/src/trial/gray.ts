/**
 * Gray's test of two groups (gray1988) on counts by time, and the difference of the cumulative incidences on the last day
 * with Aalen's variance (marubini1995): what statistics' grayTest and cumulativeIncidence do with patients one by one.
 */
import type { Tally } from "./tally.ts";
import type { Finding } from "./tests.ts";

/** What a group contributes at one time: sizes of the squares that its own and the other cause add to the variance. */
interface Group {
  atRisk: number;
  survival: number;
  incidence: number;
}

const groups: [Group, Group] = [
  { atRisk: 0, survival: 1, incidence: 0 },
  { atRisk: 0, survival: 1, incidence: 0 },
];
/** Parts of the variance: weight, constant, slope on what C still gains, C then. Grown as needed, kept for the next trial. */
let parts = new Float64Array(4 * 1024);

const tieFactor = (d: number, n: number): number => (d > 1 ? 1 - (d - 1) / (n - 1) : 1);

export function grayAnalysis(tally: Tally, sign: 1 | -1, withEstimate: boolean, into: Finding): void {
  const { events, competing, lost, patients, bins } = tally;
  if (parts.length < 16 * bins) parts = new Float64Array(16 * bins);
  for (const g of [0, 1]) {
    groups[g].atRisk = patients[g];
    groups[g].survival = 1;
    groups[g].incidence = 0;
  }
  let [score, c, pooled, used] = [0, 0, 0, 0];
  for (let b = 0; b < bins; b++) {
    const own0 = events[b];
    const own1 = events[bins + b];
    const others0 = competing[b];
    const others1 = competing[bins + b];
    if (own0 + own1 + others0 + others1 > 0) {
      const g0 = groups[0];
      const g1 = groups[1];
      const h0 = g0.atRisk > 0 ? g0.atRisk / g0.survival : 0;
      const h1 = g1.atRisk > 0 ? g1.atRisk / g1.survival : 0;
      const own = own0 + own1;
      const total = h0 + h1;
      const risk0 = h0 * (1 - g0.incidence);
      const risk1 = h1 * (1 - g1.incidence);
      const after = pooled + own / total;
      const direct = (h0 * h1) / total;
      c += (direct * own) / (total * (1 - pooled));
      if (g1.atRisk > 0) score += own1 - (own * risk1) / (risk0 + risk1);
      used = addGroup(g0, own0, others0, own, h0, total, after, direct, c, used);
      used = addGroup(g1, own1, others1, own, h1, total, after, direct, c, used);
      pooled = after;
    }
    groups[0].atRisk -= own0 + others0 + lost[b];
    groups[1].atRisk -= own1 + others1 + lost[bins + b];
  }
  let variance = 0;
  for (let k = 0; k < used; k += 4) variance += parts[k] * (parts[k + 1] + parts[k + 2] * (c - parts[k + 3])) ** 2;
  into.score = variance > 0 ? (sign * score) / Math.sqrt(variance) : 0;
  if (!withEstimate) return;
  const [v0, v1] = [incidenceVariance(tally, 0), incidenceVariance(tally, 1)];
  into.estimate = groups[1].incidence - groups[0].incidence;
  into.se = Math.sqrt(v0 + v1);
}

function addGroup(
  group: Group,
  own: number,
  others: number,
  ownAll: number,
  h: number,
  total: number,
  after: number,
  direct: number,
  c: number,
  used: number,
): number {
  const { atRisk: n, survival } = group;
  if (n === 0) return used;
  const now = survival * ((n - own - others) / n);
  group.incidence += (survival * own) / n;
  group.survival = now;
  let next = used;
  if (ownAll > 0) {
    parts[next] = (tieFactor(ownAll, total * survival) * ownAll) / (total * h);
    parts[next + 1] = direct;
    parts[next + 2] = now > 0 ? 1 - (1 - after) / now : 1;
    parts[next + 3] = c;
    next += 4;
  }
  if (others > 0 && now > 0) {
    parts[next] = tieFactor(others, n) * survival ** 2 * (others / n ** 2);
    parts[next + 1] = 0;
    parts[next + 2] = (1 - after) / now;
    parts[next + 3] = c;
    next += 4;
  }
  return next;
}

function incidenceVariance({ events, competing, lost, patients, bins }: Tally, g: number): number {
  const final = groups[g].incidence;
  let [n, survival, incidence, variance] = [patients[g], 1, 0, 0];
  for (let b = 0; b < bins; b++) {
    const own = events[g * bins + b];
    const others = competing[g * bins + b];
    const all = own + others;
    if (all > 0) {
      incidence += (survival * own) / n;
      const ahead = final - incidence;
      if (n > all) variance += (ahead * ahead * all) / (n * (n - all));
      variance += (survival * survival * own * (n - own)) / n ** 3 - (2 * ahead * survival * own) / (n * n);
      survival *= (n - all) / n;
    }
    n -= all + lost[g * bins + b];
  }
  return variance;
}
