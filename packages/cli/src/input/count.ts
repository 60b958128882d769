/** Whole numbers as options: how many, and seeds. */
import { InputError } from "../errors.ts";
import { parseDecimal } from "./number.ts";

/** @param where what the message begins with, such as `--n` */
export function readCount(text: string, where: string, min: number, max: number): number {
  const value = parseDecimal(text);
  if (value === null || !Number.isInteger(value) || value < min || value > max)
    throw new InputError(`${where}: "${text}" is not allowed; a whole number from ${min} to ${max} is.`);
  return value;
}

/** Seeds are whole numbers that a double holds exactly. */
export const readSeed = (text: string): number => readCount(text, "--seed", 0, Number.MAX_SAFE_INTEGER);
