/** A population under support, as a person reads it. */
import type { Spread } from "@counterpulse/lab";
import type { Colours } from "./colour.ts";
import { marginLines, refusalLines, shareText } from "./margins.ts";
import { paragraph, type Row, table } from "./table.ts";

export function spreadLines(result: Spread, width: number, paint: Colours): string[] {
  const { population, acceptance, n, seed, sampling } = result;
  return [
    `${paint.bold(population.title)} (${population.id})`,
    ...paragraph(population.source, width, "Source: ").map(paint.dim),
    "",
    `${n} patients enrolled of ${acceptance.of} drawn (${shareText(acceptance)}); ${sampling} points, seed ${seed}`,
    ...refusalLines(acceptance.refused, width),
    "",
    paint.bold("Without support, those enrolled beside what is published"),
    ...marginLines(result.margins, width, paint),
    "",
    paint.bold(`Under ${result.support}: left ventricle distended?`),
    ...distensionTable(result),
    ...result.published.flatMap(({ range, what, source }) =>
      paragraph(`${percent(range[0])} to ${percent(range[1])} %, ${what} (${source})`, width, "  published: "),
    ),
    "",
    ...reservations(result, width).map(paint.yellow),
  ];
}

const percent = (share: number): string => (100 * share).toFixed(0);

function distensionTable({ distension: d }: Spread): string[] {
  const rows: Row[] = (
    [
      ["by either criterion", d.either],
      ["valve open less than 5 % of the beat", d.valve_shut],
      ["wedge up by 10 mmHg or more", d.wedge_raised],
      ["by both", d.both],
    ] as const
  ).map(([name, share]) => [name, `${share.count} of ${share.of}`, shareText(share)]);
  return table([{ align: "left" }, { align: "right" }, { align: "left" }], rows, { indent: 2 });
}

function reservations({ unsettled, failed, clipped, n }: Spread, width: number): string[] {
  const lines: string[] = [];
  if (unsettled.count > 0) {
    const reasons = Object.entries(unsettled.reasons).map(([reason, count]) => `${reason} (${count})`);
    const text = `${unsettled.count} of ${n} come to no steady state under support and are judged ${unsettled.at_s} s after its start: ${reasons.join(", ")}.`;
    lines.push(...paragraph(text, width));
  }
  if (failed > 0)
    lines.push(...paragraph(`${failed} of ${n} could not be judged: the calculation gave no value.`, width));
  const ends = Object.entries(clipped).map(([id, count]) => `${id} (${count})`);
  if (ends.length > 0)
    lines.push(...paragraph(`At the end of the model's range because of body size: ${ends.join(", ")}.`, width));
  return lines;
}

/** One row a patient: draw, groups, what was drawn, indices without and under support. */
export function spreadRows(result: Spread): [header: string[], rows: (string | number | null)[][]] {
  const [first] = result.patients;
  const groups = Object.keys(first.groups);
  const drawn = Object.keys(first.parameters);
  const indices = Object.keys(first.without);
  const header = [
    ...["id", "draw", ...groups, ...drawn],
    ...indices.map((id) => `none:${id}`),
    ...indices.map((id) => `${result.support}:${id}`),
    ...["converged", "lv_distended", "valve_shut", "wedge_raised", "wedge_rise_mmHg"],
  ];
  const flag = (value: boolean | null): number | null => (value === null ? null : Number(value));
  const rows = result.patients.map((p) => [
    ...[p.id, p.draw, ...groups.map((g) => p.groups[g]), ...drawn.map((id) => p.parameters[id])],
    ...indices.map((id) => p.without[id]),
    ...indices.map((id) => p.supported[id]),
    ...[flag(p.converged), flag(p.lv_distended), flag(p.lv_distension.valve_shut), flag(p.lv_distension.wedge_raised)],
    p.lv_distension.wedge_rise_mmHg,
  ]);
  return [header, rows];
}
