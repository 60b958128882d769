/** Second stage: the first n who were taken, in order of their draws, and how near they come to what is published. */
import { InputError, NO_STEADY_STATE, populationFromObject, shareOf, summarise } from "@counterpulse/lab";
import { type Enrolled, type Margin, type ShardRecord, shardPath } from "./manifest.ts";
import { type CohortPlan, laboratoryOf } from "./plan.ts";
import { LEAST_ACCEPTED } from "./screen-queue.ts";
import { readShard } from "./shard-file.ts";

/** @param screens those needed, in order */
export async function enrol(folder: string, plan: CohortPlan, screens: readonly ShardRecord[]): Promise<Enrolled> {
  const population = populationFromObject(laboratoryOf("full").model, plan.population, plan.population_id);
  const ids = [...new Set([...population.accept.keys(), ...Object.keys(population.targets)])];
  const values = ids.map((): number[] => []);
  const refused: Record<string, number> = {};
  let [taken, last] = [0, 0];
  for (const { shard, sha256 } of screens) {
    const rows = await readShard(shardPath(folder, "screen", shard), ["draw", "refused", ...ids], sha256);
    for (const [draw, why, ...own] of rows) {
      if (taken === plan.n) break;
      if (typeof why === "string") refused[why] = (refused[why] ?? 0) + 1;
      else {
        taken++;
        last = draw as number;
        own.forEach((value, k) => {
          if (typeof value === "number") values[k].push(value);
        });
      }
    }
  }
  const margins = ids.map(
    (index, k): Margin => ({ index, target: population.targets[index] ?? null, ...summarise(values[k]) }),
  );
  return { last_draw: last, acceptance: { ...shareOf(plan.n, last + 1), refused }, margins };
}

export function tooFew(plan: CohortPlan, screens: readonly ShardRecord[]): InputError {
  const sums: Record<string, number> = {};
  for (const { refused = {} } of screens)
    for (const [why, count] of Object.entries(refused)) sums[why] = (sums[why] ?? 0) + count;
  const [[worst, count]] = [...Object.entries(sums).sort(([, a], [, b]) => b - a), [NO_STEADY_STATE, 0] as const];
  const found = screens.reduce((all, { accepted = 0 }) => all + accepted, 0);
  const drawn = screens.reduce((all, { rows }) => all + rows, 0);
  return new InputError(
    `population "${plan.population_id}": of ${drawn} draws only ${found} meet the criteria, and most fail ${worst} (${count}); criteria that at least one in ${LEAST_ACCEPTED} meets are allowed.`,
  );
}
