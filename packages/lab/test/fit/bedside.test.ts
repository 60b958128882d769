/** Bedside sets as they are read in practice, made up within the ranges of the records named: all must be met. */
import { fit, Laboratory } from "@counterpulse/lab";
import { expect, test } from "vitest";

const laboratory = new Laboratory();

test.each([
  // E119, E120, E123, E193.
  ["infarct shock", "none", { HR: 95, SBP: 88, DBP: 55, CVP: 14, PASP: 45, PADP: 24, PCWP: 22, CI: 1.8, LVEF: 25 }],
  ["shock, mean pressure too", "none", { HR: 105, SBP: 84, DBP: 56, MAP: 66, CVP: 16, PCWP: 26, CI: 1.6, LVEF: 20 }],
  ["shock on vasodilation", "none", { HR: 110, MAP: 60, CVP: 10, PCWP: 20, CI: 2.9, LVEF: 35 }],
  ["right ventricular shock", "none", { HR: 100, SBP: 88, DBP: 57, CVP: 17, PASP: 30, PADP: 18, PCWP: 12, CI: 1.8 }],
  [
    "chronic heart failure, dilated",
    "none",
    { HR: 88, SBP: 102, DBP: 66, CVP: 12, PASP: 52, PADP: 27, PCWP: 25, CO: 3.9, LVEF: 20, LVEDV: 250 },
  ],
  ["preserved ejection fraction, stiff", "none", { HR: 75, SBP: 140, DBP: 78, CVP: 10, PCWP: 20, CI: 2.5, LVEF: 60 }],
  // E194.
  [
    "healthy",
    "none",
    { HR: 68, SBP: 118, DBP: 74, CVP: 4, PASP: 24, PADP: 10, PCWP: 8, CI: 3, LVEF: 62, LVEDV: 130, RVEF: 55 },
  ],
  ["empty", "none", { HR: 120, SBP: 85, DBP: 55, CVP: 2, PCWP: 5, CI: 2.1 }],
  ["on a balloon", "iabp", { HR: 100, SBP: 82, DBP: 50, augmented: 108, CVP: 12, PCWP: 19, CI: 2.1 }],
  ["on ECMO", "va-ecmo", { HR: 100, SBP: 78, DBP: 62, MAP: 68, CVP: 9, PCWP: 20, ECMO_flow: 3.8, LVEF: 15 }],
  ["on both", "va-ecmo+iabp", { HR: 98, MAP: 74, augmented: 100, CVP: 8, PCWP: 18, ECMO_flow: 3.5, ECMO_speed: 3300 }],
])("%s", (_, support, values) => {
  const targets = Object.entries(values).map(([index, value]) => ({ index, value }));
  const result = fit({ targets, support }, laboratory);
  const shown = result.targets.map((t) => `${t.index} ${t.target} -> ${t.fitted?.toFixed(1)}`).join(", ");
  expect(result.rmse_z, shown).toBeLessThan(1);
  expect(result.converged).toBe(true);
  // What keeps a fit within two seconds: some hundred steady states, from neighbours.
  expect(result.work.steady_states).toBeLessThan(350);
  expect(result.warnings.filter((w) => w.includes("contradict"))).toEqual([]);
});
