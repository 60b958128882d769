/** The full physiology: a quarter of the step (and of the tick) changes nothing that a person would read off. */
import { assemble, circulation, compile, DEFAULT_STEP, INDICES } from "@counterpulse/engine";
import { ACCURACY_MATRIX, solveAt } from "@counterpulse/lab";
import { expect, test } from "vitest";

/**
 * What is allowed, by unit or index: haemodynamics to 0.2 %, as far as the search for the steady state lets them be told
 * apart; contents and shares, which mix a little more with longer ticks, to what a blood gas analyser resolves.
 */
const ALLOWED: Record<string, number> = { mmHg: 0.1, "L/min": 0.01, "mL/min": 1, mL: 0.2, "%": 0.3, "1": 0.02 };
const OWN: Record<string, number> = {
  pao2_right_radial_mmHg: 3,
  paco2_right_radial_mmHg: 1,
  ecmo_co2_transfer_mL_min: 3,
  base_excess_mmol_L: 0.05,
  lactate_mmol_L: 0.02,
  watershed: 1,
};

const model = assemble(circulation());
const kernel = compile(model);
const cases = ACCURACY_MATRIX.filter((_, i) => i % 4 === 0);
const [usual, fine] = [DEFAULT_STEP, DEFAULT_STEP / 4].map((step) => solveAt(model, kernel, cases, step));

test.each(cases.map((c, i) => [`${c.patient}, ${c.support}, ${JSON.stringify(c.settings)}`, i] as const))(
  "%s",
  (_, i) => {
    const wrong = INDICES.flatMap(({ id, unit }) => {
      const [a, b] = [usual[i].indices[id], fine[i].indices[id]];
      if (a === null || b === null) return a === b || id === "watershed" ? [] : [`${id}: ${a} and ${b}`];
      const allowed = OWN[id] ?? Math.max(ALLOWED[unit] ?? 0, 0.002 * Math.abs(b));
      return Math.abs(a - b) <= allowed ? [] : [`${id}: ${a} and ${b}`];
    });
    expect(wrong).toEqual([]);
  },
);
