/** `--out DIR` of what writes several files: checked before anything is computed, written as a whole afterwards. */
import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { FolderFile } from "@counterpulse/runner";
import { Fault, InputError } from "../errors.ts";

/** @param own file by which a folder of the same kind is known: such a one is replaced, any other is left alone */
export function checkOutFolder(path: string | undefined, own: string): string | null {
  if (path === undefined) return null;
  const target = resolve(path);
  const parent = dirname(target);
  const refuse = (why: string): never => {
    throw new InputError(`--out: "${path}": ${why}; a new or an empty folder is allowed.`);
  };
  if (!statSync(parent, { throwIfNoEntry: false })?.isDirectory()) refuse(`there is no directory "${dirname(path)}"`);
  try {
    accessSync(parent, constants.W_OK);
  } catch {
    refuse("we may not write there");
  }
  const found = statSync(target, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) refuse("it is not a folder");
  if (found && readdirSync(target).length > 0 && !existsSync(resolve(target, own)))
    refuse("it holds files that are not ours");
  return path;
}

export async function writeOutFolder(path: string, files: Iterable<FolderFile>): Promise<void> {
  const { writeWholeFolder } = await import("@counterpulse/runner");
  try {
    writeWholeFolder(path, files);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Fault(`--out: "${path}" could not be written (${code}); nothing was left there.`);
  }
}
