/** Studies of many patients, as JSON and as a person reads them. */
import type { CohortResult, CohortState } from "@counterpulse/runner";
import type { Colours } from "./colour.ts";
import { marginLines, percent, refusalLines } from "./margins.ts";
import { paragraph } from "./table.ts";

export function cohortDocument({ manifest, rows, unsettled }: CohortResult, seconds: number): Record<string, unknown> {
  const { study, plan, shards, failed, enrolled } = manifest;
  return {
    study,
    n: plan.n,
    rows,
    failed: unsettled,
    shards: shards.length,
    seed: plan.seed,
    model: plan.model,
    seconds,
    physiology: plan.physiology,
    population: plan.population_id,
    supports: plan.supports,
    sampling: plan.sampling,
    failed_shards: failed,
    acceptance: enrolled?.acceptance ?? null,
    margins: enrolled?.margins ?? [],
  };
}

export function cohortLines(
  folder: string,
  { manifest, rows, unsettled }: CohortResult,
  seconds: number,
  width: number,
  paint: Colours,
): string[] {
  const { plan, shards } = manifest;
  const rate = rows / Math.max(seconds, 1e-9);
  return [
    paint.bold(`${plan.n} patients of ${plan.population_id} under ${plan.supports.join(", ")}`),
    `${rows} rows in ${shards.length} shards in ${folder}, ${seconds.toFixed(1)} s (${rate.toFixed(rate < 10 ? 1 : 0)} rows/s)`,
    ...(unsettled > 0
      ? paragraph(`${unsettled} rows have no steady state; they hold what was reached, and the reason.`, width).map(
          paint.yellow,
        )
      : []),
    ...enrolmentLines(manifest, width, paint),
    "",
    paint.dim(
      `model ${plan.model.version} ${plan.model.hash} (${plan.model.name}); study ${manifest.study.slice(0, 16)}`,
    ),
  ];
}

/** Who was enrolled, and their margins; nothing before that is known. */
function enrolmentLines({ plan, enrolled }: CohortResult["manifest"], width: number, paint: Colours): string[] {
  if (!enrolled) return [];
  const { acceptance, margins } = enrolled;
  return [
    `${plan.n} of ${acceptance.of} draws enrolled (${percent(acceptance.share)}), ${plan.sampling} points, seed ${plan.seed}`,
    ...refusalLines(acceptance.refused, width),
    "",
    paint.bold("Those enrolled, without support, beside what is published"),
    ...marginLines(margins, width, paint),
  ];
}

export function statusDocument({ manifest, holder, ...state }: CohortState): Record<string, unknown> {
  const { plan, study, enrolled } = manifest;
  return {
    study,
    state: state.state,
    n: plan.n,
    rows: state.rows,
    failed: state.unsettled,
    shards: state.shards,
    screens: state.screens,
    failed_shards: state.failed,
    enrolled: enrolled !== null,
    acceptance: enrolled?.acceptance ?? null,
    margins: enrolled?.margins ?? [],
    coordinator: holder && { host: holder.host, pid: holder.pid, progress: holder.progress },
    seed: plan.seed,
    model: plan.model,
    physiology: plan.physiology,
    population: plan.population_id,
    supports: plan.supports,
  };
}

export function statusLines({ manifest, holder, ...state }: CohortState, width: number, paint: Colours): string[] {
  const { plan } = manifest;
  const colour = { done: paint.green, running: paint.bold, failed: paint.red, interrupted: paint.yellow }[state.state];
  const by = holder ? ` by process ${holder.pid} on ${holder.host}` : "";
  const { done, of, running, damaged } = state.shards;
  return [
    `${colour(state.state)}${by}: ${plan.n} patients of ${plan.population_id} under ${plan.supports.join(", ")}`,
    `  screens   ${state.screens.done} done${damagedText(state.screens.damaged)}`,
    `  shards    ${done} of ${of} done${running.length > 0 ? `, running: ${running.join(", ")}` : ""}${damagedText(damaged)}`,
    `  rows      ${state.rows}, of which ${state.unsettled} have no steady state`,
    ...state.failed.flatMap(({ stage, shard, reason }) =>
      paragraph(reason, width, `  failed    ${stage === "screen" ? "screen" : "shard"} ${shard}: `).map(paint.red),
    ),
    ...enrolmentLines(manifest, width, paint),
    paint.dim(
      `  model ${plan.model.version} ${plan.model.hash}; study ${manifest.study.slice(0, 16)}; seed ${plan.seed}`,
    ),
  ];
}

const damagedText = (shards: readonly number[]): string =>
  shards.length > 0 ? `; damaged, to be made anew: ${shards.join(", ")}` : "";
