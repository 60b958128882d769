/** Small text files that a command reads: what cannot be read is told in one line. */
import { readFileSync, type Stats, statSync } from "node:fs";
import { InputError } from "../errors.ts";

/** What is read here is mostly some hundred numbers; a file beyond this is something else. */
const LARGEST_BYTES = 1_000_000;

/** @param kind what it is, such as "patient"; @param form what is allowed instead */
export function readTextFile(path: string, kind: string, form: string, largest = LARGEST_BYTES): string {
  try {
    const found = statSync(path);
    const problem = unreadable(found, largest);
    if (problem) throw new InputError(`${kind} file "${path}": ${problem}; ${form} is allowed.`);
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`${kind} file "${path}": ${describe(error as NodeJS.ErrnoException)}; ${form} is allowed.`);
  }
}

function unreadable(found: Stats, largest: number): string | null {
  if (found.isDirectory()) return "it is a directory";
  if (!found.isFile() && !found.isFIFO()) return "it is a device";
  return found.size > largest ? `it is larger than ${largest / 1e6} MB` : null;
}

function describe(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return "there is no such file";
  if (error.code === "EACCES" || error.code === "EPERM") return "it may not be read";
  if (error.code === "ERR_ENCODING_INVALID_ENCODED_DATA") return "it is not UTF-8 text";
  return `it cannot be read (${error.code ?? error.message})`;
}
