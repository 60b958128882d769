/** What `fixtures/statistics/competing.R` wrote: results of R's survival and cmprsk, and the data that they come from. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type CompetingData, parseCsv, type Table } from "@counterpulse/statistics";
import { jsonFixture } from "../../../../test/fixture.ts";

type Values = (number | null)[];

export interface IncidenceReference {
  time: number[];
  at_risk: number[];
  events_at: number[];
  incidence: number[];
  se: number[];
  lower: Values;
  upper: Values;
}

interface Test {
  chi2: number;
  df: number;
  p: number;
}

interface FineGrayReference {
  coef: number[];
  se: number[];
  vcov: number[];
  loglik: number[];
  z: number[];
}

interface WeibullReference {
  loglik: number | number[];
  scale: number;
  names: string[];
  coef: number[];
  se: number[];
  z: number[];
  p: number[];
  vcov: number[];
}

export type SetName = "mgus" | "ties";

export const reference = jsonFixture<{
  rmst: {
    mean: number[];
    se: number[];
    difference: number;
    difference_se: number;
    ratio: number;
    ratio_se: number;
  };
  landmark: { n: number; chi2: number; coef: number[]; se: number[]; median: number[] };
  curves: Record<SetName, Record<"log" | "log-log" | "plain", IncidenceReference[]>>;
  gray_se: Record<SetName, Record<"1 1" | "1 2", { time: number[]; est: number[]; se: number[] }>>;
  gray: Record<"mgus_sex" | "ties_arm" | "ties_arm_by_site" | "ties_arm_rho1" | "mgus_sex_rho1", Test[]>;
  fine_gray: Record<"mgus_1" | "mgus_2" | "ties_1" | "ties_2", FineGrayReference>;
  weibull: Record<"lung" | "lung_none" | "veteran", WeibullReference>;
}>("statistics/competing");

export function table(name: string): Table {
  const path = fileURLToPath(new URL(`../../../../fixtures/statistics/${name}.csv`, import.meta.url));
  return parseCsv(readFileSync(path, "utf8"), `${name}.csv`);
}

/** @param file with columns time and event, of the rows in which no named column is missing */
export function competingData(file: Table, complete: readonly string[] = []): CompetingData & { rows: number[] } {
  const [time, event] = ["time", "event"].map((name) => file.numbers(name));
  const texts = complete.map((name) => file.text(name));
  const rows = [...time.keys()].filter((i) => texts.every((column) => column[i] !== null));
  return {
    time: Float64Array.from(rows, (i) => time[i]),
    cause: Uint8Array.from(rows, (i) => event[i]),
    rows,
  };
}
