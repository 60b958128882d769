/** What a study holds: its state, its rows in order, and their digest. */
import { createHash, type Hash } from "node:crypto";
import { InputError, populationFromObject } from "@counterpulse/lab";
import { type Cell, type Column, rowColumns } from "./columns.ts";
import { type Holder, whoHolds } from "./lock.ts";
import {
  type Failure,
  type Manifest,
  readManifest,
  type ShardRecord,
  type Stage,
  shardCount,
  shardPath,
  shardRows,
  shardUnsettled,
} from "./manifest.ts";
import { type CohortPlan, laboratoryOf } from "./plan.ts";
import { checksum, DamagedShard, readShard } from "./shard-file.ts";

export interface CohortState {
  readonly manifest: Manifest;
  readonly state: "running" | "done" | "failed" | "interrupted";
  readonly holder: Holder | null;
  readonly shards: {
    readonly done: number;
    readonly of: number;
    readonly running: number[];
    readonly damaged: number[];
  };
  readonly screens: { readonly done: number; readonly damaged: number[] };
  readonly failed: readonly Failure[];
  readonly rows: number;
  readonly unsettled: number;
}

export function cohortState(folder: string): CohortState {
  const manifest = readManifest(folder);
  const holder = whoHolds(folder);
  const damaged = (stage: Stage, records: readonly ShardRecord[]): number[] =>
    records.filter((r) => checksum(shardPath(folder, stage, r.shard))?.sha256 !== r.sha256).map((r) => r.shard);
  const [screens, shards] = [damaged("screen", manifest.screens), damaged("rows", manifest.shards)];
  const sound = manifest.complete && screens.length + shards.length === 0;
  const idle = sound ? "done" : manifest.failed.length > 0 ? "failed" : "interrupted";
  return {
    manifest,
    state: holder ? "running" : idle,
    holder,
    shards: {
      done: manifest.shards.length - shards.length,
      of: shardCount(manifest.plan),
      running: holder?.progress?.stage === "rows" ? [...holder.progress.running] : [],
      damaged: shards,
    },
    screens: { done: manifest.screens.length - screens.length, damaged: screens },
    failed: manifest.failed,
    rows: shardRows(manifest),
    unsettled: shardUnsettled(manifest),
  };
}

/** Paths of the shards in order, checked. @throws DamagedShard, InputError where none is finished yet */
export function soundShards(folder: string, stage: Stage = "rows"): string[] {
  const manifest = readManifest(folder);
  return (stage === "rows" ? manifest.shards : manifest.screens).map(({ shard, sha256 }) => {
    const path = shardPath(folder, stage, shard);
    if (checksum(path)?.sha256 !== sha256)
      throw new DamagedShard(`${path} is not what was written; \`cohort resume\` makes it anew.`);
    return path;
  });
}

export function columnsOf(plan: CohortPlan): Column[] {
  return rowColumns(plan, populationFromObject(laboratoryOf("full").model, plan.population, plan.population_id));
}

export function requireComplete(folder: string, { complete, shards, plan }: Manifest): void {
  if (!complete)
    throw new InputError(
      `"${folder}": ${shards.length} of ${shardCount(plan)} shards are finished; a whole study is allowed (\`cohort resume\`).`,
    );
}

/** SHA-256 over names and types of the columns and then every cell, row by row: whatever the shards, the same rows. */
export async function digest(folder: string): Promise<string> {
  const manifest = readManifest(folder);
  requireComplete(folder, manifest);
  const columns = columnsOf(manifest.plan);
  const hash = createHash("sha256");
  hash.update(JSON.stringify(columns.map(({ name, type }) => [name, type])));
  for (const { shard, sha256 } of manifest.shards) {
    const rows = await readShard(
      shardPath(folder, "rows", shard),
      columns.map((c) => c.name),
      sha256,
    );
    for (const row of rows) addRow(hash, row);
  }
  return hash.digest("hex");
}

const number = new Float64Array(1);
const numberBytes = new Uint8Array(number.buffer);

/** Each cell as a letter for its kind and then its bytes: numbers as doubles, texts with their length. */
function addRow(hash: Hash, row: readonly Cell[]): void {
  const parts: Uint8Array[] = [];
  for (const cell of row) {
    if (cell === null) parts.push(Buffer.from("-"));
    else if (typeof cell === "boolean") parts.push(Buffer.from(cell ? "T" : "F"));
    else if (typeof cell === "number") {
      number[0] = cell;
      parts.push(Buffer.from("n"), numberBytes.slice());
    } else {
      const text = Buffer.from(cell);
      parts.push(Buffer.from(`s${text.length}:`), text);
    }
  }
  hash.update(Buffer.concat(parts));
}
