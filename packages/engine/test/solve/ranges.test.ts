/**
 * Nowhere within the declared ranges of all parameters, under any support, does a run of 20 s from the start break down:
 * no NaN, no negative blood volume, no blood lost. Sixty draws here, two thousand in `npm run soak`.
 */
import { compile, PATIENTS } from "@counterpulse/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fullModel, runs } from "../circuits.ts";
import { drawParameters, reduceCase, SUPPORTS, switches, tryCase } from "../random-circulation.ts";

const DRAWS = runs(60);
const kernel = compile(fullModel());
/** Of each kind of fault so many are reduced to the parameters that matter. */
const REDUCED = 3;

test(`${DRAWS} random parameter sets`, { timeout: 60_000 + 1000 * DRAWS }, () => {
  const faults: string[] = [];
  const kinds = new Map<string, number>();
  let done = 0;
  const start = performance.now();
  const report = (): void => {
    const seconds = (performance.now() - start) / 1000;
    if (DRAWS >= 1000) console.log(`${done} of ${DRAWS} draws, ${faults.length} faults, ${seconds.toFixed(0)} s`);
  };
  fc.assert(
    fc.property(fc.noBias(fc.nat()), fc.constantFrom(...SUPPORTS), (seed, support) => {
      const values = drawParameters(kernel.program.model, seed, support);
      const fault = tryCase(kernel, values);
      if (fault) {
        const seen = (kinds.get(fault.kind) ?? 0) + 1;
        kinds.set(fault.kind, seen);
        const reduced = seen <= REDUCED ? `; with only ${JSON.stringify(reduceCase(kernel, values, fault))}` : "";
        faults.push(`seed ${seed}, ${support}: ${fault.kind}, ${fault.text}${reduced}`);
      }
      if (++done % 200 === 0) report();
    }),
    { numRuns: DRAWS },
  );
  expect(done).toBe(DRAWS);
  expect(faults).toEqual([]);
});

test("every patient under every support", () => {
  for (const { id, parameters } of PATIENTS) {
    for (const support of SUPPORTS) {
      expect(tryCase(kernel, { ...parameters, ...switches(support) }), `${id}, ${support}`).toBeNull();
    }
  }
});
