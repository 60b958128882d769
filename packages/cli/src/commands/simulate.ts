/** `counterpulse simulate`: one patient under one support; indices, and waveforms on request. */

import type { NamedIndices, Simulation } from "@counterpulse/lab";
import { Command, Option } from "commander";
import { InputError } from "../errors.ts";
import { bedsideSignals, MOST_SECONDS, waveformFigure } from "../figure/waveform-figure.ts";
import { readNumber } from "../input/number.ts";
import { addCaseOptions, type CaseOptions, PATIENT_HELP, splitList } from "../input/options.ts";
import { checkOut, writeOut } from "../input/out-file.ts";
import { readPatient } from "../input/patient.ts";
import { readSettings } from "../input/settings.ts";
import { closingLines, deviceLines, patientLines, settingLines, settledLines } from "../print/case.ts";
import { colours } from "../print/colour.ts";
import { csv } from "../print/csv.ts";
import { indexTable } from "../print/indices.ts";
import { json } from "../print/json.ts";
import { print, printLines } from "../print/output.ts";
import { withProgress } from "../print/progress.ts";
import { signalLines } from "../print/signals.ts";
import { pageWidth } from "../print/table.ts";

interface Options extends CaseOptions {
  readonly support?: string;
  readonly seconds: number;
  readonly rate: number;
  readonly signals?: string;
}

/** Samples of all signals together that a document holds; beyond this it would not fit into memory as text. */
const MOST_SAMPLES = 20_000_000;

const HELP = `
Signals, by place:
  arteries         aortic_root_mmHg, radial_mmHg, femoral_mmHg, brain_mL_min, renal_mL_min
  left heart       lv_mmHg, lv_mL, lv_wall_stress_kPa, la_mmHg, la_mL, aortic_valve_L_min, mitral_valve_L_min
  right heart      cvp_mmHg, rv_mmHg, rv_mL, pulmonary_valve_L_min, pa_mmHg, pcwp_mmHg
  coronaries       lad_mL_min, lcx_mL_min, rca_mL_min
  chest, rhythm    thorax_mmHg, pericardium_mmHg, rr_ms
  gases            radial_o2_mL_dL, femoral_o2_mL_dL, venous_o2_mL_dL (contents), alveolar_o2_mmHg, alveolar_co2_mmHg
  IABP             balloon_mL, balloon_mmHg
  ECMO             ecmo_L_min, ecmo_drainage_L_min, ecmo_speed_rpm, ecmo_p1_mmHg, ecmo_p2_mmHg, ecmo_p3_mmHg,
                   ecmo_o2_mL_dL, ecmo_co2_mL_dL (contents after the oxygenator)
  others           impella_L_min, tandemheart_L_min, tandemheart_speed_rpm, septostomy_L_min
or any name of the circuit, such as aortic_root.p, reflexes.resistance or ecmo.aortic_arch (in mmHg, mL, s).
A figure (.svg) shows the last 5 s at most, and without --signals those of a bedside monitor.

Examples:
  counterpulse simulate cardiogenic-shock --support va-ecmo+iabp
  counterpulse simulate cardiogenic-shock --support iabp --set iabp.inflation_offset_ms=-80 --json
  counterpulse simulate healthy-adult --support none --signals aortic_root_mmHg,lv_mmHg,lv_mL --seconds 5 --out beats.csv
  counterpulse simulate cardiogenic-shock --support va-ecmo+iabp --out beats.svg
  counterpulse simulate cardiogenic-shock --support iabp --set coronary.lad.stenosis_pct=80 --signals lad_mL_min,lcx_mL_min --out flow.svg`;

export function simulate(): Command {
  const seconds = new Option("--seconds <seconds>", "length of the signals")
    .argParser((text: string) => readNumber(text, "--seconds", { min: 0, above: true, max: 3600, unit: "s" }))
    .default(10);
  const rate = new Option("--rate <hz>", "samples of the signals a second")
    .argParser((text: string) => readNumber(text, "--rate", { min: 10, max: 2000, unit: "Hz" }))
    .default(250);
  const command = new Command("simulate")
    .description("Simulate one patient under one support, to the steady state.")
    .argument("<patient>", PATIENT_HELP)
    .option("--support <devices>", "required: none, or devices joined by +: iabp, va-ecmo, impella, tandemheart")
    .option("--signals <list>", "waveforms to record, comma between them (see below)")
    .addOption(seconds)
    .addOption(rate);
  return addCaseOptions(
    command,
    "also write the signals (or the indices) to a .csv file, all to a .json file, or a figure of the signals to .svg",
  )
    .addHelpText("after", HELP)
    .action(run);
}

async function run(given: string, options: Options): Promise<void> {
  const { support, rate: rateHz, at: atSeconds } = options;
  // Not commander's required option: that would hide a misspelt one behind "not specified".
  if (support === undefined)
    throw new InputError(
      "--support is missing; none, or devices joined by + (iabp, va-ecmo, impella, tandemheart), are allowed.",
    );
  const out = checkOut(options.out, [given]);
  const drawn = out?.format === "svg" && options.signals === undefined;
  const signals = drawn ? bedsideSignals(support) : options.signals === undefined ? [] : splitList(options.signals);
  const seconds = drawn ? Math.min(options.seconds, MOST_SECONDS) : options.seconds;
  const samples = signals.length * seconds * rateHz;
  if (samples > MOST_SAMPLES) {
    throw new InputError(
      `--signals: ${signals.length} signals for ${seconds} s at ${rateHz} Hz are ${samples} samples; up to ${MOST_SAMPLES} are allowed.`,
    );
  }
  if (out?.format === "svg" && seconds * rateHz < 1)
    throw new InputError(`--seconds: ${seconds} s at ${rateHz} Hz is one sample; a figure needs 2 or more.`);
  const lab = await import("@counterpulse/lab");
  const laboratory = new lab.Laboratory();
  const patient = await readPatient(given, laboratory.model);
  const settings = await readSettings(laboratory.model, options.set);
  const request = { patient, support, settings, signals, seconds, rateHz, atSeconds };
  const result = withProgress("simulating", (onProgress) => lab.simulate({ ...request, onProgress }, laboratory));
  const { INDICES } = await import("@counterpulse/engine");
  const value = lab.reader(laboratory.model, result.settings);
  const document = { ...result, indices: lab.namedIndices(result.indices) };
  if (out?.format === "json") await writeOut(out, json(document));
  if (out?.format === "csv") await writeOut(out, table(document, INDICES));
  if (out?.format === "svg" && result.signals) {
    const about = { patient, supports: [support], settings, model: laboratory.model, stamp: result.model };
    const state = result.converged ? "steady state" : `not settled, from ${result.evaluated_at_s} s after its start`;
    const labelled = { ...about, echoed: result.settings, value };
    await writeOut(out, [await waveformFigure(labelled, result.signals, lab.SIGNALS, state)]);
  }
  if (options.json) return print(json(document));
  const [width, paint] = [pageWidth(process.stdout), colours(process.stdout)];
  const parts = [
    [
      ...patientLines(patient, width, paint),
      ...deviceLines([support], value, width),
      ...settingLines(laboratory.model, settings, width),
    ],
    indexTable([{ title: support, indices: document.indices }], INDICES, width, paint, true),
    result.signals ? signalLines(result.signals, lab.SIGNALS, out, paint) : [],
    settledLines(result, width, paint),
    closingLines(result.model, result.settings),
  ];
  return printLines(parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : ["", ...part])));
}

/** The signals as columns, time first; without signals the indices as rows. */
function table(
  result: Pick<Simulation, "signals"> & { readonly indices: NamedIndices },
  definitions: readonly { id: string; unit: string }[],
): Iterable<string> {
  const { signals } = result;
  if (!signals) {
    const rows = definitions.map(({ id, unit }) => [id, unit, result.indices[id] ?? null]);
    return csv(["id", "unit", "value"], rows);
  }
  const names = Object.keys(signals);
  return csv(names, samplesOf(names.map((name) => signals[name])));
}

function* samplesOf(columns: readonly (readonly number[])[]): Generator<number[]> {
  for (let k = 0; k < columns[0].length; k++) yield columns.map((column) => column[k]);
}
