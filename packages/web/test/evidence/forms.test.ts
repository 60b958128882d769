import { findStudy } from "@counterpulse/evidence";
import { analyzeTwoByTwo } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { initialTrial, readSize, slideSize, typeSize } from "../../src/evidence/state/trial-form.ts";
import {
  changeCell,
  countedOutcomes,
  fillFrom,
  firstTable,
  readTable,
  type TableForm,
} from "../../src/evidence/state/two-by-two-form.ts";
import { readWhole } from "../../src/evidence/state/whole-number.ts";

describe("a whole number that is typed in", () => {
  test.each([
    ["12", 12],
    [" 12 ", 12],
    ["+7", 7],
    ["0", 0],
  ])("%j is %d", (text, value) => {
    expect(readWhole(text, "Events", 0, 300)).toEqual({ value, error: null });
  });

  test.each([
    ["", "Events: a whole number from 0 to 300 is missing."],
    ["1.5", "Events: a whole number from 0 to 300 is allowed, not “1.5”."],
    ["twelve", "Events: a whole number from 0 to 300 is allowed, not “twelve”."],
    ["1e2", "Events: a whole number from 0 to 300 is allowed, not “1e2”."],
    ["-1", "Events: a whole number from 0 to 300 is allowed, not -1."],
    ["301", "Events: a whole number from 0 to 300 is allowed, not 301."],
    ["99999999999999999999", "Events: a whole number from 0 to 300 is allowed, not 99999999999999999999."],
  ])("%j is refused, and why", (text, error) => {
    expect(readWhole(text, "Events", 0, 300)).toEqual({ value: null, error });
  });
});

describe("the two-by-two form", () => {
  test("begins with a trial of the evidence, and gives the analysis of its counts", () => {
    const form = firstTable();
    const { arms } = findStudy("iabp-shock-ii")!.outcomes[0];
    expect(form.cells).toEqual({
      a: String(arms[0].events),
      n1: String(arms[0].total),
      b: String(arms[1].events),
      n2: String(arms[1].total),
    });
    const table = { a: arms[0].events!, n1: arms[0].total!, b: arms[1].events!, n2: arms[1].total! };
    expect(readTable(form).analysis).toEqual(analyzeTwoByTwo(table, { level: 0.95, favourable: false }));
  });

  test("every listed outcome fills it without a fault; a good event turns the number needed round", () => {
    const listed = countedOutcomes();
    expect(listed.length).toBeGreaterThan(20);
    for (const { key } of listed) {
      const filled = fillFrom(firstTable(), key);
      expect(filled.from).toBe(key);
      expect(readTable(filled).analysis, key).not.toBeNull();
    }
    const form = fillFrom(firstTable(), "aso-2016/death 28 d (matched)");
    const of = (favourable: boolean) => readTable({ ...form, favourable }).analysis!.nnt.direction;
    expect([of(false), of(true)]).toEqual(["benefit", "harm"]);
    expect(fillFrom(form, "nothing/at all")).toBe(form);
  });

  test("own counts are no study's any more; each fault stands at its own cell, and nothing is computed", () => {
    const changed = changeCell(firstTable(), "b", "310");
    expect(changed.from).toBe("");
    expect(readTable(changed)).toEqual({
      errors: { a: null, n1: null, b: "Events: a whole number from 0 to 298 is allowed, not 310.", n2: null },
      analysis: null,
    });
    const empty: TableForm = { ...changed, cells: { a: "", n1: "0", b: "x", n2: "10" } };
    const { errors, analysis } = readTable(empty);
    expect(analysis).toBeNull();
    expect(errors.a).toContain("is missing");
    expect(errors.n1).toContain("from 1 to");
    expect(errors.b).toContain("“x”");
    expect(errors.n2).toBeNull();
  });

  test("tables without events, or with nothing else, are analysed too", () => {
    for (const cells of [
      { a: "0", n1: "10", b: "0", n2: "12" },
      { a: "10", n1: "10", b: "12", n2: "12" },
      { a: "0", n1: "10", b: "12", n2: "12" },
    ])
      expect(readTable({ ...firstTable(), cells }).analysis).not.toBeNull();
  });
});

describe("the size of a trial", () => {
  test("is nobody's fault before it is typed; a wrong text keeps the last right size", () => {
    expect(readSize(initialTrial)).toBeNull();
    const typed = typeSize(initialTrial, "358");
    expect(typed).toMatchObject({ text: "358", n: 358 });
    const wrong = typeSize(typed, "3580");
    expect(wrong).toMatchObject({ text: "3580", n: 358 });
    expect(readSize(wrong)!.error).toBe("Patients: a whole number from 20 to 3000 is allowed, not 3580.");
    expect(readSize(slideSize(wrong, 400))).toEqual({ value: 400, error: null });
  });
});
