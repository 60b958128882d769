/** `counterpulse design precision`: patients or events for an interval as narrow as asked for. */
import type { MeanKind, PrecisionDesign } from "@counterpulse/statistics";
import { Command, Option } from "commander";
import { InputError } from "../../errors.ts";
import { fixed, significant } from "../../print/number.ts";
import { levelOption } from "../analyze/options.ts";
import { finish, numberOption, positiveOption, ratioOption, riskOption, shareOption, show } from "./options.ts";

interface Options {
  readonly p?: number;
  readonly wilson?: boolean;
  readonly p1?: number;
  readonly p2?: number;
  readonly sd?: number;
  readonly kind: MeanKind;
  readonly factor?: number;
  readonly halfWidth?: number;
  readonly level?: number;
  readonly assurance?: number;
  readonly ratio?: number;
  readonly json?: boolean;
}

const HELP = `
One of --p, --p1 with --p2, --sd, --factor. n is not rounded: patients (in group 1 where there are two), or events.

Examples:
  counterpulse design precision --p 0.58 --half-width 0.05 --wilson
  counterpulse design precision --p1 0.484 --p2 0.582 --half-width 0.08
  counterpulse design precision --sd 0.6 --kind paired --half-width 0.2 --assurance 0.9
  counterpulse design precision --factor 1.25`;

export function precision(): Command {
  const command = new Command("precision")
    .description("Patients or events for a confidence interval as narrow as asked for.")
    .addOption(riskOption("--p <risk>", "one proportion"))
    .option("--wilson", "with --p: Wilson's interval, not Wald's")
    .addOption(riskOption("--p1 <risk>", "difference of two proportions"))
    .addOption(riskOption("--p2 <risk>", "the other one"))
    .addOption(
      positiveOption("--sd <number>", "difference of means: SD (of differences within patients, or of each group)"),
    )
    .addOption(
      new Option("--kind <kind>", "with --sd: who is compared")
        .choices(["paired", "two-sample", "crossover"])
        .default("paired"),
    )
    .addOption(
      numberOption("--factor <number>", "hazard ratio: upper limit over estimate", { min: 1, max: 1e6, above: true }),
    )
    .addOption(positiveOption("--half-width <number>", "half of the interval's width"))
    .addOption(levelOption())
    .addOption(shareOption("--assurance <share>", "with --sd: probability that the observed interval is so narrow"))
    .addOption(ratioOption());
  return finish(command, HELP).action(run);
}

async function run(options: Options): Promise<void> {
  const asked = (["p", "p1", "sd", "factor"] as const).filter((name) => options[name] !== undefined);
  if (asked.length !== 1)
    throw new InputError(
      `design precision: ${asked.length === 0 ? "nothing is asked" : asked.map((name) => `--${name}`).join(" and ")}; one of --p, --p1 with --p2, --sd and --factor is allowed.`,
    );
  const design = await designFor(asked[0], options);
  const unit = asked[0] === "factor" ? "events" : "patients";
  return show(options.json, { ...design, level: options.level ?? 0.95 }, [
    [unit, String(design.n_total), `${fixed(design.n, 3)} before rounding up${asked[0] === "p1" ? " (group 1)" : ""}`],
    ["half-width", significant(design.half_width), design.method],
  ]);
}

async function designFor(kind: "p" | "p1" | "sd" | "factor", o: Options): Promise<PrecisionDesign> {
  const s = await import("@counterpulse/statistics");
  if (kind === "factor") return s.hazardRatioPrecision(o.factor!, o.level, o.ratio);
  if (o.halfWidth === undefined) throw new InputError("--half-width: it is missing; a number above 0 is allowed.");
  const wanted = { half_width: o.halfWidth, level: o.level };
  if (kind === "p") return (o.wilson ? s.wilsonPrecision : s.proportionPrecision)(o.p!, wanted);
  if (kind === "sd") return s.meanPrecision(o.kind, o.sd!, { ...wanted, assurance: o.assurance });
  if (o.p2 === undefined) throw new InputError("--p2: it is missing; a number from 0 to 1 is allowed.");
  return s.differencePrecision(o.p1!, o.p2, wanted, o.ratio);
}
