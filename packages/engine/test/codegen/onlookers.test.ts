import { assemble, circulation, compile, LaneGroup } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { BOTH, patient } from "../circuits.ts";

describe.each(["haemodynamics", "full"] as const)("without measures that no law reads, %s", (scope) => {
  const model = assemble(circulation(scope), { precision: "f32" });
  const [all, some] = [true, false].map((measures) => {
    const kernel = compile(model, { target: "f32x4", measures });
    const group = new LaneGroup(kernel);
    for (let lane = 0; lane < kernel.lanes; lane++)
      group.setParameters(lane, patient(model, "cardiogenic-shock", { ...BOTH, "heart.rate_per_min": 80 + 10 * lane }));
    group.configure(600);
    for (let lane = 0; lane < kernel.lanes; lane++) group.initialise(lane);
    for (let beats = 0; beats < 12; beats++) group.beat();
    return group;
  });

  test("the state takes the same path, to the last bit", () => {
    expect(some.carried).toEqual(all.carried);
    for (const lane of [0, 1, 2, 3]) expect([...some.readState(lane)]).toEqual([...all.readState(lane)]);
  });

  test("what laws read is still measured, and the rest is gone", () => {
    expect(all.measures).toEqual(model.measures);
    expect(some.measures.length).toBeLessThan(all.measures.length / 2);
    for (const { name } of some.measures) expect(some.readMeasures(2).get(name)).toBe(all.readMeasures(2).get(name));
    // Reflexes and need of the heart muscle follow from the beat's measures; haemodynamics alone have none such.
    expect(some.measures.length > 0).toBe(scope === "full");
  });
});
