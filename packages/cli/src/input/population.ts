/** POPULATION: the id of a built-in one, or a JSON or YAML file. */
import { existsSync } from "node:fs";
import type { Model } from "@counterpulse/engine";
import type { Population } from "@counterpulse/lab";
import { namedByFile, parseDocument } from "./document.ts";
import { readTextFile } from "./text-file.ts";

export const POPULATION_HELP = "id of a built-in population (`counterpulse populations`), or a JSON or YAML file";
export const DEFAULT_POPULATION = "infarct-shock";
const FORM = "a JSON or YAML file as docs/population.schema.json tells";

export async function readPopulation(given: string, model: Model): Promise<Population> {
  const { builtInPopulation, populationFromObject, requirePopulation } = await import("@counterpulse/lab");
  const meantAsFile = /[\\/]/.test(given) || /\.(json|ya?ml)$/i.test(given) || existsSync(given);
  if (builtInPopulation(given) || !meantAsFile) return requirePopulation(model, given);
  const content = await parseDocument(readTextFile(given, "population", FORM), given);
  return populationFromObject(model, namedByFile(content, given), given);
}
