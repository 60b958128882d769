/**
 * `npm test`: set-up if needed, lint, types and build, unit tests, documents, browser tests; then one closing line with
 * the sums of all tests. Arguments go to vitest, for example `npm test -- packages/engine`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build, cache, ensureInstalled, root, runTool } from "./house.mjs";

const filters = process.argv.slice(2);
const sums = { passed: 0, failed: 0, skipped: 0 };
const skipped = [];
const faults = [];

function step(name, action) {
  process.stdout.write(`\n== ${name}\n`);
  const status = action();
  if (status !== 0) faults.push(name);
  return status === 0;
}

function tests(project) {
  const report = join(cache, `tests-${project}.json`);
  mkdirSync(cache, { recursive: true });
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const chosen = filters.length > 0 ? ["--passWithNoTests", ...filters] : [];
  const status = runTool("vitest", "vitest", ["run", "--project", project, ...reporters, ...chosen]);
  if (!existsSync(report)) {
    sums.failed += 1;
    return status || 1;
  }
  const result = JSON.parse(readFileSync(report, "utf8"));
  sums.passed += result.numPassedTests;
  sums.failed += result.numFailedTests;
  sums.skipped += result.numPendingTests + result.numTodoTests;
  for (const { assertionResults } of result.testResults)
    for (const { status: how, fullName } of assertionResults)
      if (how === "pending" || how === "skipped" || how === "todo") skipped.push(fullName);
  // A file that does not even load has no tests of its own to fail: count it as one.
  sums.failed += result.testResults.filter((f) => f.status === "failed" && f.assertionResults.length === 0).length;
  return status;
}

/** What is generated in docs/ is what the program holds. */
function checkDocuments() {
  const script = join(root, "scripts/docs.mjs");
  return spawnSync(process.execPath, [script, "--check"], { stdio: "inherit" }).status ?? 1;
}

ensureInstalled();
step("lint", () => runTool("@biomejs/biome", "biome", ["check", "--error-on-warnings", "."]));
const built = step("types and build", () => build({ tests: true }));
step("unit tests", () => tests("unit"));
if (built && filters.length === 0) step("documents", checkDocuments);
if (built) step("browser tests", () => tests("browser"));
else process.stdout.write("\nThe browser tests were left out: there is no build to test.\n");

if (sums.passed + sums.failed === 0) faults.push("no test ran");
if (skipped.length > 0) process.stdout.write(`\nSkipped:\n${skipped.map((name) => `  ${name}`).join("\n")}\n`);
if (faults.length > 0) process.stdout.write(`\nFailed: ${faults.join(", ")}\n`);
process.stdout.write(
  `\n${sums.passed} passed, ${sums.failed} failed${sums.skipped > 0 ? `, ${sums.skipped} skipped` : ""}\n`,
);
process.exitCode = faults.length > 0 || sums.failed > 0 ? 1 : 0;
