/** The populations that come with the program, as the files that a user would write. */
import type { Model } from "@counterpulse/engine";
import { InputError } from "../input-error.ts";
import { DECOMPENSATED_HEART_FAILURE } from "./decompensated-heart-failure.ts";
import { ECLS_SHOCK } from "./ecls-shock.ts";
import { INFARCT_SHOCK } from "./infarct-shock.ts";
import { JAPAN_VA_ECMO } from "./japan-va-ecmo.ts";
import { type Population, populationFromObject } from "./population.ts";
import type { PopulationFile } from "./population-file.ts";

export interface BuiltInPopulation extends PopulationFile {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly source: string;
}

export const POPULATIONS: readonly BuiltInPopulation[] = [
  INFARCT_SHOCK,
  ECLS_SHOCK,
  JAPAN_VA_ECMO,
  DECOMPENSATED_HEART_FAILURE,
];

export function builtInPopulation(id: string): BuiltInPopulation | undefined {
  return POPULATIONS.find((p) => p.id === id);
}

/** @throws InputError */
export function requirePopulation(model: Model, id: string): Population {
  const file = builtInPopulation(id);
  if (!file) {
    const ids = POPULATIONS.map((p) => p.id).join(", ");
    throw new InputError(
      `population "${id}": there is no such population; allowed are ${ids}, or a JSON or YAML file.`,
    );
  }
  return populationFromObject(model, file, id);
}
