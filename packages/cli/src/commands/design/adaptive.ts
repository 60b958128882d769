/** `counterpulse design adaptive`: response-adaptive allocation, simulated, with its type I error. */
import type { AdaptiveDesign, AdaptiveSimulation } from "@counterpulse/statistics";
import { Command, Option } from "commander";
import { InputError } from "../../errors.ts";
import { readCount, readSeed } from "../../input/count.ts";
import { parseDecimal } from "../../input/number.ts";
import { type Fact, range, share, simulated } from "../../print/design.ts";
import { fixed } from "../../print/number.ts";
import { withProgress } from "../../print/progress.ts";
import { alphaOption, finish, numberOption, riskOption, show } from "./options.ts";

interface Options extends AdaptiveDesign {
  readonly p1: number;
  readonly p2: number;
  readonly repeats: number;
  readonly seed: number;
  readonly json?: boolean;
}

const HELP = `
Events are bad. After --start patients in equal parts, each block is allocated by the posterior probability (flat priors)
that group 1 has fewer events, to the power of --exponent ("rising": from 0 to 1/2); the trial stops when it exceeds
--threshold for either group. Without --threshold one is found for which --alpha of trials without an effect stop. The type
I error of the threshold is always simulated, with both groups at p2.

Examples:
  counterpulse design adaptive --p1 0.484 --p2 0.582 --n 600
  counterpulse design adaptive --p1 0.484 --p2 0.582 --n 600 --threshold 0.99 --exponent 1 --block 30 --repeats 5000`;

const count = (flags: string, description: string, min: number, max: number): Option =>
  new Option(flags, description).argParser((text: string) => readCount(text, flags.split(" ")[0], min, max));

function readExponent(text: string): number | "rising" {
  const value = parseDecimal(text);
  if (text === "rising") return "rising";
  if (value === null || value < 0 || value > 10)
    throw new InputError(`--exponent: "${text}" is not allowed; a number from 0 to 10 or "rising" is.`);
  return value;
}

export function adaptive(): Command {
  const command = new Command("adaptive")
    .description("Response-adaptive allocation by simulation, with its type I error.")
    .addOption(riskOption("--p1 <risk>", "risk in group 1").makeOptionMandatory())
    .addOption(riskOption("--p2 <risk>", "risk in group 2").makeOptionMandatory())
    .addOption(count("--n <patients>", "most patients", 2, 20_000).makeOptionMandatory())
    .addOption(count("--start <patients>", "in equal parts at the start", 2, 20_000).default(100))
    .addOption(count("--block <patients>", "from one look to the next", 1, 20_000).default(50))
    .addOption(
      new Option("--exponent <number>", "of the allocation probabilities").argParser(readExponent).default("rising"),
    )
    .addOption(numberOption("--least-share <share>", "of a block, for either group", { min: 0, max: 0.5 }).default(0.1))
    .addOption(
      numberOption("--threshold <share>", "posterior probability that stops the trial", {
        min: 0.5,
        max: 0.9999999,
        above: true,
      }),
    )
    .addOption(alphaOption().conflicts("threshold"))
    .addOption(count("--repeats <number>", "simulated trials", 20, 1_000_000).default(2000))
    .addOption(new Option("--seed <number>", "seed of the simulation").argParser(readSeed).default(1));
  return finish(command, HELP).action(run);
}

async function run(options: Options): Promise<void> {
  const { simulateAdaptive } = await import("@counterpulse/statistics");
  const { p1, p2, repeats, seed, n, start, block, threshold, alpha, exponent, leastShare } = options;
  const design = { n, start, block, threshold, alpha, exponent, leastShare };
  const result = withProgress("simulating", (update) => simulateAdaptive(design, p1, p2, repeats, seed, update));
  return show(options.json, { ...result, design: { ...design, alpha: alpha ?? 0.05 } }, adaptiveFacts(result));
}

export function adaptiveFacts(r: AdaptiveSimulation): Fact[] {
  const { truth } = r;
  return [
    ["threshold", fixed(r.threshold, 5), r.calibrated ? `found by ${r.repeats} trials without an effect` : "as asked"],
    [
      "type I error",
      share(r.null.type1),
      `${simulated(r.null)}, 95 % CI ${range(share(r.null.ci[0]), share(r.null.ci[1]))}`,
    ],
    ["power", share(truth.better1), `group 1 better; group 2 better ${share(truth.better2)}; ${simulated(truth)}`],
    [
      "patients",
      fixed(truth.mean_n, 1),
      `on average; ${share(truth.share1)} in group 1 (5 to 95 % of trials: ${range(share(truth.share1_range[0]), share(truth.share1_range[1]))})`,
    ],
    ["events", fixed(truth.mean_events, 1), `${fixed(truth.mean_events_equal, 1)} had so many been allocated equally`],
    ["simulation", String(r.repeats), `trials each, seed ${r.seed}`],
  ];
}
