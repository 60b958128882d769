/** `counterpulse evidence show`: one study, what it printed and what its counts give. */
import { Command } from "commander";
import { InputError } from "../../errors.ts";
import { requireStudy } from "../../input/evidence.ts";
import { addJson } from "../../input/options.ts";
import { checkOut, FIGURE_FILES, writeOut } from "../../input/out-file.ts";
import { colours } from "../../print/colour.ts";
import { studyLines } from "../../print/evidence-studies.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { pageWidth } from "../../print/table.ts";

interface Options {
  readonly figure?: string;
  readonly json?: boolean;
}

const HELP = `
The figure shows the share of each group that did well, with Wilson's intervals; that of aso-2016 is the editorial's own.

Examples:
  counterpulse evidence show aso-2016
  counterpulse evidence show aso-2016 --figure editorial.svg
  counterpulse evidence show ecls-shock --json`;

export function show(): Command {
  const command = new Command("show")
    .description("Show one study: its outcomes as printed, and recomputed from their counts.")
    .argument("<id>", "a study (`counterpulse evidence list`)")
    .option("--figure <file>", "also draw the outcomes of two groups (.svg)");
  return addJson(command).addHelpText("after", HELP).action(run);
}

async function run(id: string, options: Options): Promise<void> {
  const out = checkOut(options.figure, [], FIGURE_FILES, "--figure");
  const study = await requireStudy(id);
  const { studyDocument } = await import("@counterpulse/evidence");
  const document = studyDocument(study);
  if (out) {
    const { canDraw, studyFigure } = await import("@counterpulse/report");
    if (!canDraw(document))
      throw new InputError(
        `--figure: ${study.id} has no outcome with counts of two groups; a study that has one is allowed.`,
      );
    await writeOut(out, [await studyFigure(document)]);
  }
  if (options.json) return print(json(document));
  return printLines(studyLines(document, pageWidth(process.stdout), colours(process.stdout)));
}
