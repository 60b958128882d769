import { findPool, POOLS, pool } from "@counterpulse/evidence";
import { expect, test } from "vitest";
import { canPool, initialPoolChoice, poolOf, poolResult } from "../../src/evidence/state/pool-choice.ts";

const definition = findPool("pvad-iabp")!;

test("to begin with, a pool is the command's", () => {
  for (const one of POOLS) expect(poolResult(one, initialPoolChoice)).toEqual(pool(one));
});

test("model, estimator, test and measure are the chosen ones", () => {
  const chosen = poolResult(definition, { ...initialPoolChoice, tau2: "DL", test: "z", measure: "OR" });
  expect(chosen.analysis).toMatchObject({ model: "random", tau2_method: "DL", test: "z", measure: "OR" });
  // A common effect takes neither estimator nor Hartung and Knapp's test, whatever is still chosen for random ones.
  const common = poolResult(definition, { ...initialPoolChoice, model: "common", tau2: "PM", test: "hk" });
  expect(common.analysis).toMatchObject({ model: "common", tau2_method: null, test: "z" });
  expect(common.normal_ci).toBeNull();
});

test("recalled counts come in only when asked for; one study alone is not pooled", () => {
  const balloon = findPool("iabp-none")!;
  const without = poolResult(balloon, initialPoolChoice);
  const including = poolResult(balloon, { ...initialPoolChoice, includeRecalled: true });
  expect([canPool(without), canPool(including)]).toEqual([false, true]);
  expect(without.left_out).toHaveLength(2);
  expect(including.members.map(({ status }) => status)).toContain("RECALLED");
});

test("every pool takes every choice", () => {
  for (const one of POOLS)
    for (const measure of ["RR", "OR", "RD"] as const)
      for (const model of ["random", "common"] as const) {
        const { analysis } = poolResult(one, { ...initialPoolChoice, model, measure, includeRecalled: true });
        expect(Number.isFinite(analysis.pooled.value)).toBe(true);
      }
});

test("an address without a pool leads to the first", () => {
  expect(poolOf("ecls-arrest").id).toBe("ecls-arrest");
  expect(poolOf("nothing")).toBe(POOLS[0]);
  expect(poolOf(null)).toBe(POOLS[0]);
});
