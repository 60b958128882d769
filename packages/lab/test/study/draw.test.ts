import { stream } from "@counterpulse/numerics";
import { describe, expect, test } from "vitest";
import type { Protocol, Truth } from "../../src/index.ts";
import { drawDataSet } from "../../src/study/draw.ts";
import { catheter, protocol, shifted, truthOf } from "./synthetic.ts";

const draw = (p: Protocol, truth: Truth, n = 4000, keepReadings = false) =>
  drawDataSet(p, truth, stream(3, 0, "test"), { n, pick: () => 0, keepReadings });

const column = (values: Float64Array, period: number): number[] =>
  [...values].filter((_, i) => i % 2 === period).filter((v) => !Number.isNaN(v));
const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
const sd = (list: readonly number[]): number => Math.sqrt(mean(list.map((x) => (x - mean(list)) ** 2)));

describe("what instruments read", () => {
  test("error, bias and drift add up as the protocol says", () => {
    const p = protocol("sequential", catheter({ error: 2, bias: 1, bias_sd: 3, drift_sd_per_h: 1.5 }));
    const { values } = draw(p, shifted(p, 0));
    const [first, second] = [column(values, 0), column(values, 1)];
    expect(mean(first)).toBeCloseTo(21, 0);
    expect(sd(first)).toBeCloseTo(Math.hypot(2, 3, 1.5), 0);
    expect(sd(second)).toBeCloseTo(Math.hypot(2, 3, 3), 0);
    // Bias stays, drift goes on: of the difference only error and one hour of drift are left.
    const difference = sd(second.map((x, i) => x - first[i]));
    expect(Math.abs(difference - Math.hypot(2, 2, 1.5))).toBeLessThan(0.15);
  });

  test("relative errors go with the true value", () => {
    const p = protocol("sequential", catheter({ error: 0.1, relative: true, bias: 0.2 }));
    const { values } = draw(p, shifted(p, 20));
    expect(mean(column(values, 0))).toBeCloseTo(24, 0);
    expect(sd(column(values, 0))).toBeCloseTo(2, 1);
    expect(sd(column(values, 1))).toBeCloseTo(4, 0);
  });

  test("readings are kept, and their mean is what is analysed", () => {
    const p = protocol("sequential", catheter({ min: 19.5, max: 21 }, { readings: 4 }));
    const { values, readings } = draw(p, shifted(p, 0), 50, true);
    readings!.forEach((list, i) => {
      expect(list).toHaveLength(4);
      expect(mean(list)).toBeCloseTo(values[i], 12);
      expect(Math.min(...list)).toBeGreaterThanOrEqual(19.5);
      expect(Math.max(...list)).toBeLessThanOrEqual(21);
    });
  });

  test("true values wander without a change of treatment", () => {
    const p = protocol("sequential", {
      ...catheter({ error: 0 }),
      fluctuation: { pcwp_mmHg: { sd: 2, source: "test" } },
    });
    expect(sd(column(draw(p, shifted(p, 0)).values, 1))).toBeCloseTo(2, 0);
  });
});

describe("what is not there", () => {
  test("missing data by their share, dropouts for good, and what does not exist", () => {
    const p = protocol("sequential", {
      ...catheter({}, { missing: 0.2 }),
      dropout: { per_period: 0.3, source: "test" },
    });
    const { reasons } = draw(p, shifted(p, 0));
    const share = (period: number, reason: number): number =>
      mean([...reasons].filter((_, i) => i % 2 === period).map((r) => Number(r === reason)));
    expect(share(0, 1)).toBeCloseTo(0.2, 1);
    expect(share(0, 2)).toBe(0);
    expect(share(1, 2)).toBeCloseTo(0.3, 1);
    const nothing = draw(
      p,
      truthOf(p, 1, () => Number.NaN),
      50,
    );
    expect(nothing.reasons.every((r) => r > 0)).toBe(true);
    expect(nothing.values.every(Number.isNaN)).toBe(true);
  });
});

describe("randomisation", () => {
  test("is balanced in every block of four, and not always the same", () => {
    const p = protocol("crossover");
    const { sequence } = draw(p, shifted(p, 0), 400);
    const blocks = Array.from({ length: 100 }, (_, k) => [...sequence.slice(4 * k, 4 * k + 4)]);
    for (const block of blocks) expect(block.reduce((a, b) => a + b, 0)).toBe(2);
    expect(new Set(blocks.map((block) => block.join(""))).size).toBe(6);
  });

  test("goes by the shares", () => {
    const p = protocol("crossover", { sequences: [{ order: ["a", "b"], share: 3 }, { order: ["b", "a"] }] });
    const { sequence } = draw(p, shifted(p, 0), 400);
    expect(sequence.reduce((a, b) => a + b, 0)).toBe(100);
  });
});
