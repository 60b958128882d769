/** `counterpulse design`: sizes, boundaries and what they can do. A new subcommand is one line here. */
import { Command } from "commander";
import { adaptive } from "./adaptive.ts";
import { bayes } from "./bayes.ts";
import { logrank } from "./logrank.ts";
import { crossover, paired, twoSample } from "./means.ts";
import { precision } from "./precision.ts";
import { proportions } from "./proportions.ts";
import { question } from "./question.ts";
import { reestimate } from "./reestimate.ts";
import { sequential } from "./sequential.ts";

const subcommands: readonly (() => Command)[] = [
  question,
  proportions,
  logrank,
  paired,
  twoSample,
  crossover,
  precision,
  sequential,
  reestimate,
  bayes,
  adaptive,
];

export function design(): Command {
  const command = new Command("design").description(
    "Design trials: patients, power, interim looks, Bayesian and adaptive designs; each held against R.",
  );
  for (const make of subcommands) command.addCommand(make());
  return command;
}
