/** `counterpulse analyze survival`: curves, tests and regression of times to an event. */
import type { SurvivalOptions } from "@counterpulse/statistics";
import { Command, Option } from "commander";
import { readNumber } from "../../input/number.ts";
import { addJson, splitList } from "../../input/options.ts";
import { checkOut, FIGURE_FILES } from "../../input/out-file.ts";
import { readTable, TABLE_HELP } from "../../input/table-file.ts";
import { colours } from "../../print/colour.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { survivalDocument, survivalLines } from "../../print/survival.ts";
import { pageWidth } from "../../print/table.ts";
import { addFigure, levelOption, writeFigure } from "./options.ts";

interface Options {
  readonly time: string;
  readonly event: string;
  readonly start?: string;
  readonly by?: string;
  readonly strata?: string;
  readonly cox?: string;
  readonly ties?: SurvivalOptions["ties"];
  readonly confType?: SurvivalOptions["confidence"];
  readonly weight?: "logrank" | "peto";
  readonly landmark?: number;
  readonly rmst?: number;
  readonly weibull?: boolean;
  readonly competing?: string;
  readonly level?: number;
  readonly figure?: string;
  readonly figureKind?: "survival" | "incidence";
  readonly title?: string;
  readonly timeLabel?: string;
  readonly json?: boolean;
}

const HELP = `
--event names the value of a column that stands for the event; all other values are censored. Rows with a missing value in
a column that is used are left out and counted. Words in --cox become indicators of all values but the first.
--competing names values of the same column that stand for other events, which keep the event from happening: cumulative
incidences, Gray's test and, with --cox, Fine and Gray's regression follow. The curves, the log-rank test and Cox regression
count them as censored then, which is right for the rate of the event, not for its probability.

Examples:
  counterpulse analyze survival lung.csv --time time --event 'status==2' --by sex --figure km.svg
  counterpulse analyze survival lung.csv --time time --event status==2 --cox age,sex,ph.ecog --strata inst --json
  counterpulse analyze survival heart.csv --start start --time stop --event event==1 --cox age,surgery,transplant
  counterpulse analyze survival mgus.csv --time time --event event==1 --competing 2 --by sex --figure incidence.svg`;

const positive =
  (flag: string) =>
  (text: string): number =>
    readNumber(text, flag, { min: 0, max: 1e300, above: true });

export function survival(): Command {
  const command = new Command("survival")
    .description("Kaplan-Meier curves, log-rank test, Cox and Weibull regression, competing risks.")
    .argument("<file>", TABLE_HELP)
    .requiredOption("--time <column>", "time of the event or of the end of observation")
    .requiredOption("--event <column==value>", "what the event is")
    .option("--start <column>", "time from which a row is at risk (late entry, covariates that change)")
    .option("--by <column>", "a curve for each value, and the log-rank test")
    .option("--strata <column>", "strata of the log-rank test and of Cox regression")
    .option("--cox <columns>", "Cox regression on columns, comma between them")
    .addOption(new Option("--ties <method>", "ties in Cox regression (default: efron)").choices(["efron", "breslow"]))
    .addOption(
      new Option("--conf-type <type>", "scale of the curves' intervals (default: log)").choices([
        ...["log", "log-log", "plain"],
      ]),
    )
    .addOption(
      new Option("--weight <weight>", "weights of the test; peto looks at early differences").choices([
        ...["logrank", "peto"],
      ]),
    )
    .addOption(
      new Option("--landmark <time>", "only those still observed at this time, from then on").argParser(
        positive("--landmark"),
      ),
    )
    .addOption(
      new Option("--rmst <time>", "mean survival time up to here, and its differences").argParser(positive("--rmst")),
    )
    .option("--weibull", "Weibull regression on the columns of --cox")
    .option("--competing <values>", "values that stand for competing events, comma between them")
    .addOption(levelOption());
  return addJson(
    addFigure(command, "the curves with numbers at risk")
      .addOption(
        new Option("--figure-kind <kind>", "what --figure draws (default: incidence with --competing)").choices([
          ...["survival", "incidence"],
        ]),
      )
      .option("--title <text>", "title of the figure")
      .option("--time-label <text>", "words below the time axis, such as 'Time (days)'"),
  )
    .addHelpText("after", HELP)
    .action(run);
}

async function run(file: string, options: Options): Promise<void> {
  const out = checkOut(options.figure, [file], FIGURE_FILES, "--figure");
  const { analyzeSurvival } = await import("@counterpulse/statistics");
  const table = await readTable(file);
  const { time, event, by, strata, ties, level, landmark, rmst } = options;
  const result = analyzeSurvival(table, {
    ...{ time, event, by, strata, ties, level, landmark, rmst },
    entry: options.start,
    cox: options.cox === undefined ? undefined : splitList(options.cox),
    confidence: options.confType,
    weibull: options.weibull,
    competing: options.competing === undefined ? undefined : splitList(options.competing),
    rho: options.weight === "peto" ? 1 : 0,
  });
  if (out) {
    const { survivalFigure } = await import("../../figure/survival-figures.ts");
    const { title, timeLabel, figureKind } = options;
    await writeFigure(out, () => survivalFigure(result, { title, timeLabel, kind: figureKind }));
  }
  if (options.json) return print(json(survivalDocument(result)));
  return printLines(survivalLines(result, pageWidth(process.stdout), colours(process.stdout)));
}
