import { describe, expect, test } from "vitest";
import { boundsOf, deviation, holds, inside, standardError, worstPoint } from "../../src/validation/judge.ts";

type One = Parameters<typeof boundsOf>[0];
const spread = (published: number | null, s: One["spread"]): One => ({ class: "spread", published, spread: s });
const direction = (rest: Partial<One>): One => ({ class: "direction", ...rest });

describe("spread", () => {
  test.each([
    ["SE", spread(73, { kind: "SE", value: 4 }), [65, 81]],
    ["SEM", spread(97, { kind: "SEM", value: 8 }), [81, 113]],
    ["SD with n: the standard error", spread(-11, { kind: "SD", value: 9, n: 9 }), [-17, -5]],
    ["confidence interval", spread(12.8, { kind: "CI95", value: [3.6, 22] }), [3.6, 22]],
    ["an interval without a mean", spread(null, { kind: "range", value: [220, 250] }), [220, 250]],
    ["open above", spread(null, { kind: "range", value: [40, null] }), [40, null]],
  ] as const)("%s", (_, one, bounds) => {
    expect(boundsOf(one as One)).toEqual(bounds);
  });

  test("the mean of an asymmetric interval does not move it", () => {
    expect(boundsOf(spread(90, { kind: "IQR", value: [66.1, 98.6] }))).toEqual([66.1, 98.6]);
  });

  test("both ends are allowed, and sums of rounding do not decide", () => {
    const one = spread(0.3, { kind: "SE", value: 0.1 });
    expect(holds(one, 0.5)).toBe(true);
    expect(holds(one, 0.1 + 0.2 + 0.2)).toBe(true);
    expect(holds(one, 0.5001)).toBe(false);
    expect(holds(one, 0.1)).toBe(true);
    expect(holds(one, 0.0999)).toBe(false);
  });

  test("an open end allows everything on its side", () => {
    const one = spread(null, { kind: "range", value: [null, 5] });
    expect([-1e9, 5, 5.1].map((v) => holds(one, v))).toEqual([true, true, false]);
  });
});

describe("direction", () => {
  test.each([
    [17, [8.5, 34]],
    [-8, [-16, -4]],
    [0.01, [0.005, 0.02]],
  ])("of %d: half to twice the size, with its sign", (published, bounds) => {
    expect(boundsOf(direction({ published }))).toEqual(bounds);
    expect(holds(direction({ published }), -published)).toBe(false);
    expect(holds(direction({ published }), 0)).toBe(false);
    for (const end of bounds) expect(holds(direction({ published }), end)).toBe(true);
  });

  test("a sign alone is not met by nothing", () => {
    expect(holds(direction({ sign: "-" }), -1e-6)).toBe(true);
    expect(holds(direction({ sign: "-" }), 0)).toBe(false);
    expect(holds(direction({ sign: "+" }), 0)).toBe(false);
    expect(holds(direction({ sign: "+" }), -1)).toBe(false);
  });

  test("no change found: a band about the published value", () => {
    const one = direction({ published: -2, within: 5 });
    expect(boundsOf(one)).toEqual([-7, 3]);
    expect(holds(one, 0)).toBe(true);
  });
});

describe("curve", () => {
  test("a tenth to either side, as a share", () => {
    const one: One = { class: "curve" };
    expect([0.9, 1, 1.1].every((share) => holds(one, share))).toBe(true);
    expect([0.899, 1.101].some((share) => holds(one, share))).toBe(false);
  });

  test("the point that lies furthest off by its share decides, not by its size", () => {
    const points = [
      { published: 400, model: 420 },
      { published: 5, model: 4 },
      { published: -60, model: -63 },
    ];
    expect(worstPoint(points)).toBe(points[1]);
  });
});

test("standard errors", () => {
  expect(standardError({ kind: "SD", value: 0.85, n: 218 })).toBeCloseTo(0.05757, 5);
  expect(standardError({ kind: "SEM", value: 8 })).toBe(8);
  expect(standardError({ kind: "IQR", value: [1, 2] })).toBeNull();
});

describe("deviation", () => {
  test("0 at the published value, 1 in size at either bound", () => {
    expect([50, 90, 100, 130].map((v) => deviation(v, 90, [50, 110]))).toEqual([-1, 0, 0.5, 2]);
  });

  test("about the middle where only an interval was published; null where one side is open", () => {
    expect(deviation(15, null, [10, 20])).toBe(0);
    expect(deviation(15, 12, [10, null])).toBeNull();
  });

  test("a published value that lies at its own bound has no width there", () => {
    expect(deviation(12, 10, [5, 10])).toBeNull();
    expect(deviation(7.5, 10, [5, 10])).toBe(-0.5);
  });

  test.each([
    [10, 5, 20],
    [-10, -20, -5],
  ])("agrees with holds for a direction of %d", (published, low, high) => {
    for (const value of [low * 1.01, low, published, high, high * 1.01, 0]) {
      const within = Math.abs(deviation(value, published, [low, high])!) <= 1;
      expect(within, String(value)).toBe(inside(value, [low, high]));
    }
  });
});
