/** Coronary flow within the beat: throttled while the muscle around it contracts. */
import { Laboratory, parseSupport, record, requirePatient } from "@counterpulse/lab";
import { describe, expect, test } from "vitest";
import { index } from "../bedside.ts";

const names = ["lad_ostium.q", "lad_arterioles.q", "rca_arterioles.q", "lad_venules.q", "ventricular_activation.e"];
const laboratory = new Laboratory(names);

/** Mean flows (mL/s) while the ventricle contracts, while it rests, and the share that enters at rest. */
function phases(patient: string, name: string): { contracting: number; resting: number; share: number } {
  const [solved] = laboratory.solve([
    { patient: requirePatient(patient), settings: {}, support: parseSupport("none") },
  ]);
  const waves = record(
    laboratory,
    solved,
    names.map((of) => ({ name: of, of, scale: 1 })),
    6,
    1000,
  );
  const split = (contracting: boolean): number[] =>
    waves[name].filter((_, i) => waves["ventricular_activation.e"][i] > 0.1 === contracting);
  const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
  const [systole, diastole] = [split(true), split(false)];
  return {
    contracting: sum(systole) / systole.length,
    resting: sum(diastole) / diastole.length,
    share: sum(diastole) / (sum(systole) + sum(diastole)),
  };
}

describe.each(["healthy-adult", "cardiogenic-shock"])("%s", (patient) => {
  test("the left coronary artery fills faster while the muscle rests", () => {
    // At the ostium less so than in the muscle: the arteries on its surface fill while the pressure is high.
    for (const [name, least] of [
      ["lad_ostium.q", 1.05],
      ["lad_arterioles.q", 1.3],
    ] as const) {
      const { contracting, resting } = phases(patient, name);
      expect(
        resting / contracting,
        `${name}: ${contracting.toFixed(2)} contracting, ${resting.toFixed(2)} resting`,
      ).toBeGreaterThan(least);
    }
  });

  test("the right one, in a wall that squeezes less, is less phasic", () => {
    const [left, right] = ["lad_arterioles.q", "rca_arterioles.q"].map((n) => phases(patient, n));
    expect(right.resting / right.contracting).toBeLessThan(left.resting / left.contracting);
  });

  test("the veins are filled by the squeeze: outflow is faster while the muscle contracts", () => {
    const { contracting, resting } = phases(patient, "lad_venules.q");
    expect(contracting).toBeGreaterThan(resting);
  });
});

test("in a healthy heart most of the coronary flow enters in diastole", () => {
  const bed = { patient: "healthy-adult" };
  expect(index(bed, "coronary_diastolic_flow_mL_min") / index(bed, "coronary_flow_mL_min")).toBeGreaterThan(0.5);
});

test("with the balloon most of it does in shock too, and more of it", () => {
  const share = (support: string): number =>
    index({ support }, "coronary_diastolic_flow_mL_min") / index({ support }, "coronary_flow_mL_min");
  expect(share("iabp")).toBeGreaterThan(0.6);
  expect(share("iabp")).toBeGreaterThan(share("none") + 0.1);
  expect(share("va-ecmo+iabp")).toBeGreaterThan(share("va-ecmo") + 0.1);
});

test("what enters the three arteries is their sum, and a few per cent of the output", () => {
  for (const patient of ["healthy-adult", "cardiogenic-shock"]) {
    const parts = ["lad", "lcx", "rca"].map((n) => index({ patient }, `coronary_${n}_flow_mL_min`));
    const total = index({ patient }, "coronary_flow_mL_min");
    expect(parts.reduce((a, b) => a + b, 0)).toBeCloseTo(total, 6);
    expect(total / (1000 * index({ patient }, "co_native_L_min"))).toBeGreaterThan(0.03);
    expect(total / (1000 * index({ patient }, "co_native_L_min"))).toBeLessThan(0.08);
  }
});
