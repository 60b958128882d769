/** Options that designs share. */
import { type Command, Option } from "commander";
import { InputError } from "../../errors.ts";
import { parseDecimal, type Range, readNumber } from "../../input/number.ts";
import { addJson, splitList } from "../../input/options.ts";
import { checkOut, FIGURE_FILES, type OutFile } from "../../input/out-file.ts";
import { colours } from "../../print/colour.ts";
import { type Fact, factLines } from "../../print/design.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { pageWidth } from "../../print/table.ts";

/** `--alpha <share>` is read as `--alpha`. */
const flagOf = (flags: string): string => flags.split(" ")[0];

export function numberOption(flags: string, description: string, range: Range): Option {
  return new Option(flags, description).argParser((text: string) => readNumber(text, flagOf(flags), range));
}

/** A number above 0 and below 1. */
export function shareOption(flags: string, description: string): Option {
  const flag = flagOf(flags);
  return new Option(flags, description).argParser((text: string) => {
    const value = parseDecimal(text);
    if (value === null || value <= 0 || value >= 1)
      throw new InputError(`${flag}: "${text}" is not allowed; a number above 0 and below 1 is.`);
    return value;
  });
}

/** Numbers with commas between them. */
export function listOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text: string) => readList(text, flagOf(flags)));
}

export function readList(text: string, where: string): number[] {
  return splitList(text).map((part) => {
    const value = parseDecimal(part);
    if (value === null) throw new InputError(`${where}: "${part}" is not a number; numbers with commas between are.`);
    return value;
  });
}

export const riskOption = (flags: string, description: string): Option =>
  numberOption(flags, description, { min: 0, max: 1 });

export const alphaOption = (): Option => shareOption("--alpha <share>", "two-sided level of the test (default: 0.05)");
export const powerOption = (): Option => shareOption("--power <share>", "power asked for (default: 0.8)");
export const ratioOption = (): Option =>
  numberOption("--ratio <number>", "patients of group 2 for each of group 1 (default: 1)", {
    min: 0.001,
    max: 1000,
  });

const POSITIVE = { min: 0, max: 1e9, above: true } as const;
export const positiveOption = (flags: string, description: string): Option =>
  numberOption(flags, description, POSITIVE);
export const anyOption = (flags: string, description: string): Option =>
  numberOption(flags, description, { min: -1e9, max: 1e9 });

export const finish = (command: Command, help: string): Command => addJson(command).addHelpText("after", help);

export const checkFigure = (path: string | undefined): OutFile | null => checkOut(path, [], FIGURE_FILES, "--figure");

/** The document, or facts for a person and what stands below them. */
export function show(
  asJson: boolean | undefined,
  document: object,
  facts: readonly Fact[],
  more: readonly string[] = [],
) {
  if (asJson) return print(json(document));
  return printLines([...factLines(facts, pageWidth(process.stdout), colours(process.stdout)), ...more]);
}
