/** Margins of a population beside published values, as a person reads them: for spread, cohort and populations alike. */
import type { Margin, Share, Target } from "@counterpulse/lab";
import type { Colours } from "./colour.ts";
import { decimalsOf, unitText } from "./index-groups.ts";
import { indexName } from "./index-name.ts";
import { fixed, MISSING } from "./number.ts";
import { paragraph, type Row, table } from "./table.ts";

type Group = Readonly<Record<string, string>> | null | undefined;

/** "cardiac power index (woman)". */
export function marginName(index: string, label: string | null | undefined, group: Group): string {
  const members = Object.values(group ?? {});
  return `${label ?? indexName(index)}${members.length > 0 ? `, ${members.join(", ")}` : ""}`;
}

export const percent = (share: number | null | undefined): string =>
  typeof share === "number" ? `${(100 * share).toFixed(1)} %` : MISSING;

export function shareText({ share, ci }: Share): string {
  if (share === null) return "of none";
  const digits = (x: number): string => (100 * x).toFixed(1);
  return ci === null ? `${digits(share)} %` : `${digits(share)} %, 95 % CI ${digits(ci[0])} to ${digits(ci[1])}`;
}

export function refusalLines(refused: Readonly<Record<string, number>>, width: number): string[] {
  const parts = Object.entries(refused).map(([id, count]) => `${indexName(id)} ${count}`);
  return parts.length > 0 ? paragraph(parts.join(", "), width, "Not enrolled for: ") : [];
}

/** @param sources whether each target's source and what is known of its distance are told, too */
export function marginLines(margins: readonly Margin[], page: number, paint: Colours, sources = true): string[] {
  const rows = margins.map((m): Row => {
    const f = (x: number | null | undefined): string => fixed(x ?? null, decimalsOf(m.index));
    const own = m.share ? [countedText(m.share), ""] : [quartiles(m, f), `${f(m.mean)}, ${f(m.sd)}`];
    return [
      marginName(m.index, m.label, m.group),
      m.share ? "" : unitText(m.unit ?? "1"),
      ...own,
      published(m, f, sources),
    ];
  });
  const lines = table(
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
  return sources ? [...lines, ...noteLines(margins, page).map(paint.dim)] : lines;
}

/** Why some targets are far off; the same reason once. */
function noteLines(margins: readonly Margin[], page: number): string[] {
  const reasons = new Map<string, string[]>();
  for (const { index, label, group, target } of margins) {
    if (!target?.note) continue;
    reasons.set(target.note, [...(reasons.get(target.note) ?? []), marginName(index, label, group)]);
  }
  return [...reasons].flatMap(([note, names]) => paragraph(`${names.join(", ")}: ${note}.`, page, "  "));
}

const countedText = ({ share, ci }: Share): string =>
  ci === null ? percent(share) : `${percent(share)} (${(100 * ci[0]).toFixed(1)} to ${(100 * ci[1]).toFixed(1)})`;

function quartiles({ median, iqr }: Margin, f: (x: number | null) => string): string {
  return `${f(median)} (${iqr ? `${f(iqr[0])} to ${f(iqr[1])}` : MISSING})`;
}

function published({ target }: Margin, f: (x: number) => string, sources: boolean): string {
  if (!target) return "";
  const text = `${targetText(target, f)}${target.compare ? " (for comparison)" : ""}`;
  return sources ? `${text}: ${target.source}` : text;
}

function targetText(target: Target, f: (x: number) => string): string {
  if (target.kind === "share") return `${percent(target.value)}${boundsText(target)}`;
  const spread = target.iqr ? ` (${f(target.iqr[0])} to ${f(target.iqr[1])})` : target.sd ? `, SD ${f(target.sd)}` : "";
  return `${target.kind} ${f(target.value)}${spread}`;
}

function boundsText({ within }: Extract<Target, { kind: "share" }>): string {
  if (!within) return "";
  const [least, most] = within;
  if (most === null) return ` with ${least} or more`;
  return least === null ? ` with ${most} or less` : ` from ${least} to ${most}`;
}
