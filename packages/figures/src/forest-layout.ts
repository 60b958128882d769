/** Where the columns of a forest plot stand; what there is no room for is left out, the estimates last. */
import type { ForestFigure, ForestRow } from "./forest.ts";
import { FONT, MARGIN, textWidth, wrap } from "./frame.ts";

export interface ForestLayout {
  readonly nameHead: string;
  readonly nameWidth: number;
  readonly indent: number;
  /** Columns between name and plot, by their right ends. */
  readonly cells: readonly { readonly head: string; readonly right: number }[];
  readonly plot: readonly [number, number];
  readonly effectHead: string;
  readonly effectRight: number;
  readonly weightRight: number | null;
  /** Names stand above the marks instead of beside them. */
  readonly stacked: boolean;
  effectText(row: Pick<ForestRow, "estimate" | "ci">): string;
  rangeText(ci: ForestRow["ci"]): string;
}

const GAP = 14;
const LEAST_PLOT = 150;
const MOST_NAME = 0.34;
/** Bold figures are wider. */
const BOLD = 1.06;

const width = (content: string): number => textWidth(content, FONT.small) * BOLD;

export function forestLayout(figure: ForestFigure): ForestLayout {
  const { decimals = 2, columns = [], groups, summaries = [], levelPct = 95, measure } = figure;
  const number = (value: number | null, open: string): string => {
    if (value === null) return open;
    const fixed = value.toFixed(decimals);
    return (Number(fixed) === 0 ? fixed.replace("-", "") : fixed).replace("-", "−");
  };
  const rangeText = ([low, high]: ForestRow["ci"]): string => `${number(low, "−∞")} to ${number(high, "∞")}`;
  const effectText = ({ estimate, ci }: Pick<ForestRow, "estimate" | "ci">): string =>
    estimate === null ? "not estimable" : `${number(estimate, "")} (${rangeText(ci)})`;

  const rows = groups.flatMap((group) => group.rows);
  const pooled = [...groups.flatMap((g) => (g.summary ? [g.summary] : [])), ...summaries];
  const effectHead = `${short(measure)} (${levelPct} % CI)`;
  const effect = Math.max(width(effectHead), ...[...rows, ...pooled].map((row) => width(effectText(row))));
  const weighted = rows.some((row) => row.weightPct !== undefined);
  const weight = weighted ? Math.max(width("weight"), width("100.0")) + GAP : 0;
  const cellWidths = columns.map((head, i) =>
    Math.max(width(head), ...[...rows, ...pooled].map((row) => width(row.cells?.[i] ?? ""))),
  );
  const cellsWidth = cellWidths.reduce((sum, w) => sum + w + GAP, 0);
  const indent = groups.some((group) => group.label !== undefined) ? 10 : 0;
  const nameHead = columns.length > 0 || weighted ? "Study" : "";
  const nameNeeded = Math.max(width(nameHead), ...[...rows, ...pooled].map(({ label }) => width(label) + indent));
  const inner = figure.width - 2 * MARGIN;
  const nameWidth = Math.max(
    Math.min(nameNeeded, MOST_NAME * inner),
    widestWord(rows.map(({ label }) => label)) + indent,
  );

  const plotBeside = (cells: number, heavy: number): number => inner - nameWidth - cells - GAP - effect - GAP - heavy;
  const stacked = plotBeside(0, 0) < LEAST_PLOT;
  const withCells = !stacked && plotBeside(cellsWidth, weight) >= LEAST_PLOT;
  const withWeight = weighted && !stacked && plotBeside(withCells ? cellsWidth : 0, weight) >= LEAST_PLOT;
  const right = figure.width - MARGIN;
  const effectRight = right - (withWeight ? weight : 0);
  const shared = { nameHead, indent, effectHead, effectRight, effectText, rangeText };
  if (stacked) {
    const plot = [MARGIN + 4, right - effect - GAP] as const;
    return { ...shared, nameWidth: inner, cells: [], plot, weightRight: null, stacked };
  }
  let at = MARGIN + nameWidth;
  const cells = withCells
    ? columns.map((head, i) => {
        at += GAP + cellWidths[i];
        return { head, right: at };
      })
    : [];
  const plot = [at + GAP, effectRight - effect - GAP] as const;
  return { ...shared, nameWidth, cells, plot, weightRight: withWeight ? right : null, stacked };
}

/** Usual abbreviations for the head of the column. */
const SHORT: Readonly<Record<string, string>> = {
  "Risk ratio": "RR",
  "Odds ratio": "OR",
  "Hazard ratio": "HR",
  "Risk difference": "RD",
};
const short = (measure: string): string => SHORT[measure] ?? measure;

const widestWord = (labels: readonly string[]): number =>
  Math.min(220, Math.max(0, ...labels.flatMap((label) => wrap(label, 0, FONT.small).map(width))));
