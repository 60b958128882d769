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

test("texts are broken at blanks", () => {
  expect(wrap("aa bb  cc dddddd", 5)).toEqual(["aa bb", "cc", "dddddd"]);
  expect(paragraph("aa bb cc", 8, "x: ")).toEqual(["x: aa bb", "   cc"]);
});

test("the page is as wide as the terminal, within reason", () => {
  expect([{}, { columns: 90 }, { columns: 20 }, { columns: 300 }].map(pageWidth)).toEqual([100, 90, 72, 120]);
});
