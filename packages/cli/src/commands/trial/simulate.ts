/** `counterpulse trial simulate`: operating characteristics of a protocol under scenarios of the effect. */
import { availableParallelism } from "node:os";
import type { TrialRequest, TrialSimulation } from "@counterpulse/lab";
import { Command, Option } from "commander";
import { InputError } from "../../errors.ts";
import { readCount, readSeed } from "../../input/count.ts";
import { addJson, splitList } from "../../input/options.ts";
import { checkOut, writeOut } from "../../input/out-file.ts";
import { circulationsOf, PROTOCOL_HELP, readProtocol } from "../../input/trial-protocol.ts";
import { colours } from "../../print/colour.ts";
import { csv } from "../../print/csv.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { withProgressOf } from "../../print/progress.ts";
import { pageWidth } from "../../print/table.ts";
import { trialLines, trialRows } from "../../print/trial.ts";

interface Options {
  readonly effect: readonly string[];
  readonly enrich: readonly string[];
  readonly repeats: number;
  readonly seed: number;
  readonly n?: number;
  readonly sizes?: readonly number[];
  readonly threads?: number;
  readonly out?: string;
  readonly json?: boolean;
}

export interface SizeResult {
  readonly n: number;
  readonly effect: string;
  readonly power: number;
  readonly mc_error: number;
  readonly expected_n: number;
}

/** What is printed with --json. */
export type TrialDocument = TrialSimulation & { readonly sizes: readonly SizeResult[] };

const LEAST_N = 10;
const MOST_N = 20_000;
/** Trials a point of the curves: its Monte Carlo error is then at most 1.1 %. */
const CURVE_REPEATS = 2000;

const HELP = `
An effect is a hazard ratio of death (0.74 or HR=0.74) or a risk ratio of the event on the last day (RR=0.83), as an average
over the population; or link, the protocol's own link to the circulation at its stated strength, which is an assumption.
The figures of the first effect stand at the top of the JSON document, those of all under scenarios; no effect is always
among them, for the type I error. Power is that of rejecting in favour of the experimental arm.
--enrich runs the trial again with that subgroup alone; --sizes tells power over the number of patients.

Examples:
  counterpulse trial simulate editorial
  counterpulse trial simulate editorial --effect 0.74 --repeats 10000 --seed 1 --json
  counterpulse trial simulate anchor --effect 0.74,0.86,1 --out anchor.svg
  counterpulse trial simulate editorial-mechanism --enrich stiff
  counterpulse trial simulate anzhen --effect RR=0.9 --sizes 358,800,1600`;

const collect = (text: string, before: readonly string[]): readonly string[] => [...before, ...splitList(text)];

export function simulate(): Command {
  const command = new Command("simulate")
    .description("Run a trial thousands of times: power, type I error, sizes, stopping, bias, coverage.")
    .argument("<protocol>", PROTOCOL_HELP)
    .addOption(
      new Option("--effect <ratio>", "effect, or a list; may be repeated (default: the protocol's scenarios)")
        .argParser(collect)
        .default([], ""),
    )
    .addOption(
      new Option("--repeats <number>", "trials for each scenario")
        .argParser((text: string) => readCount(text, "--repeats", 10, 1_000_000))
        .default(4000),
    )
    .addOption(new Option("--seed <number>", "seed").argParser(readSeed).default(1))
    .addOption(
      new Option("--n <patients>", "patients at most, instead of the protocol's").argParser((text: string) =>
        readCount(text, "--n", LEAST_N, MOST_N),
      ),
    )
    .addOption(
      new Option("--enrich <subgroup>", "also enrol this subgroup alone; may be repeated")
        .argParser(collect)
        .default([], ""),
    )
    .addOption(
      new Option("--sizes <list>", "also tell the power of trials of these sizes").argParser((text: string) =>
        splitList(text).map((part) => readCount(part, "--sizes", LEAST_N, MOST_N)),
      ),
    )
    .addOption(
      new Option("--threads <number>", "threads; the result is the same (default: all cores)").argParser(
        (text: string) => readCount(text, "--threads", 1, 256),
      ),
    )
    .option("--out <file>", "also write the scenarios to a .csv file, all to a .json file, or a figure to .svg");
  return addJson(command).addHelpText("after", HELP).action(run);
}

async function run(given: string, options: Options): Promise<void> {
  const out = checkOut(options.out, [given]);
  const read = await readProtocol(given);
  const { effect: effects, enrich, repeats, seed, threads = availableParallelism() } = options;
  const protocol = options.n === undefined ? read.protocol : { ...read.protocol, n: options.n };
  const { parseEffect } = await import("@counterpulse/lab");
  // Before circulations are solved.
  for (const text of effects) parseEffect(text, "--effect");
  for (const id of enrich)
    if (!Object.hasOwn(protocol.subgroups, id)) throw noSubgroup(id, Object.keys(protocol.subgroups));
  const table = await circulationsOf(read, seed);
  const request: TrialRequest = { protocol, table, effects, enrich, repeats, seed, where: read.where };
  const { simulateTrialInThreads } = await import("@counterpulse/runner");
  const result = await withProgressOf("running trials", (update) => simulateTrialInThreads(request, threads, update));
  const wanted = options.sizes ?? (out?.format === "svg" ? sizesAbout(protocol.n) : []);
  const sizes = await sizeCurve({ ...request, enrich: [], repeats: Math.min(repeats, CURVE_REPEATS) }, wanted, threads);
  const document: TrialDocument = { ...result, sizes };
  if (out?.format === "json") await writeOut(out, json(document));
  if (out?.format === "csv") await writeOut(out, csv(...trialRows(document)));
  if (out?.format === "svg") {
    const { trialFigure } = await import("../../figure/trial-figure.ts");
    await writeOut(out, [await trialFigure(document)]);
  }
  if (options.json) return print(json(document));
  return printLines(trialLines(document, pageWidth(process.stdout), colours(process.stdout)));
}

function noSubgroup(id: string, known: readonly string[]): InputError {
  const allowed = known.length > 0 ? `allowed are ${known.join(", ")}` : "the protocol has none";
  return new InputError(`--enrich: there is no subgroup "${id}"; ${allowed}.`);
}

/** Sizes for a figure's curve. */
const sizesAbout = (n: number): number[] =>
  [1 / 3, 2 / 3, 1, 4 / 3, 5 / 3, 2, 3].map((share) => Math.min(MOST_N, Math.max(LEAST_N * 2, Math.round(share * n))));

async function sizeCurve(request: TrialRequest, sizes: readonly number[], threads: number): Promise<SizeResult[]> {
  const { simulateTrialInThreads } = await import("@counterpulse/runner");
  const results: SizeResult[] = [];
  for (const [k, n] of [...new Set(sizes)].sort((a, b) => a - b).entries()) {
    const { scenarios } = await withProgressOf("running trials of other sizes", (update) =>
      simulateTrialInThreads({ ...request, protocol: { ...request.protocol, n } }, threads, (done, all) =>
        update(k * all + done, sizes.length * all),
      ),
    );
    for (const { effect, power, mc_error, expected_n } of scenarios)
      results.push({ n, effect, power, mc_error, expected_n });
  }
  return results;
}
