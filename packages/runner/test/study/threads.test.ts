/** The built command on several threads: the same bytes. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { built, counterpulse, endAll, finished } from "../cohort/processes.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpulse-study-"));
afterAll(async () => {
  await endAll();
  rmSync(folder, { recursive: true, force: true });
});

const POPULATION = `base: cardiogenic-shock
parameters: { lv.Ees: { distribution: lognormal, median: 1, cv: 0.3, relative: true, source: test } }
accept: { pcwp_mmHg: [22, null] }
`;
/** Two populations, so that enrolment is of both; values soon after the start, so that it is quick. */
const protocol = join(folder, "own.yaml");
writeFileSync(join(folder, "small.yaml"), POPULATION);
writeFileSync(join(folder, "other.yaml"), POPULATION.replace("median: 1", "median: 1.3"));
writeFileSync(
  protocol,
  `title: Own
source: test
design: crossover
population:
  - { of: small.yaml, share: 2, source: test }
  - { of: other.yaml, share: 1, source: test }
n: 32
arms: { alone: { support: va-ecmo }, both: { support: va-ecmo+iabp } }
sequences: [{ order: [alone, both] }, { order: [both, alone] }]
schedule: { period_min: 0.1, at_s: 4, values: end-of-period, source: test }
instruments:
  catheter:
    { label: Catheter, readings: 2, missing: 0.1, source: test, measures: { pcwp_mmHg: { error: 2, source: test } } }
endpoints: [{ index: pcwp_mmHg, role: primary, analysis: mixed, contrast: [both, alone] }]
`,
);

const LIMIT = 240_000;
const onThreads = test.runIf(built);

onThreads("study power: 1 and 3 threads print the same", { timeout: LIMIT }, async () => {
  const [one, three] = await Promise.all(
    ["1", "3"].map(async (threads) => {
      const sizes = ["--n", "8,24", "--repeats", "170", "--pool", "36"];
      return (await finished(counterpulse("study", "power", protocol, ...sizes, "--threads", threads, "--json"))).out;
    }),
  );
  expect(JSON.parse(one)).toHaveLength(2);
  expect(three).toBe(one);
});

onThreads("study run: 1 and 2 threads write the same folder", { timeout: LIMIT }, async () => {
  const [one, two] = await Promise.all(
    ["1", "2"].map(async (threads) => {
      const at = join(folder, threads);
      await finished(counterpulse("study", "run", protocol, "--seed", "4", "--out", at, "--threads", threads));
      const names = readdirSync(at).filter((name) => name !== "study.json");
      return Object.fromEntries(names.map((name) => [name, readFileSync(join(at, name), "base64")]));
    }),
  );
  expect(Object.keys(one)).toHaveLength(8);
  expect(two).toEqual(one);
});
