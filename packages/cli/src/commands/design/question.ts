/** `counterpulse design question`: what trials can show of the balloon under ECMO, if the registry is right, half right, wrong. */
import {
  questionBasis,
  questionCurves,
  questionFigure,
  registryHazardRatio,
  registryNotWeaned,
} from "@counterpulse/report";
import type { TwoByTwo } from "@counterpulse/statistics";
import { type Command as Built, Command, Option } from "commander";
import { readCount, readSeed } from "../../input/count.ts";
import { checkOut, writeOut } from "../../input/out-file.ts";
import { colours } from "../../print/colour.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { type Progress, withProgressOf } from "../../print/progress.ts";
import { questionLines } from "../../print/question.ts";
import { pageWidth } from "../../print/table.ts";
import { alphaOption, checkFigure, finish } from "./options.ts";

interface Options {
  readonly n?: number;
  readonly alpha?: number;
  readonly repeats: number;
  readonly seed: number;
  readonly figure?: string;
  readonly out?: string;
  readonly json?: boolean;
}

const POWERS = [0.8, 0.9];

const HELP = `
Right: the registry's 28-day mortality with and without the balloon is the truth. Half right: half of its difference is
real. Wrong: none. Counts and trials come from the evidence (\`counterpulse evidence show aso-2016\`).

Examples:
  counterpulse design question
  counterpulse design question --n 900 --figure question.svg
  counterpulse design question --out question.json`;

export function question(): Built {
  const command = new Command("question")
    .description("The editorial's question: what a 600-patient trial and the registered ones can show.")
    .addOption(
      new Option("--n <patients>", "patients of the trial (default: as many as IABP-SHOCK II)").argParser(
        (text: string) => readCount(text, "--n", 20, 10_000),
      ),
    )
    .addOption(alphaOption())
    .addOption(
      new Option("--repeats <number>", "simulated trials of the adaptive design")
        .argParser((text: string) => readCount(text, "--repeats", 100, 100_000))
        .default(2000),
    )
    .addOption(new Option("--seed <number>", "seed of the simulation").argParser(readSeed).default(1))
    .option("--figure <file>", "also draw power and precision over size to an .svg file")
    .option("--out <file>", "also write all to a .json file");
  return finish(command, HELP).action(run);
}

async function run(options: Options): Promise<void> {
  const figure = checkFigure(options.figure);
  const out = checkOut(options.out, [], { ".json": "json" });
  const document = await withProgressOf("simulating", (update) => answer(options, update));
  if (out) await writeOut(out, json(document));
  if (figure) await writeOut(figure, [await questionFigure(document)]);
  if (options.json) return print(json(document));
  return printLines(questionLines(document, pageWidth(process.stdout), colours(process.stdout)));
}

export type QuestionDocument = Awaited<ReturnType<typeof answer>>;

async function answer({ n: given, alpha = 0.05, repeats, seed }: Options, onProgress: Progress["update"]) {
  const s = await import("@counterpulse/statistics");
  const [{ deaths, difference, feasible, trials }, notWeaned, hazardRatio] = await Promise.all([
    questionBasis(),
    registryNotWeaned(),
    registryHazardRatio(),
  ]);
  const n = given ?? feasible.n;
  const scenarios = s.scenariosOf(deaths.counts, alpha);
  const events = n * ((scenarios[0].p1 + scenarios[0].p2) / 2);
  const adaptiveTrial = trials.find((trial) => trial.n === null);
  const standardised = (size: number) =>
    POWERS.map((power) => ({
      power,
      difference: s.detectableDifference(Math.floor(size / 2), Math.ceil(size / 2), { alpha, power }),
    }));
  return {
    registry: {
      deaths: { ...deaths, difference },
      not_weaned: { ...notWeaned, difference: s.registryDifference(notWeaned.counts) },
      hazard_ratio: hazardRatio,
    },
    alpha,
    scenarios,
    trial: { why: given === undefined ? feasible.source : null, ...s.trialCapacity(deaths.counts, n, alpha) },
    survival: {
      events,
      power: s.logRankPower({ hazardRatio: hazardRatio.estimate, alpha }, events),
      detectable_hazard_ratio: s.detectableHazardRatio(events, { alpha }),
    },
    sequential: s.sequentialCapacity(deaths.counts, n, alpha),
    registered: trials.map((trial) => ({
      ...trial,
      asks_this_question: trial.arms[1] === "VA-ECMO",
      death_is_endpoint: /^death/.test(trial.endpoint ?? ""),
      capacity: trial.n === null ? null : s.trialCapacity(deaths.counts, trial.n, alpha),
      detectable_standardised: trial.n === null ? null : standardised(trial.n),
    })),
    adaptive: adaptiveTrial && {
      ...{ trial: adaptiveTrial.id, endpoint: adaptiveTrial.endpoint },
      results: adaptiveRuns(s, notWeaned.counts, { n, alpha, repeats, seed, onProgress }),
    },
    curves: await questionCurves(scenarios, n, alpha),
  };
}

type Statistics = typeof import("@counterpulse/statistics");

interface Runs {
  readonly n: number;
  readonly alpha: number;
  readonly repeats: number;
  readonly seed: number;
  readonly onProgress: Progress["update"];
}

/** Of as many patients as the trial: equal parts fixed, and response-adaptive; risks of not being weaned. */
function adaptiveRuns(s: Statistics, counts: TwoByTwo, { n, alpha, repeats, seed, onProgress }: Runs) {
  const block = Math.max(1, Math.round(n / 12));
  const real = s.scenariosOf(counts, alpha).filter(({ difference }) => difference !== 0);
  return real.map(({ scenario, p1, p2 }, k) => {
    const design = { n, start: 2 * block, block, alpha };
    const update = (done: number, all: number): void => onProgress(k * all + done, real.length * all);
    const fixed_power = s.proportionPower(p1, p2, n / 2, n / 2, { alpha });
    return { scenario, n, block, fixed_power, ...s.simulateAdaptive(design, p1, p2, repeats, seed, update) };
  });
}
