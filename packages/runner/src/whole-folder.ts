/** Folders that are never half-written. */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

export interface FolderFile {
  readonly name: string;
  /** In pieces: a long table need not stand in memory. */
  readonly content: Iterable<string | Uint8Array>;
}

/**
 * Write a folder as a whole: into a new one beside it, which then takes its place. Who looks sees what stood there before
 * or all of the new; on an error the place is untouched and nothing is left over. What stands there already is replaced:
 * whether it may be is for the caller to say.
 *
 * @throws the system's error (`code` ENOENT, EACCES, ENOSPC …)
 */
export function writeWholeFolder(path: string, files: Iterable<FolderFile>): void {
  const target = resolve(path);
  const mark = `${process.pid}-${randomBytes(4).toString("hex")}`;
  const beside = join(dirname(target), `.${basename(target)}.${mark}.tmp`);
  const former = join(dirname(target), `.${basename(target)}.${mark}.old`);
  mkdirSync(beside);
  try {
    for (const { name, content } of files) writeFile(join(beside, name), content);
    const before = statSync(target, { throwIfNoEntry: false });
    if (before && readdirSync(target).length > 0) renameSync(target, former);
    try {
      renameSync(beside, target);
    } catch (error) {
      if (statSync(former, { throwIfNoEntry: false })) renameSync(former, target);
      throw error;
    }
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    throw error;
  }
  rmSync(former, { recursive: true, force: true });
}

function writeFile(path: string, content: Iterable<string | Uint8Array>): void {
  const file = openSync(path, "wx");
  try {
    for (const piece of content) writeFileSync(file, piece);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
