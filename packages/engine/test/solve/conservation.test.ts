/** Blood is neither made nor lost: over 1,000 s with all devices, in both schemes, and while settings change. */
import { compile, DEFAULT_STEP, type LaneGroup, requiredSteps, stepsFor } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { BOTH, fullModel, haemodynamicModel, patient, startLanes } from "../circuits.ts";

const model = fullModel();
const kernel = compile(model);
const SECONDS = 1000;
const RELATIVE = 1e-9;

/** Largest relative drift of the blood volume at any beat's end. */
function drift(group: LaneGroup, lane: number, beats: number): number {
  const before = group.bloodVolume(lane);
  let largest = 0;
  for (let beat = 0; beat < beats; beat++) {
    group.beat();
    largest = Math.max(largest, Math.abs(group.bloodVolume(lane) / before - 1));
  }
  return largest;
}

const ALL = { ...BOTH, "impella.on": 1, "tandemheart.on": 1 };
const VENTS = { "vent.septostomy_diameter_mm": 8, "va-ecmo.la_vent_share": 0.2, "va-ecmo.pa_vent_share": 0.2 };

const CASES: [string, string, Record<string, number>][] = [
  ["shock, all four devices and all vents", "cardiogenic-shock", { ...ALL, ...VENTS }],
  ["shock, both devices", "cardiogenic-shock", BOTH],
  ["healthy, both devices", "healthy-adult", BOTH],
  ["shock, both, ratio 1:3", "cardiogenic-shock", { ...BOTH, "iabp.ratio": 3, "va-ecmo.flow_L_min": 5.5 }],
  ["shock, late deflation", "cardiogenic-shock", { "iabp.on": 1, "iabp.deflation_offset_ms": 150 }],
  ["arrest, both devices", "cardiogenic-shock", { ...BOTH, "heart.arrested": 1 }],
  ["arrest, all four devices and all vents", "cardiogenic-shock", { ...ALL, ...VENTS, "heart.arrested": 1 }],
  [
    "leaking valves, central return",
    "cardiogenic-shock",
    { ...BOTH, "mitral_valve.regurgitation_fraction": 0.4, "va-ecmo.return_site": 1 },
  ],
  [
    "backflow through a standing pump",
    "healthy-adult",
    { "va-ecmo.on": 1, "va-ecmo.control": 1, "va-ecmo.speed_rpm": 0 },
  ],
  [
    "suction",
    "cardiogenic-shock",
    { "va-ecmo.on": 1, "va-ecmo.control": 1, "va-ecmo.speed_rpm": 5000, "patient.blood_volume_mL": 3600 },
  ],
];
// All patients in `npm run soak`, three here.
const cases = process.env.COUNTERPULSE_CASES ? CASES : CASES.slice(0, 3);

describe(`over ${SECONDS} s`, () => {
  test.each(cases)("%s: blood and prime are conserved to 1e-9", (name, id, settings) => {
    const parameters = patient(model, id, settings);
    const group = startLanes(kernel, [parameters], 512);
    const steps = requiredSteps(group, DEFAULT_STEP)[0];
    const lanes = startLanes(kernel, [parameters], steps);
    const beats = Math.ceil(SECONDS / lanes.period(0));
    const start = performance.now();
    const found = drift(lanes, 0, beats);
    if (process.env.COUNTERPULSE_CASES) {
      const seconds = (performance.now() - start) / 1000;
      console.log(`${name}: ${beats} beats, drift ${found.toExponential(1)}, ${seconds.toFixed(2)} s`);
    }
    expect(found).toBeLessThan(RELATIVE);
    expect(lanes.readState(0).every(Number.isFinite)).toBe(true);
  });
});

test("the total at the start is the patient's blood volume and the circuit's prime", () => {
  for (const [, id, settings] of CASES) {
    const values = patient(model, id, settings);
    const group = startLanes(kernel, [values], 512);
    const prime = model.parameters.find((p) => p.id === "va-ecmo.prime_mL")!.spec.value;
    expect(group.bloodVolume(0)).toBeCloseTo(values.get("patient.blood_volume_mL")! + prime, 9);
  }
});

test("the balloon's gas is not blood", () => {
  const group = startLanes(kernel, [patient(model, "cardiogenic-shock", { "iabp.on": 1 })], 512);
  const before = group.bloodVolume(0);
  group.beginBeat();
  kernel.run(group.group, 0, 400);
  expect(group.get("volume:iabp_balloon", 0)).toBeGreaterThan(10);
  expect(Math.abs(group.bloodVolume(0) / before - 1)).toBeLessThan(1e-13);
});

describe("while settings change", () => {
  const shock = { ...BOTH, "va-ecmo.control": 1, "va-ecmo.speed_rpm": 3200 };
  const changes: [string, Record<string, number>][] = [
    ["heart rate", { "heart.rate_per_min": 140 }],
    ["balloon volume", { "iabp.volume_mL": 25 }],
    ["ECMO speed", { "va-ecmo.speed_rpm": 4200 }],
    ["ratio", { "iabp.ratio": 3 }],
    ["balloon switched off", { "iabp.on": 0 }],
    ["ECMO clamped", { "va-ecmo.on": 0 }],
    ["return site", { "va-ecmo.return_site": 2 }],
    ["contractility and resistance", { "lv.contractility_scale": 0.3, "vessels.systemic_resistance_scale": 1.6 }],
    ["arrest", { "heart.arrested": 1 }],
    ["Impella put in", { "impella.on": 1 }],
    ["TandemHeart put in", { "tandemheart.on": 1 }],
    ["septostomy and vents", VENTS],
  ];

  test.each(changes)("%s, in the middle of a run, in one lane", (_, change) => {
    const before = patient(model, "cardiogenic-shock", shock);
    const after = patient(model, "cardiogenic-shock", { ...shock, ...change });
    const group = startLanes(kernel, [before, before], 512);
    const volume = group.bloodVolume(0);
    for (let beat = 0; beat < 30; beat++) group.beat();
    const untouched = group.get("measure:root_mean", 1);
    group.setParameters(0, after);
    group.configure(512);
    const kept = group.bloodVolume(0);
    expect(Math.abs(kept / volume - 1)).toBeLessThan(1e-13);
    const steps = stepsFor(Math.max(group.period(0), group.period(1)), DEFAULT_STEP);
    group.configure(Math.max(steps, 512));
    expect(drift(group, 0, 200)).toBeLessThan(1e-12);
    expect([0, 1].map((lane) => group.readState(lane).every(Number.isFinite))).toEqual([true, true]);
    // The change is felt, and only in its own lane; with more fillings of a failing heart the mean hardly moves.
    expect(Math.abs(group.get("measure:root_mean", 0) / group.get("measure:root_mean", 1) - 1)).toBeGreaterThan(2e-4);
    expect(Math.abs(group.get("measure:root_mean", 1) / untouched - 1)).toBeLessThan(0.2);
  });

  test("a change back is forgotten: the steady state is that from before", () => {
    const model = haemodynamicModel();
    const settings = patient(model, "cardiogenic-shock", shock);
    const group = startLanes(compile(model), [settings], 512);
    for (let beat = 0; beat < 300; beat++) group.beat();
    const before = group.readMeasures(0);
    const there: Record<string, number>[] = [{ "iabp.volume_mL": 50 }, { "va-ecmo.speed_rpm": 2500 }, {}];
    for (const change of there) {
      for (const lane of [0, 1])
        group.setParameters(lane, patient(model, "cardiogenic-shock", { ...shock, ...change }));
      group.configure(512);
      for (let beat = 0; beat < 300; beat++) group.beat();
    }
    const after = group.readMeasures(0);
    for (const name of ["root_mean", "cvp_mean", "pcwp_mean", "aortic_flow", "ecmo_flow"])
      expect(after.get(name)! / before.get(name)!, name).toBeCloseTo(1, 6);
  });
});

describe("oxygen and carbon dioxide", () => {
  const contents = (group: LaneGroup, gas: string): number =>
    model.nodes.reduce(
      (sum, n) =>
        n.blood ? sum + group.get(`concentration:${gas}.${n.name}`, 0) * group.get(`volume:${n.name}`, 0) : sum,
      0,
    );

  test.each([
    ["at rest", "healthy-adult", {}],
    ["shock, balloon and ECMO", "cardiogenic-shock", BOTH],
    ["all devices and vents", "cardiogenic-shock", { ...ALL, ...VENTS }],
    ["arrest on ECMO", "cardiogenic-shock", { ...BOTH, "heart.arrested": 1 }],
    ["atrial fibrillation", "cardiogenic-shock", { ...BOTH, "heart.rhythm": 1 }],
  ])("%s: what the blood holds changes by what lungs, membrane and tissues exchange, to 1e-9", (_, id, settings) => {
    const group = startLanes(kernel, [patient(model, id, settings)], 600);
    const before = { o2: contents(group, "o2"), co2: contents(group, "co2") };
    let [o2, co2] = [0, 0];
    for (let beat = 0; beat < 200; beat++) {
      group.beat();
      const m = group.readMeasures(0);
      const seconds = group.period(0);
      const get = (name: string): number => m.get(name)!;
      o2 += seconds * (get("lung_uptake") + get("ecmo_o2_transfer") - get("body_uptake"));
      co2 += seconds * (0.82 * get("body_uptake") - get("lung_output") - get("ecmo_co2_transfer"));
    }
    expect(Math.abs(o2)).toBeGreaterThan(1);
    expect(Math.abs(contents(group, "o2") - before.o2 - o2) / before.o2).toBeLessThan(1e-9);
    expect(Math.abs(contents(group, "co2") - before.co2 - co2) / before.co2).toBeLessThan(1e-9);
  });
});
