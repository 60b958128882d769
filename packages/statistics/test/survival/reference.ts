/** What `fixtures/statistics/survival.R` wrote: results of R's survival, and the data files that they come from. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseCsv, type Table } from "@counterpulse/statistics";
import { jsonFixture } from "../../../../test/fixture.ts";

type Values = (number | null)[];

export interface Curve {
  n: number;
  events: number;
  time: number[];
  at_risk: number[];
  events_at: number[];
  censored_at: number[];
  survival: number[];
  lower: Values;
  upper: Values;
  median: number | null;
  median_ci: Values;
  quartile: number | null;
}

export interface CoxReference {
  n: number;
  events: number;
  loglik: number[];
  coef: number[];
  se: number[];
  z: number[];
  p: number[];
  lower: number[];
  upper: number[];
  score: number[];
  wald: number[];
  lr: number[];
  vcov: number[];
  zph_names: string[];
  zph_chi2: number[];
  zph_df: number[];
  zph_p: number[];
}

interface LogRankReference {
  chi2: number;
  df: number;
  p: number;
  observed: number[];
  expected: number[];
}

type ByType = Record<"log" | "log-log" | "plain", Curve>;
type Models = Record<"lung" | "lung_strata" | "veteran" | "heart", CoxReference> &
  Record<"baseline" | "baseline_heart", { time: number[]; hazard: number[] }>;

export const reference = jsonFixture<{
  lung: ByType;
  lung_male: ByType;
  halves: ByType;
  heart: Curve;
  rmst: Record<string, [number, number]>;
  logrank: Record<string, LogRankReference>;
  cox: Record<"efron" | "breslow", Models>;
}>("statistics/survival");

export function tableOf(name: string): Table {
  const file = fileURLToPath(new URL(`../../../../fixtures/statistics/${name}.csv`, import.meta.url));
  return parseCsv(readFileSync(file, "utf8"), `${name}.csv`);
}

export const LUNG = { time: "time", event: "status==2" };
export const VETERAN = { time: "time", event: "status==1" };
export const HEART = { time: "stop", entry: "start", event: "event==1" };
