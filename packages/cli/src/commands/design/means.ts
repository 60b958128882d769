/** `counterpulse design paired`, `two-sample` and `crossover`: t tests by the noncentral t distribution. */
import type { MeanDesign, TwoSampleDesign } from "@counterpulse/statistics";
import { Command } from "commander";
import { InputError } from "../../errors.ts";
import { type Fact, share } from "../../print/design.ts";
import { fixed } from "../../print/number.ts";
import { alphaOption, anyOption, finish, positiveOption, powerOption, ratioOption, show } from "./options.ts";

interface Options {
  readonly difference: number;
  readonly sd?: number;
  readonly sdWithin?: number;
  readonly sd2?: number;
  readonly alpha?: number;
  readonly power?: number;
  readonly ratio?: number;
  readonly n?: number;
  readonly json?: boolean;
}

const base = (name: string, description: string, sd: string): Command =>
  new Command(name)
    .description(description)
    .addOption(anyOption("--difference <number>", "difference of the means to be found").makeOptionMandatory())
    .addOption(positiveOption("--sd <number>", sd))
    .addOption(alphaOption())
    .addOption(powerOption())
    .addOption(positiveOption("--n <patients>", "tell the power of so many").conflicts("power"));

const WITHIN = "SD within patients (residual); that of differences is sqrt(2) times as large";
const DIFFERENCES = "SD of the differences within patients";

const shown = "n is not rounded; power is its power, both tails; n_total and power_whole are of whole patients.";

export function paired(): Command {
  const command = base("paired", "Each patient twice: the paired t test.", DIFFERENCES).addOption(
    positiveOption("--sd-within <number>", WITHIN).conflicts("sd"),
  );
  return finish(command, `\n${shown}\n\nExample:\n  counterpulse design paired --difference 0.5 --sd 1`).action(
    (options: Options) => run("paired", options),
  );
}

export function crossover(): Command {
  const command = base(
    "crossover",
    "Both treatments in both orders (AB/BA): the t test adjusted for periods.",
    DIFFERENCES,
  ).addOption(positiveOption("--sd-within <number>", WITHIN).conflicts("sd"));
  const help = `\nn counts the patients of both orders; ${shown}\n\nExample:\n  counterpulse design crossover --difference 0.5 --sd 1`;
  return finish(command, help).action((options: Options) => run("crossover", options));
}

export function twoSample(): Command {
  const command = base("two-sample", "Two groups: the two-sample t test.", "SD in each group")
    .alias("t")
    .addOption(positiveOption("--sd2 <number>", "SD in group 2 where it differs: Welch's test"))
    .addOption(ratioOption());
  const help = `\nn1 is not rounded; power is that of n1 and n2, both tails; n_total and power_whole are of whole patients.\n\nExample:\n  counterpulse design two-sample --difference 5 --sd 10 --ratio 2`;
  return finish(command, help).action((options: Options) => run("two-sample", options));
}

async function run(kind: "paired" | "crossover" | "two-sample", options: Options): Promise<void> {
  const { pairedDesign, crossoverDesign, twoSampleDesign } = await import("@counterpulse/statistics");
  const { difference, sd2, ratio = 1, alpha = 0.05, power = 0.8, n } = options;
  const sd = options.sd ?? (options.sdWithin === undefined ? undefined : Math.SQRT2 * options.sdWithin);
  if (sd === undefined)
    throw new InputError(
      `--sd: it is missing; a number above 0${kind === "two-sample" ? "" : ", or --sd-within,"} is allowed.`,
    );
  const common = { difference, sd, alpha, power };
  const echoed = { difference, sd, alpha };
  if (kind === "two-sample") {
    const design = twoSampleDesign({ ...common, ratio, sd2 }, n);
    return show(options.json, { ...design, ...echoed, sd2: sd2 ?? null, ratio }, groupFacts(design));
  }
  const design = (kind === "paired" ? pairedDesign : crossoverDesign)(common, n);
  return show(options.json, { ...design, ...echoed }, oneFacts(design, kind));
}

const oneFacts = (d: MeanDesign, kind: string): Fact[] => [
  [
    "patients",
    String(d.n_total),
    `${fixed(d.n, 3)} before rounding up${kind === "crossover" ? " to an even number" : ""}`,
  ],
  ["power", share(d.power), `${share(d.power_whole)} with whole patients`],
];

const groupFacts = (d: TwoSampleDesign): Fact[] => [
  ["patients", String(d.n_total), `${fixed(d.n1, 3)} in group 1, ${fixed(d.n2, 3)} in group 2, before rounding up`],
  ["power", share(d.power), `${share(d.power_whole)} with whole patients`],
];
