/** What a design's values say: the indices of each output, which way its factors move it, and what must be told beside. */
import { INDICES } from "@counterpulse/engine";
import type { Population } from "../population/population.ts";
import type { PopulationDocument } from "../population/population-file.ts";
import { type Share, shareOf } from "../population/share.ts";
import { type Summary, summarise } from "../population/summary.ts";
import type { Settings } from "../settings.ts";
import type { ModelStamp } from "../simulate.ts";
import { changeName } from "./changes.ts";
import { blocks, type Design } from "./design.ts";
import { type Resamples, resampleRows, sobolIndices } from "./estimators.ts";
import { spearman } from "./rank.ts";
import type { SensitivityPart, SensitivityPlan } from "./sensitivity.ts";

export interface FactorSensitivity {
  readonly parameter: string;
  readonly label: string;
  readonly first: number | null;
  readonly total: number | null;
  readonly ci: { readonly first: readonly [number, number] | null; readonly total: readonly [number, number] | null };
  /** Spearman's, of the factor with the change: its direction. Over all rows, and over those who meet the criteria. */
  readonly rank_correlation: number | null;
  readonly rank_correlation_enrolled: number | null;
  /** Rows with every value that this factor needs. */
  readonly rows: number;
}

export interface OutputSensitivity {
  readonly index: string;
  readonly unit: string;
  readonly change_of: string;
  /** The change over rows A and B. */
  readonly change: Summary;
  /** The same over those who meet the criteria. */
  readonly change_enrolled: Summary;
  readonly sum_first: number | null;
  /** Sorted by total effect, largest first. */
  readonly factors: FactorSensitivity[];
}

export interface Sensitivity {
  readonly method: string;
  readonly model: ModelStamp;
  readonly population: { readonly id: string; readonly title: string; readonly source: string };
  readonly file: PopulationDocument;
  readonly set: Settings;
  readonly seed: number;
  /** Rows. */
  readonly n: number;
  /** Patients, each solved without support and with every support named. */
  readonly patients: number;
  readonly independent: string;
  /** Of rows A and B. */
  readonly enrolled: Share;
  readonly without_steady_state: Readonly<Record<string, number>>;
  /** Changes that have no value, of patients times outputs; their rows are left out where they are needed. */
  readonly failed: number;
  /** Parameter -> patients at the end of its range because body size would have put them beyond. */
  readonly clipped: Readonly<Record<string, number>>;
  readonly outputs: OutputSensitivity[];
}

const METHOD =
  "Sobol indices: scrambled Sobol points, first order by saltelli2010, total effect by jansen1999, 95 % intervals from 1000 resamples of rows";
const INDEPENDENT =
  "factors are drawn independently and without criteria of enrolment; correlations of the population file are not used";
/** @param parts all points, in any order */
export function concludeSensitivity(
  plan: SensitivityPlan,
  model: ModelStamp,
  parts: readonly SensitivityPart[],
): Sensitivity {
  const { request, design, changes, settings } = plan;
  const { population, n, seed } = request;
  const { values, meetsCriteria, unsettled, clipped } = gather(plan, parts);
  const resamples = resampleRows(n, seed);
  const enrolled = Array.from({ length: 2 * n }, (_, i) => i).filter((i) => meetsCriteria[i] === 1);
  const outputs = changes.flatMap((change, c) =>
    plan.outputs.map((index, k) => {
      const list = values[c * plan.outputs.length + k];
      return outputOf(plan, { index, change_of: changeName(change) }, list, enrolled, resamples);
    }),
  );
  return {
    method: METHOD,
    model,
    population: { id: population.id, title: population.title, source: population.source },
    file: population.document,
    set: settings,
    seed,
    n,
    patients: design.size,
    independent: INDEPENDENT,
    enrolled: shareOf(enrolled.length, 2 * n),
    without_steady_state: unsettled,
    failed: values.reduce((sum, list) => sum + list.filter(Number.isNaN).length, 0),
    clipped,
    outputs,
  };
}

function gather({ design, outputs, changes }: SensitivityPlan, parts: readonly SensitivityPart[]): SensitivityPart {
  const values = changes.flatMap(() => outputs.map(() => new Float64Array(design.size).fill(Number.NaN)));
  const all: SensitivityPart = {
    from: 0,
    values,
    meetsCriteria: new Uint8Array(design.size),
    unsettled: {},
    clipped: {},
  };
  for (const part of parts) {
    for (const [k, list] of part.values.entries()) values[k].set(list, part.from);
    all.meetsCriteria.set(part.meetsCriteria, part.from);
    for (const key of ["unsettled", "clipped"] as const)
      for (const [id, count] of Object.entries(part[key])) all[key][id] = (all[key][id] ?? 0) + count;
  }
  return all;
}

function outputOf(
  { request, design }: SensitivityPlan,
  name: { index: string; change_of: string },
  values: Float64Array,
  enrolled: readonly number[],
  resamples: Resamples,
): OutputSensitivity {
  const { population, n } = request;
  const found = sobolIndices(blocks(design, values), resamples);
  const directions = directionsOf(design, values, population, enrolled);
  const factors = population.factors.map((f, i) => ({
    parameter: f.id,
    label: f.label,
    ...found[i],
    ...directions[i],
  }));
  const firsts = found.map((f) => f.first);
  return {
    ...name,
    unit: INDICES.find((one) => one.id === name.index)!.unit,
    change: summarise(known(values.subarray(0, 2 * n))),
    change_enrolled: summarise(known(enrolled.map((i) => values[i]))),
    sum_first: firsts.includes(null) ? null : firsts.reduce<number>((sum, f) => sum + f!, 0),
    factors: factors.sort((a, b) => (b.total ?? 0) - (a.total ?? 0)),
  };
}

const known = (values: Iterable<number>): number[] => [...values].filter((v) => !Number.isNaN(v));

/** Which way each factor moves the output, over the independent rows A and B. */
function directionsOf(
  design: Design,
  values: Float64Array,
  population: Population,
  enrolled: readonly number[],
): { rank_correlation: number | null; rank_correlation_enrolled: number | null }[] {
  const rows = Array.from({ length: 2 * design.rows }, (_, i) => i).filter((i) => !Number.isNaN(values[i]));
  const met = enrolled.filter((i) => !Number.isNaN(values[i]));
  const points = Array.from({ length: 2 * design.rows }, (_, i) => design.point(i));
  return population.factors.map((_, f) => {
    const correlation = (of: readonly number[]): number | null =>
      spearman(
        of.map((i) => population.rank(f, points[i])),
        of.map((i) => values[i]),
      );
    return { rank_correlation: correlation(rows), rank_correlation_enrolled: correlation(met) };
  });
}
