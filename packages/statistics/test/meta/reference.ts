/** What `fixtures/statistics/meta.R` wrote: metafor's results with the data they come from. */
import type { Effect, PoolOptions } from "@counterpulse/statistics";
import { jsonFixture } from "../../../../test/fixture.ts";

type Pair = [number | null, number | null];

export interface Summary {
  estimate: number;
  se: number;
  ci: Pair;
  statistic: number;
  p: number;
  tau2: number;
  i2: number;
  h2: number;
  q: number;
  qp: number;
  prediction: Pair;
}

export interface Data {
  yi: number[];
  vi: number[];
}

export interface Classical extends Omit<Summary, "tau2" | "prediction">, Data {
  weights: number[];
}

export interface Regression {
  method: string;
  test: string;
  names: string | string[];
  columns: number[][];
  estimates: number[];
  se: number[];
  statistic: number[];
  p: number[];
  lower: number[];
  upper: number[];
  tau2: number;
  i2: number;
  h2: number;
  r2: number | null;
  qe: number;
  qep: number;
  qm: number;
  qmp: number;
  profile: Pair;
  at: number[] | null;
}

export interface Extra {
  set: string;
  method: string;
  test: string;
  influence: number[][];
  dfbeta: number[];
  loo: { estimate: number[]; se: number[]; tau2: number[]; q: number[] };
  cumulative_z: { estimate: number[]; se: number[]; p: number[] };
  egger_lm: number[];
  egger_rma: number[];
  trimfill: {
    k0: number;
    se: number;
    side: string;
    estimate: number;
    se_pooled: number;
    tau2: number;
    filled: number[];
  };
}

interface Reference {
  pooled: Record<
    string,
    Data & {
      random: Record<string, { z: Summary; hk: Summary; adhoc: Summary; profile: Pair; weights: number[] }>;
      common: Summary;
      common_hk: Summary;
    }
  >;
  classical: Record<
    string,
    {
      counts: [number, number, number, number][];
      mh: Record<"RR" | "OR" | "RD", Classical>;
      peto: Classical;
      effects: Record<"RR" | "OR" | "RD", Data>;
    }
  >;
  regressions: Regression[];
  extras: Extra[];
  subgroups: { alloc: string[]; groups: Record<string, Summary>; q_between: [number, number] };
}

export const reference = jsonFixture<Reference>("statistics/meta");

export const effectsOf = ({ yi, vi }: Data): Effect[] => yi.map((y, i) => ({ study: `S${i + 1}`, yi: y, vi: vi[i] }));

/** Our options for metafor's method and test. */
export const optionsOf = (method: string, test: string): PoolOptions => ({
  ...(method === "FE" ? { model: "common" } : { tau2: method as PoolOptions["tau2"] }),
  test: test === "z" ? "z" : "hk",
});
