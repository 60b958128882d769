import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SignalHistory } from "../../src/monitor/signal-history.ts";

/** A batch of `count` samples of two signals: sample number n is n in the first and -n in the second. */
function batch(from: number, count: number): Float32Array {
  const data = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    data[i] = from + i;
    data[count + i] = -(from + i);
  }
  return data;
}

describe("the history of signals", () => {
  test("keeps the newest samples by their numbers, whatever the batches", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 }), (counts) => {
        const history = new SignalHistory(["a", "b"], 16);
        for (const count of counts) history.append(count, batch(history.end, count));
        expect(history.end).toBe(counts.reduce((sum, count) => sum + count, 0));
        expect(history.start).toBe(Math.max(0, history.end - 16));
        for (let sample = history.start; sample < history.end; sample++) {
          expect(history.at(0, sample)).toBe(sample);
          expect(history.at(1, sample)).toBe(sample === 0 ? -0 : -sample);
        }
      }),
    );
  });

  test("slices what it still has", () => {
    const history = new SignalHistory(["a", "b"], 8);
    history.append(12, batch(0, 12));
    expect([...history.slice("a", 2, 7)]).toEqual([4, 5, 6]);
    expect([...history.slice("b", 10, 99)]).toEqual([-10, -11]);
    expect([...history.slice("a", 11, 3)]).toEqual([]);
  });

  test("starts anew after clear", () => {
    const history = new SignalHistory(["a", "b"], 8);
    history.append(3, batch(0, 3));
    history.clear();
    expect(history.end).toBe(0);
    history.append(2, batch(5, 2));
    expect([history.at(0, 0), history.at(0, 1)]).toEqual([5, 6]);
  });

  test("refuses batches of another shape and capacities that a mask cannot wrap", () => {
    expect(() => new SignalHistory(["a"], 12)).toThrow(/12 is not a power of two/);
    expect(() => new SignalHistory(["a", "b"], 8).append(2, new Float32Array(3))).toThrow(
      /3 numbers are not 2 samples/,
    );
  });
});
