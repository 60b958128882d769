import { analyzeSurvival, parseCsv, parseEvent, type SurvivalOptions } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { LUNG, tableOf } from "./reference.ts";

test("the document of the contract", () => {
  const found = analyzeSurvival(tableOf("lung"), { ...LUNG, by: "sex", cox: ["age", "ph.ecog"] });
  expect(found).toMatchObject({ n: 227, dropped: 1, logrank: { df: 1 }, cox: { ties: "efron", n: 227 } });
  expect(found.km).toHaveLength(2);
  expect(JSON.stringify(found)).not.toMatch(/Infinity|NaN/);
  const plain = analyzeSurvival(tableOf("lung"), LUNG);
  expect(plain).toMatchObject({ n: 228, dropped: 0, logrank: null, cox: null });
  expect(plain.km[0]).toMatchObject({ stratum: "all", median: 310 });
});

test("only columns that are used decide which rows are dropped", () => {
  const table = tableOf("lung");
  const missing = (name: string): number => table.text(name).filter((cell) => cell === null).length;
  expect(analyzeSurvival(table, { ...LUNG, cox: ["wt.loss"] }).dropped).toBe(missing("wt.loss"));
});

describe("what counts as the event", () => {
  test.each([
    ["status==2", "2", true],
    ["status == 2", "2.0", true],
    ["status==2", "1", false],
    ["outcome=='dead'", "dead", true],
    ['outcome=="dead"', "alive", false],
    ["my status==yes", "yes", true],
  ])("%s on %s: %s", (rule, cell, outcome) => {
    expect(parseEvent(rule).matches(cell)).toBe(outcome);
  });

  test("names the column", () => {
    expect(parseEvent(" my status == yes").column).toBe("my status");
    expect(() => parseEvent("status=2")).toThrow('event: "status=2" is not of the form COLUMN==VALUE');
    expect(() => parseEvent("status==")).toThrow("is not of the form");
  });
});

describe("wrong input is told in one line", () => {
  const run =
    (text: string, options: Partial<SurvivalOptions> = {}) =>
    () =>
      analyzeSurvival(parseCsv(text, "f.csv"), { time: "t", event: "d==1", ...options });

  test.each<[string, Partial<SurvivalOptions>, string]>([
    ["t,d\n-1,1", {}, 'f.csv: line 2 (data row 1), column "t": the time must be 0 or later, not -1'],
    ["t,d,e\n3,1,3", { entry: "e" }, 'column "e": entry must be before the time 3, not 3'],
    ["t,d\nx,1", {}, 'column "t": "x" is not a number'],
    ["t,d\nNA,1", {}, "f.csv: no row has all of t, d"],
    ["t,d\n1,1", { by: "arm" }, 'f.csv: no column "arm"; there are t, d'],
    ["t,d,x\n1,1,a\n2,1,3", { cox: ["x"] }, 'line 2 (data row 1), column "x": "a" is not a number'],
    ["t,d,x\n1,1,a\n2,1,a", { cox: ["x"] }, 'column "x" has only one value'],
    ["t,d,x\n1,0,1\n2,0,2", { cox: ["x"] }, "Cox: there is no event"],
  ])("%j", (text, options, message) => {
    expect(run(text, options)).toThrow(message);
  });
});

test("one group only: a curve, and no test", () => {
  const found = analyzeSurvival(parseCsv("t,d,arm\n1,1,A\n2,0,A"), { time: "t", event: "d==1", by: "arm" });
  expect(found.logrank).toBeNull();
  expect(found.km.map(({ stratum }) => stratum)).toEqual(["A"]);
});
