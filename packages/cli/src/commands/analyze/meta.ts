/** `counterpulse analyze meta`: pools studies. */
import type { MetaOptions } from "@counterpulse/statistics";
import { Command, Option } from "commander";
import type { MetaFigureKind } from "../../figure/meta-figures.ts";
import { addJson, splitList } from "../../input/options.ts";
import { checkOut, FIGURE_FILES } from "../../input/out-file.ts";
import { readTable, TABLE_HELP } from "../../input/table-file.ts";
import { colours } from "../../print/colour.ts";
import { json } from "../../print/json.ts";
import { metaDocument, metaLines } from "../../print/meta.ts";
import { print, printLines } from "../../print/output.ts";
import { pageWidth } from "../../print/table.ts";
import { addFigure, levelOption, writeFigure } from "./options.ts";

interface Options {
  readonly measure: NonNullable<MetaOptions["measure"]>;
  readonly ratio?: boolean;
  readonly model?: MetaOptions["model"];
  readonly method?: MetaOptions["method"];
  readonly tau2?: MetaOptions["tau2"];
  readonly test?: MetaOptions["test"];
  readonly adhoc?: boolean;
  readonly level?: number;
  readonly subgroup?: string;
  readonly moderators?: string;
  readonly cumulative?: boolean;
  readonly leaveOneOut?: boolean;
  readonly trimAndFill?: boolean;
  readonly egger?: boolean;
  readonly influence?: boolean;
  readonly figure?: string;
  readonly figureKind?: MetaFigureKind;
  readonly favours?: string;
  readonly title?: string;
  readonly json?: boolean;
}

const HELP = `
Columns: study, ai, n1, ci, n2 (events and total of the experimental group, then of the control group) for RR, OR and RD;
study, yi, vi (or sei) for generic; study, estimate, lower, upper for HR, and for any measure where no counts are known.
Ratios are analysed as logarithms and printed as ratios. Inverse variance adds 0.5 to the cells of a study that has an
empty one; Mantel-Haenszel and Peto pool the raw counts. Random effects are tested with Hartung and Knapp's method.

Examples:
  counterpulse analyze meta trials.csv --measure RR
  counterpulse analyze meta trials.csv --measure OR --method Peto --json
  counterpulse analyze meta trials.csv --measure RR --tau2 DL --test z --subgroup design --figure forest.svg
  counterpulse analyze meta hazard-ratios.csv --measure HR --egger --figure funnel.svg --figure-kind funnel
  counterpulse analyze meta - --measure generic --moderators year,dose < effects.csv`;

const choice = (flags: string, description: string, choices: readonly string[]): Option =>
  new Option(flags, description).choices(choices);

export function meta(): Command {
  const command = new Command("meta")
    .description("Pool studies: common or random effects, heterogeneity, prediction.")
    .argument("<file>", TABLE_HELP)
    .addOption(
      choice("--measure <measure>", "what is pooled", ["RR", "OR", "RD", "HR", "generic"]).makeOptionMandatory(),
    )
    .option("--ratio", "generic effects are logarithms of ratios: print ratios")
    .addOption(choice("--model <model>", "one effect, or effects that differ (default: random)", ["common", "random"]))
    .addOption(
      choice("--method <method>", "inverse variance, Mantel-Haenszel, Peto (default: IV)", ["IV", "MH", "Peto"]),
    )
    .addOption(
      choice("--tau2 <estimator>", "between-study variance (default: REML)", [
        ...["DL", "REML", "PM", "ML", "HE", "SJ", "HS", "EB"],
      ]),
    )
    .addOption(choice("--test <test>", "normal, or Hartung-Knapp (default with random effects)", ["z", "hk"]))
    .option("--adhoc", "Hartung-Knapp: no narrower than the normal interval")
    .addOption(levelOption())
    .option("--subgroup <column>", "pool each value of a column by itself, and test the difference")
    .option("--moderators <columns>", "meta-regression on columns, comma between them")
    .option("--cumulative", "add one study after the other, in the order of the file")
    .option("--leave-one-out", "leave each study out in turn")
    .option("--trim-and-fill", "studies that an asymmetric funnel lacks, and the effect with them")
    .option("--egger", "Egger's test of asymmetry")
    .option("--influence", "what each study changes");
  return addJson(
    addFigure(command, "a forest plot")
      .addOption(
        choice("--figure-kind <kind>", "what --figure draws (default: forest)", [
          ...["forest", "funnel", "cumulative", "leave-one-out", "p-value"],
        ]),
      )
      .option("--favours <left,right>", "words below the forest plot")
      .option("--title <text>", "title of the figure"),
  )
    .addHelpText("after", HELP)
    .action(run);
}

async function run(file: string, options: Options): Promise<void> {
  const out = checkOut(options.figure, [file], FIGURE_FILES, "--figure");
  const { analyzeMeta } = await import("@counterpulse/statistics");
  const table = await readTable(file);
  const kind = out === null ? undefined : (options.figureKind ?? "forest");
  const { measure, ratio, model, method, tau2, test, level, subgroup } = options;
  const result = analyzeMeta(table, {
    ...{ measure, ratio, model, method, tau2, test, level, subgroup },
    adHoc: options.adhoc,
    moderators: options.moderators === undefined ? undefined : splitList(options.moderators),
    cumulative: options.cumulative || kind === "cumulative",
    leaveOneOut: options.leaveOneOut || kind === "leave-one-out",
    trimAndFill: options.trimAndFill,
    egger: options.egger,
    influence: options.influence,
  });
  if (out && kind) {
    const { metaFigureOf } = await import("../../figure/meta-figures.ts");
    const { title, favours } = options;
    await writeFigure(out, () =>
      metaFigureOf(result, kind, { title, favours: favours === undefined ? undefined : splitList(favours) }),
    );
  }
  if (options.json) return print(json(metaDocument(result)));
  return printLines(metaLines(result, pageWidth(process.stdout), colours(process.stdout)));
}
