/** The rows of a forest plot: groups, studies, summaries, each with its name, its numbers and its marks. */
import type { EffectAxis } from "./effect-axis.ts";
import type { ForestFigure, ForestGroup, ForestRow, ForestSummary } from "./forest.ts";
import type { ForestLayout } from "./forest-layout.ts";
import { drawDiamond, drawInterval, drawPrediction, drawSquare } from "./forest-marks.ts";
import { FONT, MARGIN, wrap } from "./frame.ts";
import type { Colours } from "./palette.ts";
import { line, text } from "./svg.ts";

const LINE = 15;

/** Writes the rows from top to bottom. */
export class ForestBody {
  readonly markup: string[] = [];
  /** Where the lines of the plot begin. */
  start: number;
  y: number;
  private readonly heaviest: number;

  constructor(
    private readonly figure: ForestFigure,
    private readonly layout: ForestLayout,
    private readonly axis: EffectAxis,
    private readonly colours: Colours,
    top: number,
  ) {
    this.y = top;
    this.start = top;
    this.heaviest = Math.max(0, ...figure.groups.flatMap((g) => g.rows.map((r) => r.weightPct ?? 0)));
  }

  private write(content: string, x: number, y: number, style: Record<string, string | number> = {}): void {
    // Above the marks words cross the line of no effect: a rim in the colour of the ground keeps them readable.
    const rim = this.layout.stacked
      ? { stroke: this.colours.ground, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" }
      : {};
    this.markup.push(text(content, { x, y, "font-size": FONT.small, fill: this.colours.ink, ...rim, ...style }));
  }

  columnHeads(): void {
    const { layout, figure } = this;
    const style = { fill: this.colours.soft, "font-weight": 600 };
    const y = this.y + 12;
    const heads: [string, number, string][] = [
      [layout.nameHead, MARGIN, "start"],
      ...layout.cells.map(({ head, right }): [string, number, string] => [head, right, "end"]),
      [layout.effectHead, layout.effectRight, "end"],
    ];
    if (layout.weightRight !== null) heads.push(["weight", layout.weightRight, "end"]);
    for (const [content, x, anchor] of heads) this.write(content, x, y, { ...style, "text-anchor": anchor });
    this.markup.push(line(MARGIN, y + 6, figure.width - MARGIN, y + 6, { stroke: this.colours.axis }));
    this.y = y + 10;
    this.start = this.y;
  }

  group({ label, rows, summary }: ForestGroup): void {
    if (label !== undefined) {
      this.y += 4;
      for (const part of wrap(label, (this.figure.width - 2 * MARGIN) / 1.08, FONT.small)) {
        this.write(part, MARGIN, this.y + 12, { "font-weight": 600 });
        this.y += LINE;
      }
    }
    const indent = label === undefined ? 0 : this.layout.indent;
    for (const row of rows) this.row(row, indent);
    if (summary) this.summary(summary, indent);
  }

  private row(row: ForestRow, indent: number): void {
    const middle = this.names(row, indent, {});
    const { estimate, ci } = row;
    if (estimate === null) return;
    const { axis, colours, heaviest } = this;
    this.markup.push(
      ...drawInterval(axis, ci, middle, colours),
      drawSquare(axis, estimate, middle, row.weightPct, heaviest, colours),
    );
  }

  summary(summary: ForestSummary, indent = 0): void {
    this.y += 3;
    const middle = this.names(summary, indent, { "font-weight": 600 });
    this.markup.push(...drawDiamond(this.axis, summary.estimate, summary.ci, middle, this.colours));
    const { details, prediction } = summary;
    if (prediction) {
      this.names({ label: "prediction interval", estimate: null, ci: prediction, range: true }, indent, {
        fill: this.colours.soft,
      });
      this.markup.push(...drawPrediction(this.axis, prediction, this.y - LINE / 2 - 1, this.colours));
    }
    if (details) {
      // Beside the plot there is little room: what is told of heterogeneity goes below the names.
      const room = this.layout.stacked ? this.figure.width - 2 * MARGIN : this.layout.plot[0] - MARGIN - indent - 10;
      for (const part of wrap(details, room, FONT.note)) {
        this.write(part, MARGIN + indent, this.y + 9, { fill: this.colours.soft, "font-size": FONT.note });
        this.y += 13;
      }
    }
    this.y += 5;
  }

  /** Name, cells, numbers of one row; gives the height of its marks. */
  private names(
    row: Pick<ForestRow, "label" | "estimate" | "ci" | "weightPct" | "cells"> & { range?: boolean },
    indent: number,
    style: Record<string, string | number>,
  ): number {
    const { layout } = this;
    const lines = wrap(row.label, layout.nameWidth - indent, FONT.small);
    lines.forEach((part, i) => {
      this.write(part, MARGIN + indent, this.y + 12 + i * LINE, style);
    });
    const height = lines.length * LINE;
    const middle = layout.stacked ? this.y + height + 7 : this.y + height / 2 + 0.5;
    const end = { ...style, "text-anchor": "end" };
    layout.cells.forEach(({ right }, i) => {
      const cell = row.cells?.[i];
      if (cell !== undefined) this.write(cell, right, middle + 4, end);
    });
    const words = row.range ? layout.rangeText(row.ci) : layout.effectText(row);
    this.write(words, layout.effectRight, middle + 4, end);
    if (layout.weightRight !== null && row.weightPct !== undefined)
      this.write(row.weightPct.toFixed(1), layout.weightRight, middle + 4, end);
    this.y += height + (layout.stacked ? LINE + 4 : 3);
    return middle;
  }
}
