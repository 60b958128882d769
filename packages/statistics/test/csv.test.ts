import { InputError, isMissing, parseCsv, parseNumber } from "@counterpulse/statistics";
import { expect, test } from "vitest";
import { cpuSeconds } from "../../../test/cpu-time.ts";

const messageOf = (text: string, use: (table: ReturnType<typeof parseCsv>) => unknown = () => {}): string => {
  try {
    use(parseCsv(text, "trial.csv"));
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  return "no error";
};

test.each([
  ["commas", "study,yi\nA,0.5\nB,-1.25\n"],
  ["a byte order mark, Windows line ends", "\ufeffstudy,yi\r\nA,0.5\r\nB,-1.25\r\n"],
  ["semicolons and decimal commas", "study;yi\nA;0,5\nB;-1,25"],
  ["tabs", "study\tyi\nA\t0.5\nB\t-1.25"],
  ["decimal commas in quotes", 'study,yi\nA,"0,5"\n"B","-1,25"'],
  ["blanks and blank lines", "\n study , yi \n A , 0.5 \n\nB, -1.25\n\n\n"],
  ["old Macintosh line ends", "study,yi\rA,0.5\rB,-1.25\r"],
])("reads %s", (_, text) => {
  const table = parseCsv(text);
  expect(table.names).toEqual(["study", "yi"]);
  expect(table.text("study")).toEqual(["A", "B"]);
  expect([...table.numbers("yi")]).toEqual([0.5, -1.25]);
});

test("quotes hold delimiters, quotes and line ends", () => {
  const table = parseCsv('name,n\n"Smith, ""J""\nand others",3\nB,4\n', "f");
  expect(table.text("name")).toEqual(['Smith, "J"\nand others', "B"]);
  expect(table.error(1, "n", "wrong").message).toBe('f: line 4 (data row 2), column "n": wrong');
});

test("missing values, in words that people use", () => {
  const table = parseCsv("x,y\nNA,1\n,2\nn/a,3\nNaN,4\n.,5\nnull,6\n7,7");
  expect(table.numbers("x").filter((x) => !Number.isNaN(x))).toEqual(Float64Array.of(7));
  expect(table.text("x").filter((x) => x === null)).toHaveLength(6);
  expect(isMissing("none")).toBe(false);
});

test.each([
  ["12", 12],
  ["-.5", -0.5],
  ["1,5e-3", 0.0015],
  ["+3.", 3],
  ["1.234,5", null],
  ["1 000", null],
  ["0x10", null],
  ["1e999", null],
  ["Infinity", null],
  ["", null],
])("the number %j is %d", (text, value) => {
  expect(parseNumber(text)).toBe(value);
});

test.each([
  ["", "trial.csv: empty; a header row and data rows are needed"],
  ["a,,c\n1,2,3", "trial.csv: line 1, column 2: the header names no column here"],
  ["a,b,a\n1,2,3", 'trial.csv: line 1, column 3: the header names "a" twice'],
  ["a,b\n1,2\n\n3\n", "trial.csv: line 4 has 1 fields, the header 2"],
  ['a,b\n1,"2\n3', "trial.csv: line 2, field 2: the quote is not closed"],
  ['a,b\n"1"x,2', 'trial.csv: line 2, field 1: "x" after the closing quote'],
])("refuses %j", (text, message) => {
  expect(messageOf(text)).toBe(message);
});

test("errors name line, row and column", () => {
  expect(messageOf("a,b\n1,2\n3,x1", (table) => table.numbers("b"))).toBe(
    'trial.csv: line 3 (data row 2), column "b": "x1" is not a number (decimal point or comma; NA or nothing if missing)',
  );
  expect(messageOf("a,b\n1,2", (table) => table.numbers("c"))).toBe('trial.csv: no column "c"; there are a, b');
  expect(messageOf("a\n2\n2.5", (table) => table.counts("a"))).toBe(
    'trial.csv: line 3 (data row 2), column "a": 2.5 is not a whole number from 0 up',
  );
  expect(messageOf("a\n-2", (table) => table.counts("a"))).toContain("-2 is not a whole number from 0 up");
});

test("a hundred thousand rows in well under a second", () => {
  const text = `a,b,c\n${Array.from({ length: 100_000 }, (_, i) => `${i},"${i / 7}",x${i % 3}`).join("\n")}`;
  let sum = 0;
  const seconds = cpuSeconds(() => {
    sum = parseCsv(text)
      .numbers("a")
      .reduce((total, x) => total + x, 0);
  });
  expect(seconds).toBeLessThan(1);
  expect(sum).toBe((99_999 * 100_000) / 2);
});
