/** `counterpulse evidence pool`: the pools that the project's question needs, beside what was published. */
import type { PoolOptions } from "@counterpulse/evidence";
import { Command, Option } from "commander";
import { requirePool } from "../../input/evidence.ts";
import { addJson } from "../../input/options.ts";
import { checkOut, FIGURE_FILES, writeOut } from "../../input/out-file.ts";
import { colours } from "../../print/colour.ts";
import { poolDocument, poolLines, poolListLines } from "../../print/evidence-pools.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { pageWidth } from "../../print/table.ts";

interface Options extends PoolOptions {
  readonly figure?: string;
  readonly json?: boolean;
}

const HELP = `
Without an id, the pools are listed. Random effects by REML with Hartung and Knapp's test, unless told otherwise; studies
whose counts were only recalled are left out unless asked for.

Examples:
  counterpulse evidence pool
  counterpulse evidence pool pvad-iabp --figure forest.svg
  counterpulse evidence pool ecls-infarct-shock --include-recalled --tau2 DL --test z
  counterpulse evidence pool balloon-on-ecmo --json`;

const choice = (flags: string, description: string, choices: readonly string[]): Option =>
  new Option(flags, description).choices(choices);

export function pool(): Command {
  const command = new Command("pool")
    .description("Pool the studies of a question, and compare with the publications' own figures.")
    .argument("[id]", "a pool; none lists them")
    .option("--include-recalled", "also pool studies whose counts are only recalled")
    .addOption(choice("--measure <measure>", "what is pooled (default: the pool's own)", ["RR", "OR", "RD"]))
    .addOption(choice("--model <model>", "one effect, or effects that differ (default: random)", ["common", "random"]))
    .addOption(choice("--method <method>", "how (default: IV)", ["IV", "MH", "Peto"]))
    .addOption(
      choice("--tau2 <estimator>", "between-study variance (default: REML)", [
        ...["DL", "REML", "PM", "ML", "HE", "SJ", "HS", "EB"],
      ]),
    )
    .addOption(choice("--test <test>", "normal, or Hartung-Knapp (default with random effects)", ["z", "hk"]))
    .option("--figure <file>", "also draw a forest plot (.svg)");
  return addJson(command).addHelpText("after", HELP).action(run);
}

async function run(id: string | undefined, options: Options): Promise<void> {
  const out = checkOut(options.figure, [], FIGURE_FILES, "--figure");
  const evidence = await import("@counterpulse/evidence");
  const [width, paint] = [pageWidth(process.stdout), colours(process.stdout)];
  if (id === undefined) {
    const list = evidence.POOLS.map(({ id: name, title, event, measure, members }) => ({
      id: name,
      title,
      event,
      measure,
      members,
    }));
    return options.json ? print(json(list)) : printLines(poolListLines(evidence.POOLS, width, paint));
  }
  const definition = await requirePool(id);
  const { figure: _, json: asJson, ...chosen } = options;
  const result = evidence.pool(definition, chosen);
  if (out) {
    const { poolFigure } = await import("@counterpulse/report");
    await writeOut(out, [await poolFigure(result, definition)]);
  }
  if (asJson) return print(json(poolDocument(result)));
  return printLines(poolLines(result, width, paint));
}
