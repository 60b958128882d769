import { expect, test } from "vitest";
import { parsePrinted, roundsTo, truncatesTo } from "../../src/check/printed.ts";
import { readClaims } from "../../src/index.ts";

const good = { study: "a", kind: "proportion", events: 3, total: 10, stated_pct: "30" };

test("a claim is read as it is; unknown fields are left aside with a warning", () => {
  const { claims, warnings } = readClaims(
    [
      { ...good, colour: "red" },
      { ...good, events: null },
    ],
    "f.yaml",
  );
  expect(claims).toEqual([good, { ...good, events: null }]);
  expect(warnings).toEqual(['f.yaml: claim 1: colour ("red") is no field of a proportion and is left aside.']);
  expect(readClaims([], "f.yaml").claims).toEqual([]);
});

test.each<[unknown, string]>([
  [{ claims: [] }, 'f.yaml: {"claims":[]} is no such thing; a list of claims'],
  [[7], "f.yaml: claim 1: 7 is no such thing; an object"],
  [[{ ...good, study: undefined }], "claim 1, study: nothing"],
  [[{ ...good, kind: "mean" }], 'claim 1, kind: "mean" is no such thing; proportion, sum, two_by_two'],
  [[good, { ...good, events: undefined }], "claim 2, events: nothing is no such thing; a number or null"],
  [[{ ...good, events: "3" }], 'events: "3"'],
  [[{ ...good, total: Number.NaN }], "total: NaN"],
  [[{ ...good, stated_pct: 30 }], "stated_pct: 30 is no such thing; a text such as"],
  [[{ ...good, stated_pct: "many" }], 'stated_pct: "many"'],
  [[{ ...good, stated_p: "0.3" }], 'stated_p: "0.3" is no such thing; of a proportion: events, total'],
  [[{ study: "a", kind: "ratio", measure: "RD", estimate: "1", ci: ["1", "2"] }], 'measure: "RD"'],
  [
    [{ study: "a", kind: "ratio", measure: "RR", estimate: "1", ci: ["1"] }],
    'ci: ["1"] is no such thing; a list of two',
  ],
  [[{ study: "a", kind: "sum", parts: [1, "x"], stated_total: "1" }], 'parts[1]: "x"'],
])("%j", (content, message) => {
  expect(() => readClaims(content, "f.yaml")).toThrow(message);
});

test.each<[string, number, number]>([
  ["0.004", 0.004, 0.001],
  ["0,004", 0.004, 0.001],
  [".04", 0.04, 0.01],
  ["0·74", 0.74, 0.01],
  ["\u22123", -3, 1],
  ["48.4 %", 48.4, 0.1],
  ["P<0.001", 0.001, 0.001],
  ["1e-5", 1e-5, 1e-5],
  ["2.5 × 10^-4", 2.5e-4, 1e-5],
])("%s", (text, value, unit) => {
  const read = parsePrinted(text);
  expect(read?.value).toBeCloseTo(value, 12);
  expect(read?.unit).toBeCloseTo(unit, 12);
});

test("what a printed figure can stand for", () => {
  const [rounded, cut] = [roundsTo, truncatesTo].map((of) => of(parsePrinted("-3.2")!));
  expect(rounded[0]).toBeCloseTo(-3.25, 8);
  expect(rounded[1]).toBeCloseTo(-3.15, 8);
  expect(cut[0]).toBeCloseTo(-3.3, 8);
  expect(cut[1]).toBeCloseTo(-3.2, 8);
  for (const text of ["", "abc", "1.2.3", "--3", "0.5 to 0.7"]) expect(parsePrinted(text)).toBeNull();
});
