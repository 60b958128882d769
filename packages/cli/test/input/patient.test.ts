import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Laboratory } from "@counterpulse/lab";
import { afterAll, expect, test } from "vitest";
import { readPatient } from "../../src/input/patient.ts";

const { model } = new Laboratory();
const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

test("an id", async () => {
  expect((await readPatient("healthy-adult", model)).id).toBe("healthy-adult");
});

test.each([
  ["a.json", '\uFEFF{"id": "anna", "title": "Anna", "parameters": {"lv.Ees": 0.7}}', "anna"],
  ["a.yaml", "title: Anna\nparameters:\n  lv.Ees: 0.7\n", "a"],
  ["a.yml", "parameters: {lv.Ees: 7e-1}", "a"],
  ["fitted.json", '{"patient": {"parameters": {"lv.Ees": 0.7}}, "rmse_z": 0.2}', "fitted"],
  ["plain", "parameters: {lv.Ees: 0.7}", "plain"],
])("a file %s", async (name, content, id) => {
  expect(await readPatient(write(name, content), model)).toMatchObject({ id, parameters: { "lv.Ees": 0.7 } });
});

test("a base gives what the file does not name", async () => {
  const file = write("base.yaml", "base: cardiogenic-shock\nparameters: {lv.Ees: 0.7}");
  const { parameters } = await readPatient(file, model);
  expect(parameters).toMatchObject({ "lv.Ees": 0.7, "heart.rate_per_min": 97 });
});

test.each([
  [
    "broken.json",
    '{"parameters": {\n  "lv.Ees": 0.7,\n}}',
    "this is not JSON: expected double-quoted property name at line 3",
  ],
  ["cut.json", '{"parameters": {\n', "this is not JSON: "],
  ["empty.json", " ", "this is not JSON: the file is empty at line 1"],
  ["broken.yaml", "parameters:\n  lv.Ees: 0.7\n lv.V0: 10\n", /this is not YAML: .+ at line 3/],
  ["twice.json", '{"parameters": {"lv.Ees": 0.7,\n"lv.Ees": 0.8}}', "a key stands twice at line 2"],
  ["twice.yaml", "parameters:\n  lv.Ees: 0.7\n  lv.Ees: 0.8\n", "a key stands twice at line 3"],
  ["two.yaml", "parameters: {}\n---\nparameters: {}\n", "this is not YAML"],
  ["unknown.yaml", "parameters: {lv.Es: 1}", 'there is no parameter "lv.Es"; did you mean lv.Ees?'],
  [
    "range.yaml",
    "parameters: {lv.Ees: 100}",
    "lv.Ees = 100 is outside what is allowed: a number from 0.2 to 6 mmHg/mL",
  ],
  ["text.yaml", "parameters: {lv.Ees: strong}", 'lv.Ees is "strong"; a number from'],
  ["comma.yaml", "parameters:\n  lv.Ees: 1,5\n", "(write 1.5, with a decimal point)"],
  ["infinite.yaml", "parameters: {lv.Ees: .inf}", "lv.Ees is Infinity; a number from"],
  ["none.yaml", "parameters: {lv.Ees: }", "lv.Ees is null; a number from"],
  ["switch.yaml", "parameters: {iabp.on: 1}", "iabp.on follows from the support"],
  ["typo.yaml", "paramters: {}", "parameters: it is missing"],
  ["more.yaml", "parameters: {}\nbases: healthy-adult", '"bases"'],
  ["base.yaml", "base: nobody\nparameters: {}", 'base: there is no patient "nobody"; allowed are healthy-adult'],
  ["list.json", "[]", "the document: expected object, received array"],
  ["empty.yaml", "", "the document: expected object, received null"],
  ["echo.json", '{"patient": "healthy-adult", "columns": []}', 'patient is "healthy-adult"; an object'],
  ["latin1.yaml", new Uint8Array([0x69, 0x64, 0x3a, 0x20, 0xe9]), "it is not UTF-8 text"],
  ["large.yaml", `# ${"x".repeat(1_000_001)}`, "it is larger than 1 MB"],
])("%s is refused with file, field and what is allowed", async (name, content, message) => {
  const file = write(name, content);
  await expect(readPatient(file, model)).rejects.toThrow(message);
  await expect(readPatient(file, model)).rejects.toThrow(file);
  await expect(readPatient(file, model)).rejects.toMatchObject({ name: "InputError" });
});

test("a directory, a missing file, an unknown id", async () => {
  mkdirSync(join(folder, "directory"));
  await expect(readPatient(join(folder, "directory"), model)).rejects.toThrow("it is a directory");
  await expect(readPatient(join(folder, "missing.json"), model)).rejects.toThrow("there is no such file");
  await expect(readPatient("nobody", model)).rejects.toThrow(
    /allowed are healthy-adult, cardiogenic-shock, .*, or a JSON/,
  );
});

test.skipIf(process.getuid?.() === 0)("a file that may not be read", async () => {
  const file = write("locked.yaml", "parameters: {}");
  chmodSync(file, 0);
  await expect(readPatient(file, model)).rejects.toThrow("it may not be read");
});
