/** What `fixtures/statistics/matching.R` wrote, and the data files that it comes from. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type MatchOptions, parseCsv, type Table } from "@counterpulse/statistics";
import { jsonFixture } from "../../../../test/fixture.ts";

type Rows = (number | null)[][];

export interface Run {
  width: number;
  scale: "sd-logit" | "pooled-sd-logit" | "ps";
  order: "largest" | "data";
  absolute: number;
  treated: number[];
  control: number[];
  /** SMD before, after; variance ratio before, after; KS before, after. */
  balance: Rows;
  effect: { att: number; se: number; t: number; df: number; p: number; ci: number[] };
  rosenbaum: { pairs: number; statistic: number; lower: number[]; upper: number[] };
}

export interface Reference {
  rows: number;
  dropped: number;
  coef: number[];
  se: number[];
  loglik: number;
  c: number;
  runs: Run[];
  optimal: { width: number; pairs: number; total: number; largest: number }[];
  weighted: Record<
    "iptw" | "att" | "overlap",
    { estimate: number; se: number; known: number; ess: number[]; largest: number }
  >;
  weighted_balance: Record<"iptw" | "att" | "overlap", Rows>;
  ate: [number, number];
  att: [number, number];
}

export const CASES = ["birth", "birth_discrete", "synth", "synth_binary"] as const;

export const reference = jsonFixture<
  Record<(typeof CASES)[number], Reference> & {
    gammas: number[];
    few: { differences: number[]; bounds: { statistic: number; lower: number[]; upper: number[] }; all: number };
  }
>("statistics/matching");

export function tableOf(name: string): Table {
  const file = fileURLToPath(new URL(`../../../../fixtures/statistics/${name}.csv`, import.meta.url));
  return parseCsv(readFileSync(file, "utf8"), `${name}.csv`);
}

const [birth, synth] = [tableOf("birth"), tableOf("matching")];
export const INPUTS: Record<(typeof CASES)[number], { table: Table; options: MatchOptions }> = {
  birth: {
    table: birth,
    options: { treatment: "smoke", covariates: ["age", "lwt", "race", "ht", "ui"], outcome: "low" },
  },
  birth_discrete: { table: birth, options: { treatment: "smoke", covariates: ["race", "ht", "ui"], outcome: "bwt" } },
  synth: { table: synth, options: { treatment: "t", covariates: ["x1", "x2", "x3", "shock", "site"], outcome: "y" } },
  synth_binary: { table: synth, options: { treatment: "t", covariates: ["x1", "x2", "x3", "shock"], outcome: "d" } },
};
