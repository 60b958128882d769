/** `counterpulse design logrank`: events and patients for the log-rank test; power by simulation where hazards differ over time. */
import type { Accrual, LogRankFormula, SimulatedPower, SurvivalPatients } from "@counterpulse/statistics";
import { Command, Option } from "commander";
import { InputError } from "../../errors.ts";
import { readCount, readSeed } from "../../input/count.ts";
import { type Fact, range, share, simulated } from "../../print/design.ts";
import { fixed } from "../../print/number.ts";
import { withProgress } from "../../print/progress.ts";
import {
  alphaOption,
  finish,
  listOption,
  numberOption,
  positiveOption,
  powerOption,
  ratioOption,
  shareOption,
  show,
} from "./options.ts";

interface Options {
  readonly hazardRatio?: number;
  readonly alpha?: number;
  readonly power?: number;
  readonly ratio?: number;
  readonly formula: LogRankFormula;
  readonly events?: number;
  readonly survival?: number;
  readonly at: number;
  readonly accrual: number;
  readonly followUp: number;
  readonly dropout?: number;
  readonly hazardRatios?: number[];
  readonly changes?: number[];
  readonly nPerArm?: number;
  readonly repeats: number;
  readonly seed: number;
  readonly json?: boolean;
}

const HELP = `
The hazard ratio is group 1 (experimental) over group 2. With --survival, the patients who bring the events are told too:
times are in any one unit, patients enter evenly over --accrual and are followed for --follow-up after the last entry.
With --hazard-ratios, the ratio changes at the times of --changes and the power of --n-per-arm patients is simulated.

Examples:
  counterpulse design logrank --hazard-ratio 0.74
  counterpulse design logrank --hazard-ratio 0.74 --survival 0.418 --at 28 --accrual 730 --follow-up 28 --dropout 0.02
  counterpulse design logrank --hazard-ratios 1,0.6 --changes 7 --survival 0.418 --at 28 --follow-up 28 --n-per-arm 300`;

export function logrank(): Command {
  const command = new Command("logrank")
    .description("Survival: events and patients for the log-rank test.")
    .addOption(positiveOption("--hazard-ratio <ratio>", "hazard ratio to be found"))
    .addOption(alphaOption())
    .addOption(powerOption())
    .addOption(ratioOption())
    .addOption(
      new Option("--formula <formula>", "Schoenfeld's or Freedman's")
        .choices(["schoenfeld", "freedman"])
        .default("schoenfeld"),
    )
    .addOption(positiveOption("--events <number>", "tell the power of so many events").conflicts("power"))
    .addOption(shareOption("--survival <share>", "survival of group 2 at --at, with a constant hazard"))
    .addOption(positiveOption("--at <time>", "time of --survival and --dropout").default(1))
    .addOption(numberOption("--accrual <time>", "time of even entry", { min: 0, max: 1e9 }).default(0))
    .addOption(
      numberOption("--follow-up <time>", "time from the last entry to the end", { min: 0, max: 1e9 }).default(1),
    )
    .addOption(shareOption("--dropout <share>", "patients lost until --at, were there no events"))
    .addOption(listOption("--hazard-ratios <list>", "hazard ratios one after the other: simulate"))
    .addOption(listOption("--changes <times>", "times at which the next hazard ratio begins"))
    .addOption(
      new Option("--n-per-arm <patients>", "patients in group 1 of the simulation").argParser((text: string) =>
        readCount(text, "--n-per-arm", 1, 100_000),
      ),
    )
    .addOption(
      new Option("--repeats <number>", "simulated trials")
        .argParser((text: string) => readCount(text, "--repeats", 10, 1_000_000))
        .default(2000),
    )
    .addOption(new Option("--seed <number>", "seed of the simulation").argParser(readSeed).default(1));
  return finish(command, HELP).action(run);
}

async function run(options: Options): Promise<void> {
  const s = await import("@counterpulse/statistics");
  const { alpha = 0.05, power = 0.8, ratio = 1, formula, hazardRatio, at } = options;
  if (hazardRatio === undefined && options.hazardRatios === undefined)
    throw new InputError(
      "--hazard-ratio: it is missing; a number above 0, or a list with --hazard-ratios, is allowed.",
    );
  if (options.changes && options.hazardRatios === undefined)
    throw new InputError("--changes: they are not allowed without --hazard-ratios; both together are.");
  if (options.events !== undefined && hazardRatio === undefined)
    throw new InputError("--events: they are not allowed without --hazard-ratio; both together are.");
  const accrual = accrualOf(options, s.hazardOf);
  let events: number | null = null;
  let reached: number | null = null;
  let patients: SurvivalPatients | null = null;
  if (hazardRatio !== undefined) {
    const design = { hazardRatio, alpha, power, ratio, formula };
    events = options.events ?? s.logRankEvents(design);
    reached = s.logRankPower(design, events);
    patients = accrual && s.logRankPatients(events, design, accrual);
  }
  const simulation = options.hazardRatios === undefined ? null : simulate(s, options, accrual);
  const detectable = events === null ? null : s.detectableHazardRatio(events, { alpha, power, ratio });
  const document = {
    ...{ events, power: reached, patients, simulation, detectable_hazard_ratio: detectable },
    ...{ hazard_ratio: hazardRatio ?? null, alpha, ratio, formula, hazard: accrual?.hazard ?? null, at },
  };
  const facts: Fact[] = [
    ...(events === null ? [] : eventFacts(events, reached!, formula, detectable!)),
    ...(patients ? patientFacts(patients) : []),
    ...(simulation ? simulationFacts(simulation) : []),
  ];
  return show(options.json, document, facts);
}

function accrualOf(o: Options, hazardOf: (survival: number, time: number) => number): Accrual | null {
  if (o.survival === undefined) return null;
  const dropout = o.dropout === undefined ? 0 : hazardOf(1 - o.dropout, o.at);
  return { hazard: hazardOf(o.survival, o.at), dropout, accrual: o.accrual, followUp: o.followUp };
}

function simulate(s: typeof import("@counterpulse/statistics"), o: Options, accrual: Accrual | null): SimulatedPower {
  const { hazardRatios = [], changes = [], nPerArm, alpha = 0.05, ratio = 1, repeats, seed } = o;
  if (accrual === null)
    throw new InputError("--survival: it is missing; the simulation needs a share above 0 and below 1.");
  if (nPerArm === undefined) throw new InputError("--n-per-arm: it is missing; the simulation needs a whole number.");
  if (changes.length !== hazardRatios.length - 1)
    throw new InputError(
      `--changes: ${changes.length} times are not allowed with ${hazardRatios.length} hazard ratios; ${hazardRatios.length - 1} are.`,
    );
  const wrong = hazardRatios.find((value) => value < 0);
  if (wrong !== undefined) throw new InputError(`--hazard-ratios: ${wrong} is not allowed; numbers from 0 up are.`);
  const { hazard, dropout, followUp } = accrual;
  const group1 = hazardRatios.map((value, i) => ({ from: i === 0 ? 0 : changes[i - 1], hazard: value * hazard }));
  const trial = { n1: nPerArm, n2: Math.ceil(nPerArm * ratio), group1, group2: [{ from: 0, hazard }], alpha };
  return withProgress("simulating", (update) =>
    s.simulateLogRank({ ...trial, dropout, accrual: accrual.accrual, followUp }, repeats, seed, update),
  );
}

const eventFacts = (events: number, power: number, formula: string, detectable: number): Fact[] => [
  [
    "events",
    String(Math.ceil(events - 1e-9)),
    `${fixed(events, 2)} by ${formula === "freedman" ? "Freedman" : "Schoenfeld"}`,
  ],
  [
    "power",
    share(power),
    `so many events find a hazard ratio of ${fixed(detectable, 3)} with the power asked for (Schoenfeld)`,
  ],
];

const patientFacts = ({ n1, n2, n_total, event_probability: [p1, p2] }: SurvivalPatients): Fact[] => [
  ["patients", String(n_total), `${fixed(n1, 2)} in group 1, ${fixed(n2, 2)} in group 2`],
  ["events seen", range(share(p1), share(p2)), "of the patients in group 1 and in group 2"],
];

const simulationFacts = (r: SimulatedPower): Fact[] => [
  [
    "simulated power",
    share(r.power),
    `${simulated(r)}, ${r.repeats} trials, seed ${r.seed}; in favour of group 1 ${share(r.power_benefit)}`,
  ],
  ["mean events", fixed(r.mean_events, 1), `mean hazard ratio by the log-rank test ${fixed(r.mean_hazard_ratio, 3)}`],
];
