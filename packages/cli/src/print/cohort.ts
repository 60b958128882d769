/** Studies of many patients, as JSON and as a person reads them. */
import type { CohortResult, CohortState, Margin } from "@counterpulse/runner";
import type { Colours } from "./colour.ts";
import { decimalsOf } from "./index-groups.ts";
import { indexName } from "./index-name.ts";
import { fixed, MISSING } from "./number.ts";
import { paragraph, type Row, table } from "./table.ts";

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
  const { plan, shards, enrolled } = manifest;
  const { acceptance } = enrolled ?? {};
  const rate = rows / Math.max(seconds, 1e-9);
  return [
    paint.bold(`${plan.n} patients of ${plan.population_id} under ${plan.supports.join(", ")}`),
    `${rows} rows in ${shards.length} shards in ${folder}, ${seconds.toFixed(1)} s (${rate.toFixed(rate < 10 ? 1 : 0)} rows/s)`,
    ...(unsettled > 0
      ? paragraph(`${unsettled} rows have no steady state; they hold what was reached, and the reason.`, width).map(
          paint.yellow,
        )
      : []),
    ...(acceptance
      ? [
          `${plan.n} of ${acceptance.of} draws enrolled (${percent(acceptance.share)}), ${plan.sampling} points, seed ${plan.seed}`,
          ...refusals(acceptance.refused, width),
          "",
          paint.bold("Those enrolled, without support, beside what is published"),
          ...marginLines(enrolled!.margins, width, paint),
        ]
      : []),
    "",
    paint.dim(
      `model ${plan.model.version} ${plan.model.hash} (${plan.model.name}); study ${manifest.study.slice(0, 16)}`,
    ),
  ];
}

const percent = (share: number | null): string => (share === null ? MISSING : `${(100 * share).toFixed(1)} %`);

function refusals(refused: Readonly<Record<string, number>>, width: number): string[] {
  const parts = Object.entries(refused).map(([id, count]) => `${indexName(id)} ${count}`);
  return parts.length > 0 ? paragraph(parts.join(", "), width, "Not enrolled for: ") : [];
}

interface Target {
  readonly kind: string;
  readonly value: number;
  readonly iqr?: readonly [number, number];
  readonly sd?: number;
  readonly source: string;
}

function marginLines(margins: readonly Margin[], page: number, paint: Colours): string[] {
  const rows = margins.map((m): Row => {
    const f = (x: number | null | undefined): string => fixed(x ?? null, decimalsOf(m.index));
    const target = m.target as Target | null;
    const spread = target?.iqr
      ? ` (${f(target.iqr[0])} to ${f(target.iqr[1])})`
      : target?.sd
        ? `, SD ${f(target.sd)}`
        : "";
    return [
      indexName(m.index),
      `${f(m.median)} (${f(m.iqr?.[0])} to ${f(m.iqr?.[1])})`,
      `${f(m.mean)}, ${f(m.sd)}`,
      target ? `${target.kind} ${f(target.value)}${spread}: ${target.source}` : "",
    ];
  });
  const columns = [
    { align: "left" },
    { align: "left", header: "median (IQR)" },
    { align: "left", header: "mean, SD" },
    { align: "left", header: "published", fill: true },
  ] as const;
  return table(columns, rows, { indent: 2, page, header: paint.bold });
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
    paint.dim(
      `  model ${plan.model.version} ${plan.model.hash}; study ${manifest.study.slice(0, 16)}; seed ${plan.seed}`,
    ),
  ];
}

const damagedText = (shards: readonly number[]): string =>
  shards.length > 0 ? `; damaged, to be made anew: ${shards.join(", ")}` : "";
