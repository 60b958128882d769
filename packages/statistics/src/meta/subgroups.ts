/** Subgroups, each pooled by itself, and the test that they differ (borenstein2009). */
import { chiSquared } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import type { Effect, PoolOptions } from "./effect.ts";
import { type Pooled, poolEffects } from "./pool.ts";

export interface Subgroups {
  groups: ({ group: string } & Pooled)[];
  /** Heterogeneity of the groups' pooled effects, each with its own between-study variance. */
  q_between: { value: number; df: number; p: number };
}

/** @param groups the group of each effect; groups come out in the order in which they first appear */
export function subgroupAnalysis(
  effects: readonly Effect[],
  groups: readonly string[],
  options: PoolOptions = {},
): Subgroups {
  if (groups.length !== effects.length) throw new InputError("subgroups: every study needs a group");
  const names = [...new Set(groups)];
  if (names.length < 2) throw new InputError("subgroups: at least two groups are needed");
  const pooled = names.map((group) => ({
    group,
    ...poolEffects(
      effects.filter((_, i) => groups[i] === group),
      options,
    ),
  }));
  const between = poolEffects(
    pooled.map(({ group, estimate, se }) => ({ study: group, yi: estimate, vi: se * se })),
    { ...options, model: "common", test: "z" },
  );
  const { value, df } = between.q;
  return { groups: pooled, q_between: { value, df, p: chiSquared(df).upper(value) } };
}
