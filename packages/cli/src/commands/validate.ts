/** `counterpulse validate`: the model against published values. */
import { mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { CaseClass, CaseResult, ClassCount, ModelStamp, Study } from "@counterpulse/lab";
import { type Command as Built, Command, Option } from "commander";
import { InputError } from "../errors.ts";
import { addJson, splitList } from "../input/options.ts";
import { checkOut, type OutFile, PAGE_FILES, writeOut } from "../input/out-file.ts";
import { readNotUsed, readStudies } from "../input/studies.ts";
import { colours } from "../print/colour.ts";
import { csv } from "../print/csv.ts";
import { json } from "../print/json.ts";
import { print, printLines } from "../print/output.ts";
import { withProgress } from "../print/progress.ts";
import { pageWidth } from "../print/table.ts";
import { validationLines } from "../print/validation.ts";

interface Options {
  readonly id: readonly string[];
  readonly class: readonly string[];
  readonly from?: string;
  readonly out?: string;
  readonly json?: boolean;
}

const HELP = `
Classes: spread (a published SE, SD, interval: within 2 SE of the mean, or inside the interval), direction (no spread: the
same sign and half to twice the size; or the sign, or no change, where no more was published), curve (laws of devices:
every point within 10 %). Values that were only recalled are shown and not counted.

Examples:
  counterpulse validate
  counterpulse validate --class direction
  counterpulse validate --id ostadal2015 --id C188 --json
  counterpulse validate --out docs/validation.md`;

const list = (flags: string, description: string): Option =>
  new Option(flags, description)
    .argParser((value: string, before: readonly string[]) => [...before, ...splitList(value)])
    .default([], "all");

export function validate(): Built {
  const command = new Command("validate")
    .description("Hold the model against published values: studies fitted, repeated, compared.")
    .addOption(list("--id <ids>", "cases, records or studies, comma between them; may be repeated"))
    .addOption(list("--class <classes>", "spread, direction, curve"))
    .option("--from <folder>", "studies of your own instead of the project's (one folder each, with study.yaml)")
    .option(
      "--out <file>",
      "also write a page (.md, its figures into images/ beside it), .json, .csv or a figure (.svg)",
    );
  return addJson(command).addHelpText("after", HELP).action(run);
}

async function run(options: Options): Promise<void> {
  const out = checkOut(options.out, [], PAGE_FILES);
  const lab = await import("@counterpulse/lab");
  const classes = options.class.map((name) => readClass(name, lab.CLASSES));
  const laboratory = new lab.Laboratory();
  const studies = await readStudies(options.from, laboratory.model);
  const results = withProgress("validating", (onProgress) =>
    lab.validate({ studies, ids: options.id, classes, onProgress }, laboratory),
  );
  const counts = lab.countByClass(results);
  const model = lab.stamp(laboratory);
  if (out) await write(out, options, { studies, results, counts, model });
  if (options.json) return print(json(results));
  const [width, paint] = [pageWidth(process.stdout), colours(process.stdout)];
  return printLines([...validationLines(results, counts, width, paint), "", ...closingLines(model)]);
}

interface Found {
  readonly studies: readonly Study[];
  readonly results: readonly CaseResult[];
  readonly counts: readonly ClassCount[];
  readonly model: ModelStamp;
}

const closingLines = ({ name, version, hash }: ModelStamp): string[] => [
  `Model: ${name} ${version}, hash ${hash}.`,
  "For research and teaching; not a medical device.",
];

const COLUMNS = ["id", "study", "quantity", "unit", "class", "published", "low", "high", "model", "holds", "counted"];

async function write(out: OutFile, options: Options, found: Found): Promise<void> {
  const { results, counts, model } = found;
  const { agreementFigure } = await import("../figure/validation-figures.ts");
  if (out.format === "json") return writeOut(out, json(results));
  if (out.format === "csv") return writeOut(out, csv(COLUMNS, results.map(row)));
  if (out.format === "md") return writePage(out, options, found);
  const figure = await agreementFigure(results, counts, closingLines(model), "light");
  if (figure === null) throw new InputError(`--out: "${out.path}": there is nothing to draw; other cases are allowed.`);
  return writeOut(out, [figure]);
}

const row = (r: CaseResult): (string | number | null)[] => [
  ...[r.id, r.study, r.quantity, r.unit, r.class],
  ...[r.published, ...r.bounds, r.model],
  ...[r.holds === null ? null : String(r.holds), String(r.counted)],
];

/** The figures first, the page that shows them last. */
async function writePage(out: OutFile, options: Options, found: Found): Promise<void> {
  const { agreementFigure, deviceFigure } = await import("../figure/validation-figures.ts");
  const { validationPage } = await import("../print/validation-page.ts");
  const { results, counts, model } = found;
  const notUsed = await readNotUsed(options.from);
  const folder = join(dirname(out.path), "images");
  const stem = basename(out.path, ".md");
  mkdirSync(folder, { recursive: true });
  const closing = closingLines(model);
  const figures: { title: string; light: string; dark: string }[] = [];
  const kinds = [
    ["agreement", "The model against published values", agreementFigure.bind(null, results, counts, closing)],
    ["devices", "Devices on the bench", deviceFigure.bind(null, results, closing)],
  ] as const;
  for (const [kind, title, draw] of kinds) {
    const [light, dark] = [await draw("light"), await draw("dark")];
    if (light === null || dark === null) continue;
    const names = { light: `${stem}-${kind}-light.svg`, dark: `${stem}-${kind}-dark.svg` };
    await writeOut({ path: join(folder, names.light), format: "svg" }, [light]);
    await writeOut({ path: join(folder, names.dark), format: "svg" }, [dark]);
    figures.push({ title, light: `images/${names.light}`, dark: `images/${names.dark}` });
  }
  await writeOut(out, validationPage({ ...found, notUsed, figures, from: options.from }));
}

function readClass(name: string, allowed: readonly CaseClass[]): CaseClass {
  const found = allowed.find((c) => c === name);
  if (!found) throw new InputError(`--class: "${name}" is no class; ${allowed.join(", ")} are allowed.`);
  return found;
}
