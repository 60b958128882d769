/** PROTOCOL: the id of a built-in trial, or a JSON or YAML file; and the circulations of its virtual patients. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { CirculationTable, TrialProtocol as Protocol } from "@counterpulse/lab";
import { InputError } from "../errors.ts";
import { withProgress } from "../print/progress.ts";
import { namedByFile, parseDocument } from "./document.ts";
import { readPopulation } from "./population.ts";
import { readTextFile } from "./text-file.ts";

export const PROTOCOL_HELP = "id of a built-in trial (`counterpulse trial protocols`), or a JSON or YAML file";
const FORM = "a JSON or YAML file as docs/trial.schema.json tells";

export interface GivenProtocol {
  readonly protocol: Protocol;
  /** For messages. */
  readonly where: string;
}

export async function readProtocol(given: string): Promise<GivenProtocol> {
  const { builtInTrial, TRIAL_PROTOCOLS, trialFromObject } = await import("@counterpulse/lab");
  const builtIn = builtInTrial(given);
  if (builtIn) return { protocol: trialFromObject(builtIn, given), where: given };
  if (!/[\\/]/.test(given) && !/\.(json|ya?ml)$/i.test(given) && !existsSync(given)) {
    const ids = TRIAL_PROTOCOLS.map(({ id }) => id).join(", ");
    throw new InputError(`protocol "${given}": there is no such trial; allowed are ${ids}, or a JSON or YAML file.`);
  }
  const content = await parseDocument(readTextFile(given, "protocol", FORM), given);
  return { protocol: trialFromObject(namedByFile(content, given), given), where: given };
}

/**
 * The circulations that a protocol needs, or null. Solving some hundred patients takes half a minute, so they are kept in
 * the user's cache under a hash over model, population, request and seed; without a place to keep them they are solved
 * again.
 */
export async function circulationsOf(
  { protocol, where }: GivenProtocol,
  seed: number,
): Promise<CirculationTable | null> {
  const { circulation } = protocol;
  if (!circulation) return null;
  const lab = await import("@counterpulse/lab");
  const laboratory = new lab.Laboratory();
  const population = await readPopulation(circulation.population, laboratory.model);
  const { source: _, ...request } = circulation;
  const told = JSON.stringify([lab.stamp(laboratory), population.document, request, seed]);
  const file = join(cacheFolder(), `${createHash("sha256").update(told).digest("hex")}.json`);
  const kept = readKept(file);
  if (kept) return kept;
  try {
    lab.parseSupport(request.control);
    lab.parseSupport(request.experimental);
  } catch (error) {
    throw new InputError(`${where}: circulation: ${(error as Error).message}`);
  }
  const table = withProgress("solving the virtual patients", (update) =>
    lab.solveCirculations(laboratory, population, circulation, seed, update),
  );
  await keep(file, table);
  return table;
}

const cacheFolder = (): string =>
  join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "counterpulse", "circulations");

function readKept(file: string): CirculationTable | null {
  try {
    const table = JSON.parse(readFileSync(file, "utf8")) as CirculationTable;
    return typeof table.columns === "object" && typeof table.n === "number" ? table : null;
  } catch {
    return null;
  }
}

async function keep(file: string, table: CirculationTable): Promise<void> {
  try {
    mkdirSync(cacheFolder(), { recursive: true });
    const { writeWhole } = await import("@counterpulse/runner");
    writeWhole(file, [JSON.stringify(table)]);
  } catch {
    // It is only kept for the next time.
  }
}
