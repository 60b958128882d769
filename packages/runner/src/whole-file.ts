/** Files that are never half-written. */
import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Write a file as a whole: into a new file beside it, which then takes its place. Who reads the path sees what stood
 * there before or all of the new content; on an error the path is untouched and nothing is left over.
 *
 * @param content text, or pieces of text that are written one after another (a long table need not stand in memory)
 * @throws the system's error (`code` ENOENT, EACCES …)
 */
export function writeWhole(path: string, content: string | Uint8Array | Iterable<string>): void {
  const before = statSync(path, { throwIfNoEntry: false });
  // A link stays a link: what it points to is replaced.
  const target = before ? realpathSync(path) : path;
  if (before) requireReplaceable(target, before);
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}-${randomBytes(4).toString("hex")}.tmp`);
  const file = openSync(beside, "wx");
  try {
    try {
      const pieces = typeof content === "string" || content instanceof Uint8Array ? [content] : content;
      for (const piece of pieces) writeFileSync(file, piece);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (before) chmodSync(beside, before.mode);
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Renaming would replace a folder's place, a device or a file that its owner has locked: refuse as a plain write would. */
function requireReplaceable(path: string, found: Stats): void {
  if (!found.isFile())
    throw Object.assign(new Error(`EISDIR: not a regular file, '${path}'`), { code: "EISDIR", path });
  accessSync(path, constants.W_OK);
}
