/** `analyze meta`: reads the studies, pools them, and adds the ratio scale for people. */
import { InputError } from "../input-error.ts";
import type { Table } from "../table.ts";
import { criticalZ } from "../two-by-two/table.ts";
import type { Effect, PoolOptions } from "./effect.ts";
import type { CountStudy } from "./effect-sizes.ts";
import { type Extras, type ExtrasOptions, extraAnalyses, usedColumns } from "./extras.ts";
import { mantelHaenszel } from "./mantel-haenszel.ts";
import { peto } from "./peto.ts";
import { type Pooled, type PooledStudy, poolEffects } from "./pool.ts";
import { isRatio, type Measure, readStudies, type Studies } from "./read-studies.ts";

export type Method = "IV" | "MH" | "Peto";

export interface MetaOptions extends PoolOptions, ExtrasOptions {
  measure: Measure;
  method?: Method;
  /** Generic effects are logarithms of ratios. */
  ratio?: boolean;
}

export interface AnalysedStudy extends PooledStudy {
  /** Normal interval of the study alone, on the scale of analysis. */
  ci: [number, number] | null;
  counts: Omit<CountStudy, "study"> | null;
}

export interface MetaAnalysis extends Omit<Pooled, "studies">, Extras {
  measure: Measure;
  model: "common" | "random";
  method: Method;
  tau2_method: string | null;
  test: "z" | "hk";
  level: number;
  /** Rows left out for a missing value. */
  dropped: number;
  studies: AnalysedStudy[];
  /** The scale of analysis is logarithmic, and `pooled` a ratio. */
  ratio: boolean;
  /** Ratios as ratios; differences and generic effects as they are. */
  pooled: { value: number; ci: [number, number]; prediction_interval: [number, number] | null };
}

function checkOptions({ measure, method = "IV", model, tau2, test }: MetaOptions): void {
  if (method === "IV") return;
  if (measure === "generic" || measure === "HR") {
    const what = measure === "HR" ? "hazard ratios" : "generic effects";
    throw new InputError(`method ${method} pools counts, not ${what}; use IV`);
  }
  if (method === "Peto" && measure !== "OR")
    throw new InputError(`method Peto gives an odds ratio, not ${measure}; use measure OR`);
  if (model === "random") throw new InputError(`method ${method} pools a common effect; use model common, or IV`);
  if (tau2 !== undefined) throw new InputError(`method ${method} has no between-study variance; leave tau2 out`);
  if (test === "hk") throw new InputError(`method ${method} is tested with z, not hk`);
}

export type Pooler = (which: readonly number[]) => Pooled;

/** Pools some of the studies, by their places, as the options say. */
function poolerOf({ counts, effects }: Studies, options: MetaOptions): Pooler {
  const { measure, method = "IV", level } = options;
  const pick = <T>(list: readonly T[], which: readonly number[]): T[] => which.map((i) => list[i]);
  if (method === "IV") return (which) => poolEffects(pick(effects, which), options);
  if (counts === null) throw new InputError(`method ${method} pools counts: columns study, ai, n1, ci, n2`);
  if (method === "Peto") return (which) => peto(pick(counts, which), level);
  return (which) => mantelHaenszel(pick(counts, which), measure as "RR" | "OR" | "RD", level);
}

function analysedStudies(pooled: Pooled, { counts }: Studies, level: number): AnalysedStudy[] {
  const z = criticalZ(level);
  return pooled.studies.map((study, i) => {
    const { yi, vi } = study;
    const half = vi === null ? null : z * Math.sqrt(vi);
    const { study: _, ...cells } = counts?.[i] ?? { study: "" };
    return {
      ...study,
      ci: yi === null || half === null ? null : [yi - half, yi + half],
      counts: counts === null ? null : (cells as Omit<CountStudy, "study">),
    };
  });
}

export function analyzeMeta(table: Table, given: MetaOptions): MetaAnalysis {
  checkOptions(given);
  const { measure, method = "IV", level = 0.95 } = given;
  const model = method === "IV" ? (given.model ?? "random") : "common";
  const options: MetaOptions = { ...given, model };
  const ratio = isRatio(measure) || (measure === "generic" && given.ratio === true);
  const studies = readStudies(table, measure, usedColumns(given), level, ratio);
  if (studies.rows.length === 0) throw new InputError(`${table.source}: there is no study to pool`);
  const pool = poolerOf(studies, options);
  const { studies: _, ...pooled } = pool(studies.rows.map((_, i) => i));
  const all = analysedStudies({ ...pooled, studies: _ }, studies, level);
  const back = (value: number): number => (ratio ? Math.exp(value) : value);
  const both = ([lower, upper]: [number, number]): [number, number] => [back(lower), back(upper)];
  const { prediction_interval } = pooled;
  return {
    measure,
    model,
    method,
    tau2_method: model === "random" ? (given.tau2 ?? "REML") : null,
    test: pooled.df === null ? "z" : "hk",
    level,
    dropped: studies.dropped,
    ...pooled,
    studies: all,
    ratio,
    pooled: {
      value: back(pooled.estimate),
      ci: both(pooled.ci),
      prediction_interval: prediction_interval === null ? null : both(prediction_interval),
    },
    ...extraAnalyses(table, studies, options, pool, known(all)),
  };
}

/** Studies whose effect the method can tell. */
const known = (studies: readonly AnalysedStudy[]): Effect[] =>
  studies.flatMap(({ study, yi, vi }) => (yi === null || vi === null ? [] : [{ study, yi, vi }]));
