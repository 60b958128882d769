import { analyzeSurvival, parseCsv } from "@counterpulse/statistics";
import { expect, test } from "vitest";
import { deviation } from "../../../../test/fixture.ts";
import { reference, table } from "./competing-reference.ts";

const lung = { time: "time", event: "status==2", by: "sex" };

test("means up to a horizon and their comparison, from survival's means", () => {
  const { rmst } = analyzeSurvival(table("lung"), { ...lung, rmst: 365 });
  const wanted = reference.rmst;
  expect(deviation(rmst?.groups.map(({ value }) => value) ?? [], wanted.mean)).toBeLessThan(1e-12);
  expect(deviation(rmst?.groups.map(({ se }) => se) ?? [], wanted.se)).toBeLessThan(1e-12);
  const [{ difference, ratio }] = rmst?.differences ?? [];
  expect(deviation([difference.value, difference.se], [wanted.difference, wanted.difference_se])).toBeLessThan(1e-11);
  expect(deviation([ratio?.value ?? 0, ratio?.se ?? 0], [wanted.ratio, wanted.ratio_se])).toBeLessThan(1e-11);
});

test("a horizon that a group was not observed to is refused", () => {
  expect(() => analyzeSurvival(table("lung"), { ...lung, rmst: 1000 })).toThrow(
    'restricted mean: group "female" is observed up to 965 only; the horizon 1000 lies beyond',
  );
});

test("a landmark analysis is that of those still observed, counted from there", () => {
  const wanted = reference.landmark;
  const found = analyzeSurvival(table("veteran"), {
    ...{ time: "time", event: "status==1", by: "trt", landmark: 90, cox: ["karno", "trt"] },
  });
  expect(found.landmark).toEqual({ time: 90, left_out: 137 - wanted.n });
  expect(found.n).toBe(wanted.n);
  expect(found.km.map(({ median }) => median)).toEqual(wanted.median);
  expect(deviation(found.logrank?.chi2 ?? 0, wanted.chi2)).toBeLessThan(1e-12);
  expect(deviation(found.cox?.terms.map(({ coef }) => coef) ?? [], wanted.coef)).toBeLessThan(1e-10);
  expect(deviation(found.cox?.terms.map(({ se }) => se) ?? [], wanted.se)).toBeLessThan(1e-11);
});

test("a landmark beyond all, and with rows that start late, is refused", () => {
  const data = parseCsv("s,t,e\n0,5,1\n1,6,0", "d.csv");
  expect(() => analyzeSurvival(data, { time: "t", event: "e==1", landmark: 9 })).toThrow("no one is observed beyond 9");
  expect(() => analyzeSurvival(data, { time: "t", event: "e==1", entry: "s", landmark: 2 })).toThrow(
    "landmark: rows with a start are not allowed",
  );
});
