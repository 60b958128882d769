import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeWhole } from "../src/whole-file.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string) => readFileSync(join(folder, name), "utf8");

test("writes text, bytes and pieces", () => {
  writeWhole(join(folder, "a"), "text, µ");
  writeWhole(join(folder, "b"), new Uint8Array([65, 66]));
  writeWhole(join(folder, "c"), ["one\n", "two\n"]);
  expect([read("a"), read("b"), read("c")]).toEqual(["text, µ", "AB", "one\ntwo\n"]);
  expect(readdirSync(folder).sort()).toEqual(["a", "b", "c"]);
});

test("an interrupted write leaves the old content and nothing else", () => {
  writeFileSync(join(folder, "a"), "old");
  function* pieces() {
    yield "half";
    expect(read("a")).toBe("old");
    throw new Error("interrupted");
  }
  expect(() => writeWhole(join(folder, "a"), pieces())).toThrow("interrupted");
  expect(read("a")).toBe("old");
  expect(readdirSync(folder)).toEqual(["a"]);
});

test("a replaced file keeps its mode, and a link stays a link", () => {
  writeFileSync(join(folder, "a"), "old");
  chmodSync(join(folder, "a"), 0o640);
  symlinkSync("a", join(folder, "link"));
  writeWhole(join(folder, "link"), "new");
  expect(read("a")).toBe("new");
  expect(statSync(join(folder, "a")).mode & 0o777).toBe(0o640);
  expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
});

test("what cannot be written is refused with the system's code", () => {
  mkdirSync(join(folder, "d"));
  expect(() => writeWhole(join(folder, "d"), "x")).toThrow(expect.objectContaining({ code: "EISDIR" }));
  expect(() => writeWhole(join(folder, "none/a"), "x")).toThrow(expect.objectContaining({ code: "ENOENT" }));
  expect(existsSync(join(folder, "none"))).toBe(false);
});
