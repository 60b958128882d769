/**
 * Mantel and Haenszel's pooling of the raw counts (mantel1959), with the variances of Robins, Breslow and Greenland
 * for odds ratios (robins1986), Greenland and Robins for risk ratios (greenland1985), Sato for differences (sato1989).
 * Heterogeneity is judged on the studies' own effects, those without any event in both groups left out.
 */
import { chiSquared, normal } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import type { TwoByTwo } from "../two-by-two/table.ts";
import { checkTable } from "../two-by-two/table.ts";
import type { Effect } from "./effect.ts";
import { type CountMeasure, type CountStudy, effectOf, tableOf } from "./effect-sizes.ts";
import type { Pooled } from "./pool.ts";

interface Parts {
  estimate: number;
  variance: number;
  /** Each study's share in the estimate, not yet adding up to 1. */
  weights: number[];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function oddsRatioParts(tables: readonly TwoByTwo[]): Parts {
  let [r, s, pr, psqr, qs] = [0, 0, 0, 0, 0];
  for (const { a, n1, b, n2 } of tables) {
    const [c, d, n] = [n1 - a, n2 - b, n1 + n2];
    const [own, other] = [(a * d) / n, (c * b) / n];
    const [p, q] = [(a + d) / n, (b + c) / n];
    r += own;
    s += other;
    pr += p * own;
    psqr += p * other + q * own;
    qs += q * other;
  }
  const variance = (pr / (r * r) + psqr / (r * s) + qs / (s * s)) / 2;
  return { estimate: Math.log(r / s), variance, weights: tables.map(({ a, n1, b, n2 }) => ((n1 - a) * b) / (n1 + n2)) };
}

function riskRatioParts(tables: readonly TwoByTwo[]): Parts {
  let [r, s, p] = [0, 0, 0];
  for (const { a, n1, b, n2 } of tables) {
    const n = n1 + n2;
    r += (a * n2) / n;
    s += (b * n1) / n;
    p += (n1 / n) * (n2 / n) * (a + b) - (a / n) * b;
  }
  return {
    estimate: Math.log(r / s),
    variance: p / (r * s),
    weights: tables.map(({ n1, b, n2 }) => (b * n1) / (n1 + n2)),
  };
}

function differenceParts(tables: readonly TwoByTwo[]): Parts {
  const weights = tables.map(({ n1, n2 }) => (n1 * n2) / (n1 + n2));
  const total = sum(weights);
  const estimate = sum(tables.map(({ a, n1, b, n2 }) => (a * n2 - b * n1) / (n1 + n2))) / total;
  const p = tables.map(({ a, n1, b, n2 }) => {
    const n = n1 + n2;
    return b * (n1 / n) ** 2 - a * (n2 / n) ** 2 + ((n1 / n) * (n2 / n) * (n2 - n1)) / 2;
  });
  const q = tables.map(({ a, n1, b, n2 }) => (a * (n2 - b) + b * (n1 - a)) / (n1 + n2) / 2);
  return { estimate, variance: (estimate * sum(p) + sum(q)) / (total * total), weights };
}

const parts: Record<CountMeasure, (tables: readonly TwoByTwo[]) => Parts> = {
  OR: oddsRatioParts,
  RR: riskRatioParts,
  RD: differenceParts,
};

/** True where neither group, or everyone in both, had the event: such a study tells nothing of a ratio. */
export const isUninformative = ({ a, n1, b, n2 }: TwoByTwo): boolean => a + b === 0 || a + b === n1 + n2;

/** Heterogeneity of effects about a pooled value. */
export function heterogeneity(effects: readonly Effect[], estimate: number): Pick<Pooled, "q" | "i2_pct" | "h2"> {
  const df = Math.max(0, effects.length - 1);
  // one study does not differ from itself, whatever rounding says
  const value = df > 0 ? sum(effects.map(({ yi, vi }) => (yi - estimate) ** 2 / vi)) : 0;
  return {
    q: { value, df, p: df > 0 ? chiSquared(df).upper(value) : 1 },
    i2_pct: value > 0 ? Math.max(0, (100 * (value - df)) / value) : 0,
    h2: df > 0 ? value / df : 1,
  };
}

/** The document of a common effect whose test is normal, without a between-study variance. */
export function commonEffect(
  estimate: number,
  variance: number,
  level: number,
): Omit<Pooled, "k" | "studies" | "q" | "i2_pct" | "h2"> {
  const se = Math.sqrt(variance);
  const half = normal.upperQuantile((1 - level) / 2) * se;
  const statistic = se > 0 ? estimate / se : null;
  return {
    estimate,
    se,
    ci: [estimate - half, estimate + half],
    statistic,
    df: null,
    p: statistic === null ? null : Math.min(1, 2 * normal.upper(Math.abs(statistic))),
    tau2: 0,
    tau2_ci: [null, null],
    i2_ci: [null, null],
    prediction_interval: null,
  };
}

export function mantelHaenszel(studies: readonly CountStudy[], measure: CountMeasure, level = 0.95): Pooled {
  const tables = studies.map(tableOf);
  tables.forEach(checkTable);
  const { estimate, variance, weights } = parts[measure](tables);
  if (!Number.isFinite(estimate) || !Number.isFinite(variance)) {
    throw new InputError(
      `Mantel-Haenszel: the pooled ${measure} does not exist: a group has no event, or only events, in all studies`,
    );
  }
  const effects = studies.map((study, i) => (isUninformative(tables[i]) ? null : effectOf(study, measure)));
  const known = effects.filter((effect) => effect !== null);
  const total = sum(weights);
  return {
    k: studies.length,
    ...commonEffect(estimate, variance, level),
    ...heterogeneity(known, estimate),
    studies: studies.map(({ study }, i) => ({
      study,
      yi: effects[i]?.yi ?? null,
      vi: effects[i]?.vi ?? null,
      weight_pct: (100 * weights[i]) / total,
    })),
  };
}
