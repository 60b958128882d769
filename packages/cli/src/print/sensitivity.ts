/** Sensitivity indices, as a person reads them: for each change a table, the factors that matter most first. */
import type { FactorSensitivity, OutputSensitivity, Sensitivity } from "@counterpulse/lab";
import type { Colours } from "./colour.ts";
import { decimalsOf, unitText } from "./index-groups.ts";
import { indexName } from "./index-name.ts";
import { fixed, MISSING, signed } from "./number.ts";
import { paragraph, type Row, table } from "./table.ts";

/** Factors whose total effect is below this are not told one by one. */
const LEAST_TOLD = 0.02;

export function sensitivityLines(result: Sensitivity, width: number, paint: Colours): string[] {
  const { population, n, patients, seed, enrolled } = result;
  const share = enrolled.share === null ? MISSING : `${fixed(100 * enrolled.share, 0)} %`;
  return [
    `${paint.bold(population.title)} (${population.id})`,
    ...paragraph(population.source, width, "Source: ").map(paint.dim),
    ...paragraph(result.method, width, "Method: ").map(paint.dim),
    ...paragraph(
      `${n} rows, ${patients.toLocaleString("en-US")} patients, seed ${seed}; ${result.independent}. Of rows A and B ${share} meet the criteria.`,
      width,
    ),
    ...result.outputs.flatMap((output) => ["", ...outputLines(output, paint)]),
    ...reservations(result, width).flatMap((line, i) => (i === 0 ? ["", paint.yellow(line)] : [paint.yellow(line)])),
  ];
}

/** The change in words: mean and spread, over all rows or over those who would have been enrolled. */
export function meanText({ index, unit, change }: OutputSensitivity, of = change): string {
  if (of.mean === null) return MISSING;
  const decimals = Math.min(2, decimalsOf(index) + 1);
  const words = unitText(unit);
  return `mean ${signed(of.mean, decimals)}, SD ${fixed(of.sd, decimals)}${words ? ` ${words}` : ""}`;
}

function changeText(output: OutputSensitivity): string {
  return `${meanText(output)}; who meet the criteria ${meanText(output, output.change_enrolled)}`;
}

function outputLines(output: OutputSensitivity, paint: Colours): string[] {
  const told = output.factors.filter((f) => (f.total ?? 0) >= LEAST_TOLD);
  const rest = output.factors.length - told.length;
  const title = `${indexName(output.index)}: ${output.change_of}`;
  if (told.length === 0) return [paint.bold(title), `  ${changeText(output)}`, "  It does not vary."];
  const rows = told.map(
    (f): Row => [
      f.label,
      fixed(f.first, 2),
      interval(f.ci.first),
      fixed(f.total, 2),
      interval(f.ci.total),
      direction(f.rank_correlation),
      direction(f.rank_correlation_enrolled),
      paint.dim(f.parameter),
    ],
  );
  return [
    paint.bold(title),
    `  ${changeText(output)}; first orders add up to ${fixed(output.sum_first, 2)}`,
    ...table(
      [
        { align: "left" },
        { align: "right", header: "first" },
        { align: "left", header: "95 % CI" },
        { align: "right", header: "total" },
        { align: "left", header: "95 % CI" },
        { align: "right", header: "rank r" },
        { align: "right", header: "enrolled" },
        { align: "left" },
      ],
      rows,
      { indent: 2, header: paint.bold },
    ),
    ...(rest > 0 ? [`  ${rest} more with total effects below ${LEAST_TOLD}`] : []),
  ];
}

function interval(ci: FactorSensitivity["ci"]["first"]): string {
  return ci === null ? MISSING : `${fixed(ci[0], 2)} to ${fixed(ci[1], 2)}`;
}

const direction = (r: number | null): string => signed(r, 2);

function reservations(result: Sensitivity, width: number): string[] {
  const lines: string[] = [];
  const unsettled = Object.entries(result.without_steady_state).map(([support, count]) => `${support} ${count}`);
  if (unsettled.length > 0)
    lines.push(
      ...paragraph(
        `Without a steady state: ${unsettled.join(", ")} of ${result.patients}; where one side of a change has none, both are read at the same time after their start.`,
        width,
      ),
    );
  if (result.failed > 0)
    lines.push(...paragraph(`${result.failed} changes have no value; the rows that need them are left out.`, width));
  const ends = Object.entries(result.clipped).map(([id, count]) => `${id} (${count})`);
  if (ends.length > 0)
    lines.push(...paragraph(`At the end of the model's range because of body size: ${ends.join(", ")}.`, width));
  return lines;
}

/** One row a factor and output. */
export function sensitivityRows(result: Sensitivity): [header: string[], rows: (string | number | null)[][]] {
  const header = [
    ...["index", "change_of", "parameter", "first", "first_low", "first_high", "total", "total_low", "total_high"],
    ...["rank_correlation", "rank_correlation_enrolled", "rows"],
  ];
  const rows = result.outputs.flatMap((o) =>
    o.factors.map((f) => [
      ...[o.index, o.change_of, f.parameter, f.first, f.ci.first?.[0] ?? null, f.ci.first?.[1] ?? null],
      ...[f.total, f.ci.total?.[0] ?? null, f.ci.total?.[1] ?? null],
      ...[f.rank_correlation, f.rank_correlation_enrolled, f.rows],
    ]),
  );
  return [header, rows];
}
