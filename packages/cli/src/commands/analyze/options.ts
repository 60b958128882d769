/** Options that the analyses share. */
import { type Command, Option } from "commander";
import { InputError } from "../../errors.ts";
import { parseDecimal } from "../../input/number.ts";
import { type OutFile, writeOut } from "../../input/out-file.ts";

/** A confidence level such as 0.95. */
export function levelOption(): Option {
  return new Option("--level <share>", "confidence level (default: 0.95)").argParser((text: string) => {
    const value = parseDecimal(text);
    if (value === null || value <= 0 || value >= 1)
      throw new InputError(`--level: "${text}" is not allowed; a number above 0 and below 1, such as 0.95, is.`);
    return value;
  });
}

export const addFigure = (command: Command, what: string): Command =>
  command.option("--figure <file>", `also draw ${what} to an .svg file`);

/** Draws and writes; data that make no figure are told as wrong input. */
export async function writeFigure(out: OutFile, draw: () => Promise<string>): Promise<void> {
  let svg: string;
  try {
    svg = await draw();
  } catch (error) {
    if (error instanceof Error && error.name === "FigureError") throw new InputError(`--figure: ${error.message}`);
    throw error;
  }
  return writeOut(out, [svg]);
}
