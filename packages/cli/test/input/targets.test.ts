import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Laboratory } from "@counterpulse/lab";
import { afterAll, describe, expect, test } from "vitest";
import { readTarget, readTargetFile } from "../../src/input/targets.ts";

const { model } = new Laboratory();
const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

test.each([
  ["MAP=65", { index: "MAP", value: 65 }],
  [" CVP = 12.5 ~ 2 ", { index: "CVP", value: 12.5, sd: 2 }],
  ["ecmo_p1_mmHg=-40~5", { index: "ecmo_p1_mmHg", value: -40, sd: 5 }],
])("%j", (text, target) => expect(readTarget(text)).toEqual(target));

test.each([
  ["MAP", '--target: "MAP" cannot be read; index=value or index=value~sd is allowed'],
  ["=65", '--target: "=65" cannot be read'],
  ["MAP=", '--target: MAP: "" is not a number'],
  ["MAP=sixty", '--target: MAP: "sixty" is not a number'],
  ["MAP=6,5", "write 6.5, with a decimal point"],
  ["MAP=65~", 'MAP: the standard deviation: "" is not a number'],
  ["MAP=65~3~2", 'MAP: the standard deviation: "3~2" is not a number'],
])("%j is refused", (text, message) => expect(() => readTarget(text)).toThrow(message));

describe("a file", () => {
  test("holds targets with or without their spread, the support and settings", async () => {
    const path = write(
      "bed.yaml",
      "support: va-ecmo\nsettings: {patient.weight_kg: 82}\ntargets:\n  MAP: 65\n  CI: {value: 1.9, sd: 0.2}\n",
    );
    expect(await readTargetFile(path, model)).toEqual({
      support: "va-ecmo",
      settings: { "patient.weight_kg": 82 },
      targets: [
        { index: "MAP", value: 65, where: path },
        { index: "CI", value: 1.9, sd: 0.2, where: path },
      ],
    });
  });

  test("may hold targets alone", async () => {
    const path = write("bed.json", '{"targets": {"MAP": 65}}');
    expect(await readTargetFile(path, model)).toMatchObject({ settings: {}, targets: [{ index: "MAP" }] });
  });

  test.each([
    ["text.yaml", "targets: {MAP: high}", "targets.MAP is not what a file of targets has there; {support?"],
    ["none.yaml", "support: none", "targets is not what a file"],
    ["more.yaml", "targets: {MAP: 65}\npatient: a", "the document is not what a file"],
    ["spread.yaml", "targets: {MAP: {value: 65, spread: 3}}", "targets.MAP is not what a file"],
    ["setting.yaml", "targets: {MAP: 65}\nsettings: {lv.Es: 1}", 'there is no parameter "lv.Es"'],
    ["twice.yaml", "targets: {MAP: 65, MAP: 70}", "a key stands twice"],
    ["broken.json", "{", "this is not JSON"],
  ])("%s is refused with its name", async (name, content, message) => {
    const path = write(name, content);
    await expect(readTargetFile(path, model)).rejects.toThrow(`${path}: `);
    await expect(readTargetFile(path, model)).rejects.toThrow(message);
  });

  test("that is not there", async () => {
    await expect(readTargetFile(join(folder, "no.yaml"), model)).rejects.toThrow(
      /^targets file ".*": there is no such file/,
    );
  });
});
