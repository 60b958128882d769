/** Small circuits against what is known of them in closed form. */
import { assemble, type Circuit, CircuitBuilder, compile, inertial, resistive } from "@counterpulse/engine";
import { expect, test } from "vitest";
import { bed, begin, chamber, set, valve } from "../own-loop.ts";

const emptying = (): Circuit =>
  new CircuitBuilder("two-element Windkessel")
    .add("artery", chamber, { set: set({ C: 1.5, V0: 200, filling: 100 }) })
    .add("bed", bed, { from: "artery", to: null })
    .measure("end", "min", "artery.p")
    .build({ period: "1[s]" });

/** Pressure at the end of the first beat. */
function afterOneSecond(steps: number): number {
  const group = begin(compile(assemble(emptying()), { probes: ["artery.p"] }), steps);
  group.beat();
  group.kernel.observe(group.group, 0);
  return group.get("probe:artery.p", 0);
}
const exact = 100 * Math.exp(-1 / 1.5);

test("a two-element Windkessel decays by exp(-t/RC), the error falling with the square of the step", () => {
  const errors = [100, 200, 400, 800].map((n) => Math.abs(afterOneSecond(n) / exact - 1));
  expect(errors[0]).toBeLessThan(1e-4);
  for (let i = 1; i < errors.length; i++) expect(errors[i - 1] / errors[i]).toBeCloseTo(4, 0);
});

test("a U-tube swings at omega = sqrt(2/(L C)), at second order or better", () => {
  const tube = inertial("tube", { doc: "", law: "L = 0.01[mmHg*s^2/mL]\nR = 0[mmHg*s/mL]" });
  const circuit = new CircuitBuilder("U-tube")
    .add("left", chamber, { set: set({ C: 2, V0: 100, filling: 20 }) })
    .add("right", chamber, { set: set({ C: 2, V0: 100, filling: 10 }) })
    .add("tube", tube, { from: "left", to: "right" })
    .build({ period: "1[s]" });
  const omega = Math.sqrt(2 / (0.01 * 2));
  const error = (steps: number): number => {
    const group = begin(compile(assemble(circuit)), steps);
    // A flow is the mean over the step before: from rest at t = 0 that is not 0.
    group.write(group.slot("flow:tube"), 0, (10 * (Math.cos(omega / steps) - 1)) / (1 / steps));
    group.beat();
    return Math.abs(group.get("volume:left", 0) - (130 + 10 * Math.cos(omega)));
  };
  expect(error(400)).toBeLessThan(0.02);
  expect(error(200) / error(400)).toBeGreaterThan(3.5);
});

test("steady flow through a quadratic loss is its root", () => {
  const circuit = new CircuitBuilder("orifice")
    .add("left", chamber, { set: set({ C: 1e6, V0: 100, filling: 50 }) })
    .add("right", chamber, { set: set({ C: 1e6, V0: 100, filling: 10 }) })
    .add("orifice", valve, { from: "left", to: "right", set: set({ resistance: 0.1, loss: 0.01, inertance: 0.01 }) })
    .build({ period: "1[s]" });
  const group = begin(compile(assemble(circuit)));
  for (let beat = 0; beat < 5; beat++) group.beat();
  const q = group.get("flow:orifice", 0);
  expect(0.1 * q + 0.01 * q * q).toBeCloseTo(40, 2);
});

test("what flows in from outside is counted and carries its own concentration", () => {
  const circuit = new CircuitBuilder("infusion")
    .add("artery", chamber, { set: set({ C: 1.5, V0: 200, filling: 0 }) })
    .add("drip", resistive("drip", { doc: "", law: "q = 3[mL/s]" }), { from: null, to: "artery" })
    .scalar({ name: "drug", initial: "0", inflow: "0.5" })
    .build({ period: "1[s]" });
  const group = begin(compile(assemble(circuit)));
  for (let beat = 0; beat < 10; beat++) group.beat();
  expect(group.bloodVolume(0)).toBeCloseTo(230, 9);
  expect(group.get("concentration:drug.artery", 0) * group.bloodVolume(0)).toBeCloseTo(15, 9);
});
