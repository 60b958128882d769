import { expect, test } from "vitest";
import { areaUnderCurve, spearman } from "../../src/answer/rank.ts";
import { verdictOf } from "../../src/answer/verdict.ts";
import { counted, quantile } from "../../src/answer/words.ts";

const change = (wedge: number | null, edp = 0, flow = 0) => ({ wedge, edp, flow });

test("the verdict at and beside its limits", () => {
  expect(verdictOf(change(-2))).toBe("helps");
  expect(verdictOf(change(-1.99))).toBe("nothing");
  expect(verdictOf(change(2))).toBe("hurts");
  expect(verdictOf(change(-5, 2))).toBe("hurts");
  expect(verdictOf(change(-5, 0, -0.1))).toBe("hurts");
  expect(verdictOf(change(-5, 1.9, -0.09))).toBe("helps");
  expect(verdictOf(change(-1.5), 1)).toBe("helps");
  expect(verdictOf(change(null))).toBeNull();
});

test("Spearman's correlation, with ties by mean ranks", () => {
  expect(spearman([1, 2, 3, 4], [10, 20, 30, 25])).toBeCloseTo(0.8, 12);
  // R: cor(c(1,2,2,3), c(4,3,5,6), method = "spearman")
  expect(spearman([1, 2, 2, 3], [4, 3, 5, 6])).toBeCloseTo(0.632455532, 8);
  expect(spearman([1, 1, 1], [1, 2, 3])).toBeNull();
});

test("the area under the curve is the share of pairs in the right order, ties half", () => {
  expect(areaUnderCurve([1, 2, 3, 4], [false, false, true, true])).toBe(1);
  expect(areaUnderCurve([1, 3, 2, 3], [false, false, true, true])).toBe((1 + 1 + 0.5) / 4);
  expect(areaUnderCurve([1, 2], [true, true])).toBeNull();
});

test("shares and quantiles", () => {
  expect(counted(0, 0)).toMatchObject({ pct: null, ci_pct: null });
  expect(counted(5, 10).ci_pct?.[0]).toBeCloseTo(23.66, 2);
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
});
