import { expect, test } from "vitest";
import {
  circulationTable,
  enrolFor,
  fourSupports,
  Laboratory,
  ladder,
  requirePatient,
  requirePopulation,
  stamp,
} from "../../src/index.ts";

const laboratory = new Laboratory();

test("enrolled patients under four supports, whatever stands beside them", () => {
  const { patients, accepted } = enrolFor(laboratory, requirePopulation(laboratory.model, "infarct-shock"), {
    n: 3,
    seed: 1,
  });
  expect(accepted.count).toBe(3);
  const all = fourSupports(laboratory, patients);
  const [alone] = fourSupports(laboratory, patients.slice(1, 2));
  expect(alone).toEqual(all[1]);
  for (const { none, iabp, ecmo, both, added } of all) {
    expect(iabp.aortic_augmented_diastolic_mmHg!).toBeGreaterThan(none.aortic_augmented_diastolic_mmHg!);
    // Held at 4, but for those whose emptied veins close about the cannula.
    const held = ecmo.drainage_collapse_fraction === 0 ? 3.95 : 3;
    expect(ecmo.device_flow_L_min).toBeGreaterThan(held);
    expect(ecmo.device_flow_L_min).toBeLessThan(4.05);
    expect(both.total_flow_L_min!).toBeGreaterThan(none.total_flow_L_min!);
    expect(added.before).toEqual(ecmo);
  }
  const table = circulationTable({ model: stamp(laboratory), population: "infarct-shock", seed: 1 }, all);
  expect(table.n).toBe(3);
  expect(table.columns["change.pcwp_mmHg"]).toEqual(
    all.map(({ added }) => added.after.pcwp_mmHg! - added.before.pcwp_mmHg!),
  );
  expect(table.columns["parameter.lv.Ees"]).toEqual(all.map(({ drawn }) => drawn["lv.Ees"]));
}, 60_000);

test("a leaking aortic valve takes from what the balloon does for end-diastolic pressure", () => {
  const result = ladder(
    laboratory,
    requirePatient("cardiogenic-shock"),
    "aortic_valve.regurgitation_fraction",
    [0, 0.6],
  );
  const [tight, leaking] = result.steps;
  expect(tight.settled && leaking.settled).toBe(true);
  expect(tight.wedge_change_mmHg!).toBeLessThan(-2);
  expect(tight.edp_change_mmHg!).toBeLessThan(-2);
  expect(leaking.edp_change_mmHg!).toBeGreaterThan(2);
}, 60_000);
