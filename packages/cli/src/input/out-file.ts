/** `--out FILE` and its like: checked before anything is computed, written as a whole afterwards. */
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { dirname, extname } from "node:path";
import { Fault, InputError } from "../errors.ts";

export type Format = "csv" | "html" | "json" | "md" | "parquet" | "svg" | "yaml";

/** Formats by the extensions that ask for them. */
const TABLES = { ".csv": "csv", ".json": "json", ".svg": "svg" } as const;
export const TABLE_FILES = { ".csv": "csv", ".json": "json" } as const;
export const REPORT_FILES = { ".html": "html", ".md": "md" } as const;
export const PAGE_FILES = { ".md": "md", ".json": "json", ".csv": "csv", ".svg": "svg" } as const;
export const FIGURE_FILES = { ".svg": "svg" } as const;
export const PATIENT_FILES = { ".json": "json", ".yaml": "yaml", ".yml": "yaml" } as const;

export interface OutFile {
  readonly path: string;
  readonly format: Format;
  /** The option that asked for it. */
  readonly flag?: string;
}

/** @param inputs files that the command reads, which it must not replace */
export function checkOut(
  path: string | undefined,
  inputs: readonly string[],
  formats: Readonly<Record<string, Format>> = TABLES,
  flag = "--out",
): OutFile | null {
  if (path === undefined) return null;
  const extension = extname(path).toLowerCase();
  const format = Object.hasOwn(formats, extension) ? formats[extension] : undefined;
  if (!format) {
    const allowed = Object.keys(formats)
      .join(", ")
      .replace(/, (?=[^,]*$)/, " and ");
    throw new InputError(
      `${flag}: "${path}" ends in ${extension ? `"${extension}"` : "no extension"}; ${allowed} ${allowed.includes(" and ") ? "are" : "is"} allowed.`,
    );
  }
  try {
    if (!statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory())
      throw new InputError(`${flag}: "${path}": there is no directory "${dirname(path)}"; an existing one is allowed.`);
    accessSync(dirname(path), constants.W_OK);
    const file = statSync(path, { throwIfNoEntry: false });
    if (file && !file.isFile())
      throw new InputError(`${flag}: "${path}" is not a regular file; a new file or one to replace is allowed.`);
    if (file) accessSync(path, constants.W_OK);
  } catch (error) {
    throw refusal(path, flag, error);
  }
  if (inputs.some((input) => sameFile(input, path)))
    throw new InputError(`${flag}: "${path}" is a file that the command reads; another file is allowed.`);
  return { path, format, flag };
}

export async function writeOut(out: OutFile, content: Iterable<string>): Promise<void> {
  const { writeWhole } = await import("@counterpulse/runner");
  try {
    writeWhole(out.path, content);
  } catch (error) {
    throw refusal(out.path, out.flag ?? "--out", error);
  }
}

const REFUSED: Readonly<Record<string, string>> = {
  EACCES: "we may not write there",
  EPERM: "we may not write there",
  EROFS: "we may not write there",
  ENOENT: "we may not write there",
  ENOTDIR: "there is no such directory",
  EISDIR: "it is a directory",
  ENAMETOOLONG: "the name is too long",
};

/** The user's fault where the place is wrong; ours (a full disk, say) otherwise. */
function refusal(path: string, flag: string, error: unknown): Error {
  if (!(error instanceof Error) || error instanceof InputError) return error as Error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  const reason = REFUSED[code];
  return reason
    ? new InputError(`${flag}: "${path}": ${reason}; a file in a writable directory is allowed.`)
    : new Fault(`${flag}: "${path}" could not be written (${code}); nothing was left there.`);
}

function sameFile(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}
