/** The studies that `validate` reads: a folder for each publication with a `study.yaml`. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Model } from "@counterpulse/engine";
import type { Study } from "@counterpulse/lab";
import { InputError } from "../errors.ts";
import type { NotUsed } from "../print/validation-page.ts";
import { parseDocument } from "./document.ts";
import { readTextFile } from "./text-file.ts";

/** The project's own, in the checkout. */
export const OWN_STUDIES = fileURLToPath(new URL("../../../../validation", import.meta.url));
const FILE = "study.yaml";
const FORM = `a folder with <author><year>/${FILE} in it`;

export async function readStudies(folder: string | undefined, model: Model): Promise<Study[]> {
  const { studyFromObject } = await import("@counterpulse/lab");
  const root = folder ?? OWN_STUDIES;
  const where = folder === undefined ? "validation" : `--from: "${folder}"`;
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
    throw new InputError(`${where}: there is no such folder; ${FORM} is allowed.`);
  const keys = readdirSync(root)
    .filter((name) => existsSync(join(root, name, FILE)))
    .sort();
  if (keys.length === 0) throw new InputError(`${where}: there are no studies; ${FORM} is allowed.`);
  const studies: Study[] = [];
  for (const key of keys) {
    const path = join(root, key, FILE);
    const shown = folder === undefined ? `validation/${key}/${FILE}` : path;
    studies.push(studyFromObject(model, await parseDocument(readTextFile(path, "study", FORM), shown), key, shown));
  }
  return studies;
}

/** Beside the studies: values that no case is made of. A folder without the file has none. */
export async function readNotUsed(folder: string | undefined): Promise<NotUsed[]> {
  const path = join(folder ?? OWN_STUDIES, "not-used.yaml");
  if (!existsSync(path)) return [];
  const { z } = await import("zod");
  const notUsed = z.array(z.strictObject({ ids: z.array(z.string()).min(1), what: z.string(), why: z.string() }));
  const parsed = notUsed.safeParse(await parseDocument(readTextFile(path, "list", "[{ids, what, why}]"), path));
  if (parsed.success) return parsed.data;
  const { path: at, message } = parsed.error.issues[0];
  throw new InputError(
    `${path}: ${at.join(".") || "the document"}: ${message}; a list of {ids, what, why} is allowed.`,
  );
}
