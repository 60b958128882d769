/** `counterpulse design proportions`: patients or power for two proportions. */
import type { ProportionDesign, ProportionMethod, ProportionTest, Variance } from "@counterpulse/statistics";
import { Command, Option } from "commander";
import { InputError } from "../../errors.ts";
import { type Fact, range, share } from "../../print/design.ts";
import { fixed } from "../../print/number.ts";
import { alphaOption, finish, positiveOption, powerOption, ratioOption, riskOption, show } from "./options.ts";

interface Options {
  readonly p1: number;
  readonly p2: number;
  readonly alpha?: number;
  readonly power?: number;
  readonly ratio?: number;
  readonly variance: Variance;
  readonly method: ProportionMethod;
  readonly nPerArm?: number;
  readonly exact?: boolean;
  readonly json?: boolean;
}

const HELP = `
Group 1 is the experimental one. n1 is the closed form, not rounded; n_total rounds each group up; the power counts both
tails and is that of n1 and n2 as they stand, power_whole that of the whole patients. --exact adds up every table for which
Fisher's test and the chi-squared test, without and with Yates's correction, reject.

Examples:
  counterpulse design proportions --p1 0.484 --p2 0.582
  counterpulse design proportions --p1 0.484 --p2 0.582 --n-per-arm 300 --exact
  counterpulse design proportions --p1 0.1 --p2 0.2 --power 0.9 --ratio 2 --method continuity --json`;

export function proportions(): Command {
  const command = new Command("proportions")
    .description("Two proportions: patients for a power, or the power of so many patients.")
    .addOption(riskOption("--p1 <risk>", "proportion in group 1").makeOptionMandatory())
    .addOption(riskOption("--p2 <risk>", "proportion in group 2").makeOptionMandatory())
    .addOption(alphaOption())
    .addOption(powerOption())
    .addOption(ratioOption())
    .addOption(
      new Option("--variance <variance>", "under the null: of both groups together, or of each")
        .choices(["pooled", "unpooled"])
        .default("pooled"),
    )
    .addOption(
      new Option("--method <method>", "normal test, the same with continuity correction, or on the arcsine scale")
        .choices(["normal", "continuity", "arcsine"])
        .default("normal"),
    )
    .addOption(positiveOption("--n-per-arm <patients>", "patients in group 1: tell the power").conflicts("power"))
    .option("--exact", "also the exact power of Fisher's and the chi-squared test");
  return finish(command, HELP).action(run);
}

async function run(options: Options): Promise<void> {
  const statistics = await import("@counterpulse/statistics");
  const { p1, p2, alpha = 0.05, power = 0.8, ratio = 1, variance, method, nPerArm } = options;
  const test: ProportionTest = { alpha, variance, method };
  const design =
    nPerArm === undefined
      ? statistics.proportionSize(p1, p2, { ...test, power, ratio })
      : statistics.designOf(p1, p2, nPerArm, ratio * nPerArm, test);
  const [whole1, whole2] = [design.n1, design.n2].map((n) => Math.ceil(n * (1 - 1e-12)));
  const exact = options.exact ? exactPowers(statistics, p1, p2, whole1, whole2, alpha) : null;
  const detectable = statistics.detectableProportions(p2, whole1, whole2, { ...test, power });
  const { n1, n_total, power: reached, ...rest } = design;
  const document = {
    ...{ n1, n_total, power: reached, ...rest, exact, detectable: { power, ...detectable } },
    ...{ p1, p2, alpha, ratio, variance, method },
  };
  return show(options.json, document, facts(design, exact, document.detectable));
}

type Statistics = typeof import("@counterpulse/statistics");

function exactPowers(s: Statistics, p1: number, p2: number, n1: number, n2: number, alpha: number) {
  if (Math.max(n1, n2) > s.MOST_EXACT)
    throw new InputError(
      `--exact: a group of ${Math.max(n1, n2)} is not allowed; groups of up to ${s.MOST_EXACT} are.`,
    );
  const [fisher, chi2, yates] = s.exactTestNames.map((test) => s.exactPower(test, p1, p2, n1, n2, alpha));
  return { fisher, chi2, yates };
}

function facts(
  d: ProportionDesign,
  exact: ReturnType<typeof exactPowers> | null,
  detectable: { power: number; below: number | null; above: number | null },
): Fact[] {
  return [
    ["patients", String(d.n_total), `${fixed(d.n1, 2)} in group 1, ${fixed(d.n2, 2)} in group 2, before rounding up`],
    ["power", share(d.power), `${share(d.power_whole)} with whole patients`],
    ...(exact
      ? ([
          ["exact power, Fisher", share(exact.fisher)],
          ["exact power, chi-squared", share(exact.chi2), `with Yates's correction ${share(exact.yates)}`],
        ] as Fact[])
      : []),
    [
      "detectable",
      range(share(detectable.below), share(detectable.above)),
      `p1 below and above p2 that whole patients find with a power of ${share(detectable.power)}`,
    ],
  ];
}
