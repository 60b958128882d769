/**
 * `npm run soak`: the long form of the tests that draw random cases or simulate long times: 2,000 random patients within
 * the declared ranges, 1,000 simulated seconds of eight patients, and every other property with 2,000 cases. The first
 * round draws with the seed of `npm test`. `npm run soak -- 30` goes on with new seeds for 30 minutes, or until a round
 * fails. Cohorts meet every fault, with larger studies, and a table of what happened is printed. A round's seed repeats
 * it: `COUNTERPULSE_SEED=... COUNTERPULSE_CASES=2000 npm run unit -- FILE`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compile, ensureInstalled, root, runTool } from "./house.mjs";

const CASES = 2000;
const FIRST_SEED = 20261123;
const minutes = Number(process.argv[2] ?? 0);
if (!(minutes >= 0)) {
  process.stderr.write(`soak: minutes must be a number, not "${process.argv[2]}"\n`);
  process.exit(2);
}

ensureInstalled();
// Faults are those of the built command.
if (compile() !== 0) process.exit(1);
const files = readdirSync(join(root, "packages"), { recursive: true })
  .map((file) => join("packages", file).replaceAll("\\", "/"))
  .filter((file) => /\/test\/.*\.test\.tsx?$/.test(file) && !file.includes("node_modules"))
  .filter((file) => /from "fast-check"|COUNTERPULSE_CASES/.test(readFileSync(join(root, file), "utf8")));
if (files.length === 0) {
  process.stderr.write("soak: no unit test draws random cases\n");
  process.exit(1);
}

const seconds = (since) => ((Date.now() - since) / 1000).toFixed(0);
const start = Date.now();
let rounds = 0;
do {
  const seed = rounds === 0 ? FIRST_SEED : Date.now() % 2 ** 31;
  const began = Date.now();
  process.stdout.write(`\n== round ${rounds + 1}: ${files.length} files, seed ${seed}, ${CASES} cases each\n`);
  const env = { ...process.env, COUNTERPULSE_SEED: String(seed), COUNTERPULSE_CASES: String(CASES) };
  // Progress is printed as it comes, not gathered until a test ends.
  const options = ["--project", "unit", "--testTimeout=1800000", "--disableConsoleIntercept", "--silent=false"];
  const status = runTool("vitest", "vitest", ["run", ...options, ...files], { env });
  process.stdout.write(`== round ${rounds + 1}: ${status === 0 ? "passed" : "FAILED"} in ${seconds(began)} s\n`);
  if (status !== 0) process.exit(status);
  rounds++;
} while (Date.now() - start < minutes * 60_000);
process.stdout.write(`\nsoak: ${rounds} ${rounds === 1 ? "round" : "rounds"} passed in ${seconds(start)} s\n`);
