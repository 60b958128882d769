/** `cohort run` and `cohort resume`. */
import { type Command as Built, Command, Option } from "commander";
import { Fault, InputError } from "../../errors.ts";
import { readCount, readSeed } from "../../input/count.ts";
import { parseDecimal } from "../../input/number.ts";
import { addJson, splitList } from "../../input/options.ts";
import { DEFAULT_POPULATION, POPULATION_HELP, readPopulation } from "../../input/population.ts";
import { readSettings } from "../../input/settings.ts";
import { cohortDocument, cohortLines } from "../../print/cohort.ts";
import { colours } from "../../print/colour.ts";
import { json } from "../../print/json.ts";
import { print, printLines } from "../../print/output.ts";
import { type Progress, progress } from "../../print/progress.ts";
import { rateNote } from "../../print/rate.ts";
import { pageWidth } from "../../print/table.ts";

interface WhereOptions {
  readonly executor: "inline" | "threads" | "bullmq";
  readonly threads?: number;
  readonly redis?: string;
  readonly json?: boolean;
}

interface RunOptions extends WhereOptions {
  readonly n: number;
  readonly supports: string;
  readonly seed: number;
  readonly out: string;
  readonly sampling: "sobol" | "lhs" | "random";
  readonly physiology: "full" | "haemodynamics";
  readonly set: readonly string[];
  readonly vary: readonly string[];
  readonly at?: number;
}

const MOST_PATIENTS = 10_000_000;
const SUPPORTS = "none,iabp,va-ecmo,va-ecmo+iabp";

const HELP = `
Draw number i follows from the seed and i. Draws are solved without support, judged by the population's criteria, and the
first --n who meet them are solved under each support. The rows are the same, bit for bit, whatever the executor, the
number of threads, interruptions and failures. Ctrl-C leaves a study that \`cohort resume\` goes on with.

--physiology haemodynamics leaves out gases, reflexes, autoregulation and oxygen balance (their indices are null). It is
several times faster, and another model: its results are not those of the full one.

Examples:
  counterpulse cohort run infarct-shock --n 1000 --out shock
  counterpulse cohort run own.yaml --n 200 --supports va-ecmo,va-ecmo+iabp --vary va-ecmo.flow_L_min=3,4,5 --out flows
  counterpulse cohort run infarct-shock --n 10000 --out /data/shock --executor bullmq --redis redis://:secret@host:6379`;

export function cohortRun(): Built {
  const many = (value: string, before: readonly string[]): readonly string[] => [...before, value];
  const command = new Command("run")
    .description("Draw patients, enrol them, and solve them under every support, into a study folder.")
    .argument("[population]", POPULATION_HELP, DEFAULT_POPULATION)
    .requiredOption("--out <folder>", "the study's folder: new, empty, or this study's own")
    .addOption(
      new Option("--n <patients>", "patients to enrol")
        .argParser((text: string) => readCount(text, "--n", 1, MOST_PATIENTS))
        .default(200),
    )
    .option("--supports <list>", "supports, each none or devices joined by +", SUPPORTS)
    .addOption(new Option("--seed <number>", "seed of the draws").argParser(readSeed).default(1))
    .addOption(
      new Option("--sampling <how>", "scrambled Sobol points, Latin hypercubes, or independent points")
        .choices(["sobol", "lhs", "random"])
        .default("sobol"),
    )
    .addOption(
      new Option("--physiology <scope>", "all of it, or heart, vessels and devices alone")
        .choices(["full", "haemodynamics"])
        .default("full"),
    )
    .addOption(
      new Option("--set <id=value>", "change a parameter; may be repeated").argParser(many).default([], "none"),
    )
    .addOption(
      new Option(
        "--vary <id=a,b,…>",
        "a device's setting with several values: every combination is run; may be repeated",
      )
        .argParser(many)
        .default([], "none"),
    )
    .addOption(
      new Option(
        "--at <seconds>",
        "moment after the supports' start whose values stand where no steady state exists (default: 60)",
      ).argParser((text: string) => readCount(text, "--at", 1, 3600)),
    );
  return addWhere(command).addHelpText("after", HELP).action(run);
}

export function cohortResume(): Built {
  const command = new Command("resume")
    .description("Go on with a study that was interrupted or in which something failed; damaged files are made anew.")
    .argument("<folder>", "the study's folder");
  return addWhere(command).action(resume);
}

function addWhere(command: Built): Built {
  command
    .addOption(
      new Option("--executor <where>", "here, on threads, or by workers that take shards from a queue on Redis")
        .choices(["inline", "threads", "bullmq"])
        .default("threads"),
    )
    .addOption(
      new Option("--threads <number>", "threads; the rows are the same (default: all cores)").argParser(
        (text: string) => readCount(text, "--threads", 1, 256),
      ),
    )
    .option("--redis <url>", "the queue's server for bullmq: redis://[user:password@]host[:port], rediss:// for TLS");
  return addJson(command);
}

async function run(given: string, options: RunOptions): Promise<void> {
  checkWhere(options);
  const { Laboratory } = await import("@counterpulse/lab");
  const { planCohort, runCohort } = await import("@counterpulse/runner");
  const { model } = new Laboratory();
  const population = await readPopulation(given, model);
  const settings = await readSettings(model, options.set);
  const { n, seed, sampling, physiology, at: atSeconds, out } = options;
  const supports = splitList(options.supports);
  const vary = Object.fromEntries(options.vary.map(readVaried));
  const plan = planCohort({ population, n, seed, sampling, physiology, supports, settings, vary, atSeconds });
  await atWork(out, options, (hooks) => runCohort(out, plan, hooks));
}

async function resume(folder: string, options: WhereOptions): Promise<void> {
  checkWhere(options);
  const { resumeCohort } = await import("@counterpulse/runner");
  await atWork(folder, options, (hooks) => resumeCohort(folder, hooks));
}

function checkWhere({ executor, redis, threads }: WhereOptions): void {
  if (executor === "bullmq" && redis === undefined)
    throw new InputError("--redis: bullmq needs the server's address; redis://host:6379 is allowed, for example.");
  if (executor !== "bullmq" && redis !== undefined)
    throw new InputError(`--redis: the executor "${executor}" uses no server; --executor bullmq does.`);
  if (executor !== "threads" && threads !== undefined)
    throw new InputError(`--threads: the executor "${executor}" has none; --executor threads has (a worker its own).`);
}

function readVaried(text: string): [string, number[]] {
  const at = text.indexOf("=");
  const [id, list] = [text.slice(0, Math.max(at, 0)).trim(), splitList(text.slice(at + 1))];
  const values = list.map((value) => parseDecimal(value));
  if (at <= 0 || values.some((value) => value === null))
    throw new InputError(`--vary: "${text}" is not allowed; id=value,value is, for example va-ecmo.flow_L_min=3,4.`);
  return [id, values as number[]];
}

type Runner = typeof import("@counterpulse/runner");
type Hooks = Parameters<Runner["runCohort"]>[2];
type Result = Awaited<ReturnType<Runner["runCohort"]>>;

async function atWork(
  folder: string,
  { executor, redis, threads: wanted, json: asJson }: WhereOptions,
  work: (hooks: Hooks) => Promise<Result>,
): Promise<void> {
  const runner = await import("@counterpulse/runner");
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  const bar = progress("");
  const began = performance.now();
  const hooks: Hooks = {
    signal: stop.signal,
    executor: (at, study, plan) => {
      if (executor === "inline") return runner.inline(at, study);
      return executor === "threads" ? runner.threads(at, study, wanted) : runner.bullmq(at, study, plan, redis!);
    },
    onProgress: told(bar),
    onDamaged: (path) => {
      bar.end();
      process.stderr.write(`counterpulse: ${path} is missing or not what was written; it is made anew\n`);
    },
  };
  // On threads and queues there is time to leave tidily; a shard that is computed here cannot be told to stop.
  if (executor !== "inline") for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, abort);
  try {
    const result = await work(hooks);
    bar.end();
    await report(folder, result, (performance.now() - began) / 1000, asJson);
  } catch (error) {
    throw explained(error, folder, runner);
  } finally {
    bar.end();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.removeListener(signal, abort);
  }
}

const STAGES = { screen: "screening", rows: "solving" } as const;
const COUNTED = { screen: "patients", rows: "rows" } as const;

function told(bar: Progress): NonNullable<Hooks["onProgress"]> {
  const notes = { screen: rateNote(), rows: rateNote() };
  return (stage, done, all) => bar.update(done, all, `${STAGES[stage]} ${notes[stage](done, all, COUNTED[stage])}`);
}

async function report(folder: string, result: Result, seconds: number, asJson = false): Promise<void> {
  const document = cohortDocument(result, seconds);
  if (asJson) await print(json(document));
  else await printLines(cohortLines(folder, result, seconds, pageWidth(process.stdout), colours(process.stdout)));
  const { failed } = result.manifest;
  if (failed.length > 0)
    throw new Fault(
      `${failed.length} of the shards could not be finished, the first because: ${failed[0].reason}; \`counterpulse cohort resume ${folder}\` tries them again.`,
    );
}

function explained(error: unknown, folder: string, { Interrupted, NoRoom }: Runner): unknown {
  const again = `\`counterpulse cohort resume ${folder}\` goes on from here`;
  if (error instanceof Interrupted) return new Fault(`interrupted; ${again}.`);
  if (error instanceof NoRoom)
    return new Fault(`the disk takes no more (${error.message}); when there is room, ${again}.`);
  if ((error as NodeJS.ErrnoException)?.code === "ENOSPC")
    return new Fault(`the disk takes no more (ENOSPC); when there is room, ${again}.`);
  if (["EACCES", "EPERM", "EROFS", "ENOTDIR"].includes((error as NodeJS.ErrnoException)?.code ?? ""))
    return new InputError(
      `"${folder}" cannot be written (${(error as NodeJS.ErrnoException).code}); a writable folder is allowed.`,
    );
  return error;
}
