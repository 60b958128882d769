/** Septostomy by Bernoulli, and vents into the ECMO's drainage limb: what they take, and that they cannot empty a chamber. */
import { assemble, CircuitBuilder, compile, LaneGroup, PATIENTS, signal } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { addSeptostomy } from "../../src/devices/vent.ts";
import { fullModel, inner, patient, startLanes, tank } from "../circuits.ts";
import { switches, tryCase } from "../random-circulation.ts";

describe("septostomy", () => {
  const rig = new CircuitBuilder("hole between two tanks")
    .add("left", tank)
    .add("right", tank)
    .add("clock", signal("clock", { doc: "", law: "unused = 1" }));
  addSeptostomy(rig, { leftAtrium: "left", rightAtrium: "right" });
  const model = assemble(rig.build({ period: "1[s]" }));
  const kernel = compile(model, { target: "js", probes: ["septostomy.q"] });
  const group = new LaneGroup(kernel);
  /** mL/s at a pressure of the left tank above the right one's (mmHg). */
  const flow = (diameter: number, drop: number): number => {
    group.setParameters(0, inner(model, { "vent.septostomy_diameter_mm": diameter, "left.pressure": drop }));
    group.configure(64);
    group.initialise(0);
    kernel.observe(group.group, 0);
    return group.get("probe:septostomy.q", 0);
  };

  test.each([4, 8, 12, 20])("a hole of %d mm passes what Bernoulli says", (diameter) => {
    for (const drop of [2, 5, 10, 20]) {
      const jet = 0.7 * ((Math.PI * (diameter / 10) ** 2) / 4);
      const published = jet * Math.sqrt((2 * drop * 1333.22) / 1.06);
      // The linear part near zero takes 0.2 of the root of the pressure difference.
      expect(flow(diameter, drop) / published).toBeGreaterThan(1 - 0.2 / Math.sqrt(drop));
      expect(flow(diameter, drop) / published).toBeLessThan(1);
    }
  });

  test("it lets flow both ways alike, none without a difference, and smoothly about zero", () => {
    for (const drop of [0.01, 0.5, 8]) expect(flow(8, -drop)).toBeCloseTo(-flow(8, drop), 9);
    expect(Math.abs(flow(8, 0))).toBe(0);
    const slopes = [-0.02, -0.01, 0, 0.01].map((p) => (flow(8, p + 0.01) - flow(8, p)) / 0.01);
    for (const slope of slopes) expect(slope / slopes[2]).toBeGreaterThan(0.8);
  });

  test("without a hole nothing passes", () => {
    for (const drop of [-10, 10]) expect(Math.abs(flow(0, drop))).toBe(0);
  });
});

describe("vents on VA-ECMO", () => {
  const model = fullModel();
  const probes = ["ecmo_drainage.q", "ecmo_site.la_share", "ecmo_site.pa_share", "ecmo_site.ra_share"];
  const kernel = compile(model, { probes: [...probes, "ecmo_site.caval_share"] });

  function shares(settings: Record<string, number>, beats: number): Record<string, number> {
    const lanes = startLanes(kernel, [patient(model, "cardiogenic-shock", { "va-ecmo.on": 1, ...settings })], 640);
    for (let beat = 0; beat < beats; beat++) lanes.beat();
    kernel.observe(lanes.group, 0);
    const read = (name: string): number => lanes.get(`probe:ecmo_site.${name}_share`, 0);
    return { la: read("la"), pa: read("pa"), ra: read("ra"), caval: read("caval") };
  }

  test("take their shares, the venous cannula the rest by its position", () => {
    const settings = { "va-ecmo.la_vent_share": 0.2, "va-ecmo.pa_vent_share": 0.1, "va-ecmo.right_atrial_share": 0.4 };
    const { la, pa, ra, caval } = shares(settings, 5);
    expect([la, pa, ra, caval].map((x) => Number(x.toFixed(9)))).toEqual([0.2, 0.1, 0.28, 0.42]);
  });

  test("none by default", () => {
    const { la, pa, ra, caval } = shares({}, 5);
    expect([la, pa, ra, caval]).toEqual([0, 0, 0.5, 0.5]);
  });

  test("a vent that has emptied the left atrium gives way, and all shares still make one", () => {
    const short = { "patient.blood_volume_mL": 3300, "rv.contractility_scale": 0.1 };
    const hungry = { ...short, "va-ecmo.la_vent_share": 0.5, "va-ecmo.control": 1, "va-ecmo.speed_rpm": 4500 };
    const { la, pa, ra, caval } = shares(hungry, 60);
    expect(la).toBeLessThan(0.25);
    expect(la).toBeGreaterThan(0);
    expect(la + pa + ra + caval).toBeCloseTo(1, 12);
  });

  const worst: [string, Record<string, number>][] = [
    ["an arrested heart", { "heart.arrested": 1 }],
    ["next to no blood", { "patient.blood_volume_mL": 3000 }],
    ["a right ventricle that gives next to nothing", { "rv.contractility_scale": 0.1 }],
  ];

  test.each(worst)("%s: the largest vents keep blood, sign and sense", (_, heart) => {
    for (const { id, parameters } of PATIENTS) {
      for (const [la, pa, hole] of [
        [0.5, 0, 0],
        [0, 0.5, 0],
        [0.5, 0.5, 20],
      ]) {
        const vents = {
          "va-ecmo.la_vent_share": la,
          "va-ecmo.pa_vent_share": pa,
          "vent.septostomy_diameter_mm": hole,
          "va-ecmo.control": 1,
          "va-ecmo.speed_rpm": 4500,
        };
        const fault = tryCase(kernel, { ...parameters, ...heart, ...vents, ...switches("va-ecmo") });
        expect(fault, `${id}, ${la}, ${pa}, ${hole}`).toBeNull();
      }
    }
  });
});
