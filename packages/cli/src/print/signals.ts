/** Waveforms are for files; a person gets their span. */
import type { Waveforms } from "@counterpulse/lab";
import type { OutFile } from "../input/out-file.ts";
import type { Colours } from "./colour.ts";
import { unitText } from "./index-groups.ts";
import { fixed } from "./number.ts";
import { table } from "./table.ts";

interface Known {
  readonly unit: string;
  readonly label: string;
}

export function signalLines(
  signals: Waveforms,
  known: Readonly<Record<string, Known>>,
  out: OutFile | null,
  colours: Colours,
): string[] {
  const { time_s: time, ...columns } = signals;
  const rows = Object.entries(columns).map(([name, values]) => {
    const about = Object.hasOwn(known, name) ? known[name] : { unit: "1", label: "in mmHg, mL or mL/s" };
    const numbers = span(values).map((value) => fixed(value, 1));
    return [`  ${about.label}`, unitText(about.unit), ...numbers, colours.dim(name)];
  });
  const shape = [
    { align: "left", header: "Signals" },
    { align: "left" },
    { align: "point", header: "lowest" },
    { align: "point", header: "mean" },
    { align: "point", header: "highest" },
    { align: "left" },
  ] as const;
  const length = `${time.length} samples over ${fixed(time.at(-1) ?? 0, 2)} s`;
  const how = out?.format === "svg" ? "drawn in" : "written to";
  const where = out ? `${how} ${out.path}` : "--out FILE.csv, FILE.svg or --json gives them";
  return [...table(shape, rows, { header: colours.bold }), `  ${length}; ${where}.`];
}

function span(values: readonly number[]): [lowest: number, mean: number, highest: number] {
  let [lowest, sum, highest] = [values[0], 0, values[0]];
  for (const value of values) {
    lowest = Math.min(lowest, value);
    sum += value;
    highest = Math.max(highest, value);
  }
  return [lowest, sum / values.length, highest];
}
