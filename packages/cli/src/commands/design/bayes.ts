/** `counterpulse design bayes`: posteriors and predictive probabilities, of two proportions or of any normal effect. */
import { registryDeaths } from "@counterpulse/report";
import type { Beta, NormalLaw, Success, TwoArms } from "@counterpulse/statistics";
import { Command } from "commander";
import { InputError } from "../../errors.ts";
import { type Fact, range, share } from "../../print/design.ts";
import { fixed } from "../../print/number.ts";
import {
  alphaOption,
  anyOption,
  finish,
  listOption,
  numberOption,
  positiveOption,
  readList,
  shareOption,
  show,
} from "./options.ts";

interface Options {
  readonly events?: number[];
  readonly patients?: number[];
  readonly final?: number[];
  readonly prior: string;
  readonly success: string;
  readonly estimate?: number;
  readonly se?: number;
  readonly alternative?: number;
  readonly finalSe?: number;
  readonly weight: number;
  readonly alpha?: number;
  readonly level?: number;
  readonly json?: boolean;
}

const HELP = `
Two proportions (events are bad): --events and --patients so far in groups 1 and 2, --final patients in the end. Priors:
flat, registry (the matched pairs' deaths at 28 days), registry:WEIGHT, or A1,B1,A2,B2. --success tells when the trial will
be called a success: chi2, fisher or yates (two-sided P below alpha), or posterior:SHARE. Nothing is simulated.

A normal effect (log hazard ratio, log odds ratio, difference; below 0 is good): --estimate, --se, and --alternative, the
effect that a sceptic gives a chance of 5 % and an enthusiast expects. --final-se adds the assurance of a trial to come.

Examples:
  counterpulse design bayes --events 40,52 --patients 100,100 --final 300,300
  counterpulse design bayes --events 6,1 --patients 14,15
  counterpulse design bayes --final 300,300 --prior registry:0.5 --success fisher
  counterpulse design bayes --estimate -0.301 --se 0.079 --alternative -0.301 --final-se 0.11`;

export function bayes(): Command {
  const command = new Command("bayes")
    .description("Bayesian designs: priors, posteriors, predictive probability, assurance.")
    .addOption(listOption("--events <a,b>", "events so far in groups 1 and 2"))
    .addOption(listOption("--patients <n1,n2>", "patients so far"))
    .addOption(listOption("--final <n1,n2>", "patients in the end: tell the predictive probability"))
    .option("--prior <prior>", "flat, registry, registry:WEIGHT, or A1,B1,A2,B2", "flat")
    .option("--success <rule>", "chi2, fisher, yates or posterior:SHARE", "chi2")
    .addOption(
      anyOption("--estimate <number>", "estimate of a normal effect").conflicts(["events", "patients", "final"]),
    )
    .addOption(positiveOption("--se <number>", "its standard error"))
    .addOption(anyOption("--alternative <number>", "effect of interest for sceptic and enthusiast"))
    .addOption(positiveOption("--final-se <number>", "standard error of a trial to come: tell the assurance"))
    .addOption(
      numberOption("--weight <share>", "weight of the estimate as a prior of that trial", {
        min: 0,
        max: 1,
        above: true,
      }).default(1),
    )
    .addOption(alphaOption())
    .addOption(shareOption("--level <share>", "of credible intervals (default: 0.95)"));
  return finish(command, HELP).action((options: Options) =>
    options.estimate === undefined ? runProportions(options) : runNormal(options),
  );
}

async function runProportions(options: Options): Promise<void> {
  const s = await import("@counterpulse/statistics");
  const { alpha = 0.05, level = 0.95 } = options;
  if (!options.events && !options.final)
    throw new InputError("--events: they are missing; --events with --patients, --final, or --estimate is allowed.");
  if (options.events && !options.patients)
    throw new InputError("--patients: they are missing; two whole numbers N1,N2 are allowed.");
  const [events, sofar] = [pair(options.events ?? [0, 0], "--events"), pair(options.patients ?? [0, 0], "--patients")];
  const priors = await priorsOf(options.prior, s);
  for (const k of [0, 1]) {
    if (!(Number.isInteger(events[k]) && events[k] >= 0 && events[k] <= sofar[k] && Number.isInteger(sofar[k])))
      throw new InputError(
        `--events: ${events[k]} of ${sofar[k]} is not allowed; whole numbers from 0 to the patients are.`,
      );
  }
  const [x, y] = [0, 1].map((k) => s.updated(priors[k], events[k], sofar[k]));
  const mean = ({ a, b }: Beta): number => a / (a + b);
  const posterior = {
    ...{ shapes: [x, y], means: [mean(x), mean(y)], fewer_in_group_1: s.probabilityGreater(y, x) },
    ...{ difference: mean(x) - mean(y), ci: s.differenceInterval(x, y, level), level },
  };
  const final = options.final && pair(options.final, "--final");
  const arms: TwoArms | null = final ? { events, sofar, final } : null;
  const predictive = arms && s.predictiveProbability(arms, priors, successOf(options.success, alpha, priors));
  return show(options.json, { posterior, predictive, priors, success: options.success, alpha }, [
    ["fewer in group 1", share(posterior.fewer_in_group_1), "posterior probability"],
    ["risks", `${share(posterior.means[0])}, ${share(posterior.means[1])}`, "posterior means of groups 1 and 2"],
    [
      "difference",
      share(posterior.difference),
      `${100 * level} % credible ${range(share(posterior.ci[0]), share(posterior.ci[1]))}`,
    ],
    ...(predictive
      ? ([
          [
            "predictive",
            share(predictive.benefit),
            `probability that the trial ends in success (${options.success}); harm shown ${share(predictive.harm)}`,
          ],
        ] as Fact[])
      : []),
  ]);
}

function pair(list: readonly number[], where: string): [number, number] {
  if (list.length !== 2)
    throw new InputError(`${where}: ${list.length} numbers are not allowed; two are, one for each group.`);
  return [list[0], list[1]];
}

type Statistics = typeof import("@counterpulse/statistics");

async function priorsOf(text: string, s: Statistics): Promise<[Beta, Beta]> {
  if (text === "flat")
    return [
      { a: 1, b: 1 },
      { a: 1, b: 1 },
    ];
  const weighted = /^registry(?::(.+))?$/.exec(text);
  if (weighted) {
    const weight = Number(weighted[1] ?? 1);
    if (!(weight > 0 && weight <= 1))
      throw new InputError(`--prior: "${text}" is not allowed; registry:WEIGHT with a number above 0 and up to 1 is.`);
    const { a, n1, b, n2 } = (await registryDeaths()).counts;
    return [s.priorFrom(a, n1, weight), s.priorFrom(b, n2, weight)];
  }
  const list = text.includes(",") ? readList(text, "--prior") : [];
  if (list.length !== 4 || list.some((value) => value <= 0))
    throw new InputError(
      `--prior: "${text}" is not allowed; flat, registry, registry:WEIGHT, or four numbers above 0, A1,B1,A2,B2, are.`,
    );
  return [
    { a: list[0], b: list[1] },
    { a: list[2], b: list[3] },
  ];
}

function successOf(text: string, alpha: number, priors: [Beta, Beta]): Success {
  if (text === "chi2" || text === "fisher" || text === "yates") return { test: text, alpha };
  const posterior = /^posterior:(.+)$/.exec(text)?.[1];
  const value = Number(posterior);
  if (posterior === undefined || !(value > 0.5 && value < 1))
    throw new InputError(
      `--success: "${text}" is not allowed; chi2, fisher, yates, or posterior:SHARE with a share above 0.5 and below 1, is.`,
    );
  return { posterior: value, priors };
}

async function runNormal(options: Options): Promise<void> {
  const s = await import("@counterpulse/statistics");
  const { estimate, se, alternative, finalSe, weight, alpha = 0.05, level = 0.95 } = options;
  if (se === undefined) throw new InputError("--se: it is missing; a number above 0 is allowed.");
  const aim = alternative ?? estimate!;
  if (aim === 0) throw new InputError("--alternative: 0 is not allowed; a number other than 0 is.");
  const priors = { sceptic: s.scepticalPrior(aim), enthusiast: s.enthusiasticPrior(aim) };
  const told = (law: NormalLaw) => ({
    ...law,
    ci: s.normalInterval(law, level),
    below_0: s.probabilityBelow(law, 0),
    beyond_alternative: beyond(law, aim, s),
  });
  const rows = Object.entries(priors).map(([name, prior]) => ({
    ...{ name, prior, posterior: told(s.normalPosterior(prior, estimate!, se)) },
    assurance: finalSe === undefined ? null : s.assurance(prior, finalSe, alpha),
  }));
  const own = s.discountedPrior(estimate!, se, weight);
  const data = {
    name: "data",
    prior: null,
    posterior: told(own),
    assurance: finalSe === undefined ? null : s.assurance(own, finalSe, alpha),
  };
  const all = [...rows, data];
  const facts = all.map(({ name, posterior: p, assurance: a }): Fact => {
    const ahead = a ? `; assurance of the trial to come ${share(aim < 0 ? a.below : a.above)}` : "";
    return [
      name,
      fixed(p.mean, 4),
      `${100 * level} % CI ${range(fixed(p.ci[0], 4), fixed(p.ci[1], 4))}, below 0 ${share(p.below_0)}${ahead}`,
    ];
  });
  return show(options.json, { estimate, se, alternative: aim, weight, alpha, level, beliefs: all }, facts);
}

const beyond = (law: NormalLaw, aim: number, s: Statistics): number =>
  aim < 0 ? s.probabilityBelow(law, aim) : 1 - s.probabilityBelow(law, aim);
