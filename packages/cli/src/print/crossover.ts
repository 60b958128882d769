/** A crossover study as a person reads it, and its document in the promised order. */
import type { CrossoverAnalysis, TEstimate } from "@counterpulse/statistics";
import type { Colours } from "./colour.ts";
import { fixed, MISSING, significant } from "./number.ts";
import { ordered } from "./ordered.ts";
import { decimalsFor, droppedLines, percentOf, pText, rangeText } from "./statistics.ts";
import { paragraph, table } from "./table.ts";

const ESTIMATE_KEYS = ["estimate", "se", "t", "df", "p", "ci"] as const;

export function crossoverDocument(result: CrossoverAnalysis): object {
  const { treatment, period, carryover } = result;
  return ordered(
    {
      ...result,
      treatment: ordered(treatment, ESTIMATE_KEYS),
      period: "f" in period ? period : ordered(period, ESTIMATE_KEYS),
      carryover: ordered(carryover, ["t", "df", "p"]),
    },
    ["treatment", "period", "carryover"],
  );
}

const METHODS = {
  "hills-armitage": "Hills and Armitage's t tests",
  mixed: "a mixed model (REML, random intercept, Satterthwaite's degrees of freedom)",
} as const;

export function crossoverLines(result: CrossoverAnalysis, level: number, width: number, paint: Colours): string[] {
  const { n_subjects, n_rows, dropped, incomplete, method, scale, variance } = result;
  const on = scale === "log" ? ", on logarithms" : "";
  return [
    ...paragraph(`${n_subjects} subjects, ${n_rows} rows, by ${METHODS[method]}${on}.`, width),
    ...droppedLines(dropped),
    ...(incomplete > 0
      ? [`${incomplete} ${incomplete === 1 ? "subject" : "subjects"} without both periods left out.`]
      : []),
    "",
    ...sequenceLines(result, paint),
    ...estimateLines(result, level, paint),
    ...(variance
      ? [
          `Variance within subjects ${significant(variance.within, 4)}, between subjects ${significant(variance.between, 4)}.`,
        ]
      : []),
    ...closingLines(result, level, width),
  ];
}

function sequenceLines({ sequences }: CrossoverAnalysis, paint: Colours): string[] {
  if (sequences === null) return [];
  const decimals = decimalsFor(sequences.flatMap(({ means }) => means));
  return [
    ...table(
      [
        { align: "left", header: "sequence" },
        { align: "right", header: "n" },
        { align: "right", header: "mean, period 1" },
        { align: "right", header: "period 2" },
      ],
      sequences.map(({ sequence, n, means }) => [sequence, String(n), ...means.map((m) => fixed(m, decimals + 1))]),
      { header: paint.bold },
    ),
    "",
  ];
}

type Row = { estimate: number | null; se: number | null; t: number | null; df: number | null; p: number | null };

function estimateLines({ treatment, period, carryover }: CrossoverAnalysis, level: number, paint: Colours): string[] {
  const decimals = Math.max(2, decimalsFor([treatment.se]) + 1);
  const row = (name: string, { estimate, se, t, df, p }: Row, ci: TEstimate["ci"] | null): string[] => [
    name,
    fixed(estimate, decimals),
    ci === null ? MISSING : rangeText(ci, decimals),
    fixed(se, decimals),
    fixed(t, 3),
    df === null ? MISSING : Number.isInteger(df) ? String(df) : fixed(df, 2),
    p === null ? MISSING : pText(p),
  ];
  const periods =
    "f" in period
      ? period.effects.map((effect) => row(`period ${effect.period} less the first`, effect, effect.ci))
      : [row("second period less first", period, period.ci)];
  const joint =
    "f" in period
      ? [`All periods: F ${fixed(period.f, 3)} on ${period.df1} and ${period.df} df, ${pText(period.p)}.`]
      : [];
  return [
    ...table(
      [
        { align: "left", header: "effect" },
        { align: "right", header: "estimate" },
        { align: "right", header: `${percentOf(level)} CI` },
        { align: "right", header: "SE" },
        { align: "right", header: "t" },
        { align: "right", header: "df" },
        { align: "left", header: "P" },
      ],
      [row("treatment 1 less 0", treatment, treatment.ci), ...periods, row("carry-over", carryover, null)],
      { header: paint.bold },
    ),
    ...joint,
  ];
}

function closingLines({ ratio, equivalence, carryover }: CrossoverAnalysis, level: number, width: number): string[] {
  const lines: string[] = [];
  if (carryover.t === null) lines.push("The design cannot tell carry-over.");
  if (ratio)
    lines.push(
      `Ratio of treatment 1 to 0: ${fixed(ratio.value, 3)} (${percentOf(level)} CI ${rangeText(ratio.ci, 3)}).`,
    );
  if (equivalence) {
    const [margins, ci] = [equivalence.margins_ratio ?? equivalence.margins, equivalence.ci_ratio ?? equivalence.ci];
    const decimals = decimalsFor(ci) + 1;
    const verdict = equivalence.equivalent ? "equivalent" : "equivalence not shown";
    lines.push(
      ...paragraph(
        `Equivalence within ${significant(margins[0], 4)} to ${significant(margins[1], 4)}: ${pText(equivalence.p)}, ${percentOf(1 - 2 * equivalence.alpha)} CI ${rangeText(ci, decimals)}: ${verdict}.`,
        width,
      ),
    );
  }
  return lines.length > 0 ? ["", ...lines] : [];
}
