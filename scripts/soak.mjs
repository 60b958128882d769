/**
 * `npm run soak -- [minutes]` (10 by default): repeats the unit tests that draw random cases, each round with a new seed
 * and many more cases, until the time is over or a round fails. Prints the seed, which repeats a failed round:
 * `COUNTERPULSE_SEED=... COUNTERPULSE_CASES=... npm run unit`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, root, runTool } from "./house.mjs";

const cases = 2000;
const minutes = Number(process.argv[2] ?? 10);
if (!(minutes > 0)) {
  process.stderr.write(`soak: minutes must be a number above 0, not "${process.argv[2]}"\n`);
  process.exit(2);
}

ensureInstalled();
const files = readdirSync(join(root, "packages"), { recursive: true })
  .map((file) => join("packages", file))
  .filter((file) => /\/test\/.*\.test\.tsx?$/.test(file) && !file.includes("node_modules"))
  .filter((file) => /from "fast-check"/.test(readFileSync(join(root, file), "utf8")));
if (files.length === 0) {
  process.stderr.write("soak: no unit test draws random cases (imports fast-check)\n");
  process.exit(1);
}

const end = Date.now() + minutes * 60_000;
for (let round = 1; Date.now() < end; round++) {
  const seed = Date.now() % 2 ** 31;
  process.stdout.write(`\n== round ${round}: ${files.length} files, seed ${seed}, ${cases} cases each\n`);
  const env = { ...process.env, COUNTERPULSE_SEED: String(seed), COUNTERPULSE_CASES: String(cases) };
  const status = runTool("vitest", "vitest", ["run", "--project", "unit", "--testTimeout=600000", ...files], { env });
  if (status !== 0) process.exit(status);
}
