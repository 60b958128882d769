import { hash32, philox, stream } from "@counterpulse/numerics";
import { describe, expect, test } from "vitest";

const hex = (words: readonly number[]): string => words.map((w) => w.toString(16).padStart(8, "0")).join(" ");
const words = (text: string): number[] => text.split(" ").map((w) => Number.parseInt(w, 16));

describe("known answers of Random123 (kat_vectors, philox 4x32, 10 rounds)", () => {
  test.each([
    ["00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    ["ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"],
    ["243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"],
  ])("counter %s, key %s", (counter, key, answer) => {
    expect(hex(philox(words(counter), words(key)))).toBe(answer);
  });

  test("words are unsigned, whatever the signs of counter and key", () => {
    expect(philox([-1, -1, -1, -1], [-1, -1])).toEqual(words("408f276d 41c83b0e a20bc7c6 6d5451fd"));
  });
});

/** Chi-squared of counts against equal expectation. */
function chiSquared(counts: readonly number[]): number {
  const expected = counts.reduce((a, b) => a + b, 0) / counts.length;
  return counts.reduce((sum, c) => sum + (c - expected) ** 2 / expected, 0);
}

describe("streams", () => {
  const draw = (n: number, seed = 1, subject = 0, purpose = "test"): number[] => {
    const s = stream(seed, subject, purpose);
    return Array.from({ length: n }, () => s.uniform());
  };

  test("are repeatable, and depend on seed, subject and purpose alone", () => {
    expect(draw(100)).toEqual(draw(100));
    const starts = [
      draw(4),
      draw(4, 2),
      draw(4, 1, 1),
      draw(4, 1, 0, "other"),
      draw(4, 1 + 2 ** 32),
      draw(4, 1, 2 ** 32),
    ];
    expect(new Set(starts.flat()).size).toBe(24);
  });

  test("a stream drawn beside others is the same as drawn alone", () => {
    const [a, b] = [stream(7, 1, "x"), stream(7, 2, "x")];
    const together = Array.from({ length: 50 }, () => [a.uniform(), b.uniform()]);
    expect(together.map((p) => p[0])).toEqual(draw(50, 7, 1, "x"));
    expect(together.map((p) => p[1])).toEqual(draw(50, 7, 2, "x"));
  });

  test("lie in [0, 1) with 53 bits, evenly", () => {
    const values = draw(100_000);
    expect(Math.min(...values.slice(0, 50_000))).toBeGreaterThanOrEqual(0);
    expect(values.every((v) => v >= 0 && v < 1)).toBe(true);
    expect(values.some((v) => (v * 2 ** 53) % 2 === 1)).toBe(true);
    const counts = new Array<number>(100).fill(0);
    for (const v of values) counts[Math.floor(v * 100)]++;
    // 99 degrees of freedom: mean 99, standard deviation 14; five of them.
    expect(chiSquared(counts)).toBeLessThan(170);
    expect(chiSquared(counts)).toBeGreaterThan(40);
    expect(values.reduce((a, b) => a + b, 0) / values.length).toBeCloseTo(0.5, 2);
  });

  test("neighbouring subjects are independent: correlations within four standard errors of 0", () => {
    const n = 20_000;
    const list = [0, 1, 2, 3].map((subject) => draw(n, 42, subject));
    for (let i = 0; i < list.length; i++) {
      for (let j = 0; j < i; j++) {
        const r = (12 * list[i].reduce((sum, v, k) => sum + (v - 0.5) * (list[j][k] - 0.5), 0)) / n;
        expect(Math.abs(r)).toBeLessThan(4 / Math.sqrt(n));
      }
    }
  });

  test("neighbours within a stream are independent too", () => {
    const values = draw(40_000, 3);
    for (const lag of [1, 2, 3, 4]) {
      const n = values.length - lag;
      const r = (12 * values.slice(lag).reduce((sum, v, k) => sum + (v - 0.5) * (values[k] - 0.5), 0)) / n;
      expect(Math.abs(r)).toBeLessThan(4 / Math.sqrt(n));
    }
  });

  test("words come from consecutive counters", () => {
    const s = stream(5, 9, "words");
    const key = [5, 0];
    const expected = [0, 1].flatMap((block) => philox([block, 9, 0, hash32("words")], key));
    expect(Array.from({ length: 8 }, () => s.word())).toEqual(expected);
  });
});

test("hash32 is FNV-1a", () => {
  // Published test vectors of the 32-bit hash.
  expect(hash32("")).toBe(0x811c9dc5);
  expect(hash32("a")).toBe(0xe40c292c);
  expect(hash32("foobar")).toBe(0xbf9cf968);
});
