/** Last stage: patients under every support, each row with all indices, flags and what stands in the way of a steady state. */
import { INDICES, type Indices, indexName } from "@counterpulse/engine";
import { distension, type Population, type Solved, type Virtual } from "@counterpulse/lab";
import { drawnColumns } from "./columns.ts";
import { type Cell, type CohortPlan, cellsOf } from "./plan.ts";
import type { Screened } from "./screened.ts";
import type { Row } from "./shard-file.ts";
import { type Context, drawOf, type SupportTask } from "./task.ts";

type Result = Pick<Solved, "converged" | "reason" | "evaluatedAtSeconds" | "indices" | "beats" | "steps">;

export function supportRows(
  context: Context,
  task: SupportTask,
  screened: readonly Screened[],
): { rows: Row[]; unsettled: number } {
  const { plan, population } = context;
  const chosen = screened.slice(task.skip, task.skip + task.count);
  if (chosen.length < task.count) throw new Error(`shard ${task.shard} lacks patients: ${chosen.length}`);
  const people = chosen.map((one) => ({ ...one, virtual: drawOf(context, one.draw) }));
  const cells = cellsOf(plan);
  const columns = solveCells(context, cells, people);
  const first = task.shard * plan.patients_per_shard;
  const ids = idsOf(plan, population);
  const rows = people.flatMap(({ virtual, indices }, i) =>
    cells.map((cell, k) => rowOf(ids, cell, first + i, virtual, columns[k][i], indices)),
  );
  return { rows, unsettled: columns.flat().filter((r) => !r.converged).length };
}

type Person = Screened & { readonly virtual: Virtual };

/** Results by cell and patient. All at once: the more cases, the fewer lanes run empty. */
function solveCells({ laboratory, plan }: Context, cells: readonly Cell[], people: readonly Person[]): Result[][] {
  const supported = cells.filter(({ devices }) => devices.size > 0);
  const solved = laboratory.solve(
    supported.flatMap(({ devices, varied }) => {
      const settings = { ...plan.settings, ...varied };
      return people.map(({ virtual: { patient }, state }) => ({ patient, settings, support: devices, start: state }));
    }),
    { atSeconds: plan.at_s, withIndicesAt: false, guided: true },
  );
  return cells.map((cell) => {
    const at = supported.indexOf(cell) * people.length;
    return at < 0 ? people.map(atRest) : solved.slice(at, at + people.length);
  });
}

const atRest = (one: Person): Result => ({ ...one, converged: true, reason: null, evaluatedAtSeconds: null });

/** What a row's columns of settings, groups and parameters are called: the same for all rows. */
interface RowIds {
  readonly varied: readonly string[];
  readonly groups: readonly string[];
  readonly drawn: readonly string[];
}

const idsOf = (plan: CohortPlan, population: Population): RowIds => ({
  varied: Object.keys(plan.vary),
  groups: population.factors.flatMap((f) => (f.kind === "group" ? [f.id] : [])),
  drawn: drawnColumns(population),
});

function rowOf(ids: RowIds, cell: Cell, number: number, virtual: Virtual, result: Result, bare: Indices): Row {
  const { patient, draw, groups, drawn, clipped } = virtual;
  const lv = distension(result.indices, bare);
  const known = result.indices.aortic_valve_open_fraction !== null && lv.wedge_rise_mmHg !== null;
  const flags = [lv.valve_shut || lv.wedge_raised, lv.valve_shut, lv.wedge_raised].map((f) => (known ? f : null));
  return [
    ...[number, draw, patient.id, cell.support, result.converged, result.reason, result.evaluatedAtSeconds],
    ...[...flags, lv.wedge_rise_mmHg, result.beats, result.steps],
    ...ids.varied.map((id) => cell.varied[id] ?? null),
    ...ids.groups.map((id) => groups[id]),
    ...ids.drawn.map((id) => drawn[id]),
    clipped.length > 0 ? clipped.join(" ") : null,
    ...INDICES.map(({ id }) => indexName(id, result.indices[id] ?? null)),
  ];
}
