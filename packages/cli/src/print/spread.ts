/** A population under support, as a person reads it. */
import type { IndexDefinition } from "@counterpulse/engine";
import type { Margin, Share, Spread } from "@counterpulse/lab";
import type { Colours } from "./colour.ts";
import { decimalsOf, unitText } from "./index-groups.ts";
import { indexName } from "./index-name.ts";
import { fixed, MISSING } from "./number.ts";
import { paragraph, type Row, table } from "./table.ts";

export function spreadLines(
  result: Spread,
  definitions: readonly IndexDefinition[],
  width: number,
  paint: Colours,
): string[] {
  const { population, acceptance, n, seed, sampling } = result;
  const units = new Map(definitions.map((d) => [d.id, unitText(d.unit)]));
  return [
    `${paint.bold(population.title)} (${population.id})`,
    ...paragraph(population.source, width, "Source: ").map(paint.dim),
    "",
    `${n} patients enrolled of ${acceptance.of} drawn (${shareText(acceptance)}); ${sampling} points, seed ${seed}`,
    ...refusals(result, width),
    "",
    paint.bold("Without support, those enrolled beside what is published"),
    ...marginTable(result.margins, units, width, paint),
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

function shareText({ share, ci }: Share): string {
  if (share === null || ci === null) return "of none";
  const digits = (x: number): string => (100 * x).toFixed(1);
  return `${digits(share)} %, 95 % CI ${digits(ci[0])} to ${digits(ci[1])}`;
}

function refusals({ acceptance }: Spread, width: number): string[] {
  const parts = Object.entries(acceptance.refused).map(([id, count]) => `${indexName(id)} ${count}`);
  return parts.length > 0 ? paragraph(parts.join(", "), width, "Not enrolled for: ") : [];
}

function marginTable(
  margins: readonly Margin[],
  units: ReadonlyMap<string, string>,
  page: number,
  paint: Colours,
): string[] {
  const rows = margins.map((m): Row => {
    const decimals = decimalsOf(m.index);
    const f = (x: number | null): string => fixed(x, decimals);
    return [
      indexName(m.index),
      units.get(m.index) ?? "",
      `${f(m.median)} (${m.iqr ? `${f(m.iqr[0])} to ${f(m.iqr[1])}` : MISSING})`,
      `${f(m.mean)}, ${f(m.sd)}`,
      publishedText(m, f),
    ];
  });
  return table(
    [
      { align: "left" },
      { align: "left" },
      { align: "left", header: "median (IQR)" },
      { align: "left", header: "mean, SD" },
      { align: "left", header: "published", fill: true },
    ],
    rows,
    { indent: 2, page, header: paint.bold },
  );
}

function publishedText({ target }: Margin, f: (x: number) => string): string {
  if (!target) return "";
  const spread = target.iqr ? ` (${f(target.iqr[0])} to ${f(target.iqr[1])})` : target.sd ? `, SD ${f(target.sd)}` : "";
  return `${target.kind} ${f(target.value)}${spread}: ${target.source}`;
}

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
