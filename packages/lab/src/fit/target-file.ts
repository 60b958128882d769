/** Targets from the content of a file, with the support and the settings under which they were taken. */
import type { Model } from "@counterpulse/engine";
import { z } from "zod";
import { InputError } from "../input-error.ts";
import { checkSettings, type Settings } from "../settings.ts";
import type { TargetInput } from "./targets.ts";

export interface TargetFile {
  readonly support?: string;
  readonly settings: Settings;
  readonly targets: readonly TargetInput[];
}

export const TARGET_FILE_FORM = "{support?, settings?: {id: value}, targets: {index: value or {value, sd}}}";

const schema = z.strictObject({
  support: z.string().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  targets: z.record(
    z.string(),
    z.union([z.number(), z.strictObject({ value: z.number(), sd: z.number().optional() })]),
  ),
});

/** @param where the file, for messages @throws InputError */
export function targetsFromObject(model: Model, content: unknown, where: string): TargetFile {
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    const field = parsed.error.issues[0].path.join(".") || "the document";
    throw new InputError(`${where}: ${field} is not what a file of targets has there; ${TARGET_FILE_FORM} is allowed.`);
  }
  const { support, settings = {}, targets } = parsed.data;
  return {
    ...(support === undefined ? {} : { support }),
    settings: checkSettings(model, settings, where),
    targets: Object.entries(targets).map(([index, given]) => ({
      index,
      where,
      ...(typeof given === "number" ? { value: given } : given),
    })),
  };
}
