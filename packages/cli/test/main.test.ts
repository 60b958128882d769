import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { createProgram } from "../src/main.ts";
import { counterpulse, wrongInput } from "./capture.ts";

test("--help goes to stdout and succeeds", async () => {
  const out = await counterpulse("--help");
  expect(out).toMatchObject({ status: 0, stderr: "" });
  expect(out.stdout).toContain("Usage: counterpulse");
  expect(out.stdout).toContain("not a medical device");
});

test("no command shows the help on stderr and is wrong input", async () => {
  const out = await counterpulse();
  expect(out).toMatchObject({ status: 2, stdout: "" });
  expect(out.stderr).toContain("Usage: counterpulse");
});

test.each([
  [["sevre"], /unknown command 'sevre' \(Did you mean serve\?\); `counterpulse --help`/],
  [["serve", "--prot", "1"], /unknown option '--prot'/],
  [["serve", "--port"], /'--port <port>' argument missing/],
  [["serve", "--port", "80x"], /--port: "80x" is not a port/],
  [["compare"], /missing required argument 'patient'/],
  [["compare", "a", "b"], /too many arguments/],
  [["simulate", "healthy-adult", "--suport", "none"], /Did you mean --support\?\); `counterpulse simulate --help`/],
])("wrong input %j: one line on stderr, status 2", async (args, message) => {
  expect(await counterpulse(...args)).toEqual(wrongInput(message));
});

/** Commands with the words that call them; a group is its subcommands. */
const leaves = (command: Command, words: readonly string[] = []): [string[], Command][] =>
  command.commands.flatMap((sub) => {
    const path = [...words, sub.name()];
    return sub.commands.length > 0 ? leaves(sub, path) : [[path, sub] as [string[], Command]];
  });

test("every command has --help, --json and a description", async () => {
  for (const [words, command] of leaves(createProgram())) {
    const name = words.join(" ");
    expect(command.description(), name).not.toBe("");
    expect(
      command.options.map((option) => option.long),
      name,
    ).toContain("--json");
    expect(await counterpulse(...words, "--help"), name).toMatchObject({ status: 0, stderr: "" });
  }
});

/** Sources of a package that import at their start what the pattern matches; types cost nothing. */
function importers(folder: string, what: RegExp): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return files.filter((file) => {
    const text = readFileSync(`${folder}/${file}`, "utf8");
    const sources = text.matchAll(/^(?:import|export) (?!type )[^;]*from "([^"]+)"/gm);
    return [...sources].some(([, source]) => what.test(source));
  });
}

test("the engine and the server are loaded only by a command that runs", () => {
  const folder = fileURLToPath(new URL("../src/", import.meta.url));
  // The words and numbers of `report` are needed early; it loads nothing itself.
  const heavy = /^(?:@counterpulse\/(?!report$)|@?hono|yaml|zod|\.\.\/server)/;
  const early = (file: string): boolean => !/^(?:server|answer)\//.test(file);
  expect(importers(folder, heavy).filter(early)).toEqual([]);
  const report = fileURLToPath(new URL("../../report/src/", import.meta.url));
  expect(importers(report, /^@counterpulse\//).filter(early)).toEqual([]);
  // What answers are computed and composed with is loaded when one is asked for.
  expect(importers(report, /\/answer\.ts$/)).toEqual([]);
  expect(importers(folder, /\/answer\/(?:gather|words)\.ts$/)).toEqual([]);
});
