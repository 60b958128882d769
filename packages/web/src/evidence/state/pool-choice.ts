/** How a pool is made, and what the choice means for the statistics below. */
import { findPool, POOLS, type PoolDefinition, type PoolDocument, pool } from "@counterpulse/evidence";
import type { Tau2Method } from "@counterpulse/statistics";

export interface PoolChoice {
  readonly model: "random" | "common";
  readonly tau2: Tau2Method;
  readonly test: "hk" | "z";
  /** null: the pool's own. */
  readonly measure: "RR" | "OR" | "RD" | null;
  readonly includeRecalled: boolean;
}

/** As the command's: REML with Hartung and Knapp's test. */
export const initialPoolChoice: PoolChoice = {
  model: "random",
  tau2: "REML",
  test: "hk",
  measure: null,
  includeRecalled: false,
};

/** The pool of an address; the first where there is none of that name. */
export const poolOf = (item: string | null): PoolDefinition => findPool(item ?? "") ?? POOLS[0];

/** A common effect has no variance between studies, and is tested with z. */
export function poolResult(definition: PoolDefinition, choice: PoolChoice): PoolDocument {
  const { model, tau2, test, measure, includeRecalled } = choice;
  const how = model === "random" ? { tau2, test } : { test: "z" as const };
  return pool(definition, { model, ...how, includeRecalled, ...(measure === null ? {} : { measure }) });
}

/** Whether pooling has anything to choose: one study is its own effect. */
export const canPool = ({ members }: PoolDocument): boolean => members.length > 1;
