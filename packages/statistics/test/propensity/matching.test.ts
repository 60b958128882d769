import {
  type CaliperScale,
  caliperOf,
  greedyPairs,
  logistic,
  optimalPairs,
  type Pair,
  rosenbaumBounds,
} from "@counterpulse/statistics";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deviation } from "../../../../test/fixture.ts";
import type { Units } from "../../src/propensity/greedy.ts";
import { sigmoid } from "../../src/propensity/logistic.ts";
import { totalDistance } from "../../src/propensity/optimal.ts";
import { reference } from "./reference.ts";

const unitsOf = (logit: readonly number[], treated: readonly number[]): Units => ({
  logit: Float64Array.from(logit),
  propensity: Float64Array.from(logit, sigmoid),
  treated,
});
const wide = { scale: "sd-logit", absolute: 100 } as const;

describe("the greedy rule", () => {
  test("the largest propensity chooses first, or the first row", () => {
    const units = unitsOf([1, 2, 1.6, -5], [1, 1, 0, 0]);
    expect(greedyPairs(units, wide)).toEqual([
      [1, 2],
      [0, 3],
    ]);
    expect(greedyPairs(units, wide, "data")).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  test("ties go to the earlier row: among the treated, among equal controls, and between the two sides", () => {
    const units = unitsOf([0.2, -0.2, 0, 0, 0.2, -0.2], [0, 0, 1, 1, 0, 0]);
    expect(greedyPairs(units, wide)).toEqual([
      [2, 0],
      [3, 1],
    ]);
    // 0.1 + 0.2 is not 0.3 in doubles, yet the same distance.
    expect(greedyPairs(unitsOf([0.1 + 0.2, 0, 0.3 + 1e-15, -0.3], [0, 1, 0, 0]), wide)).toEqual([[1, 0]]);
  });

  test("no pair beyond the caliper, and a partner on the other side where only that one is within", () => {
    expect(greedyPairs(unitsOf([0, 1], [1, 0]), { scale: "sd-logit", absolute: 0.99 })).toEqual([]);
    expect(greedyPairs(unitsOf([0, 1], [1, 0]), { scale: "sd-logit", absolute: 1 })).toEqual([[0, 1]]);
    // nearer on the logit (2 to 1.5), but farther on the propensity than 2 to 2.6
    const units = unitsOf([2, 1.5, 2.6], [1, 0, 0]);
    expect(greedyPairs(units, wide)).toEqual([[0, 1]]);
    expect(greedyPairs(units, { scale: "ps", absolute: 0.06 })).toEqual([[0, 2]]);
  });
});

/** The rule in its plainest form. */
function plainGreedy({ logit, propensity, treated }: Units, scale: CaliperScale, absolute: number): Pair[] {
  const rows = [...logit.keys()];
  const free = new Set(rows.filter((i) => treated[i] === 0));
  const order = rows.filter((i) => treated[i] === 1).sort((a, b) => logit[b] - logit[a] || a - b);
  return order.flatMap((i) => {
    let best = -1;
    for (const j of [...free].sort((a, b) => a - b)) {
      const on = scale === "ps" ? propensity : logit;
      if (Math.abs(on[i] - on[j]) > absolute + 1e-12) continue;
      if (best < 0 || Math.abs(logit[i] - logit[j]) < Math.abs(logit[i] - logit[best]) - 1e-12) best = j;
    }
    if (best >= 0) free.delete(best);
    return best < 0 ? [] : [[i, best] as Pair];
  });
}

/** All matchings: most pairs, then least distance. */
function exhaustive(units: Units, absolute: number): { pairs: number; total: number } {
  const rows = [...units.logit.keys()];
  const [ones, zeros] = [1, 0].map((t) => rows.filter((i) => units.treated[i] === t));
  const search = (i: number, used: ReadonlySet<number>): { pairs: number; total: number } => {
    if (i === ones.length) return { pairs: 0, total: 0 };
    let best = search(i + 1, used);
    for (const j of zeros) {
      const gap = Math.abs(units.logit[ones[i]] - units.logit[j]);
      if (used.has(j) || gap > absolute + 1e-12) continue;
      const rest = search(i + 1, new Set([...used, j]));
      const tried = { pairs: rest.pairs + 1, total: rest.total + gap };
      if (tried.pairs > best.pairs || (tried.pairs === best.pairs && tried.total < best.total)) best = tried;
    }
    return best;
  };
  return search(0, new Set());
}

/** Coarse logits, so that there are ties. */
const drawn = (most: number) =>
  fc.array(fc.tuple(fc.integer({ min: -8, max: 8 }), fc.integer({ min: 0, max: 1 })), {
    minLength: 2,
    maxLength: most,
  });
const asUnits = (cases: readonly (readonly [number, number])[]): Units =>
  unitsOf(
    cases.map(([x]) => x / 4),
    cases.map(([, t]) => t),
  );

test("greedy: the fast search finds what the plain rule says", () => {
  fc.assert(
    fc.property(
      drawn(60),
      fc.constantFrom<CaliperScale>("sd-logit", "ps"),
      fc.double({ min: 0.01, max: 3, noNaN: true }),
      (cases, scale, absolute) => {
        const units = asUnits(cases);
        expect(greedyPairs(units, { scale, absolute })).toEqual(plainGreedy(units, scale, absolute));
      },
    ),
  );
});

test("optimal: nothing better among all matchings, each unit once, within the caliper", () => {
  fc.assert(
    fc.property(drawn(11), fc.double({ min: 0.1, max: 3, noNaN: true }), (cases, absolute) => {
      const units = asUnits(cases);
      const pairs = optimalPairs(units, { scale: "sd-logit", absolute });
      const best = exhaustive(units, absolute);
      expect(pairs).toHaveLength(best.pairs);
      expect(totalDistance(pairs, units)).toBeCloseTo(best.total, 10);
      expect(new Set(pairs.flat()).size).toBe(2 * pairs.length);
      for (const [a, b] of pairs) {
        expect([units.treated[a], units.treated[b]]).toEqual([1, 0]);
        expect(Math.abs(units.logit[a] - units.logit[b])).toBeLessThanOrEqual(absolute + 1e-12);
      }
    }),
  );
});

test("optimal is never longer than greedy where both make as many pairs; 500 of 2,000 in less than a second", () => {
  const logit = Array.from({ length: 2500 }, (_, i) => Math.sin(i * 12.9898) * 3 + (i < 500 ? 0.7 : 0));
  const units = unitsOf(
    logit,
    logit.map((_, i) => (i < 500 ? 1 : 0)),
  );
  const from = performance.now();
  const optimal = optimalPairs(units, wide);
  expect(performance.now() - from).toBeLessThan(1000);
  const greedy = greedyPairs(units, wide);
  expect(optimal).toHaveLength(500);
  expect(totalDistance(optimal, units)).toBeLessThan(totalDistance(greedy, units));
});

test("the three scales of the caliper", () => {
  const logit = Float64Array.of(1, 2, 4, 0, 1, 5);
  const treated = [1, 1, 1, 0, 0, 0];
  expect(caliperOf(logit, treated, 0.2, "ps").absolute).toBe(0.2);
  expect(caliperOf(logit, treated, 0.2).absolute).toBeCloseTo(0.2 * Math.sqrt((47 - 169 / 6) / 5), 14);
  expect(caliperOf(logit, treated, 0.2, "pooled-sd-logit").absolute).toBeCloseTo(0.2 * Math.sqrt((7 / 3 + 7) / 2), 14);
});

describe("logistic regression", () => {
  test("a two-by-two table has its closed form", () => {
    const x = [...Array(30).fill(1), ...Array(50).fill(0)];
    const y = x.map((value, i) => (value === 1 ? Number(i < 12) : Number(i < 40)));
    const fit = logistic([{ name: "x", values: x }], y);
    expect(deviation([...fit.coefficients], [Math.log(10 / 40), Math.log(12 / 18 / (10 / 40))])).toBeLessThan(1e-13);
    expect(deviation(fit.standardErrors[1], Math.sqrt(1 / 12 + 1 / 18 + 1 / 10 + 1 / 40))).toBeLessThan(1e-13);
  });

  test("values far from zero and of any size lose nothing", () => {
    const x = Array.from({ length: 200 }, (_, i) => Math.sin(i * 7.1));
    const y = x.map((value, i) => Number(Math.cos(i * 3.3) + value > 0.2));
    const plain = logistic([{ name: "x", values: x }], y);
    const moved = logistic([{ name: "x", values: x.map((v) => 1e6 + 1e-3 * v) }], y);
    expect(moved.loglik).toBeCloseTo(plain.loglik, 6);
    expect(moved.coefficients[1] * 1e-3).toBeCloseTo(plain.coefficients[1], 5);
  });

  test.each([
    ["complete", [1, 2, 3, 4, 5, 6], [0, 0, 0, 1, 1, 1]],
    ["quasi-complete", [1, 2, 3, 3, 4, 5], [0, 0, 0, 1, 1, 1]],
    ["a value that only the treated have", [0, 0, 0, 0, 1, 1], [0, 1, 0, 1, 1, 1]],
  ])("separation is told: %s", (_, values, y) => {
    expect(() => logistic([{ name: "x", values }], y, "propensity")).toThrow(
      'propensity: no finite estimate: the outcome is separated by "x"; leave it out, or merge its values',
    );
  });

  test("nearly separated data still have an estimate", () => {
    const x = Array.from({ length: 400 }, (_, i) => i / 10);
    const y = x.map((v, i) => Number(i === 190 || (v > 20 && i !== 205)));
    const fit = logistic([{ name: "x", values: x }], y);
    expect(Math.max(...fit.linear)).toBeGreaterThan(12);
  });
});

describe("Rosenbaum's bounds", () => {
  const { few, gammas } = reference;

  test("a dozen pairs, enumerated; without confounding all signs are equally likely", () => {
    const found = rosenbaumBounds(few.differences, false, gammas)!;
    expect(found).toMatchObject({ test: "wilcoxon", method: "exact", direction: "higher" });
    expect(
      deviation(
        found.bounds.flatMap((b) => [b.p_lower, b.p_upper]),
        gammas.flatMap((_, i) => [few.bounds.lower[i], few.bounds.upper[i]]),
      ),
    ).toBeLessThan(1e-12);
    expect(found.bounds[0].p_upper).toBeCloseTo(few.all, 12);
  });

  test("at the critical gamma the largest P is alpha", () => {
    const differences = Array.from({ length: 300 }, (_, i) => Math.sin(i * 5.3) + 0.4);
    const { critical_gamma, alpha, critical_both } = rosenbaumBounds(differences, false)!;
    const [bound] = rosenbaumBounds(differences, false, [critical_gamma!])!.bounds;
    expect(bound.p_upper).toBeCloseTo(alpha, 10);
    // (both^2 + 1) / (2 both) is gamma: rosenbaum2009
    expect((critical_both! ** 2 + 1) / (2 * critical_both!)).toBeCloseTo(critical_gamma!, 10);
  });

  test("no difference in any pair: nothing to bound; no effect: no gamma", () => {
    expect(rosenbaumBounds([0, 0], true)).toBeNull();
    expect(rosenbaumBounds([1, -1, 1, -1], true)!.critical_gamma).toBeNull();
  });
});
