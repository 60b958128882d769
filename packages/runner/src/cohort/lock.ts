/**
 * One coordinator to a study. The lock is a file that says who holds it; whoever finds its holder dead takes it over. On
 * one machine the process is looked for; of another machine only its heartbeat is seen, the file's own time.
 */
import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { InputError } from "@counterpulse/lab";
import { writeWhole } from "../whole-file.ts";

export interface Progress {
  readonly stage: string;
  readonly done: number;
  readonly all: number;
  readonly running: readonly number[];
}

export interface Holder {
  readonly token: string;
  readonly host: string;
  readonly pid: number;
  /** When the process began, as its system counts: a number that is given anew to another process is told by it. */
  readonly born: string | null;
  readonly progress: Progress | null;
}

export interface Lock {
  /** Still ours? @throws Error where another coordinator has taken over */
  beat(progress: Progress): void;
  release(): void;
}

const FILE = "lock.json";
const BEAT_MS = 1000;
/** A coordinator on another machine that has not been heard of for so long is dead. */
const SILENT_MS = 120_000;

const lockPath = (folder: string): string => join(folder, FILE);

/** @throws InputError where another coordinator works on the study */
export function takeLock(folder: string): Lock {
  const own = { token: randomBytes(8).toString("hex"), host: hostname(), pid: process.pid, born: born(process.pid) };
  const path = lockPath(folder);
  for (let tries = 0; !claim(path, { ...own, progress: null }); tries++) {
    const holder = readHolder(folder);
    if (holder === null) continue;
    if (tries > 3 || alive(folder, holder))
      throw new InputError(
        `"${folder}": another coordinator is at work on this study (process ${holder.pid} on ${holder.host}); one at a time is allowed.`,
      );
    setAside(path, holder);
  }
  let beaten = Number.NEGATIVE_INFINITY;
  return {
    beat(progress) {
      const now = performance.now();
      if (now - beaten < BEAT_MS) return;
      beaten = now;
      if (readHolder(folder)?.token !== own.token)
        throw new Error(`another coordinator has taken over the study in "${folder}"; this one stops.`);
      writeWhole(path, JSON.stringify({ ...own, progress }));
    },
    release() {
      if (readHolder(folder)?.token === own.token) rmSync(path, { force: true });
    },
  };
}

/** Who works on a study, or null. */
export function whoHolds(folder: string): Holder | null {
  const holder = readHolder(folder);
  return holder !== null && alive(folder, holder) ? holder : null;
}

/** The file appears with its content, or not at all because there is one. */
function claim(path: string, holder: Holder): boolean {
  const beside = `${path}.${holder.token}.tmp`;
  writeFileSync(beside, JSON.stringify(holder));
  try {
    linkSync(beside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(beside, { force: true });
  }
}

/** Of several who find a dead holder one wins; a lock that was taken meanwhile is put back. */
function setAside(path: string, dead: Holder): void {
  const aside = `${path}.${randomBytes(8).toString("hex")}.tmp`;
  try {
    renameSync(path, aside);
    const moved = JSON.parse(readFileSync(aside, "utf8")) as Holder;
    if (moved.token !== dead.token) linkSync(aside, path);
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function readHolder(folder: string): Holder | null {
  try {
    return JSON.parse(readFileSync(lockPath(folder), "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    // Not ours to read: held by nobody who is known.
    return { token: "", host: hostname(), pid: 0, born: null, progress: null };
  }
}

function alive(folder: string, { host, pid, born: since }: Holder): boolean {
  if (host !== hostname()) return silence(folder) < SILENT_MS;
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const now = born(pid);
  return since === null || now === null || now === since;
}

/** Time since the lock was last written, both by the clock of the disk it lies on. */
function silence(folder: string): number {
  const probe = join(folder, `.probe.${randomBytes(4).toString("hex")}.tmp`);
  try {
    writeFileSync(probe, "");
    return statSync(probe).mtimeMs - statSync(lockPath(folder)).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Linux tells when a process began (clock ticks since the system's start); elsewhere nothing is known. */
function born(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A process that has ended and whose parent has not yet asked is dead.
    return fields[0] === "Z" ? "ended" : fields[19];
  } catch {
    return null;
  }
}
