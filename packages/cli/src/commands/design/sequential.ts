/** `counterpulse design sequential`: group-sequential boundaries, what they cost and do, and a trial at a look. */
import type { Efficacy, Futility, SequentialDesign } from "@counterpulse/statistics";
import { Command, Option } from "commander";
import { InputError } from "../../errors.ts";
import { readCount } from "../../input/count.ts";
import { parseDecimal } from "../../input/number.ts";
import { splitList } from "../../input/options.ts";
import { writeOut } from "../../input/out-file.ts";
import { colours } from "../../print/colour.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { sequentialLines } from "../../print/sequential.ts";
import { pageWidth } from "../../print/table.ts";
import { addFigure } from "../analyze/options.ts";
import { checkFigure, finish, listOption, positiveOption, powerOption, readList, shareOption } from "./options.ts";

interface Options {
  readonly looks?: number;
  readonly times?: number[];
  readonly spending?: string;
  readonly boundary?: string;
  readonly alpha: number;
  readonly sided: "1" | "2";
  readonly power?: number;
  readonly futility?: string;
  readonly binding?: boolean;
  readonly fixedN?: number;
  readonly observed?: number[];
  readonly figure?: string;
  readonly json?: boolean;
}

const HELP = `
--alpha is that of the test as it is, one-sided or (--sided 2) two-sided; nominal P are of the same kind. Spending
functions: obf and pocock (Lan and DeMets), hsd:GAMMA (Hwang, Shih, DeCani), kd:RHO (Kim, DeMets, t^RHO). Classical
constants: --boundary obrien-fleming, pocock, wang-tsiatis:DELTA, haybittle-peto[:Z]. --futility takes a spending function
of the type II error, or z:A,B,… for the looks but the last ("-" for none); it does not bind unless --binding is given.
The inflation is the largest number of patients over that of a test without interim looks, for rejecting in favour.
With --observed, Z look after look: conditional and predictive power, intervals; effects as shares of the assumed one.

Examples:
  counterpulse design sequential --looks 3 --spending obf
  counterpulse design sequential --times 0.333,0.667,1 --spending hsd:-4 --futility hsd:-2 --fixed-n 600 --figure bounds.svg
  counterpulse design sequential --looks 5 --boundary pocock --sided 2 --alpha 0.05 --power 0.9
  counterpulse design sequential --looks 3 --spending obf --observed 1.2,2.7`;

export function sequential(): Command {
  const command = new Command("sequential")
    .description("Interim looks: boundaries, inflation, operating characteristics, conditional power.")
    .addOption(
      new Option("--looks <number>", "looks, evenly spaced").argParser((text: string) =>
        readCount(text, "--looks", 1, 10),
      ),
    )
    .addOption(listOption("--times <list>", "information at the looks, shares rising to 1"))
    .option("--spending <function>", "obf, pocock, hsd:GAMMA or kd:RHO (default: obf)")
    .addOption(new Option("--boundary <kind>", "classical constants instead").conflicts("spending"))
    .addOption(shareOption("--alpha <share>", "level of all looks together").default(0.025))
    .addOption(new Option("--sided <sides>", "one-sided or two-sided").choices(["1", "2"]).default("1"))
    .addOption(powerOption())
    .option("--futility <bounds>", "spending of the type II error, or z:A,B,…")
    .option("--binding", "efficacy bounds count on stopping for futility")
    .addOption(
      positiveOption("--fixed-n <number>", "patients or events of the test without looks: tell expected numbers"),
    )
    .addOption(listOption("--observed <list>", "Z at the looks so far"));
  return finish(addFigure(command, "the boundaries"), HELP).action(run);
}

async function run(options: Options): Promise<void> {
  const out = checkFigure(options.figure);
  const s = await import("@counterpulse/statistics");
  const { looks, alpha, power = 0.8, binding = false } = options;
  const times = options.times ?? (looks === undefined ? undefined : s.evenTimes(looks));
  if (times === undefined)
    throw new InputError("--looks: it is missing; a whole number from 1 to 10, or --times, is allowed.");
  if (options.times && looks !== undefined && looks !== options.times.length)
    throw new InputError(`--times: ${options.times.length} times are not allowed with --looks ${looks}; ${looks} are.`);
  const efficacy: Efficacy =
    options.boundary === undefined
      ? { spending: s.parseSpending(options.spending ?? "obf", "--spending") }
      : { classical: s.parseClassical(options.boundary, "--boundary") };
  const futility = options.futility === undefined ? undefined : readFutility(options.futility, s.parseSpending);
  const sided = options.sided === "2" ? 2 : 1;
  const design = s.sequentialDesign({ times, sided, alpha, power, efficacy, futility, binding });
  const document = documentOf(design, s, options);
  if (out) {
    const { boundaryFigure } = await import("../../figure/design-figures.ts");
    await writeOut(out, [await boundaryFigure(document)]);
  }
  if (options.json) return print(json(document));
  return printLines(sequentialLines(document, pageWidth(process.stdout), colours(process.stdout)));
}

function readFutility(text: string, parse: typeof import("@counterpulse/statistics").parseSpending): Futility {
  if (!text.startsWith("z:")) return { spending: parse(text, "--futility") };
  return {
    z: splitList(text.slice(2)).map((part) => {
      const value = part === "-" ? null : parseDecimal(part);
      if (value === null && part !== "-") readList(part, "--futility");
      return value;
    }),
  };
}

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

export type SequentialDocument = ReturnType<typeof documentOf>;

function documentOf(design: SequentialDesign, s: typeof import("@counterpulse/statistics"), options: Options) {
  const { times, sided, alpha, power, binding, inflation, cumulative_alpha, drift, fixed_drift } = design;
  const fixedN = options.fixedN ?? null;
  const most = fixedN === null ? null : Math.ceil(fixedN * inflation - 1e-9);
  const at = (effect: number) => {
    const found = s.operatingCharacteristics(design, effect);
    return { ...found, expected_n: fixedN === null ? null : found.expected_ratio_to_fixed * fixedN };
  };
  return {
    z: design.efficacy.map(finiteOrNull),
    nominal_p: s.nominalP(design),
    cumulative_alpha,
    inflation,
    futility_z: design.futility.some((z) => z !== null) ? design.futility : null,
    ...{ times, sided, alpha, power, binding, drift, fixed_drift, fixed_n: fixedN, max_n: most },
    operating: [0, 0.25, 0.5, 0.75, 1, 1.25].map(at),
    interim: options.observed ? s.interimLooks(design, options.observed) : null,
  };
}
