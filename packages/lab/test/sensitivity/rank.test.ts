import { ranks, spearman } from "@counterpulse/lab";
import { expect, test } from "vitest";

test("equal values share the mean of their ranks", () => {
  expect([...ranks([3, 1, 3, 2, 3])]).toEqual([4, 1, 4, 2, 4]);
});

test("as R's cor(method = 'spearman')", () => {
  // R 4: x <- c(2.1, 5.5, 3.3, 9.1, 7.7, 3.3); y <- c(1, 8, 2, 7, 9, 3); cor(x, y, method = "spearman")
  expect(spearman([2.1, 5.5, 3.3, 9.1, 7.7, 3.3], [1, 8, 2, 7, 9, 3])).toBeCloseTo(0.8116794499134278, 12);
});

test("any rising function is 1, any falling one -1", () => {
  const x = [0.1, 0.9, 0.4, 0.6];
  expect(
    spearman(
      x,
      x.map((v) => Math.exp(9 * v)),
    ),
  ).toBeCloseTo(1, 12);
  expect(
    spearman(
      x,
      x.map((v) => -(v ** 3)),
    ),
  ).toBeCloseTo(-1, 12);
});

test("what does not vary, or too little, has none", () => {
  expect(spearman([1, 2], [1, 2])).toBeNull();
  expect(spearman([1, 1, 1], [1, 2, 3])).toBeNull();
});
