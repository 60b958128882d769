/** The manifest of a study: its plan, and of every shard what it holds and the checksum of its file. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InputError, type Margin, type Share } from "@counterpulse/lab";
import { writeWhole } from "../whole-file.ts";
import { type CohortPlan, studyHash } from "./plan.ts";

export type Stage = "screen" | "rows";

/** What a finished shard says of itself. */
export interface ShardRecord {
  readonly shard: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly rows: number;
  /** Rows without a steady state; draws, in a screen. */
  readonly unsettled: number;
  /** Screens: how many were taken, and criterion -> how many failed it. */
  readonly accepted?: number;
  readonly refused?: Readonly<Record<string, number>>;
}

/** Who takes part: known when enough draws have been screened. */
export interface Enrolled {
  /** Draw of the last patient taken. */
  readonly last_draw: number;
  readonly acceptance: Share & { readonly refused: Readonly<Record<string, number>> };
  readonly margins: readonly Margin[];
}

export interface Failure {
  readonly stage: Stage;
  readonly shard: number;
  readonly reason: string;
}

export interface Manifest {
  readonly study: string;
  readonly plan: CohortPlan;
  readonly screens: readonly ShardRecord[];
  readonly enrolled: Enrolled | null;
  readonly shards: readonly ShardRecord[];
  /** Shards that could not be finished when the study last ran. */
  readonly failed: readonly Failure[];
  readonly complete: boolean;
}

const FILE = "manifest.json";
const FOLDERS: Readonly<Record<Stage, string>> = { screen: "screens", rows: "rows" };

export const manifestPath = (folder: string): string => join(folder, FILE);
export const stageFolder = (folder: string, stage: Stage): string => join(folder, FOLDERS[stage]);
export const shardPath = (folder: string, stage: Stage, shard: number): string =>
  join(stageFolder(folder, stage), `${String(shard).padStart(6, "0")}.parquet`);

export const shardCount = ({ n, patients_per_shard: each }: CohortPlan): number => Math.ceil(n / each);

export const shardRows = ({ shards }: Manifest): number => shards.reduce((all, { rows }) => all + rows, 0);
export const shardUnsettled = ({ shards }: Manifest): number => shards.reduce((all, r) => all + r.unsettled, 0);

export function newManifest(plan: CohortPlan): Manifest {
  return { study: studyHash(plan), plan, screens: [], enrolled: null, shards: [], failed: [], complete: false };
}

/** The manifest carries its own checksum as its last line's key, so that a flipped bit in it is seen too. */
export function writeManifest(folder: string, manifest: Manifest): void {
  writeWhole(manifestPath(folder), `${JSON.stringify({ ...manifest, checksum: checksumOf(manifest) }, null, 1)}\n`);
}

const checksumOf = (manifest: Manifest): string => createHash("sha256").update(JSON.stringify(manifest)).digest("hex");

export const isStudy = (folder: string): boolean => existsSync(manifestPath(folder));

/** @throws InputError where the folder holds no study, or a manifest that is not what was written */
export function readManifest(folder: string): Manifest {
  if (!isStudy(folder))
    throw new InputError(`"${folder}" is no study: it has no ${FILE}; a folder made by \`cohort run\` is allowed.`);
  const parsed = parse(folder);
  const { checksum, ...manifest } = parsed;
  if (checksum !== checksumOf(manifest) || manifest.study !== studyHash(manifest.plan))
    throw new InputError(`${manifestPath(folder)} is not what was written: its checksum differs; run the study anew.`);
  return manifest;
}

function parse(folder: string): Manifest & { checksum: string } {
  try {
    return JSON.parse(readFileSync(manifestPath(folder), "utf8"));
  } catch {
    throw new InputError(`${manifestPath(folder)} cannot be read as JSON; run the study anew.`);
  }
}
