/** Runs a study from wherever it stands to its end: screens draws, numbers those taken, and solves them under every support. */
import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "@counterpulse/lab";
import { enrol, tooFew } from "./enrol.ts";
import type { Executor } from "./executor.ts";
import { type Lock, takeLock } from "./lock.ts";
import {
  type Failure,
  isStudy,
  type Manifest,
  manifestPath,
  newManifest,
  readManifest,
  type ShardRecord,
  type Stage,
  shardCount,
  shardPath,
  shardRows,
  shardUnsettled,
  stageFolder,
  writeManifest,
} from "./manifest.ts";
import { type CohortPlan, cellsOf, requireSameModel, studyHash } from "./plan.ts";
import { Interrupted, pump } from "./pump.ts";
import { ScreenQueue } from "./screen-queue.ts";
import { checksum } from "./shard-file.ts";
import { supportTask, type Task } from "./tasks.ts";

export interface CohortHooks {
  readonly executor: (folder: string, study: string, plan: CohortPlan) => Executor | Promise<Executor>;
  /** Rows are what is counted, so that the rate means something. */
  readonly onProgress?: (stage: Stage, done: number, all: number) => void;
  /** A file that was not what was written, and is made anew. */
  readonly onDamaged?: (path: string) => void;
  readonly signal?: AbortSignal;
}

export interface CohortResult {
  readonly manifest: Manifest;
  readonly rows: number;
  readonly unsettled: number;
}

/** A new study in a folder that is empty or does not exist, or the same study taken up again. @throws InputError */
export async function runCohort(folder: string, plan: CohortPlan, hooks: CohortHooks): Promise<CohortResult> {
  requireSameModel(plan);
  const fresh = !isStudy(folder);
  if (fresh) requireEmpty(folder);
  else if (readManifest(folder).study !== studyHash(plan))
    throw new InputError(`--out: "${folder}" holds another study; a new folder, or the same study again, is allowed.`);
  const made = !existsSync(folder);
  mkdirSync(folder, { recursive: true });
  try {
    return await atWork(folder, plan, hooks);
  } finally {
    if (made && readdirSync(folder).length === 0) rmdirSync(folder);
  }
}

/** @throws InputError */
export async function resumeCohort(folder: string, hooks: CohortHooks): Promise<CohortResult> {
  const { plan } = readManifest(folder);
  requireSameModel(plan);
  return atWork(folder, plan, hooks);
}

function requireEmpty(folder: string): void {
  let found: string[];
  try {
    found = readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw new InputError(`--out: "${folder}" is not a folder that can be read; a new one is allowed.`);
  }
  // A coordinator that ended before its first word leaves at most its lock.
  if (found.some((name) => !/^\.|^lock\.json|\.tmp$/.test(name)))
    throw new InputError(`--out: "${folder}" is not empty and holds no study; a new or empty folder is allowed.`);
}

async function atWork(folder: string, plan: CohortPlan, hooks: CohortHooks): Promise<CohortResult> {
  const lock = takeLock(folder);
  const fresh = !isStudy(folder);
  let executor: Executor | null = null;
  try {
    const known = fresh ? null : new Work(folder, readManifest(folder), lock, hooks);
    if (known?.manifest.complete && known.missing() === 0) return known.result();
    // Before anything is written: a server that cannot be reached leaves nothing behind.
    executor = await hooks.executor(folder, studyHash(plan), plan);
    if (!known) writeManifest(folder, newManifest(plan));
    return await (known ?? new Work(folder, readManifest(folder), lock, hooks)).run(executor);
  } catch (error) {
    // What cannot be done as it was asked leaves nothing.
    if (fresh && error instanceof InputError) discard(folder);
    throw error;
  } finally {
    await executor?.close();
    lock.release();
  }
}

function discard(folder: string): void {
  for (const path of [manifestPath(folder), stageFolder(folder, "screen"), stageFolder(folder, "rows")])
    rmSync(path, { recursive: true, force: true });
}

/** Written at most so often, and at every stage's end: a shard that is not yet recorded would only be done again. */
const RECORDED_EVERY_MS = 1000;

class Work {
  private readonly screens: ShardRecord[];
  private readonly shards: ShardRecord[];
  private failures: Failure[] = [];
  private recorded = performance.now();

  constructor(
    private readonly folder: string,
    public manifest: Manifest,
    private readonly lock: Lock,
    private readonly hooks: CohortHooks,
  ) {
    for (const stage of ["screen", "rows"] as const) mkdirSync(stageFolder(folder, stage), { recursive: true });
    this.screens = this.sound("screen", manifest.screens);
    this.shards = this.sound("rows", manifest.shards);
  }

  /** Those whose files are what was written. */
  private sound(stage: Stage, records: readonly ShardRecord[]): ShardRecord[] {
    return records.filter((record) => {
      const path = shardPath(this.folder, stage, record.shard);
      if (checksum(path)?.sha256 === record.sha256) return true;
      this.hooks.onDamaged?.(path);
      return false;
    });
  }

  missing(): number {
    const { manifest, screens, shards } = this;
    return manifest.screens.length - screens.length + shardCount(manifest.plan) - shards.length;
  }

  async run(executor: Executor): Promise<CohortResult> {
    try {
      await this.screen(executor);
      if (this.manifest.enrolled === null)
        this.manifest = { ...this.manifest, enrolled: await enrol(this.folder, this.manifest.plan, this.screens) };
      this.record();
      await this.support(executor);
    } catch (error) {
      // A full disk must not hide what happened, and what was recorded before still stands.
      try {
        this.record();
      } catch {}
      throw error;
    }
    const complete = this.failures.length === 0;
    if (complete) this.tidy();
    this.manifest = { ...this.manifest, complete };
    this.record();
    return this.result();
  }

  result(): CohortResult {
    const { manifest } = this;
    return { manifest, rows: shardRows(manifest), unsettled: shardUnsettled(manifest) };
  }

  private async screen(executor: Executor): Promise<void> {
    const { plan, enrolled } = this.manifest;
    const queue = new ScreenQueue(plan, this.screens, enrolled?.last_draw ?? null);
    await this.pumpStage("screen", executor, this.screens, () => queue.next(), {
      done: (record) => queue.done(record),
      progress: () => [queue.enrolled(), plan.n],
    });
    if (this.failures.length > 0) throw new Error(`screens could not be finished: ${this.failures[0].reason}`);
    const kept = queue.needed();
    if (kept === null) throw tooFew(plan, this.screens);
    for (const { shard } of this.screens)
      if (shard >= kept) rmSync(shardPath(this.folder, "screen", shard), { force: true });
    this.screens.splice(0, this.screens.length, ...sorted(this.screens).slice(0, kept));
  }

  private async support(executor: Executor): Promise<void> {
    const { plan } = this.manifest;
    const done = new Set(this.shards.map((r) => r.shard));
    const waiting = Array.from({ length: shardCount(plan) }, (_, k) => k).filter((k) => !done.has(k));
    const cells = cellsOf(plan).length;
    const screens = sorted(this.screens);
    await this.pumpStage("rows", executor, this.shards, () => nextOf(waiting, (k) => supportTask(plan, screens, k)), {
      done: () => {},
      progress: () => [this.shards.reduce((all, r) => all + r.rows, 0), plan.n * cells],
    });
  }

  private pumpStage(
    stage: Stage,
    executor: Executor,
    records: ShardRecord[],
    next: () => Task | null,
    { done, progress }: { done: (record: ShardRecord) => void; progress: () => [number, number] },
  ): Promise<void> {
    const tell = (running: readonly number[]): void => {
      const [now, all] = progress();
      this.hooks.onProgress?.(stage, now, all);
      this.lock.beat({ stage, done: now, all, running });
    };
    return pump(executor, {
      next,
      done: (record) => {
        records.push(record);
        done(record);
        if (performance.now() - this.recorded > RECORDED_EVERY_MS) this.record();
      },
      failed: ({ shard }, reason) => this.failures.push({ stage, shard, reason }),
      tell,
      signal: this.hooks.signal,
    });
  }

  /** In order of their numbers, whatever order they were finished in. */
  private record(): void {
    this.manifest = {
      ...this.manifest,
      screens: sorted(this.screens),
      shards: sorted(this.shards),
      failed: [...this.failures],
    };
    writeManifest(this.folder, this.manifest);
    this.recorded = performance.now();
  }

  /** What killed processes left half-written beside the files. */
  private tidy(): void {
    const folders = [this.folder, stageFolder(this.folder, "screen"), stageFolder(this.folder, "rows")];
    for (const folder of folders)
      for (const name of readdirSync(folder)) if (name.endsWith(".tmp")) rmSync(join(folder, name), { force: true });
  }
}

const sorted = (records: readonly ShardRecord[]): ShardRecord[] => [...records].sort((a, b) => a.shard - b.shard);

function nextOf(waiting: number[], make: (shard: number) => Task): Task | null {
  const shard = waiting.shift();
  return shard === undefined ? null : make(shard);
}

export { Interrupted };
