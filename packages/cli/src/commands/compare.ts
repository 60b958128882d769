/** `counterpulse compare`: one patient under several supports, and the mission's rows judged on them. */
import { Command } from "commander";
import { InputError } from "../errors.ts";
import { loopFigure, MOST_LOOPS } from "../figure/loop-figure.ts";
import { addCaseOptions, type CaseOptions, PATIENT_HELP, splitList } from "../input/options.ts";
import { checkOut, writeOut } from "../input/out-file.ts";
import { readPatient } from "../input/patient.ts";
import { readSettings } from "../input/settings.ts";
import { closingLines, deviceLines, patientLines, settingLines, unitReader, ventricleLines } from "../print/case.ts";
import { colours } from "../print/colour.ts";
import { csv } from "../print/csv.ts";
import { effectLines } from "../print/effects.ts";
import { indexTable } from "../print/indices.ts";
import { json } from "../print/json.ts";
import { print, printLines } from "../print/output.ts";
import { withProgress } from "../print/progress.ts";
import { pageWidth } from "../print/table.ts";

interface Options extends CaseOptions {
  readonly support: string;
}

const EXAMPLES = `
Examples:
  counterpulse compare cardiogenic-shock
  counterpulse compare cardiogenic-shock --support none,va-ecmo --set va-ecmo.flow_L_min=5
  counterpulse compare cardiogenic-shock --support none,iabp,impella,tandemheart,va-ecmo,va-ecmo+impella
  counterpulse compare cardiogenic-shock --support va-ecmo --set vent.septostomy_diameter_mm=8
  counterpulse compare patient.yaml --set iabp.ratio=2 --json
  counterpulse compare cardiogenic-shock --out loops.svg`;

export function compare(): Command {
  const command = new Command("compare")
    .description("Compare supports on one patient, and judge what each does.")
    .argument("<patient>", PATIENT_HELP)
    .option("--support <list>", "supports, comma between them, devices joined by +", "none,iabp,va-ecmo,va-ecmo+iabp");
  return addCaseOptions(
    command,
    "also write the table to a .csv file, all to a .json file, or the pressure-volume loops to a .svg file",
  )
    .addHelpText("after", EXAMPLES)
    .action(run);
}

async function run(given: string, options: Options): Promise<void> {
  const out = checkOut(options.out, [given]);
  const lab = await import("@counterpulse/lab");
  const laboratory = new lab.Laboratory(out?.format === "svg" ? lab.LOOP_PROBES : []);
  const patient = await readPatient(given, laboratory.model);
  const settings = await readSettings(laboratory.model, options.set);
  const supports = splitList(options.support);
  if (out?.format === "svg" && supports.length > MOST_LOOPS)
    throw new InputError(
      `--support: a figure of ${supports.length} loops cannot be read; up to ${MOST_LOOPS} are allowed.`,
    );
  const { comparison: result, solved } = withProgress("comparing", (onProgress) =>
    lab.compareSolved({ patient, supports, settings, atSeconds: options.at, onProgress }, laboratory),
  );
  const { INDICES } = await import("@counterpulse/engine");
  const { columns, effects } = result;
  const named = columns.map((c) => lab.namedIndices(c.indices));
  const document = { ...result, columns: columns.map((c, i) => ({ ...c, indices: named[i] })) };
  if (out?.format === "json") await writeOut(out, json(document));
  if (out?.format === "csv") {
    const rows = INDICES.map(({ id, unit }) => [id, unit, ...named.map((indices) => indices[id] ?? null)]);
    await writeOut(out, csv(["index", "unit", ...columns.map((c) => c.support)], rows));
  }
  const value = lab.reader(laboratory.model, columns[0].settings);
  if (out?.format === "svg") {
    const echoed = columns[0].settings;
    const about = { patient, supports, settings, model: laboratory.model, stamp: result.model, echoed, value };
    const loops = solved.map((one) => lab.recordLoop(laboratory, one));
    await writeOut(out, [await loopFigure(about, columns, loops)]);
  }
  if (options.json) return print(json(document));
  const [width, paint] = [pageWidth(process.stdout), colours(process.stdout)];
  const parts = [
    [
      ...patientLines(patient, width, paint),
      ...deviceLines(supports, value, width),
      ...settingLines(laboratory.model, settings, width),
    ],
    indexTable(
      columns.map((c, i) => ({ title: c.support, indices: named[i] })),
      INDICES,
      width,
      paint,
    ),
    effects.length > 0 ? effectLines(effects, INDICES, unitReader(laboratory.model), width, paint) : [],
    ventricleLines(columns, width, paint),
    closingLines(result.model, columns[0].settings),
  ];
  return printLines(parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : ["", ...part])));
}
