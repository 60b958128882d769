/** One piece of a study's work, done wherever there is a processor: it reads the study's folder, and leaves one file there. */
import {
  type Laboratory,
  type Population,
  populationFromObject,
  type Sampler,
  sampler,
  type Virtual,
} from "@counterpulse/lab";
import { rowColumns, screenColumns } from "./columns.ts";
import { readManifest, type ShardRecord, type Stage, shardPath } from "./manifest.ts";
import { type CohortPlan, laboratoryOf, requireSameModel } from "./plan.ts";
import { enrolledOf, type ScreenPart } from "./screened.ts";
import { writeShard } from "./shard-file.ts";
import { screenRows } from "./stage-screen.ts";
import { supportRows } from "./stage-support.ts";

export interface ScreenTask {
  readonly stage: "screen";
  readonly shard: number;
}

export interface SupportTask {
  readonly stage: "rows";
  readonly shard: number;
  /** Where its patients were screened; `skip` of those taken there belong to earlier shards. */
  readonly screens: readonly ScreenPart[];
  readonly skip: number;
  readonly count: number;
}

export type Task = ScreenTask | SupportTask;

/** A study as a worker knows it. */
export interface Context {
  readonly folder: string;
  readonly study: string;
  readonly plan: CohortPlan;
  readonly laboratory: Laboratory;
  readonly population: Population;
  readonly point: Sampler;
}

const contexts = new Map<string, Context>();

/** @throws InputError where the folder holds another study, or one of another model */
export function contextOf(folder: string, study: string): Context {
  const key = `${study} ${folder}`;
  const known = contexts.get(key);
  if (known) return known;
  const manifest = readManifest(folder);
  if (manifest.study !== study) throw new Error(`${folder} holds study ${manifest.study}, not ${study}`);
  const { plan } = manifest;
  requireSameModel(plan);
  // Populations are checked against the whole physiology, of which the haemodynamics are a part.
  const population = populationFromObject(laboratoryOf("full").model, plan.population, plan.population_id);
  const point = sampler(plan.sampling, population.factors.length, plan.seed, Math.max(plan.n, 2));
  const context = { folder, study, plan, laboratory: laboratoryOf(plan.physiology), population, point };
  contexts.clear();
  contexts.set(key, context);
  return context;
}

export const drawOf = ({ population, point }: Context, draw: number): Virtual => population.at(point(draw), draw);

export async function perform(context: Context, task: Task): Promise<ShardRecord> {
  const { folder, plan, study, population } = context;
  const path = shardPath(folder, task.stage, task.shard);
  const about = (stage: Stage): Record<string, string> => ({ study, stage, shard: String(task.shard) });
  if (task.stage === "screen") {
    const { rows, ...sums } = screenRows(context, task.shard);
    return {
      shard: task.shard,
      ...writeShard(path, screenColumns(), rows, about("screen")),
      rows: rows.length,
      ...sums,
    };
  }
  const { rows, unsettled } = supportRows(context, task, await enrolledOf(folder, task.screens));
  const written = writeShard(path, rowColumns(plan, population), rows, about("rows"));
  return { shard: task.shard, ...written, rows: rows.length, unsettled };
}
