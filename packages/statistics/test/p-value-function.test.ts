import { analyzeTwoByTwo, pValueFunction } from "@counterpulse/statistics";
import { expect, test } from "vitest";

/** Where the function crosses a P, on the side of larger effects, by linear interpolation. */
function crossing({ effect, p }: ReturnType<typeof pValueFunction>, level: number): number {
  const at = p.findIndex((value, i) => i > p.indexOf(1) && value <= level);
  const share = (p[at - 1] - level) / (p[at - 1] - p[at]);
  return effect[at - 1] + share * (effect[at] - effect[at - 1]);
}

test("it is 1 at the estimate, falls on both sides, and crosses 0.05 at the 95 % limits", () => {
  const { rr, table } = analyzeTwoByTwo({ a: 119, n1: 300, b: 123, n2: 298 });
  const se = Math.sqrt(1 / 119 - 1 / 300 + 1 / 123 - 1 / 298);
  const found = pValueFunction(Math.log(rr.value ?? 0), se, null, 0.001, 2001);
  expect(table.a).toBe(119);
  expect(Math.max(...found.p)).toBe(1);
  expect(found.effect[found.p.indexOf(1)]).toBe(Math.log(rr.value ?? 0));
  expect(found.p.every((p, i) => i === 0 || (i <= 1000 ? p >= found.p[i - 1] : p <= found.p[i - 1]))).toBe(true);
  expect(Math.exp(crossing(found, 0.05))).toBeCloseTo(rr.ci.katz[1] ?? 0, 4);
});

test("with few degrees of freedom it is wider", () => {
  const [few, normal] = [pValueFunction(0, 1, 3), pValueFunction(0, 1)];
  expect(few.effect.at(-1)).toBeGreaterThan(2 * (normal.effect.at(-1) ?? 0));
  expect(few.p[0]).toBeCloseTo(0.001, 10);
});

test("without a standard error there is none", () => {
  expect(() => pValueFunction(0, 0)).toThrow("the standard error must be above 0 and finite, not 0");
});
