/** Colour and weight, only where a person looks at a terminal (https://no-color.org). */

import { stripVTControlCharacters } from "node:util";

export interface Colours {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
}

const plain = (text: string): string => text;
const code = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`;

export const PLAIN: Colours = { bold: plain, dim: plain, green: plain, red: plain, yellow: plain };
const COLOURED: Colours = {
  bold: code(1, 22),
  dim: code(2, 22),
  green: code(32, 39),
  red: code(31, 39),
  yellow: code(33, 39),
};

export function colours(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): Colours {
  return stream.isTTY && !env.NO_COLOR && env.TERM !== "dumb" ? COLOURED : PLAIN;
}

/** Columns that a text takes on a terminal. */
export function visibleLength(text: string): number {
  return stripVTControlCharacters(text).length;
}
