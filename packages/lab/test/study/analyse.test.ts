import { describe, expect, test } from "vitest";
import { analyse, type DataSet, endpointsOf } from "../../src/index.ts";
import { protocol } from "./synthetic.ts";

const contrast: [string, string] = ["b", "a"];
const study = (analysis: "hills-armitage" | "mixed") =>
  protocol("crossover", { endpoints: [{ index: "pcwp_mmHg", role: "primary", analysis, contrast }] });

/** @param values of the two periods of each patient; those of even number have a first */
const dataOf = (values: readonly (readonly [number, number])[], sequence = (i: number): number => i % 2): DataSet => ({
  n: values.length,
  who: Int32Array.from(values, (_, i) => i),
  sequence: Int32Array.from(values, (_, i) => sequence(i)),
  values: Float64Array.from(values.flat()),
  reasons: new Uint8Array(2 * values.length),
  readings: null,
});
const estimate = (analysis: "hills-armitage" | "mixed", data: DataSet) => {
  const p = study(analysis);
  return analyse(p, endpointsOf(p)[0], data);
};

describe("the mixed model of a crossover", () => {
  const complete: [number, number][] = [[20, 18], [17, 21], [24, 21.5], [15, 18], [22, 18.5], [19, 20.5]]; // biome-ignore format: pairs

  test("gives what Hills and Armitage's test gives where nothing is missing", () => {
    const [hills, mixed] = (["hills-armitage", "mixed"] as const).map((one) => estimate(one, dataOf(complete)));
    for (const field of ["estimate", "se", "df", "p"] as const) expect(mixed[field]).toBeCloseTo(hills[field]!, 9);
  });

  test("keeps patients with one period", () => {
    const some: [number, number][] = [...complete, [18, Number.NaN], [Number.NaN, 22]];
    expect(estimate("mixed", dataOf(some)).n).toBe(8);
    expect(estimate("hills-armitage", dataOf(some)).n).toBe(6);
  });

  test("has no result, and stops nothing, where all who are left had one order", () => {
    expect(
      estimate(
        "mixed",
        dataOf(complete, () => 0),
      ),
    ).toMatchObject({ n: 6, estimate: null, p: null });
  });
});
