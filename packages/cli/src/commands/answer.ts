/** `counterpulse answer`: what the project asks, answered on one page, all of it computed. */
import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Answer } from "@counterpulse/report";
import { type Command as Built, Command, Option } from "commander";
import { InputError } from "../errors.ts";
import { readCount, readSeed } from "../input/count.ts";
import { addJson } from "../input/options.ts";
import { writeOut } from "../input/out-file.ts";
import { colours } from "../print/colour.ts";
import { json } from "../print/json.ts";
import { print, printLines } from "../print/output.ts";
import { withProgressOf } from "../print/progress.ts";
import { pageWidth } from "../print/table.ts";

interface Options {
  readonly n: number;
  readonly seed: number;
  readonly repeats: number;
  readonly threads?: number;
  readonly out?: string;
  readonly details?: boolean;
  readonly json?: boolean;
}

const IMAGES = "images";

const HELP = `
One page: what the balloon, VA-ECMO and both do, in whom the balloon helps; what a study of 40 patients would show; what
the evidence says; how large a trial must be; what none of this can tell. --details prints the longer tables behind it
instead. With --out the folder gets answer.md, answer-details.md, answer.json and the figures in images/. The same seed
gives the same page, whatever the number of threads. It takes a few minutes.

Examples:
  counterpulse answer
  counterpulse answer --details
  counterpulse answer --json
  counterpulse answer --n 1024 --seed 7 --out answer`;

export function answer(): Built {
  const whole = (flags: string, text: string, min: number, max: number): Option =>
    new Option(flags, text).argParser((given: string) => readCount(given, flags.split(" ")[0], min, max));
  const command = new Command("answer")
    .description("Answer the question that the project asks, with figures; every number with its command or source.")
    .option("--out <folder>", "also write both pages, their figures and the claims into a folder")
    .option("--details", "print the details behind the page")
    .addOption(whole("--n <patients>", "virtual patients", 8, 10_000).default(256))
    .addOption(new Option("--seed <number>", "seed of all that is drawn").argParser(readSeed).default(1))
    .addOption(whole("--repeats <number>", "simulated studies; trials four times as many", 10, 100_000).default(500))
    .addOption(whole("--threads <number>", "threads; the result is the same (default: all cores)", 1, 256));
  return addJson(command).addHelpText("after", HELP).action(run);
}

async function run(options: Options): Promise<void> {
  const { n, seed, repeats, threads = availableParallelism() } = options;
  const folder = checkFolder(options.out);
  const { gather } = await import("../answer/gather.ts");
  const report = await import("@counterpulse/report");
  const data = await withProgressOf("computing", (onProgress) => gather({ n, seed, repeats, threads, onProgress }));
  const result = await report.composeAnswer(data);
  const document = { claims: result.claims };
  if (folder !== null) await write(folder, result, document);
  if (options.json) return print(json(document));
  const { answerLines } = await import("../print/answer.ts");
  const page = options.details ? result.details : result.page;
  return printLines(answerLines(page, pageWidth(process.stdout), colours(process.stdout)));
}

/** Figures first, the page that shows them last. */
async function write(folder: string, { page, details }: Answer, document: unknown): Promise<void> {
  const { ANSWER_PAGES, answerFigures, answerFile, answerMarkdown } = await import("@counterpulse/report");
  const images = join(folder, IMAGES);
  mkdirSync(images, { recursive: true });
  for (const { name, light, dark } of answerFigures([...page.sections, ...details.sections])) {
    await writeOut({ path: join(images, answerFile(name, "light")), format: "svg" }, [light]);
    await writeOut({ path: join(images, answerFile(name, "dark")), format: "svg" }, [dark]);
  }
  await writeOut({ path: join(folder, "answer.json"), format: "json" }, json(document));
  await writeOut({ path: join(folder, ANSWER_PAGES.details), format: "md" }, [answerMarkdown(details, IMAGES)]);
  await writeOut({ path: join(folder, ANSWER_PAGES.page), format: "md" }, [answerMarkdown(page, IMAGES)]);
}

/** An existing folder, or one that can be made. */
function checkFolder(path: string | undefined): string | null {
  if (path === undefined) return null;
  const target = resolve(path);
  const allowed = "a folder that exists, or a new one in such a folder, is allowed.";
  const found = statSync(target, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw new InputError(`--out: "${path}" is not a folder; ${allowed}`);
  const parent = found ? target : dirname(target);
  if (!statSync(parent, { throwIfNoEntry: false })?.isDirectory())
    throw new InputError(`--out: "${path}": there is no folder "${dirname(path)}"; ${allowed}`);
  try {
    accessSync(parent, constants.W_OK);
  } catch {
    throw new InputError(`--out: "${path}": we may not write there; ${allowed}`);
  }
  return path;
}
