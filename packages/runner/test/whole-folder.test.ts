import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeWholeFolder } from "../src/whole-folder.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "counterpulse-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("writes all files, and replaces an empty or a full folder as a whole", () => {
  const path = join(root, "study");
  writeWholeFolder(path, [{ name: "a.txt", content: ["one ", "two"] }]);
  expect(readFileSync(join(path, "a.txt"), "utf8")).toBe("one two");
  writeWholeFolder(path, [{ name: "b.txt", content: ["three"] }]);
  expect(readdirSync(path)).toEqual(["b.txt"]);
  mkdirSync(join(root, "empty"));
  writeWholeFolder(join(root, "empty"), [{ name: "c.txt", content: [""] }]);
  expect(readdirSync(root).sort()).toEqual(["empty", "study"]);
});

test("a failure on the way leaves what stood there, and nothing else", () => {
  const path = join(root, "study");
  mkdirSync(path);
  writeFileSync(join(path, "kept.txt"), "kept");
  function* breaks(): Generator<string> {
    yield "half";
    throw new Error("no more");
  }
  expect(() => writeWholeFolder(path, [{ name: "a.txt", content: breaks() }])).toThrow("no more");
  expect(readdirSync(root)).toEqual(["study"]);
  expect(readdirSync(path)).toEqual(["kept.txt"]);
});

test("a folder that cannot be made is the system's error", () => {
  expect(() => writeWholeFolder(join(root, "none", "study"), [])).toThrow(/ENOENT/);
});
