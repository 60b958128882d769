/** `--set id=value`, given any number of times. */
import type { Model } from "@counterpulse/engine";
import type { Settings } from "@counterpulse/lab";
import { InputError } from "../errors.ts";
import { parseDecimal } from "./number.ts";

const where = "--set";

export async function readSettings(model: Model, given: readonly string[]): Promise<Settings> {
  const { checkValue, findParameter } = await import("@counterpulse/lab");
  const settings = new Map<string, number>();
  for (const text of given) {
    const [id, value] = split(text);
    const parameter = findParameter(model, id, where);
    if (settings.has(id)) throw new InputError(`${where}: ${id} is given twice; each id is allowed once.`);
    settings.set(id, checkValue(parameter, parseDecimal(value) ?? value, where));
  }
  return Object.fromEntries(settings);
}

function split(text: string): [id: string, value: string] {
  const at = text.indexOf("=");
  if (at < 0)
    throw new InputError(`${where}: "${text}" has no "="; id=value is allowed, for example --set iabp.ratio=2.`);
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
