/** `analyze meta`: reads the studies, pools them, and adds the ratio scale for people. */
import { InputError } from "../input-error.ts";
import type { Table } from "../table.ts";
import type { Effect, PoolOptions } from "./effect.ts";
import { type CountMeasure, type CountStudy, effectOf } from "./effect-sizes.ts";
import { mantelHaenszel } from "./mantel-haenszel.ts";
import { peto } from "./peto.ts";
import { type Pooled, poolEffects } from "./pool.ts";

export type Measure = CountMeasure | "generic";
export type Method = "IV" | "MH" | "Peto";

export interface MetaOptions extends PoolOptions {
  measure: Measure;
  method?: Method;
}

export interface MetaAnalysis extends Pooled {
  measure: Measure;
  model: "common" | "random";
  method: Method;
  tau2_method: string | null;
  test: "z" | "hk";
  /** Rows left out for a missing value. */
  dropped: number;
  /** Ratios as ratios; differences and generic effects as they are. */
  pooled: { value: number; ci: [number, number]; prediction_interval: [number, number] | null };
}

/** Studies with counts: columns study, ai, n1, ci, n2. Rows with a missing value are left out and counted. */
export function readCounts(table: Table): { studies: CountStudy[]; dropped: number } {
  const names = table.text("study");
  const [ai, n1, ci, n2] = ["ai", "n1", "ci", "n2"].map((name) => table.counts(name));
  const studies: CountStudy[] = [];
  for (let i = 0; i < table.length; i++) {
    const row = { ai: ai[i], n1: n1[i], ci: ci[i], n2: n2[i] };
    if (Object.values(row).some(Number.isNaN)) continue;
    for (const [events, total] of [
      ["ai", "n1"],
      ["ci", "n2"],
    ] as const) {
      if (row[total] < 1) throw table.error(i, total, "a group must have at least one person");
      if (row[events] > row[total]) throw table.error(i, events, `${row[events]} events among ${row[total]} people`);
    }
    studies.push({ study: names[i] ?? `row ${i + 1}`, ...row });
  }
  return { studies, dropped: table.length - studies.length };
}

/** Studies with an effect and its variance: columns study, yi, vi. */
export function readEffects(table: Table): { effects: Effect[]; dropped: number } {
  const names = table.text("study");
  const [yi, vi] = ["yi", "vi"].map((name) => table.numbers(name));
  const effects: Effect[] = [];
  for (let i = 0; i < table.length; i++) {
    if (Number.isNaN(yi[i]) || Number.isNaN(vi[i])) continue;
    if (!(vi[i] > 0)) throw table.error(i, "vi", `the variance must be above 0, not ${vi[i]}`);
    effects.push({ study: names[i] ?? `row ${i + 1}`, yi: yi[i], vi: vi[i] });
  }
  return { effects, dropped: table.length - effects.length };
}

function checkOptions({ measure, method = "IV", model, tau2, test }: MetaOptions): void {
  if (method === "IV") return;
  if (measure === "generic") throw new InputError(`method ${method} pools counts, not generic effects; use IV`);
  if (method === "Peto" && measure !== "OR")
    throw new InputError(`method Peto gives an odds ratio, not ${measure}; use measure OR`);
  if (model === "random") throw new InputError(`method ${method} pools a common effect; use model common, or IV`);
  if (tau2 !== undefined) throw new InputError(`method ${method} has no between-study variance; leave tau2 out`);
  if (test === "hk") throw new InputError(`method ${method} is tested with z, not hk`);
}

function pool(table: Table, options: MetaOptions): { pooled: Pooled; dropped: number } {
  const { measure, method = "IV", level } = options;
  if (measure === "generic") {
    const { effects, dropped } = readEffects(table);
    return { pooled: poolEffects(effects, options), dropped };
  }
  const { studies, dropped } = readCounts(table);
  if (studies.length === 0) throw new InputError(`${table.source}: there is no study to pool`);
  if (method === "Peto") return { pooled: peto(studies, level), dropped };
  if (method === "MH") return { pooled: mantelHaenszel(studies, measure, level), dropped };
  const effects = studies.map((study) => effectOf(study, measure));
  return { pooled: poolEffects(effects, options), dropped };
}

export function analyzeMeta(table: Table, options: MetaOptions): MetaAnalysis {
  checkOptions(options);
  const { measure, method = "IV" } = options;
  const model = method === "IV" ? (options.model ?? "random") : "common";
  const { pooled, dropped } = pool(table, { ...options, model });
  const ratio = measure === "RR" || measure === "OR";
  const back = (value: number): number => (ratio ? Math.exp(value) : value);
  const both = ([lower, upper]: [number, number]): [number, number] => [back(lower), back(upper)];
  const { prediction_interval } = pooled;
  return {
    measure,
    model,
    method,
    tau2_method: model === "random" ? (options.tau2 ?? "REML") : null,
    test: pooled.df === null ? "z" : "hk",
    dropped,
    ...pooled,
    pooled: {
      value: back(pooled.estimate),
      ci: both(pooled.ci),
      prediction_interval: prediction_interval === null ? null : both(prediction_interval),
    },
  };
}
