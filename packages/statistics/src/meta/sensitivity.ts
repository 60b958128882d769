/** How the pooled effect hangs on single studies, and how it grew over time. */
import { InputError } from "../input-error.ts";
import type { Effect, PoolOptions } from "./effect.ts";
import { type Pooled, poolEffects } from "./pool.ts";

export type Summary = Omit<Pooled, "studies">;

const summary = (effects: readonly Effect[], options: PoolOptions): Summary => {
  const { studies: _, ...rest } = poolEffects(effects, options);
  return rest;
};

/** Each study left out in turn. */
export function leaveOneOut(effects: readonly Effect[], options: PoolOptions = {}): ({ without: string } & Summary)[] {
  if (effects.length < 2) throw new InputError("leave-one-out: at least two studies are needed");
  return effects.map(({ study }, i) => ({ without: study, ...summary(effects.toSpliced(i, 1), options) }));
}

/** Studies added one after the other, in the order given. */
export function cumulative(effects: readonly Effect[], options: PoolOptions = {}): ({ added: string } & Summary)[] {
  return effects.map(({ study }, i) => ({ added: study, ...summary(effects.slice(0, i + 1), options) }));
}
