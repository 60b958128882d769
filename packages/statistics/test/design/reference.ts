/** R's results for designs: `fixtures/statistics/design.R` tells how each was found. */
import { jsonFixture } from "../../../../test/fixture.ts";

type N = number | null;
type Stage = Record<"upper" | "lower" | "futility", number[]>;
type SpendingKind = "obf" | "pocock" | "hsd" | "kd";

export interface SequentialReference {
  times: number[];
  sided: 1 | 2;
  alpha: number;
  power: number;
  kind: SpendingKind;
  par: N;
  beta: SpendingKind | null;
  bpar: N;
  z: number[] | null;
  binding: boolean;
  efficacy: number[];
  futility: N[];
  inflation: number;
  drift: number;
  alpha_spent: number[];
  h0: Stage;
  h1: Stage;
  half: Stage;
  rpact: { efficacy: number[]; futility: number[] | null; inflation: number } | null;
}

interface Reference {
  proportions: (Record<"p1" | "p2" | "alpha" | "power" | "ratio" | "n1" | "power_at_100", number> & {
    variance: "pooled" | "unpooled";
    method: "normal" | "continuity" | "arcsine";
    r: N;
    r_power: N;
    rpact: N;
  })[];
  exact: (Record<"n1" | "n2" | "p1" | "p2" | "alpha" | "power", number> & { test: "fisher" | "chi2" | "yates" })[];
  means: (Record<
    "difference" | "sd" | "alpha" | "power" | "ratio" | "paired" | "r_paired" | "crossover" | "two_sample" | "welch",
    number
  > & { power_at_20: number[] })[];
  survival: (Record<
    | "hazard_ratio"
    | "ratio"
    | "alpha"
    | "power"
    | "dropout"
    | "accrual"
    | "follow_up"
    | "hazard"
    | "events"
    | "rpact_events"
    | "n_total"
    | "rpact_n",
    number
  > & { formula: "schoenfeld" | "freedman"; p: number[] })[];
  score: { time: number[]; event: number[]; first: number[]; score: number; variance: number; events: number };
  sequential: SequentialReference[];
  classical: (Record<"par" | "looks" | "alpha" | "inflation" | "rpact_inflation", number> & {
    kind: "wang-tsiatis" | "haybittle-peto";
    sided: 1 | 2;
    efficacy: number[];
    rpact: N[];
  })[];
  interim: Record<"z" | "assumed" | "observed" | "null" | "predictive" | "z2" | "p" | "median", number> & {
    ci: number[];
  };
  bayes: { x: [number, number]; y: [number, number]; margin: number; p: number }[];
  arrest: number[];
  predictive: Record<"benefit" | "harm" | "posterior", number>;
}

export const reference = jsonFixture<Reference>("statistics/design");
