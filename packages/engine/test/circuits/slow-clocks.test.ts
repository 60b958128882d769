/** Signals that advance at ticks and between beats, and scalars that a branch replaces: against closed forms. */
import { assemble, CircuitBuilder, compile, type Kernel, signal } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { bed, begin, chamber, rhythm, set, valve } from "../own-loop.ts";

const reflex = signal("reflex", {
  doc: "Follows the mean pressure of the beat.",
  pace: "beat",
  inputs: { pressure: { unit: "mmHg", description: "" } },
  states: { sensed: { unit: "mmHg", initial: "40[mmHg]", scale: 1 } },
  law: `
    der(sensed) = (pressure - sensed)/5[s]
    tone = 1 + 0.01[1/mmHg]*(60[mmHg] - sensed)
  `,
});

const uptake = signal("uptake", {
  doc: "Collects what the bed has carried.",
  pace: "tick",
  inputs: { flow: { unit: "mL/s", description: "" } },
  states: { total: { unit: "mL", initial: "0[mL]", scale: 1e9 } },
  law: "der(total) = flow",
});

const resistance = { ...bed, inputs: { tone: { unit: "1", description: "" } }, law: "q = (p_from - p_to)/(R*tone)" };

function circuit() {
  return new CircuitBuilder("slow loop")
    .add("rhythm", rhythm)
    .add("heart", chamber, { inputs: { squeeze: "rhythm.drive" } })
    .add("artery", chamber, { set: set({ C: 1.5, V0: 200, filling: 80 }) })
    .add("vein", chamber, { set: set({ C: 100, V0: 1000, filling: 8 }) })
    .add("inlet", valve, { from: "vein", to: "heart" })
    .add("outlet", valve, { from: "heart", to: "artery" })
    .add("bed", resistance, { from: "artery", to: "vein", inputs: { tone: "reflex.tone" } })
    .add("reflex", reflex, { inputs: { pressure: "artery_mean" } })
    .add("uptake", uptake, { inputs: { flow: "bed.carried" } })
    .scalar({ name: "mark", initial: "0", through: { outlet: "1", bed: "0" } })
    .measure("artery_mean", "mean", "artery.p")
    .measure("through_bed", "mean", "bed.q")
    .tickMean("mark_mean", "mark.artery")
    .beatValue("sensed", "reflex.sensed")
    .build({ period: "rhythm.period" });
}

const kernels: [string, Kernel][] = [
  ["WebAssembly", compile(assemble(circuit()))],
  ["the twin", compile(assemble(circuit()), { target: "js" })],
];

describe.each(kernels)("%s", (_, kernel) => {
  test("a beat's signal takes one Euler step a beat by the beat's mean", () => {
    const group = begin(kernel, 400);
    let sensed = 40;
    for (let beat = 0; beat < 20; beat++) {
      group.beat();
      const measures = group.readMeasures(0);
      expect(measures.get("sensed")).toBeCloseTo(sensed, 9);
      sensed += (0.8 * (measures.get("artery_mean")! - sensed)) / 5;
      expect(group.get("state:reflex.sensed", 0)).toBeCloseTo(sensed, 9);
    }
    expect(sensed).not.toBeCloseTo(40, 0);
  });

  test("what it decides acts in the next beat: at last the tone agrees with the pressure", () => {
    const group = begin(kernel, 400);
    for (let beat = 0; beat < 200; beat++) group.beat();
    const before = group.readMeasures(0);
    const tone = 1 + 0.01 * (60 - before.get("sensed")!);
    expect(Math.abs(tone - 1)).toBeGreaterThan(0.05);
    const driving = before.get("artery_mean")! - group.get("volume:vein", 0) / 100 + 10;
    expect(driving / before.get("through_bed")! / tone).toBeCloseTo(1, 1);
  });

  test("a tick's signal gathers exactly what the branch has moved", () => {
    const group = begin(kernel, 400);
    let moved = 0;
    for (let beat = 0; beat < 30; beat++) {
      group.beat();
      moved += group.readMeasures(0).get("through_bed")! * 0.8;
    }
    // The measure takes flows at whole steps, the scheme its own means over them.
    expect(group.get("state:uptake.total", 0) / moved).toBeCloseTo(1, 3);
    expect(group.get("moved:bed", 0)).toBe(0);
  });

  test("a branch gives its own concentration to what passes: the artery comes to 1, the vein stays at 0", () => {
    const group = begin(kernel, 400);
    for (let beat = 0; beat < 200; beat++) group.beat();
    expect(group.get("concentration:mark.artery", 0)).toBeCloseTo(1, 6);
    expect(group.get("concentration:mark.vein", 0)).toBe(0);
    expect(group.readMeasures(0).get("mark_mean")).toBeCloseTo(1, 6);
  });
});

test("the twin and WebAssembly agree to the last bit", () => {
  const [a, b] = kernels.map(([, kernel]) => begin(kernel, 400));
  for (let beat = 0; beat < 20; beat++) [a, b].forEach((g) => g.beat());
  expect([...a.readState(0)]).toEqual([...b.readState(0)]);
  expect([...a.readMeasures(0)]).toEqual([...b.readMeasures(0)]);
});

test("steps a beat are rounded up so that the last tick ends the beat", () => {
  const group = begin(kernels[0][1], 401);
  expect(group.steps).toBe(420);
});
