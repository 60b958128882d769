/** `counterpulse bench`: how fast and how right, measured on this machine. */
import type { BenchResult } from "@counterpulse/runner";
import { Command } from "commander";
import { readNumber } from "../input/number.ts";
import { addJson } from "../input/options.ts";
import { colours } from "../print/colour.ts";
import { json } from "../print/json.ts";
import { print, printLines } from "../print/output.ts";
import { withProgress } from "../print/progress.ts";
import { type Row, table } from "../print/table.ts";

export function bench(): Command {
  const command = new Command("bench")
    .description(
      "Measure speed (simulated seconds per wall second on one core), accuracy and the search for steady states.",
    )
    .option("--seconds <s>", "wall time spent on each speed figure", "2");
  return addJson(command).action(async (options: { seconds: string; json?: boolean }) => {
    const seconds = readNumber(options.seconds, "--seconds", { min: 0.1, max: 60 });
    const runner = await import("@counterpulse/runner");
    const result = withProgress("measuring", (update) => runner.bench(seconds, update));
    return options.json ? print(json(result)) : printLines(report(result));
  });
}

const whole = (value: number): string => Math.round(value).toLocaleString("en-US");

function report(r: BenchResult): string[] {
  const paint = colours(process.stdout);
  const { machine, model } = r;
  const c = r.c_reference;
  const speeds: Row[] = [
    ["WebAssembly f64x2, two patients", whole(r.batch.rtf), whole(r.batch.best_rtf), ratio(r.batch.rtf, c?.rtf)],
    [
      "WebAssembly f64x2, two patients, full physiology",
      whole(r.batch_full.rtf),
      whole(r.batch_full.best_rtf),
      ratio(r.batch_full.rtf, c?.rtf),
    ],
    ["WebAssembly f64x2, one patient", whole(r.single.rtf), whole(r.single.best_rtf), ratio(r.single.rtf, c?.rtf)],
    [
      "WebAssembly f32x4, four patients (screening)",
      whole(r.screening_f32x4.rtf),
      whole(r.screening_f32x4.best_rtf),
      ratio(r.screening_f32x4.rtf, c?.rtf),
    ],
    ["JavaScript twin, one patient", whole(r.js_twin.rtf), whole(r.js_twin.best_rtf), ratio(r.js_twin.rtf, c?.rtf)],
    c === null
      ? ["C reference", "no compiler", "", ""]
      : ["C, RK4 at 1 ms, cc -O3, one patient", whole(c.rtf), whole(c.best_rtf), "1.0"],
  ];
  const accuracy: Row[] = r.accuracy.map((a) => [
    a.scheme + (a.default ? " (default)" : ""),
    a.step_ms.toFixed(2),
    a.worst_share.toFixed(2),
    `${a.outside} of ${a.indices}`,
    `${a.worst.index}, ${a.worst.patient}, ${a.worst.support}`,
  ]);
  const steady = r.steady_state;
  return [
    `${model.name} ${model.version} (${model.hash}) on ${machine.cpu}, ${machine.node}`,
    `${r.states} states of haemodynamics; full physiology (gases, reflexes, coronary control, all devices): ${r.states_full}`,
    "",
    paint.bold(
      "Speed: simulated seconds per wall second; haemodynamics with balloon and ECMO unless it says otherwise",
    ),
    ...table(
      [
        { align: "left", header: "" },
        { align: "right", header: "median" },
        { align: "right", header: "best" },
        { align: "right", header: "over C" },
      ],
      speeds,
      { indent: 2, header: paint.bold },
    ),
    `  full physiology runs at ${r.ratio_full_to_batch.toFixed(2)} of the speed of haemodynamics alone`,
    "",
    paint.bold(`Accuracy: ${r.accuracy[0].cases} cases against RK4 at 0.05 ms; 1.00 is all that is allowed`),
    ...table(
      [
        { align: "left", header: "scheme" },
        { align: "right", header: "step (ms)" },
        { align: "right", header: "worst" },
        { align: "right", header: "outside" },
        { align: "left", header: "worst index" },
      ],
      accuracy,
      { indent: 2, header: paint.bold },
    ),
    "",
    paint.bold("Steady state: mean beats"),
    `  plain running to ${steady.tolerance}: ${steady.beats_direct.toFixed(1)}; search and certificate: ${steady.beats_used.toFixed(1)} (${steady.cases} cases)`,
    `  with slow dynamics (flow control of 20 s): ${steady.slow.beats_direct.toFixed(1)} and ${steady.slow.beats_used.toFixed(1)} (${steady.slow.cases} cases)`,
  ];
}

function ratio(a: number, b: number | undefined): string {
  return b === undefined ? "" : (a / b).toFixed(1);
}
