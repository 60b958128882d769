import type { Patient } from "@counterpulse/engine";
import {
  type Fit,
  type FitRequest,
  FREE_PARAMETERS,
  fit,
  InputError,
  Laboratory,
  parseSupport,
  patientFromObject,
  requirePatient,
  type Settings,
  simulate,
  withSetPoints,
} from "@counterpulse/lab";
import { describe, expect, test } from "vitest";

const laboratory = new Laboratory();
const { model } = laboratory;

/** Bedside names and values. */
const asTargets = (values: Readonly<Record<string, number>>, sd?: number) =>
  Object.entries(values).map(([index, value]) => ({ index, value, ...(sd === undefined ? {} : { sd }) }));

const run = (values: Readonly<Record<string, number>>, request: Partial<FitRequest> = {}) =>
  fit({ targets: asTargets(values), ...request }, laboratory);

const parameter = (result: Fit, id: string) => result.parameters.find((p) => p.id === id)!;
const target = (result: Fit, index: string) => result.targets.find((t) => t.index === index)!;

const indicesOf = (patient: Patient, support = "none", settings: Settings = {}) =>
  laboratory.solve([{ patient, settings, support: parseSupport(support) }])[0].indices;

describe("recovery of a known patient", () => {
  const MEASURED = {
    none: ["hr_per_min", "aortic_systolic_mmHg", "aortic_end_diastolic_mmHg", "aortic_mean_mmHg", "cvp_mmHg"],
    heart: ["pa_systolic_mmHg", "pa_diastolic_mmHg", "pcwp_mmHg", "ci_L_min_m2", "lvef_pct", "lv_edv_mL", "rv_edv_mL"],
  };
  const ids = [...MEASURED.none, ...MEASURED.heart];
  const free = FREE_PARAMETERS.filter((p) => p.usual);
  /** A patient of our own: every free parameter some way off its prior's median, to and fro. */
  const other: Patient = {
    ...requirePatient("cardiogenic-shock"),
    id: "other",
    parameters: withSetPoints(laboratory, [
      {
        "heart.rate_per_min": 88,
        ...Object.fromEntries(
          free.map(({ id, scale, median, spread }, k) => {
            const z = 0.9 * Math.sin(1.7 * k + 0.5);
            return [id, scale === "log" ? median * spread ** z : median + spread * z];
          }),
        ),
      },
    ])[0],
  };

  test.each([
    ["cardiogenic-shock", requirePatient("cardiogenic-shock"), "none"],
    ["healthy-adult", requirePatient("healthy-adult"), "none"],
    ["another patient", other, "none"],
    ["another patient on ECMO and balloon", other, "va-ecmo+iabp"],
  ])("%s", (_, truth, support) => {
    const indices = indicesOf(truth, support);
    // What is not searched for is known of this patient: a ventilated chest, a large atrium, blunted reflexes.
    const searched = new Set([...free.map((p) => p.id), "heart.rate_per_min"]);
    const settings = Object.fromEntries(Object.entries(truth.parameters).filter(([id]) => !searched.has(id)));
    const sd = (id: string) => (/mL$/.test(id) ? 1 : /L_min/.test(id) ? 0.02 : 0.3);
    const targets = ids.map((index) => ({ index, value: indices[index]!, sd: sd(index) }));
    const result = fit({ targets, support, settings }, laboratory);
    expect(result.converged).toBe(true);
    expect(result.rmse_z).toBeLessThan(0.5);
    for (const { index, z } of result.targets) expect(Math.abs(z!), index).toBeLessThan(1);
    for (const { id, value, sd: spread } of result.parameters) {
      const before = truth.parameters[id] ?? model.parameters.find((p) => p.id === id)!.spec.value;
      expect(Math.abs(value - before) / spread, id).toBeLessThan(2);
    }
    // The data did tell: of what they tell most, little of the prior's spread is left.
    for (const id of ["lv.Ees", "patient.blood_volume_mL", "vessels.systemic_resistance_scale"])
      expect(parameter(result, id).informed, id).toBeGreaterThan(0.85);
    expect(result.warnings).toEqual([]);
  });
});

describe("what the targets do not tell", () => {
  const wedge = run({ PCWP: 18 });

  test("stays at its prior with the prior's spread", () => {
    const quiet = ["vessels.arterial_compliance_scale", "pericardium.V_ref"].map((id) => parameter(wedge, id));
    for (const { value, sd, prior } of quiet) {
      expect(Math.abs(value - prior!.median)).toBeLessThan(0.1 * prior!.sd);
      expect(sd / prior!.sd).toBeGreaterThan(0.97);
      expect(sd / prior!.sd).toBeLessThan(1.03);
    }
  });

  test("and no spread grows", () => {
    for (const { informed } of wedge.parameters) expect(informed).toBeGreaterThan(-1e-9);
  });

  test("a rate alone is set, and everything else stays where it was", () => {
    const rate = run({ HR: 80 });
    expect(target(rate, "hr_per_min")).toMatchObject({ target: 80, fitted: 80, z: 0 });
    for (const { id, value, sd, prior, status } of rate.parameters.filter((p) => p.prior)) {
      expect(status, id).toBe("not informed");
      expect(value, id).toBeCloseTo(prior!.median, 4);
      expect(sd, id).toBe(prior!.sd);
    }
    expect(parameter(rate, "heart.rate_per_min")).toMatchObject({ value: 80, sd: 1, status: "set by hr_per_min" });
    expect(rate.warnings).toEqual(["No target tells of a free parameter: all stand at their priors."]);
  });

  test("a parameter that no target moves is not searched for", () => {
    const held = run({ MAP: 70 }, { free: ["va-ecmo.distal_resistance"] });
    expect(parameter(held, "va-ecmo.distal_resistance")).toMatchObject({ status: "not informed", informed: 0 });
  });
});

describe("targets that contradict each other", () => {
  const result = run({ SBP: 120, DBP: 90, MAP: 60, CVP: 8 });

  test("a mean below its diastole is named, and is what has to go", () => {
    expect(result.warnings[0]).toContain("aortic_end_diastolic_mmHg = 90 and aortic_mean_mmHg = 60 contradict");
    const text = result.warnings.find((w) => w.startsWith("Targets contradict each other"))!;
    expect(text).toMatch(/aortic_mean_mmHg = 60 \(fitted \d+\.?\d*, z \d/);
    const [, left] = /without aortic_mean_mmHg the others are met within (\d+\.?\d*) sd/.exec(text)!;
    expect(Number(left)).toBeLessThan(1.5);
  });

  test("and the fit lies between them, far from each", () => {
    expect(result.rmse_z).toBeGreaterThan(2);
    const mean = target(result, "aortic_mean_mmHg").fitted!;
    expect(mean).toBeGreaterThan(70);
    expect(mean).toBeLessThan(90);
  });

  test("output and index of the same heart: either may go", () => {
    const { warnings } = run({ CO: 5, CI: 1.5, MAP: 70 });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /total_flow_L_min = 5 .* and ci_L_min_m2 = 1\.5 .*of the others the one most against it/,
    );
    expect(warnings[0].match(/the others are met within 0\.\d+ sd/g)).toHaveLength(2);
  });

  test("agreeing ones are not", () => {
    const { warnings } = run({ CO: 4, MAP: 70, SBP: 95, DBP: 60 });
    expect(warnings.filter((w) => w.includes("contradict") || w.includes("missed"))).toEqual([]);
  });
});

describe("on a support", () => {
  const bedside = { HR: 100, SBP: 78, DBP: 62, MAP: 68, CVP: 9, PCWP: 20, ECMO_flow: 3.8, LVEF: 15 };
  const result = run(bedside, { support: "va-ecmo" });

  test("the targets are met there", () => {
    expect(result.converged).toBe(true);
    expect(result.rmse_z).toBeLessThan(1);
    expect(result.support).toBe("va-ecmo");
  });

  test("the flow is held at what was read", () => {
    expect(result.patient.parameters).toMatchObject({ "va-ecmo.flow_L_min": 3.8, "va-ecmo.control": 0 });
    expect(target(result, "device_flow_L_min").fitted).toBeCloseTo(3.8, 2);
  });

  test("with a speed too, the patient holds the speed, and gives about the flow", () => {
    const { patient, targets } = run({ ...bedside, ECMO_speed: 3400 }, { support: "va-ecmo" });
    expect(patient.parameters).toMatchObject({ "va-ecmo.speed_rpm": 3400, "va-ecmo.control": 1 });
    expect("va-ecmo.flow_L_min" in patient.parameters).toBe(false);
    expect(targets.find((t) => t.index === "device_flow_L_min")!.z).not.toBe(0);
    // Who then asks for a flow gets it held.
    const asked = simulate({ patient, support: "va-ecmo", settings: { "va-ecmo.flow_L_min": 3 } }, laboratory);
    expect(asked.indices.device_flow_L_min).toBeCloseTo(3, 2);
  });

  test("an index that does not exist there is named", () => {
    const ask = () => fit({ targets: [{ index: "P1", value: -40 }], support: "iabp" }, laboratory);
    expect(ask).toThrow(InputError);
    expect(ask).toThrow("--target: ecmo_p1_mmHg does not exist on support iabp");
  });

  test("a heart that hardly ejects is fitted too", () => {
    const shut = { HR: 90, SBP: 66, DBP: 62, CVP: 10, PCWP: 28, ECMO_flow: 4.2, LVEF: 5 };
    const { rmse_z, targets } = run(shut, { support: "va-ecmo" });
    expect(rmse_z).toBeLessThan(1);
    expect(targets.every((t) => t.fitted !== null)).toBe(true);
  });
});

describe("what is searched for", () => {
  test("a held parameter stays", () => {
    const { patient, parameters } = run({ MAP: 60, CVP: 12 }, { hold: ["lv.Ees", "lv.V0"] });
    expect(patient.parameters).toMatchObject({ "lv.Ees": 1.5, "lv.V0": 12 });
    expect(parameters.some((p) => p.id === "lv.Ees")).toBe(false);
  });

  test("a set one too, also in the patient that comes out", () => {
    const settings = { "patient.weight_kg": 60, "lv.Ees": 0.9 };
    const { patient, parameters } = run({ CI: 2 }, { settings });
    expect(patient.parameters).toMatchObject(settings);
    expect(parameters.some((p) => p.id === "lv.Ees")).toBe(false);
  });

  test("a freed one moves: a large heart with a small forward output leaks", () => {
    const leaking = { HR: 80, MAP: 75, PCWP: 22, CO: 3.5, LVEDV: 190, LVEF: 55 };
    const closed = run(leaking);
    const open = run(leaking, { free: ["mitral_valve.regurgitation_fraction"] });
    expect(open.rmse_z).toBeLessThan(0.8 * closed.rmse_z);
    expect(open.patient.parameters["mitral_valve.regurgitation_fraction"]).toBeGreaterThan(0.15);
    expect(closed.patient.parameters["mitral_valve.regurgitation_fraction"]).toBeUndefined();
  });

  test("from a patient, what the targets do not tell stays that patient's", () => {
    const base = requirePatient("cardiogenic-shock");
    const { hr_per_min, aortic_mean_mmHg } = indicesOf(base);
    const result = run({ HR: hr_per_min!, MAP: aortic_mean_mmHg! }, { base });
    expect(result.patient.parameters["thorax.pressure_mmHg"]).toBe(0);
    expect(result.patient.parameters["left_atrium.V0"]).toBe(20);
    for (const { id, value, sd } of result.parameters.filter((p) => p.id in base.parameters))
      expect(Math.abs(value - base.parameters[id]), id).toBeLessThan(0.15 * sd);
    expect(result.patient.provenance.base).toBe("cardiogenic-shock");
  });
});

describe("the patient that comes out", () => {
  const result = run({ HR: 95, SBP: 88, DBP: 55, CVP: 14, PCWP: 22, CI: 1.8, LVEF: 25 }, { id: "bed-7" });

  test("has the fitted values when read back and simulated", () => {
    const read = patientFromObject(model, JSON.parse(JSON.stringify(result.patient)), "bed-7.json");
    expect(read).toMatchObject({ id: "bed-7", parameters: result.patient.parameters });
    const { indices } = simulate({ patient: read, support: "none", settings: {} }, new Laboratory());
    for (const { index, fitted } of result.targets) expect(indices[index], index).toBe(fitted);
  });

  test("tells how it came about", () => {
    expect(result.patient.provenance).toMatchObject({
      model: { hash: model.hash },
      support: "none",
      base: null,
      seed: 1,
      rmse_z: result.rmse_z,
      targets: result.targets,
    });
    expect(result.patient.description).toContain("aortic_systolic_mmHg 88");
    for (const { id, value } of result.patient.provenance.parameters) expect(result.patient.parameters[id]).toBe(value);
  });

  test("z and their mean square are what they say", () => {
    for (const { target: asked, sd, fitted, z } of result.targets) expect(z).toBeCloseTo((fitted! - asked) / sd, 12);
    const square = result.targets.reduce((sum, { z }) => sum + z! ** 2, 0) / result.targets.length;
    expect(result.rmse_z).toBeCloseTo(Math.sqrt(square), 12);
  });

  test("is the same in every run, and of every seed nearly", () => {
    const again = run({ HR: 95, SBP: 88, DBP: 55, CVP: 14, PCWP: 22, CI: 1.8, LVEF: 25 }, { id: "bed-7" });
    expect(again).toEqual(result);
    const request = { targets: asTargets({ HR: 95, SBP: 88, DBP: 55, CVP: 14, PCWP: 22, CI: 1.8, LVEF: 25 }) };
    const other = fit({ ...request, seed: 7, starts: 5 }, new Laboratory());
    for (const { id, value, sd } of other.parameters)
      expect(Math.abs(value - parameter(result, id).value), id).toBeLessThan(0.15 * sd);
  });

  test("every start is told of", () => {
    const from = result.starts.map((s) => s.from).sort();
    expect(from).toEqual(["draw 1", "health", "priors", "shock"]);
    expect(result.starts.every((s) => s.objective !== null)).toBe(true);
  });
});

test("without targets there is nothing to fit", () => {
  expect(() => run({})).toThrow("--target: there is no target; index=value[~sd] is allowed");
});

test("progress ends at all", () => {
  const seen: number[][] = [];
  run({ MAP: 70 }, { starts: 2, onProgress: (done, all) => seen.push([done, all]) });
  expect(seen.at(-1)).toEqual([2, 2]);
});

describe("reflexes rest at the patient's own pressures without support", () => {
  const bedside = { HR: 95, MAP: 68, CVP: 12, PCWP: 20, CI: 1.9 };
  const SET = ["reflexes.set_point_mmHg", "reflexes.cardiopulmonary_set_point_mmHg"];

  test("fitted without support: those are the fitted pressures, at any gain", () => {
    const settings = { "thorax.pressure_mmHg": 2, "reflexes.gain": 0.8 };
    const { patient, targets, converged } = run(bedside, { settings });
    expect(converged).toBe(true);
    const fitted = (index: string) => targets.find((t) => t.index === index)!.fitted!;
    expect(patient.parameters[SET[0]]).toBeCloseTo(fitted("aortic_mean_mmHg"), 1);
    expect(patient.parameters[SET[1]]).toBeCloseTo(fitted("cvp_mmHg") - 2, 1);
    // At rest they are silent: without them the patient is the same.
    const silent = indicesOf(patient, "none", { "reflexes.on": 0 });
    expect(silent.ci_L_min_m2!).toBeCloseTo(fitted("ci_L_min_m2"), 2);
    expect(silent.aortic_mean_mmHg!).toBeCloseTo(fitted("aortic_mean_mmHg"), 1);
  });

  test("fitted on ECMO: the pressures are those that the pump left behind", () => {
    const { patient } = run({ ...bedside, ECMO_flow: 3 }, { support: "va-ecmo" });
    const bare = indicesOf(patient, "none");
    expect(patient.parameters[SET[0]]).toBeCloseTo(bare.aortic_mean_mmHg!, 0);
    expect(patient.parameters[SET[1]]).toBeCloseTo(bare.cvp_mmHg! + 4, 0);
    expect(patient.parameters[SET[0]]).toBeLessThan(66);
  });

  test("what is set stays, and silent reflexes need none", () => {
    const { patient } = run(bedside, { settings: { "reflexes.set_point_mmHg": 75 } });
    expect(patient.parameters[SET[0]]).toBe(75);
    expect(SET[1] in patient.parameters).toBe(false);
    const off = run(bedside, { settings: { "reflexes.on": 0 } }).patient.parameters;
    expect(SET.some((id) => id in off)).toBe(false);
  });

  test("from a patient, they are found anew", () => {
    const { patient } = run({ HR: 100, MAP: 58, CVP: 15 }, { base: requirePatient("cardiogenic-shock") });
    expect(patient.parameters[SET[0]]).toBeCloseTo(indicesOf(patient).aortic_mean_mmHg!, 0);
    expect(Math.abs(patient.parameters[SET[0]] - 58)).toBeLessThan(4);
  });
});
