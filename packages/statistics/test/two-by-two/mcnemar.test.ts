import { mcNemar, mcNemarFromMargins } from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { deviation, jsonFixture } from "../../../../test/fixture.ts";

interface Reference {
  discordant: [number, number];
  chi2: [number, number];
  corrected: [number, number];
  exact: number;
  mid_p: number;
}

describe.each(jsonFixture<{ mcnemar: Reference[] }>("statistics/two-by-two").mcnemar)("$discordant", (r) => {
  test("agrees with R", () => {
    const found = mcNemar(...r.discordant);
    expect(deviation([found.chi2.value, found.chi2.p], r.chi2)).toBeLessThan(1e-12);
    expect(deviation([found.corrected.value, found.corrected.p], r.corrected)).toBeLessThan(1e-12);
    expect(deviation([found.exact.p, found.mid_p.p], [r.exact, r.mid_p])).toBeLessThan(1e-12);
  });
});

test("bounds from margins hold every table that has them, and are reached", () => {
  const [first, second, pairs] = [31, 19, 40];
  const bounds = mcNemarFromMargins(first, second, pairs);
  const all: number[] = [];
  for (let both = 0; both <= pairs; both++) {
    const [b, c] = [first - both, second - both];
    if (b >= 0 && c >= 0 && b + c + both <= pairs) all.push(mcNemar(b, c).chi2.p);
  }
  expect(Math.min(...all)).toBe(bounds.most_agreement.chi2.p);
  expect(Math.max(...all)).toBe(bounds.least_agreement.chi2.p);
  expect(all.length).toBeGreaterThan(5);
});

test("without discordant pairs there is nothing to test", () => {
  expect(mcNemar(0, 0)).toMatchObject({ chi2: { value: null, p: 1 }, exact: { p: 1 }, mid_p: { p: 1 } });
});

test("refuses what cannot be", () => {
  expect(() => mcNemar(-1, 2)).toThrow("must be whole numbers from 0 up, not -1");
  expect(() => mcNemarFromMargins(41, 3, 40)).toThrow("from 0 to the 40 pairs, not 41");
});
