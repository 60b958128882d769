import fc from "fast-check";
import { expect, test } from "vitest";
import { csv } from "../../src/print/csv.ts";
import { json } from "../../src/print/json.ts";

const text = (pieces: Iterable<string>) => [...pieces].join("");

test("JSON: what goes in comes out", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(text(json(value)))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("JSON: null for what is no number, nothing for what is absent, plain lists on one line", () => {
  expect(JSON.parse(text(json({ a: Number.NaN, b: undefined, c: [Number.POSITIVE_INFINITY] })))).toEqual({
    a: null,
    c: [null],
  });
  expect(text(json({ list: [1, 2], of: [{ a: 1 }] }))).toBe(
    '{\n  "list": [1, 2],\n  "of": [\n    {\n      "a": 1\n    }\n  ]\n}\n',
  );
});

test("JSON: long lists come in pieces", () => {
  const list = Array.from({ length: 25_000 }, (_, i) => i);
  const pieces = [...json(list)];
  expect(pieces.length).toBeGreaterThan(3);
  expect(JSON.parse(pieces.join(""))).toEqual(list);
});

test("CSV: quotes where needed, full precision, empty for what does not exist", () => {
  const rows = [
    ["a,b", 0.1 + 0.2, null],
    ['say "x"', Number.NaN, "two\nlines"],
  ];
  expect(text(csv(["id", "value", "note"], rows))).toBe(
    'id,value,note\n"a,b",0.30000000000000004,\n"say ""x""",,"two\nlines"\n',
  );
});

test("CSV: many rows", () => {
  const rows = Array.from({ length: 5001 }, (_, i) => [i]);
  expect(
    text(csv(["i"], rows))
      .trimEnd()
      .split("\n"),
  ).toHaveLength(5002);
});
