/** `counterpulse analyze curve`: patient-level data from a published Kaplan-Meier curve and its numbers at risk. */
import type { PublishedCurve } from "@counterpulse/statistics";
import { Command, Option } from "commander";
import { InputError } from "../../errors.ts";
import { readCount } from "../../input/count.ts";
import { addJson } from "../../input/options.ts";
import { checkOut, writeOut } from "../../input/out-file.ts";
import { readTable, TABLE_HELP } from "../../input/table-file.ts";
import { csv } from "../../print/csv.ts";
import { json } from "../../print/json.ts";
import { fixed, MISSING, significant } from "../../print/number.ts";
import { print, printLines } from "../../print/output.ts";

interface Options {
  readonly atRisk: string;
  readonly events?: number;
  readonly out?: string;
  readonly json?: boolean;
}

const HELP = `
FILE holds points read off the curve, columns time and survival (1 to 0); --at-risk the table below it, columns time and
n, from time 0 on. The censored are spread evenly over each interval (Guyot 2012). The rows, time and event, go to
--out; several groups are rebuilt one by one.

Example:
  counterpulse analyze curve curve.csv --at-risk table.csv --events 112 --out patients.csv
  counterpulse analyze survival patients.csv --time time --event event==1`;

export function curve(): Command {
  const command = new Command("curve")
    .description("Rebuild patient-level data from a published Kaplan-Meier curve.")
    .argument("<file>", TABLE_HELP)
    .requiredOption("--at-risk <file>", "CSV of the numbers at risk: time, n")
    .addOption(
      new Option("--events <n>", "events in all, if they were published").argParser((text: string) =>
        readCount(text, "--events", 0, 1e9),
      ),
    )
    .option("--out <file>", "also write the rows to a .csv or .json file");
  return addJson(command).addHelpText("after", HELP).action(run);
}

async function run(file: string, options: Options): Promise<void> {
  const out = checkOut(options.out, [file, options.atRisk], { ".csv": "csv", ".json": "json" });
  if (file === "-" && options.atRisk === "-")
    throw new InputError("--at-risk: standard input is read for the curve already; a file is allowed.");
  const { kaplanMeier, rebuildCurve } = await import("@counterpulse/statistics");
  const [points, table] = [await readTable(file), await readTable(options.atRisk)];
  const published: PublishedCurve = {
    time: [...points.numbers("time")],
    survival: [...points.numbers("survival")],
    risk_time: [...table.numbers("time")],
    at_risk: [...table.counts("n")],
    events: options.events,
  };
  const rebuilt = rebuildCurve(published);
  const rows = [...rebuilt.time].map((time, i): [number, number] => [time, rebuilt.event[i]]);
  const { events, censored, worst_distance } = rebuilt;
  const km = kaplanMeier(rebuilt);
  const result = {
    ...{ n: rows.length, events, censored, worst_distance, median: km.median, median_ci: km.median_ci },
    ...{ time: rows.map(([time]) => time), event: rows.map(([, event]) => event) },
  };
  if (out) await writeOut(out, out.format === "csv" ? csv(["time", "event"], rows) : json(result));
  if (options.json) return print(json(result));
  const shown = (time: number | null): string => (time === null ? MISSING : significant(time, 4));
  return printLines([
    `${rows.length} people rebuilt: ${events} events, ${censored} censored.`,
    `The rebuilt curve lies within ${fixed(worst_distance, 3)} of the one that was read off.`,
    `Median ${shown(km.median)} (95 % CI ${shown(km.median_ci[0])} to ${shown(km.median_ci[1])}).`,
    ...(out ? [`Rows written to ${out.path}.`] : []),
  ]);
}
