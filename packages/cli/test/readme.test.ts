/** README.md shows what is there: the library example, files that exist, commands that exist. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { createProgram } from "../src/main.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
const example = join(root, "docs/examples/own-circuit.mjs");

test("the library example is the file's, and it runs", async () => {
  expect(readme).toContain(`\`\`\`js\n${readFileSync(example, "utf8")}\`\`\`\n`);
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  await import(example);
  const lines = log.mock.calls.map(([line]) => String(line));
  log.mockRestore();
  expect(lines).toHaveLength(4);
  for (const line of lines)
    expect(line).toMatch(/^\d+ beats a minute: [\d.]+ mmHg, [\d.]+ L\/min; steady after \d+ beats$/);
});

test("links lead to files", () => {
  const links = [...readme.matchAll(/\[[^\]]*\]\(([^)]+)\)/g)].map(([, target]) => target);
  const missing = links.filter((target) => !existsSync(join(root, target)));
  // The picture comes from the browser tests' screenshot of the page.
  expect(missing.filter((target) => dirname(target) !== "docs/images")).toEqual([]);
});

test("commands shown exist, and the reader is told once what this is not", () => {
  const shown = [...readme.matchAll(/npx counterpulse (\w+)/g)].map(([, name]) => name);
  const names = createProgram().commands.map((command) => command.name());
  expect(shown.filter((name) => !names.includes(name))).toEqual([]);
  expect(readme.match(/not a medical device/g)).toHaveLength(1);
});
