/** Targets of a fit: `--target index=value[~sd]`, and `--targets FILE` in JSON or YAML. */
import type { Model } from "@counterpulse/engine";
import type { TargetFile, TargetInput } from "@counterpulse/lab";
import { InputError } from "../errors.ts";
import { parseDocument } from "./document.ts";
import { commaHint, parseDecimal } from "./number.ts";
import { readTextFile } from "./text-file.ts";

const FORM = "index=value or index=value~sd is allowed, for example --target MAP=65~3";

export function readTarget(text: string): TargetInput {
  const parts = /^([^=]*)=([^~]*)(?:~(.*))?$/.exec(text);
  if (!parts || parts[1].trim() === "") throw new InputError(`--target: "${text}" cannot be read; ${FORM}.`);
  const [, index, value, sd] = parts;
  return {
    index: index.trim(),
    value: number(value, `--target: ${index.trim()}`),
    ...(sd === undefined ? {} : { sd: number(sd, `--target: ${index.trim()}: the standard deviation`) }),
  };
}

function number(text: string, where: string): number {
  const value = parseDecimal(text);
  if (value === null) throw new InputError(`${where}: "${text}" is not a number${commaHint(text)}; ${FORM}.`);
  return value;
}

export async function readTargetFile(path: string, model: Model): Promise<TargetFile> {
  const { TARGET_FILE_FORM, targetsFromObject } = await import("@counterpulse/lab");
  return targetsFromObject(model, await parseDocument(readTextFile(path, "targets", TARGET_FILE_FORM), path), path);
}
