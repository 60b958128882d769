/** Peto's one-step odds ratio (yusuf1985): observed less expected events over their hypergeometric variance. */
import { InputError } from "../input-error.ts";
import { checkTable } from "../two-by-two/table.ts";
import type { Effect } from "./effect.ts";
import { type CountStudy, tableOf } from "./effect-sizes.ts";
import { commonEffect, heterogeneity } from "./mantel-haenszel.ts";
import type { Pooled } from "./pool.ts";

interface Difference {
  /** Observed less expected events of the experimental group. */
  gap: number;
  variance: number;
}

function differenceOf(study: CountStudy): Difference {
  const table = tableOf(study);
  checkTable(table);
  const { a, n1, b, n2 } = table;
  const [events, n] = [a + b, n1 + n2];
  const variance = n > 1 ? (events * (n - events) * (n1 / n) * (n2 / n)) / (n - 1) : 0;
  return { gap: a - (events * n1) / n, variance };
}

/** Peto's log odds ratio of one study; null where it has no event or only events. */
export function petoEffect(study: CountStudy): Effect | null {
  const { gap, variance } = differenceOf(study);
  return variance > 0 ? { study: study.study, yi: gap / variance, vi: 1 / variance } : null;
}

export function peto(studies: readonly CountStudy[], level = 0.95): Pooled {
  const differences = studies.map(differenceOf);
  const information = differences.reduce((sum, { variance }) => sum + variance, 0);
  if (!(information > 0)) throw new InputError("Peto: no study has both events and people without one");
  const estimate = differences.reduce((sum, { gap }) => sum + gap, 0) / information;
  const effects = studies.map(petoEffect);
  const known = effects.filter((effect) => effect !== null);
  return {
    k: studies.length,
    ...commonEffect(estimate, 1 / information, level),
    ...heterogeneity(known, estimate),
    studies: studies.map(({ study }, i) => ({
      study,
      yi: effects[i]?.yi ?? null,
      vi: effects[i]?.vi ?? null,
      weight_pct: (100 * differences[i].variance) / information,
    })),
  };
}
