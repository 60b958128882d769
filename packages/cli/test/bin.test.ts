/** The command as users run it, in a process of its own; only where it is built. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const command = fileURLToPath(new URL("../bin/counterpulse.js", import.meta.url));
const built = existsSync(fileURLToPath(new URL("../dist/main.js", import.meta.url)));

const run = (...args: string[]) => spawnSync(process.execPath, [command, ...args], { encoding: "utf8" });

describe.skipIf(!built)("counterpulse in a process of its own", () => {
  test("--help comes at once", () => {
    const start = performance.now();
    expect(run("--help")).toMatchObject({ status: 0, stderr: "" });
    // 0.1 s on an idle machine; the bound leaves room for a busy one.
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test("compare prints no colour and no progress into pipes", () => {
    const out = run("compare", "cardiogenic-shock");
    expect(out).toMatchObject({ status: 0, stderr: "" });
    expect(out.stdout).not.toContain("\u001b");
    expect(out.stdout.trimEnd().split("\n").at(-1)).toBe("For research and teaching; not a medical device.");
  });

  test("wrong input: one line, status 2", () => {
    const out = run("compare", "nobody");
    expect(out).toMatchObject({ status: 2, stdout: "" });
    expect(out.stderr).toMatch(/^counterpulse: patient "nobody"[^\n]+\n$/);
  });

  test.skipIf(process.platform === "win32")("a reader that has had enough is no error", () => {
    const line = `"${process.execPath}" "${command}" parameters --json | head -c 10; echo " \${PIPESTATUS[0]}"`;
    expect(spawnSync("bash", ["-c", line], { encoding: "utf8" })).toMatchObject({
      stdout: expect.stringMatching(/ 0\n$/),
      stderr: "",
    });
  });
});
