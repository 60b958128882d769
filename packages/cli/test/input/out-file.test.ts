import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkOut, PATIENT_FILES, writeOut } from "../../src/input/out-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the extension decides the format", () => {
  expect(checkOut(undefined, [])).toBeNull();
  expect(checkOut(join(folder, "a.csv"), [])).toMatchObject({ format: "csv" });
  expect(checkOut(join(folder, "a.JSON"), [])).toMatchObject({ format: "json" });
  expect(checkOut(join(folder, "a.svg"), [])).toMatchObject({ format: "svg" });
  expect(checkOut(join(folder, "a.yml"), [], PATIENT_FILES)).toMatchObject({ format: "yaml" });
  expect(() => checkOut(join(folder, "a.csv"), [], PATIENT_FILES)).toThrow(".json, .yaml and .yml are allowed");
  expect(readdirSync(folder)).toEqual([]);
});

test("what cannot be written is told before anything is computed", () => {
  const refused = (name: string) => expect(() => checkOut(join(folder, name), [join(folder, "patient.json")]));
  writeFileSync(join(folder, "patient.json"), "{}");
  mkdirSync(join(folder, "directory.csv"));
  refused("a.txt").toThrow('ends in ".txt"; .csv, .json and .svg are allowed');
  refused("a").toThrow("ends in no extension; .csv, .json and .svg are allowed");
  refused("missing/a.csv").toThrow("there is no directory");
  refused("patient.json/a.csv").toThrow("there is no directory");
  refused("directory.csv").toThrow("is not a regular file");
  refused("patient.json").toThrow("is a file that the command reads");
});

test.skipIf(process.getuid?.() === 0)("a directory or file without the right to write", () => {
  writeFileSync(join(folder, "a.csv"), "");
  chmodSync(join(folder, "a.csv"), 0o400);
  expect(() => checkOut(join(folder, "a.csv"), [])).toThrow("we may not write there");
  chmodSync(folder, 0o500);
  expect(() => checkOut(join(folder, "b.csv"), [])).toThrow("we may not write there");
  chmodSync(folder, 0o700);
});

test("content goes there as a whole; a place that vanished meanwhile is wrong input", async () => {
  const out = checkOut(join(folder, "a.csv"), [])!;
  await writeOut(out, ["a,b\n", "1,2\n"]);
  expect(readFileSync(out.path, "utf8")).toBe("a,b\n1,2\n");
  rmSync(folder, { recursive: true });
  await expect(writeOut(out, [""])).rejects.toMatchObject({ name: "InputError" });
});
