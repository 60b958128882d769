/** What all figures share: ground, title, subtitle, note, accessible name; text that is broken into lines. */
import { FigureError } from "./figure-error.ts";
import { type Colours, THEMES, type Theme } from "./palette.ts";
import { element, escapeText, text } from "./svg.ts";

export interface FigureOptions {
  readonly title: string;
  readonly subtitle?: string;
  /** Small print below the figure, such as the model's version. */
  readonly note?: string;
  /** For those who do not see the figure; without it one is written from the data. */
  readonly description?: string;
  /** Pixels. */
  readonly width: number;
  readonly theme: Theme;
}

export const MARGIN = 16;
export const FONT = { title: 15, body: 12, small: 11, note: 10 };
const SMALLEST_WIDTH = 240;
const LARGEST_WIDTH = 4000;
const FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** Rather too wide than too narrow: no font is known here. */
export function textWidth(content: string, size: number): number {
  let width = 0;
  for (const letter of content) width += /[MW@%—]/.test(letter) ? 0.9 : /[iljI.,:;|' ]/.test(letter) ? 0.32 : 0.59;
  return width * size;
}

/** Lines broken at blanks, but not between a number and its unit, nor at a blank that says so (U+00A0). */
export function wrap(content: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of content.split(/(?<!(?:^|\s)[\d.]*\d)[^\S\u00a0]+/).filter(Boolean)) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && textWidth(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

export function coloursOf(options: FigureOptions, where: string): Colours {
  const { width, theme } = options;
  if (!(width >= SMALLEST_WIDTH && width <= LARGEST_WIDTH))
    throw new FigureError(`${where}: width is ${width}; ${SMALLEST_WIDTH} to ${LARGEST_WIDTH} is allowed.`);
  return THEMES[theme];
}

/** Title and subtitle; `bottom` is where the figure proper begins. */
export function heading(options: FigureOptions, colours: Colours): { markup: string[]; bottom: number } {
  const markup: string[] = [];
  const inner = options.width - 2 * MARGIN;
  let y = MARGIN - 3;
  // Bold letters are wider.
  for (const part of wrap(options.title, inner / 1.08, FONT.title)) {
    y += 19;
    markup.push(text(part, { x: MARGIN, y, "font-size": FONT.title, "font-weight": 600, fill: colours.ink }));
  }
  for (const part of wrap(options.subtitle ?? "", inner, FONT.body)) {
    y += 17;
    markup.push(text(part, { x: MARGIN, y, "font-size": FONT.body, fill: colours.soft }));
  }
  return { markup, bottom: y + 12 };
}

/** The whole document, with the note below `bottom`. */
export function frame(
  options: FigureOptions,
  colours: Colours,
  description: string,
  bottom: number,
  content: readonly string[],
): string {
  const { width } = options;
  const note: string[] = [];
  let y = bottom;
  for (const part of wrap(options.note ?? "", width - 2 * MARGIN, FONT.note)) {
    y += 14;
    note.push(text(part, { x: MARGIN, y, "font-size": FONT.note, fill: colours.soft }));
  }
  const height = y + MARGIN - 4;
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `0 0 ${Math.round(width)} ${Math.round(height)}`,
    role: "img",
    "font-family": FAMILY,
    style: "font-variant-numeric: tabular-nums",
  };
  return `${element("svg", root, [
    element("title", {}, escapeText(options.title)),
    element("desc", {}, escapeText(options.description ?? description)),
    element("rect", { width: "100%", height: "100%", fill: colours.ground }),
    ...content,
    ...note,
  ])}\n`;
}
