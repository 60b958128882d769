/** Faults as tests: each ends with the same check of the study, and the soak prints what happened in each as a table. */
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { afterAll, afterEach, beforeAll, expect, type TestContext, test } from "vitest";
import {
  built,
  contents,
  counterpulse,
  endAll,
  finished,
  folder,
  limited,
  type Process,
  redisInstalled,
} from "./processes.ts";

/** `npm run soak` does all faults with larger studies; `npm test` those that are quick. */
export const long = process.env.COUNTERPULSE_CASES !== undefined;

const N = long ? 96 : 8;
const SUPPORTS = ["none", "va-ecmo"];
const PLAN = ["infarct-shock", "--n", String(N), "--supports", SUPPORTS.join(","), "--seed", "5"];
const LIMIT = long ? 1_800_000 : 120_000;

export const run = (out: string, ...more: string[]): Process =>
  counterpulse("cohort", "run", ...PLAN, "--out", out, ...more);
/** The same where no file may grow beyond so many bytes. */
export const runLimited = (bytes: number, out: string, ...more: string[]): Process =>
  limited(bytes, "cohort", "run", ...PLAN, "--out", out, ...more);
export const resume = (study: string, ...more: string[]): Process => counterpulse("cohort", "resume", study, ...more);

export async function statusOf(study: string): Promise<Record<string, unknown>> {
  return JSON.parse((await finished(counterpulse("cohort", "status", study, "--json"))).out);
}

/** What one process writes that nobody disturbs; the folder is a test's own to spoil. */
let undisturbed: { files: Record<string, string>; digest: string } = { files: {}, digest: "" };
const original = folder("kept");

export function copyOfUndisturbed(): string {
  const at = join(folder(), "study");
  cpSync(join(original, "study"), at, { recursive: true });
  return at;
}
export const shardFiles = (): string[] => Object.keys(undisturbed.files).filter((name) => /^rows/.test(name));
/** Bytes of each file. */
export const fileSizes = (): number[] =>
  Object.values(undisturbed.files).map((base64) => Buffer.from(base64, "base64").length);

const digestOf = async (study: string): Promise<string> =>
  (await finished(counterpulse("cohort", "digest", study))).out.trim();

/** Rows of a study, and how many pairs of patient and support are among them. */
async function rowsOf(study: string): Promise<{ rows: number; pairs: number }> {
  const seen: string[] = [];
  for (const name of readdirSync(join(study, "rows"))) {
    const bytes = readFileSync(join(study, "rows", name));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    const rows = await parquetReadObjects({ file, columns: ["patient", "support"] });
    seen.push(...rows.map(({ patient, support }) => `${patient} ${support}`));
  }
  return { rows: seen.length, pairs: new Set(seen).size };
}

/** Every row once, every file the same byte for byte, and in the soak the command's own digest. */
export async function expectUndisturbed(study: string): Promise<void> {
  const wanted = N * SUPPORTS.length;
  expect(await rowsOf(study)).toEqual({ rows: wanted, pairs: wanted });
  expect(contents(study)).toEqual(undisturbed.files);
  if (long) expect(await digestOf(study)).toBe(undisturbed.digest);
}

interface TableRow {
  readonly fault: string;
  readonly happened: string;
  readonly rowsOnce: string;
  readonly digestEqual: string;
  readonly seconds: string;
}
const table: TableRow[] = [];

export interface Outcome {
  readonly happened: string;
  /** The study that must be as if nothing had happened; null where none comes about. */
  readonly study: string | null;
}
/** @param later what is to be done when the study has been looked at, or the scenario has failed */
type Scenario = (context: TestContext, later: (action: () => void) => void) => Promise<Outcome>;

export interface Needs {
  readonly redis?: true;
  /** Takes too long for `npm test`, where a quicker one stands for it. */
  readonly soakOnly?: true;
}

export function fault(name: string, needs: Needs, scenario: Scenario): void {
  if (needs.soakOnly && !long) return;
  const missing = !built
    ? "the program is not built"
    : needs.redis && !redisInstalled
      ? "there is no redis-server"
      : "";
  if (missing) return test.skip(`${name}: ${missing}`);
  test(name, { timeout: LIMIT }, async (context) => {
    const began = performance.now();
    const last: (() => void)[] = [];
    const row = (happened: string, rowsOnce: string, digestEqual: string): void => {
      table.push({ fault: name, happened, rowsOnce, digestEqual, seconds: seconds(performance.now() - began) });
    };
    try {
      const { happened, study } = await scenario(context, (action) => last.push(action));
      if (study !== null) await expectUndisturbed(study);
      row(happened, study === null ? "-" : `yes (${N * SUPPORTS.length})`, study === null ? "-" : "yes");
    } catch (error) {
      if ((error as { code?: string }).code === "VITEST_PENDING") row("skipped: it cannot be done here", "-", "-");
      else row(`FAILED: ${error instanceof Error ? error.message.split("\n")[0] : error}`, "?", "?");
      throw error;
    } finally {
      for (const action of last) action();
    }
  });
}

/** Before the faults of a file: the undisturbed study; after them, in the soak, the table. */
export function setUpFaults(): void {
  beforeAll(async () => {
    if (!built) return;
    const at = join(original, "study");
    await finished(run(at, "--executor", "inline"));
    undisturbed = { files: contents(at), digest: long ? await digestOf(at) : "" };
  }, LIMIT);
  afterEach(() => endAll());
  afterAll(async () => {
    await endAll("everything");
    if (long) process.stdout.write(tableText());
  });
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

function tableText(): string {
  const header = { fault: "fault", happened: "what happened", rowsOnce: "rows once", digestEqual: "digest equal" };
  const rows: TableRow[] = [{ ...header, seconds: "s" }, ...table];
  const keys = Object.keys(rows[0]) as (keyof TableRow)[];
  const widths = keys.map((key) => Math.max(...rows.map((row) => row[key].length)));
  const lines = rows.map((row) =>
    keys
      .map((key, k) => row[key].padEnd(widths[k]))
      .join("  ")
      .trimEnd(),
  );
  const about = `Faults: ${N} patients under ${SUPPORTS.length} supports; undisturbed digest ${undisturbed.digest}`;
  return `\n${about}\n${lines.join("\n")}\n\n`;
}
