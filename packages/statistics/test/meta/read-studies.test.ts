import { analyzeMeta, effectFromRatio, parseCsv, readStudies } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";

const read = (text: string, ...args: Parameters<typeof readStudies> extends [unknown, ...infer Rest] ? Rest : never) =>
  readStudies(parseCsv(text, "s.csv"), ...args);

test("printed ratios and differences, at the level they were printed with", () => {
  const ratios = read("study,estimate,lower,upper\nA,0.8,0.6,1.1\n", "HR");
  expect(ratios.effects).toEqual([effectFromRatio("A", 0.8, [0.6, 1.1])]);
  const wide = read("study,estimate,lower,upper\nA,0.8,0.6,1.1\n", "HR", [], 0.9);
  expect(wide.effects[0].vi).toBeGreaterThan(ratios.effects[0].vi);
  const differences = read("study,estimate,lower,upper\nA,-1,-3,1\n", "generic");
  expect(differences.effects[0]).toMatchObject({ yi: -1 });
  expect(differences.effects[0].vi).toBeCloseTo((2 / 1.959963984540054) ** 2, 12);
});

test("counts go before printed estimates, where both are there", () => {
  const text = "study,ai,n1,ci,n2,estimate,lower,upper\nA,1,10,2,10,9,8,10\n";
  expect(read(text, "RR").counts).toEqual([{ study: "A", ai: 1, n1: 10, ci: 2, n2: 10 }]);
  expect(read("study,estimate,lower,upper\nA,0.5,0.2,1.2\n", "RR").counts).toBeNull();
});

test("rows that lack a column used by a subgroup are dropped too", () => {
  const text = "study,yi,vi,g\nA,0.1,1,x\nB,0.2,1,NA\nC,0.3,1,y\n";
  const found = analyzeMeta(parseCsv(text), { measure: "generic", subgroup: "g", model: "common" });
  expect(found).toMatchObject({ k: 2, dropped: 1 });
  expect(found.subgroups?.of_study).toEqual(["x", "y"]);
});

test("subgroups and leave-one-out go with the method, Mantel-Haenszel's too", () => {
  const text = "study,ai,n1,ci,n2,g\nA,3,20,6,20,x\nB,2,30,5,30,x\nC,4,25,4,25,y\n";
  const found = analyzeMeta(parseCsv(text), { measure: "OR", method: "MH", subgroup: "g", leaveOneOut: true });
  const without = analyzeMeta(parseCsv(text.replace(/C.*\n/, "")), { measure: "OR", method: "MH" });
  expect(found.leave_one_out?.[2].estimate).toBe(without.estimate);
  expect(found.subgroups?.groups[0].estimate).toBe(without.estimate);
  expect(found.subgroups?.q_between.df).toBe(1);
});

describe("wrong input", () => {
  test.each([
    ["study,yi,sei\nA,1,0\n", "generic", 'column "sei": the standard error must be above 0, not 0'],
    ["study,estimate,lower,upper\nA,1,-1,2\n", "HR", "an interval of a ratio must rise from above 0, not -1 to 2"],
    ["name,yi,vi\nA,1,1\n", "generic", 'no column "study"; there are name, yi, vi'],
  ] as const)("%#", (text, measure, message) => {
    expect(() => read(text, measure)).toThrow(message);
  });

  test("what needs the studies' effects does not go with raw counts", () => {
    const table = parseCsv("study,ai,n1,ci,n2\nA,3,20,6,20\nB,2,30,5,30\nC,4,25,4,25\n");
    expect(() => analyzeMeta(table, { measure: "OR", method: "MH", egger: true })).toThrow("need method IV");
  });
});
