/** `counterpulse fit`: bedside values to a patient, which every other command takes. */
import { basename, extname } from "node:path";
import type { Fit, FittedPatient } from "@counterpulse/lab";
import { Command, Option } from "commander";
import { InputError } from "../errors.ts";
import { readNumber } from "../input/number.ts";
import { addJson, PATIENT_HELP, splitList } from "../input/options.ts";
import { checkOut, type OutFile, PATIENT_FILES, writeOut } from "../input/out-file.ts";
import { readPatient } from "../input/patient.ts";
import { readSettings } from "../input/settings.ts";
import { readTarget, readTargetFile } from "../input/targets.ts";
import { closingLines, deviceLines, settingLines } from "../print/case.ts";
import { colours } from "../print/colour.ts";
import { parameterLines, targetLines, verdictLines } from "../print/fit.ts";
import { json } from "../print/json.ts";
import { print, printLines } from "../print/output.ts";
import { withProgress } from "../print/progress.ts";
import { pageWidth } from "../print/table.ts";

interface Options {
  readonly target: readonly string[];
  readonly targets?: string;
  readonly support?: string;
  readonly set: readonly string[];
  readonly patient?: string;
  readonly hold: readonly string[];
  readonly free: readonly string[];
  readonly starts?: number;
  readonly seed?: number;
  readonly out?: string;
  readonly json?: boolean;
}

const HELP = `
Targets are index ids (\`counterpulse indices\`) or bedside names: HR, SBP, DBP, MAP, CVP, PASP, PADP, mPAP, PCWP, CO, CI,
LVEF, LVEDV, SV, SvO2, SaO2, Hb, ECMO_flow, ECMO_speed, augmented and others. Without ~sd they have the usual error of
the measurement. On a balloon SBP is the peak while the heart ejects and DBP the end-diastolic pressure; the augmented
peak, which many monitors call systolic, is "augmented". HR, Hb and ECMO flow or speed are set, not searched for.
A file of targets: {support: none, settings: {patient.weight_kg: 82}, targets: {MAP: 65, CI: {value: 1.9, sd: 0.2}}}.

Examples:
  counterpulse fit --target HR=95 --target SBP=88 --target DBP=55 --target CVP=14 --target PCWP=22 --target CI=1.8 --target LVEF=25
  counterpulse fit --targets bedside.yaml --out patient.yaml && counterpulse compare patient.yaml
  counterpulse fit --support va-ecmo --target MAP=68 --target ECMO_flow=3.8 --target PCWP=20~2 --patient cardiogenic-shock
  counterpulse fit --target MAP=70 --target LVEF=40 --free mitral_valve.regurgitation_fraction --hold lv.V0 --json`;

const repeated = (flags: string, description: string): Option =>
  new Option(flags, description)
    .argParser((value: string, before: readonly string[]) => [...before, value])
    .default([], "none");

const whole = (flags: string, description: string, min: number, max: number): Option =>
  new Option(flags, description).argParser((text: string) => {
    const value = readNumber(text, flags.split(" ")[0], { min, max });
    if (!Number.isInteger(value))
      throw new InputError(
        `${flags.split(" ")[0]}: ${text} is not whole; a whole number from ${min} to ${max} is allowed.`,
      );
    return value;
  });

export function fit(): Command {
  const command = new Command("fit")
    .description("Fit a patient to bedside values: the most probable one, with what stays uncertain.")
    .addOption(repeated("--target <index=value~sd>", "a bedside value; may be repeated"))
    .option("--targets <file>", "targets from a JSON or YAML file (see below)")
    .option("--support <devices>", "support under which they were taken: none, or devices joined by + (default: none)")
    .addOption(repeated("--set <id=value>", "hold a parameter at a value (`counterpulse parameters`); may be repeated"))
    .option("--patient <patient>", `where to start from: ${PATIENT_HELP}`)
    .addOption(repeated("--hold <ids>", "parameters not to search for, comma between them"))
    .addOption(repeated("--free <ids>", "parameters to search for besides the usual ones, comma between them"))
    .addOption(whole("--starts <n>", "searches, each from another place (default: 4)", 1, 100))
    .addOption(whole("--seed <n>", "seed of the starting places (default: 1)", 0, 2 ** 32 - 1))
    .option("--out <file>", "also write the patient to a .json or .yaml file");
  return addJson(command).addHelpText("after", HELP).action(run);
}

async function run(options: Options): Promise<void> {
  const inputs = [options.targets, options.patient].filter((path) => path !== undefined);
  const out = checkOut(options.out, inputs, PATIENT_FILES);
  const given = options.target.map(readTarget);
  const lab = await import("@counterpulse/lab");
  const laboratory = new lab.Laboratory();
  const { model } = laboratory;
  const file = options.targets === undefined ? null : await readTargetFile(options.targets, model);
  const settings = { ...file?.settings, ...(await readSettings(model, options.set)) };
  const support = options.support ?? file?.support ?? "none";
  const base = options.patient === undefined ? undefined : await readPatient(options.patient, model);
  const request = {
    targets: [...(file?.targets ?? []), ...given],
    support,
    settings,
    hold: options.hold.flatMap(splitList),
    free: options.free.flatMap(splitList),
    ...(base ? { base } : {}),
    ...(options.starts === undefined ? {} : { starts: options.starts }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(out ? { id: basename(out.path, extname(out.path)) } : {}),
  };
  const result = withProgress("fitting", (onProgress) => lab.fit({ ...request, onProgress }, laboratory));
  if (out) await writePatient(out, result.patient);
  if (options.json) return print(json(result));
  const { INDICES } = await import("@counterpulse/engine");
  const [width, paint] = [pageWidth(process.stdout), colours(process.stdout)];
  const value = lab.reader(model, result.patient.parameters);
  const parts = [
    [titleLine(result, base?.id), ...deviceLines([support], value, width), ...settingLines(model, settings, width)],
    targetLines(result, INDICES, paint),
    parameterLines(result, model, paint),
    verdictLines(result, width, paint),
    [
      ...(out ? [`Patient written to ${out.path}.`] : []),
      ...closingLines(result.model, lab.echoSettings(result.patient.parameters)),
    ],
  ];
  return printLines(parts.flatMap((part, i) => (i === 0 ? part : ["", ...part])));
}

function titleLine({ targets, support }: Fit, base: string | undefined): string {
  const count = `${targets.length} bedside ${targets.length === 1 ? "value" : "values"}`;
  return `Patient fitted to ${count}, support ${support}${base ? `, from ${base}` : ""}`;
}

async function writePatient(out: OutFile, patient: FittedPatient): Promise<void> {
  if (out.format === "json") return writeOut(out, json(patient));
  const { stringify } = await import("yaml");
  return writeOut(out, [stringify(patient)]);
}
