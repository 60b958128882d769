import { expect, test } from "vitest";
import { fallingOrder } from "../../src/survival/order.ts";

function values(n: number): Float64Array {
  let state = 7;
  return Float64Array.from({ length: n }, (_, i) => {
    state = (state * 48271) % 2147483647;
    if (i % 11 === 0) return 0;
    if (i % 13 === 0) return -0;
    const x = (state - 1e9) / 10 ** (i % 19);
    return i % 3 === 0 ? Math.round(x) : x;
  });
}

test.each([1, 2, 100, 4999, 5000, 20_000])("%i numbers of either sign and many sizes, with ties", (n) => {
  const numbers = values(n);
  const order = fallingOrder(numbers);
  expect(new Set(order).size).toBe(n);
  for (let i = 1; i < n; i++) expect(numbers[order[i - 1]] >= numbers[order[i]]).toBe(true);
});

test("ties keep their order, whichever way they are sorted", () => {
  const tied = (n: number): boolean => {
    const order = fallingOrder(Float64Array.from({ length: n }, (_, i) => i % 7));
    return order.every((row, i) => i === 0 || row % 7 < order[i - 1] % 7 || row > order[i - 1]);
  };
  expect([tied(1000), tied(10_000)]).toEqual([true, true]);
});

test("some rows only", () => {
  const rows = Uint32Array.of(4, 1, 2);
  expect([...fallingOrder(Float64Array.of(9, 1, 3, 8, 2), rows)]).toEqual([2, 4, 1]);
});
