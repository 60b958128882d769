import { afterEach, expect, test, vi } from "vitest";
import { createProgram, main } from "../src/main.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

function capture() {
  const out = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      out[name] += text;
      return true;
    });
  return out;
}

test("--help goes to stdout and succeeds", async () => {
  const out = capture();
  expect(await main(["--help"])).toBe(0);
  expect(out.stdout).toContain("Usage: counterpulse");
  expect(out.stderr).toBe("");
});

test("no command shows the help on stderr and is wrong input", async () => {
  const out = capture();
  expect(await main([])).toBe(2);
  expect(out.stdout).toBe("");
  expect(out.stderr).toContain("Usage: counterpulse");
});

test.each([[["sevre"]], [["serve", "--prot", "1"]], [["serve", "--port"]], [["serve", "--port", "80x"]]])(
  "wrong input %j: one line on stderr, status 2",
  async (args) => {
    const out = capture();
    expect(await main(args)).toBe(2);
    expect(out.stdout).toBe("");
    expect(out.stderr).toMatch(/^counterpulse: [^\n]+\n$/);
  },
);

test("every command has --help, --json and a description", () => {
  for (const command of createProgram().commands) {
    expect(command.description(), command.name()).not.toBe("");
    expect(
      command.options.map((option) => option.long),
      command.name(),
    ).toContain("--json");
  }
});
