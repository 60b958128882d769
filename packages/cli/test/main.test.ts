import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
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

test("every command has --help, --json and a description", async () => {
  for (const command of createProgram().commands) {
    for (const one of command.commands.length > 0 ? command.commands : [command]) {
      const names = one === command ? [command.name()] : [command.name(), one.name()];
      const name = names.join(" ");
      expect(one.description(), name).not.toBe("");
      expect(
        one.options.map((option) => option.long),
        name,
      ).toContain("--json");
      expect(await counterpulse(...names, "--help"), name).toMatchObject({ status: 0, stderr: "" });
    }
  }
});

test("the engine and the server are loaded only by a command that runs", () => {
  const folder = fileURLToPath(new URL("../src/", import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const early = files
    .filter((file) => !file.startsWith("server"))
    .filter((file) =>
      /^(?:import|export) (?!type )[^;]*from "(?:@counterpulse\/|@?hono|yaml|zod|\.\.\/server)/m.test(
        readFileSync(`${folder}/${file}`, "utf8"),
      ),
    );
  expect(early).toEqual([]);
});
