import { compile, evaluateIndices, LaneGroup, steadyStates } from "@counterpulse/engine";
import { expect, test } from "vitest";
import { fullModel, patient } from "../circuits.ts";

const model = fullModel();
const kernel = compile(model);

test("a state of another patient is refilled to one's own blood volume, and leads to one's own steady state", () => {
  const full = patient(model, "cardiogenic-shock", { "patient.blood_volume_mL": 6200 });
  const [fuller] = steadyStates(kernel, [{ parameters: full }]);
  for (const volume of [4800, 5800, 7000]) {
    const parameters = patient(model, "cardiogenic-shock", { "patient.blood_volume_mL": volume });
    const group = new LaneGroup(kernel);
    for (let lane = 0; lane < kernel.lanes; lane++) group.setParameters(lane, parameters);
    group.configure(fuller.steps);
    group.startAt(fuller.state);
    const other = group.bloodVolume(1);
    group.refill(0);
    expect(group.bloodVolume(0) - group.bloodVolume(1)).toBeCloseTo(volume - 6200, 6);
    expect(group.bloodVolume(1)).toBe(other);
    const [warm, cold] = steadyStates(kernel, [{ parameters, start: group.readState(0) }, { parameters }]);
    const wedge = (r: typeof warm): number => evaluateIndices(r.cycle, r.period, () => 1).pcwp_mmHg!;
    expect(wedge(warm)).toBeCloseTo(wedge(cold), 2);
  }
});
