/** A population drawn: margins beside what is published, and weights that meet them, as a person reads them. */
import type { Calibrated, Claim, PopulationSample, Weighting } from "@counterpulse/lab";
import type { Colours } from "./colour.ts";
import { decimalsOf } from "./index-groups.ts";
import { marginLines, marginName, percent, refusalLines, shareText } from "./margins.ts";
import { fixed, MISSING } from "./number.ts";
import { paragraph, type Row, table } from "./table.ts";

export function sampleLines(result: PopulationSample, width: number, paint: Colours): string[] {
  const { population, acceptance, whom, n, seed, sampling, weights } = result;
  const drawn = `${sampling} points, seed ${seed}`;
  const told = whom === "enrolled" ? "those enrolled" : "all draws with a steady state";
  const head =
    whom === "enrolled"
      ? `${n} patients enrolled of ${acceptance.of} drawn (${shareText(acceptance)}); ${drawn}`
      : `${acceptance.of} patients drawn, ${acceptance.count} of whom meet the criteria (${shareText(acceptance)}); ${drawn}`;
  return [
    `${paint.bold(population.title)} (${population.id})`,
    ...paragraph(population.source, width, "Source: ").map(paint.dim),
    "",
    ...paragraph(head, width),
    ...refusalLines(acceptance.refused, width),
    "",
    paint.bold(`Without support, ${told} (${n}) beside what is published`),
    ...marginLines(result.margins, width, paint),
    ...(weights ? ["", ...weightLines(result, weights, width, paint)] : []),
    ...clippedLines(result, width).map(paint.yellow),
  ];
}

function weightLines({ n, margins }: PopulationSample, weights: Weighting, width: number, paint: Colours): string[] {
  const names = new Map(margins.map((m) => [m.index, m.label]));
  const said = `weights leave what ${weights.effective_n.toFixed(1)} of ${n} unweighted patients say (${percent(weights.effective_share)}, Kish); the largest counts ${weights.largest.toFixed(1)} times the average`;
  return [
    paint.bold("Weights of maximum entropy"),
    ...paragraph(said, width, "  "),
    ...targetTable(weights.targets, names, width, paint),
    "",
    paint.bold("The same margins, weighted"),
    ...marginLines(weights.margins, width, paint, false),
    ...unmetLines(weights.targets, names, width).map(paint.yellow),
  ];
}

type Names = ReadonlyMap<string, string | null>;

const statementOf = ({ index, group, statistic, wanted }: Claim, names: Names): string => {
  const value = statistic === "share" ? percent(wanted) : fixed(wanted, decimalsOf(index));
  return `${marginName(index, names.get(index), group)}: ${statistic} ${value}`;
};

function targetTable(targets: readonly Calibrated[], names: Names, page: number, paint: Colours): string[] {
  const rows = targets.map((t): Row => {
    const { wanted, before, after } = t.level;
    const f = levelText(t);
    return [statementOf(t, names), f(wanted), f(before), f(after), t.met ? "met" : "not met"];
  });
  return table(
    [
      { align: "left", header: "published" },
      { align: "right", header: "wanted" },
      { align: "right", header: "before" },
      { align: "right", header: "weighted" },
      { align: "left" },
    ],
    rows,
    { indent: 2, page, header: paint.bold },
  );
}

/** Of quantiles the share at or below the published value is told. */
function levelText({ statistic, index }: Calibrated): (x: number | null) => string {
  if (statistic === "mean" || statistic === "SD") return (x) => fixed(x, decimalsOf(index));
  return (x) => (x === null ? MISSING : `${(100 * x).toFixed(1)} %`);
}

function unmetLines(targets: readonly Calibrated[], names: Names, width: number): string[] {
  return targets.flatMap((t) => {
    if (t.met || t.conflict === null) return [];
    const { reason, with: others } = t.conflict;
    const why = others.length > 0 ? `${reason}: ${others.map((o) => statementOf(o, names)).join("; ")}` : reason;
    return paragraph(`${statementOf(t, names)} cannot be met: ${why}.`, width);
  });
}

function clippedLines({ clipped }: PopulationSample, width: number): string[] {
  const ends = Object.entries(clipped).map(([id, count]) => `${id} (${count})`);
  return ends.length === 0
    ? []
    : paragraph(`At the end of the model's range because of body size: ${ends.join(", ")}.`, width);
}

/** One row a patient: draw and weight. */
export function weightRows({ patients }: Weighting): [header: string[], rows: number[][]] {
  return [["draw", "weight"], patients.map(({ draw, weight }) => [draw, weight])];
}
