/** Targets of a fit: `--target index=value[~sd]`, and `--targets FILE` in JSON or YAML. */
import type { Model } from "@counterpulse/engine";
import type { Settings, TargetInput } from "@counterpulse/lab";
import { z } from "zod";
import { InputError } from "../errors.ts";
import { parseDocument } from "./document.ts";
import { commaHint, parseDecimal } from "./number.ts";
import { readText } from "./text-file.ts";

const FORM = "index=value or index=value~sd is allowed, for example --target MAP=65~3";
const FILE_FORM = "{support?, settings?: {id: value}, targets: {index: value or {value, sd}}}";

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

export interface TargetFile {
  readonly support?: string;
  readonly settings: Settings;
  readonly targets: readonly TargetInput[];
}

const schema = z.strictObject({
  support: z.string().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  targets: z.record(
    z.string(),
    z.union([z.number(), z.strictObject({ value: z.number(), sd: z.number().optional() })]),
  ),
});

export async function readTargetFile(path: string, model: Model): Promise<TargetFile> {
  const { checkSettings } = await import("@counterpulse/lab");
  const content = await parseDocument(readText(path, "--targets", FILE_FORM), path);
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    const { path: field } = parsed.error.issues[0];
    throw new InputError(
      `${path}: ${field.join(".") || "the document"} is not what a file of targets has there; ${FILE_FORM} is allowed.`,
    );
  }
  const { support, settings = {}, targets } = parsed.data;
  return {
    ...(support === undefined ? {} : { support }),
    settings: checkSettings(model, settings, path),
    targets: Object.entries(targets).map(([index, given]) => ({
      index,
      where: path,
      ...(typeof given === "number" ? { value: given } : given),
    })),
  };
}
