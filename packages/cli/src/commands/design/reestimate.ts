/** `counterpulse design reestimate`: sample size looked at again, blinded or by conditional power. */
import type { BlindedResult, Keep, PromisingPlan, PromisingResult } from "@counterpulse/statistics";
import { Command, Option } from "commander";
import { InputError } from "../../errors.ts";
import { type Fact, share } from "../../print/design.ts";
import { fixed, significant } from "../../print/number.ts";
import {
  alphaOption,
  anyOption,
  finish,
  positiveOption,
  powerOption,
  ratioOption,
  riskOption,
  shareOption,
  show,
} from "./options.ts";

interface Options {
  readonly p1?: number;
  readonly p2?: number;
  readonly overall?: number;
  readonly keep: Keep;
  readonly difference?: number;
  readonly overallSd?: number;
  readonly planned?: number;
  readonly interim?: number;
  readonly most?: number;
  readonly least?: number;
  readonly z?: number;
  readonly promisingFrom?: number;
  readonly alpha?: number;
  readonly power?: number;
  readonly ratio?: number;
  readonly json?: boolean;
}

const HELP = `
Blinded: --p1, --p2 planned and --overall, the risk of all patients so far; or --difference and --overall-sd.
By conditional power: --planned, --interim and --most patients, and --z so far, positive in favour. The weighted test (Cui,
Hung, Wang) holds its level whatever was changed; the ordinary one where the promising zone begins high enough (Chen,
DeMets, Lan; Gao, Ware, Mehta), which is told; both are given their true level, one-sided, over the whole rule.

Examples:
  counterpulse design reestimate --p1 0.484 --p2 0.582 --overall 0.45 --least 820
  counterpulse design reestimate --difference 5 --overall-sd 12
  counterpulse design reestimate --planned 600 --interim 300 --most 900 --z 1.5`;

export function reestimate(): Command {
  const command = new Command("reestimate")
    .description("Sample size looked at again: blinded, or by conditional power.")
    .addOption(riskOption("--p1 <risk>", "planned proportion in group 1"))
    .addOption(riskOption("--p2 <risk>", "planned proportion in group 2"))
    .addOption(shareOption("--overall <risk>", "proportion of all patients so far").conflicts(["overallSd", "z"]))
    .addOption(
      new Option("--keep <what>", "what of the plan is kept").choices(["difference", "ratio"]).default("difference"),
    )
    .addOption(anyOption("--difference <number>", "planned difference of means"))
    .addOption(positiveOption("--overall-sd <number>", "SD of all patients so far").conflicts("z"))
    .addOption(positiveOption("--planned <number>", "patients (or events) planned"))
    .addOption(positiveOption("--interim <number>", "those at the look"))
    .addOption(positiveOption("--most <number>", "most that are possible"))
    .addOption(positiveOption("--least <number>", "not fewer than these (blinded)"))
    .addOption(anyOption("--z <number>", "Z at the look"))
    .addOption(
      shareOption("--promising-from <share>", "conditional power from which on to raise (default: where safe)"),
    )
    .addOption(alphaOption())
    .addOption(powerOption())
    .addOption(ratioOption());
  return finish(command, HELP).action(run);
}

function need<T>(value: T | undefined, flag: string): T {
  if (value === undefined)
    throw new InputError(`${flag}: it is missing; \`counterpulse design reestimate --help\` tells what is needed.`);
  return value;
}

async function run(options: Options): Promise<void> {
  const s = await import("@counterpulse/statistics");
  const { alpha = 0.05, power = 0.8, ratio = 1, keep, least, most } = options;
  if (options.overall !== undefined) {
    const plan = { p1: need(options.p1, "--p1"), p2: need(options.p2, "--p2"), ratio, keep, alpha, power };
    const result = s.reestimateRisk(plan, options.overall, { least, most });
    return show(options.json, { method: "blinded", ...result }, blindedFacts(result));
  }
  if (options.overallSd !== undefined) {
    const plan = { difference: need(options.difference, "--difference"), ratio, alpha, power };
    const result = s.reestimateSd(plan, options.overallSd, { least, most });
    return show(options.json, { method: "blinded", ...result }, blindedFacts(result));
  }
  const plan: PromisingPlan = {
    planned: need(options.planned, "--planned"),
    interim: need(options.interim, "--interim"),
    most: need(most, "--most"),
    ...{ alpha, power, promisingFrom: options.promisingFrom },
  };
  const result = s.promisingZone(plan, need(options.z, "--z"));
  const rule = {
    null: s.promisingCharacteristics(plan, 0),
    assumed: s.promisingCharacteristics(plan, s.plannedDrift(plan)),
  };
  return show(options.json, { method: "conditional power", ...result, rule }, promisingFacts(result, rule));
}

function blindedFacts(r: BlindedResult): Fact[] {
  const assumed =
    "sd" in r.assumed
      ? `SD within groups ${significant(r.assumed.sd)}`
      : `risks ${share(r.assumed.p1)} and ${share(r.assumed.p2)}`;
  return [
    ["patients", String(r.n_total_bounded), `${fixed(r.n1, 2)} and ${fixed(r.n2, 2)} by the formula: ${r.n_total}`],
    ["assumed now", "", assumed],
  ];
}

type Rule = Record<"null" | "assumed", ReturnType<typeof import("@counterpulse/statistics").promisingCharacteristics>>;

function promisingFacts(r: PromisingResult, rule: Rule): Fact[] {
  return [
    [
      "zone",
      r.zone,
      `conditional power ${share(r.conditional_power)} by the trend; promising from ${share(r.promising_from)}`,
    ],
    ["patients", String(r.n_total), `conditional power then ${share(r.conditional_power_new)}`],
    [
      "weights",
      `${fixed(r.weights[0], 4)}, ${fixed(r.weights[1], 4)}`,
      `of both stages; the second must exceed Z = ${fixed(r.second_stage_z, 4)}`,
    ],
    [
      "ordinary test",
      r.ordinary_test_safe ? "safe" : "not safe",
      `safe from a conditional power of ${share(r.safe_from)}`,
    ],
    [
      "level of the rule",
      share(rule.null.weighted),
      `weighted; ordinary test ${share(rule.null.ordinary)} (one-sided)`,
    ],
    [
      "power of the rule",
      share(rule.assumed.weighted),
      `ordinary ${share(rule.assumed.ordinary)}, without a change ${share(rule.assumed.fixed)}; ${fixed(rule.assumed.expected_n, 0)} patients on average`,
    ],
  ];
}
