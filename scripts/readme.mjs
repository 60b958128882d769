/**
 * `node scripts/readme.mjs`: runs every command shown in README.md and puts what it prints below it, so that the tour is
 * what the program does; then copies the library example and its output from docs/examples. With `--check` it changes
 * nothing and fails when README.md is behind.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { counterpulse, root } from "./house.mjs";

const file = join(root, "README.md");
const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));

function output(command) {
  // A shell function stands for npx, which would look for the command in the wrong folder.
  const script = `npx() { shift; "${process.execPath}" "${counterpulse}" "$@"; }\n${command} 2>&1`;
  return spawnSync("bash", ["-c", script], { cwd: folder, encoding: "utf8" }).stdout.replace(/\s+$/, "\n");
}

/** A block of commands ("$ …", continued after a backslash) and what they printed. */
function runBlock(block) {
  const commands = block.match(/^\$ (?:.*\\\n)*.*$/gm) ?? [];
  return commands.map((line) => `${line}\n${output(line.slice(2))}`).join("");
}

const before = readFileSync(file, "utf8");
const example = readFileSync(join(root, "docs/examples/own-circuit.mjs"), "utf8");
const printed = spawnSync(process.execPath, [join(root, "docs/examples/own-circuit.mjs")], { encoding: "utf8" }).stdout;
const after = before
  .replace(/(```console\n)([\s\S]*?)(```)/g, (_, start, block, end) => start + runBlock(block) + end)
  .replace(
    /(```js\n)[\s\S]*?(```\n\n```text\n)[\s\S]*?(```)/,
    (_, code, between, end) => code + example + between + printed + end,
  );
rmSync(folder, { recursive: true });

if (process.argv.includes("--check")) {
  if (after !== before) process.stderr.write("README.md is behind what the program prints: node scripts/readme.mjs\n");
  process.exit(after === before ? 0 : 1);
}
writeFileSync(file, after);
