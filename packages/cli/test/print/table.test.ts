import { expect, test } from "vitest";
import { pageWidth, paragraph, table, wrap } from "../../src/print/table.ts";

test("decimal points and ends of words stand below each other", () => {
  const columns = [{ align: "left", header: "what" }, { align: "point", header: "now" }, { align: "right" }] as const;
  const rows = [["mean", "72", "a"], "Flow", ["native", "3.61", "bb"], ["share", "–", ""]];
  expect(table(columns, rows)).toEqual([
    "what      now",
    "mean    72      a",
    "Flow",
    "native   3.61  bb",
    "share    –",
  ]);
});

test("a heading of several lines ends where the others do", () => {
  const columns = [
    { align: "left", header: "what" },
    { align: "right", header: "ecmo\n+iabp" },
  ] as const;
  expect(table(columns, [["mean", "72"]])).toEqual(["       ecmo", "what  +iabp", "mean     72"]);
});

test("colour takes no room", () => {
  const bold = "\u001b[1mab\u001b[22m";
  expect(
    table(
      [{ align: "left" }, { align: "left" }],
      [
        [bold, "x"],
        ["abc", "y"],
      ],
    ),
  ).toEqual([`${bold}   x`, "abc  y"]);
});

test("long cells go on in the next line", () => {
  const columns = [{ align: "left" }, { align: "left", fill: true }, { align: "left" }] as const;
  const text = "one two three four five six seven";
  expect(table(columns, [["a", text, "b"]], { indent: 1, page: 32 })).toEqual([
    " a  one two three four five  b",
    "    six seven",
  ]);
});

test("further lines of an indented cell begin where its first does", () => {
  const columns = [{ align: "left", fill: true }, { align: "right" }] as const;
  const rows = [
    ["  one two three four five", "1"],
    ["plain", "2"],
  ];
  expect(table(columns, rows, { page: 23 })).toEqual(["  one two three four  1", "  five", "plain                 2"]);
});

test("words among numbers end at the column's end, one below the other where they are broken", () => {
  const columns = [{ align: "left" }, { align: "point" }] as const;
  const rows = [
    ["a", "3.61"],
    ["b", "72"],
    ["c", "lower\nthoracic"],
  ];
  expect(table(columns, rows)).toEqual(["a      3.61", "b     72", "c     lower", "   thoracic"]);
});

test("texts are broken at blanks", () => {
  expect(wrap("aa bb  cc dddddd", 5)).toEqual(["aa bb", "cc", "dddddd"]);
  expect(paragraph("aa bb cc", 8, "x: ")).toEqual(["x: aa bb", "   cc"]);
});

test("the page is as wide as the terminal, within reason", () => {
  expect([{}, { columns: 90 }, { columns: 20 }, { columns: 300 }].map(pageWidth)).toEqual([100, 90, 72, 120]);
});
