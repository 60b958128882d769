/** Second stage: the first n who were taken, in order of their draws, and how near they come to what is published. */
import {
  InputError,
  marginsOf,
  NO_STEADY_STATE,
  neededIndices,
  type Population,
  populationFromObject,
  type Subject,
  sampler,
  shareOf,
  targetsGroups,
} from "@counterpulse/lab";
import { type Enrolled, type ShardRecord, shardPath } from "./manifest.ts";
import { type CohortPlan, laboratoryOf } from "./plan.ts";
import { LEAST_ACCEPTED } from "./screen-queue.ts";
import { readShard } from "./shard-file.ts";

/** @param screens those needed, in order */
export async function enrol(folder: string, plan: CohortPlan, screens: readonly ShardRecord[]): Promise<Enrolled> {
  const population = populationFromObject(laboratoryOf("full").model, plan.population, plan.population_id);
  const ids = neededIndices(population);
  const groupsOf = groupsByDraw(population, plan);
  const store = new Float64Array(plan.n * ids.length);
  const subjects: Subject[] = [];
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
        const at = subjects.length * ids.length;
        store.set(
          own.map((value) => (value as number | null) ?? Number.NaN),
          at,
        );
        subjects.push(new Remembered(groupsOf(last), ids, store, at));
      }
    }
  }
  const acceptance = { ...shareOf(plan.n, last + 1), refused };
  return { last_draw: last, acceptance, margins: marginsOf(population, subjects) };
}

/** A subject in little room, since all of a cohort are kept at once: its values stand in an array of all of them. */
class Remembered implements Subject {
  constructor(
    readonly groups: Subject["groups"],
    private readonly ids: readonly string[],
    /** NaN where an index is not known. */
    private readonly store: Float64Array,
    private readonly at: number,
  ) {}

  get indices(): Subject["indices"] {
    const { ids, store, at } = this;
    return Object.fromEntries(ids.map((id, k) => [id, Number.isNaN(store[at + k]) ? null : store[at + k]]));
  }
}

/** Screens do not hold groups: where targets ask for them they are drawn again, as the patients will be. */
function groupsByDraw(population: Population, plan: CohortPlan): (draw: number) => Subject["groups"] {
  if (!targetsGroups(population)) return () => ({});
  const point = sampler(plan.sampling, population.factors.length, plan.seed, Math.max(plan.n, 2));
  return (draw) => population.groupsAt(point(draw));
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
