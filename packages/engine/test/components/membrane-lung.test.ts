import {
  assemble,
  bloodFromContents,
  bloodFromTensions,
  compile,
  LaneGroup,
  MEMBRANE_LUNG_PARAMETERS,
  signal,
} from "@counterpulse/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs, twoVessels } from "../circuits.ts";
import {
  DRY,
  fineLung,
  innerSetting,
  LUNG_INPUTS,
  LUNG_LAW,
  LUNG_OUTPUTS,
  LUNG_PARAMETERS,
  type Lung,
  lawLung,
  lungOperations,
  type Setting,
} from "../fine-lung.ts";
import { atSaturation } from "../gases.ts";

const { membrane_area_m2, oxygen_conductance, carbon_dioxide_conductance, flow_exponent } = MEMBRANE_LUNG_PARAMETERS;
const LUNG: Lung = {
  area: membrane_area_m2.value,
  oxygen: oxygen_conductance.value,
  carbonDioxide: carbon_dioxide_conductance.value,
  exponent: flow_exponent.value,
};

/** Blood as it comes from a vein; 12 g/dL, 65 % and 45 mmHg are what lungs are tested with. */
function vein(saturation = 0.65, pCO2 = 45, hb = 12, temperature = 37, baseExcess = 0) {
  return atSaturation(saturation, pCO2, { hb, temperature, baseExcess });
}
const STANDARD_VEIN = vein();
const run = (x: Partial<Setting> = {}, lung: Partial<Lung> = {}) =>
  lawLung({ ...LUNG, ...lung }, { ...STANDARD_VEIN, flow: 4, sweep: 4, fdo2: 1, ...x });
const leaving = (x: Partial<Setting> = {}) => {
  const { x_cO2_out, x_cCO2_out } = run(x);
  return bloodFromContents({ ...STANDARD_VEIN, ...x, cO2: x_cO2_out, cCO2: x_cCO2_out });
};

const sorted = (errors: readonly number[]) => errors.map(Math.abs).sort((a, b) => a - b);
const median = (errors: readonly number[]) => sorted(errors)[errors.length >> 1];
const worst = (errors: readonly number[]) => sorted(errors)[errors.length - 1];

test("against a fine integration with the full law", () => {
  const errors = { VO2: [] as number[], VCO2: [] as number[], inlet: [] as number[], outlet: [] as number[] };
  const bloods = [vein(), vein(0.5, 60, 9, 37, -8), vein(0.75, 40, 14, 34, 3), vein(0.85, 35, 10, 39, -3)];
  for (const blood of bloods)
    for (const flow of [1, 3, 6])
      for (const sweep of [1, 4, 10])
        for (const fdo2 of [0.4, 1]) {
          const x = { ...blood, flow, sweep, fdo2 };
          const fine = fineLung(LUNG, x);
          const found = lawLung(LUNG, x);
          const out = bloodFromContents({ ...x, cO2: found.x_cO2_out, cCO2: found.x_cCO2_out });
          errors.VO2.push(found.VO2 / fine.VO2 - 1);
          errors.VCO2.push(found.VCO2 / fine.VCO2 - 1);
          errors.inlet.push(found.x_pCO2 - blood.pCO2);
          errors.outlet.push(out.pCO2 - fine.out.pCO2);
        }
  expect(median(errors.VO2)).toBeLessThan(0.02);
  expect(worst(errors.VO2)).toBeLessThan(0.07);
  expect(median(errors.VCO2)).toBeLessThan(0.015);
  expect(worst(errors.VCO2)).toBeLessThan(0.1);
  expect(worst(errors.inlet)).toBeLessThan(0.15);
  expect(worst(errors.outlet)).toBeLessThan(0.8);
});

describe("rated flow (F151: 100 to 200 mL/min/m2 where standard venous blood leaves at 95 %)", () => {
  test("7 L/min, 193 mL/min/m2", () => {
    expect(leaving({ flow: 7, sweep: 7 }).saturation).toBeCloseTo(0.95, 2);
    const perArea = run({ flow: 7, sweep: 7 }).VO2 / LUNG.area;
    expect(perArea).toBeGreaterThan(180);
    expect(perArea).toBeLessThan(200);
  });

  test("below it blood leaves saturated, beyond it less and less so", () => {
    expect(leaving({ flow: 3 }).saturation).toBeGreaterThan(0.99);
    expect(leaving({ flow: 3 }).pO2).toBeGreaterThan(200);
    const beyond = [7, 9, 12].map((flow) => leaving({ flow, sweep: 7 }).saturation);
    expect(beyond[0] - beyond[1]).toBeGreaterThan(0.02);
    expect(beyond[1] - beyond[2]).toBeGreaterThan(0.02);
  });

  test("half the membrane has half the rated flow", () => {
    const small = run({ flow: 3.5, sweep: 3.5 }, { area: LUNG.area / 2 });
    expect(small.VO2).toBeCloseTo(run({ flow: 7, sweep: 7 }).VO2 / 2, 2);
  });
});

describe("CO2 transfer in pigs (strassmann2019), at pCO2 45 before the lung", () => {
  const transfer = (area: number, flow: number, sweep: number) =>
    run({ ...vein(0.6, 45, 9.5), flow, sweep }, { area }).VCO2;
  test.each([
    [0.8, 1.8, 8, 101, 12],
    [0.4, 0.9, 8, 41, 6],
    [0.4, 0.9, 2, 35, 5],
  ])("%d m2 at %d L/min with %d L/min of gas: %d, SD %d", (area, flow, sweep, mean, sd) => {
    expect(Math.abs(transfer(area, flow, sweep) - mean)).toBeLessThan(2 * sd);
  });
  test.each([
    [1.8, 26, 7],
    [0.3, 4, 2],
  ])("from 2 to 8 L/min of gas at %d L/min: %d more, SD %d", (flow, mean, sd) => {
    expect(Math.abs(transfer(0.8, flow, 8) - transfer(0.8, flow, 2) - mean)).toBeLessThan(sd);
  });
});

/** Least squares with an intercept; slopes only. */
function slopes(rows: readonly (readonly number[])[], y: readonly number[]): number[] {
  const a = rows[0].map((_, i) => rows.map((r) => r[i] - rows.reduce((s, q) => s + q[i], 0) / rows.length));
  // The design below is orthogonal: one slope at a time.
  return a.map((x) => x.reduce((s, v, i) => s + v * y[i], 0) / x.reduce((s, v) => s + v * v, 0));
}

describe("slopes that park2013 found in pigs (F148, F149)", () => {
  const rows: number[][] = [];
  const [oxygen, carbonDioxide]: number[][] = [[], []];
  for (const flow of [0.5, 1.5, 2.5, 3.5])
    for (const sweep of [0.5, 1.5, 2.5, 3.5])
      for (const pCO2 of [35, 50, 65, 90])
        for (const saturation of [40, 55, 70, 85])
          for (const hb of [7, 9, 11]) {
            const found = run({ ...vein(saturation / 100, pCO2, hb, 38, -5), flow, sweep });
            rows.push([flow, sweep, pCO2, saturation, hb]);
            oxygen.push(found.VO2);
            carbonDioxide.push(found.VCO2);
          }
  const o = slopes(rows, oxygen);
  const c = slopes(rows, carbonDioxide);
  const within = (found: number, published: number, share: number) =>
    expect(Math.abs(found / published - 1)).toBeLessThan(share);

  test("CO2 with blood flow 17, gas flow 33, inlet pCO2 1.2", () => {
    within(c[0], 17, 0.15);
    within(c[1], 33, 0.15);
    within(c[2], 1.2, 0.3);
  });
  test("oxygen with blood flow 66, inlet saturation -1.7", () => {
    within(o[0], 66, 0.35);
    within(o[3], -1.7, 0.3);
  });
  test("oxygen falls with inlet pCO2, but by much less than their -0.96", () => {
    expect(o[2]).toBeLessThan(0);
    expect(o[2]).toBeGreaterThan(-0.3);
  });
});

describe("gas side", () => {
  test("what the blood gains and loses is what the gas loses and gains, exactly", () => {
    for (const x of [{}, { flow: 0.4, sweep: 9 }, { sweep: 0.3 }, { fdo2: 0.21, ...vein(0.97, 38) }]) {
      const setting = { ...STANDARD_VEIN, flow: 4, sweep: 4, fdo2: 1, ...x };
      const { VO2, VCO2, ...found } = run(x);
      expect(1000 * setting.flow * (found.x_cO2_out - setting.cO2)).toBeCloseTo(VO2, 9);
      expect(1000 * setting.flow * (setting.cCO2 - found.x_cCO2_out)).toBeCloseTo(VCO2, 9);
      const sweep = (setting.sweep * 1000 * 273.15) / 293.15;
      const exhaust = sweep - VO2 + VCO2;
      expect((exhaust * found.x_exhaust_pO2) / DRY).toBeCloseTo(setting.fdo2 * sweep - VO2, 8);
      expect((exhaust * found.x_exhaust_pCO2) / DRY).toBeCloseTo(VCO2, 8);
    }
  });

  test("sweep washes out CO2 and hardly touches oxygen, until the gas runs out", () => {
    const sweeps = [0.5, 1, 2, 4, 8, 15];
    const co2 = sweeps.map((sweep) => run({ sweep }).VCO2);
    for (let i = 1; i < sweeps.length; i++) expect(co2[i]).toBeGreaterThan(co2[i - 1] + 15);
    for (const sweep of sweeps) expect(run({ sweep }).VO2 / run().VO2).toBeCloseTo(1, 1.5);
    expect(run({ sweep: 0.1 }).VO2).toBeLessThan(93.2);
    expect(run({ sweep: 0.1 }).VO2).toBeGreaterThan(80);
  });

  test("without sweep nothing passes", () => {
    const { VO2, VCO2, x_cO2_out } = run({ sweep: 0 });
    expect(Math.abs(VO2)).toBeLessThan(1e-5);
    expect(Math.abs(VCO2)).toBeLessThan(1e-5);
    expect(x_cO2_out).toBeCloseTo(STANDARD_VEIN.cO2, 9);
  });

  test("FdO2 sets the oxygen tension; air over hyperoxic blood takes oxygen away", () => {
    const transfers = [0.21, 0.4, 0.6, 0.8, 1].map((fdo2) => run({ fdo2 }).VO2);
    for (let i = 1; i < transfers.length; i++) expect(transfers[i]).toBeGreaterThan(transfers[i - 1] + 10);
    const hyperoxic = { ...STANDARD_VEIN, ...bloodFromTensions({ ...STANDARD_VEIN, pO2: 450, pCO2: 35 }) };
    expect(run({ ...hyperoxic, fdo2: 0.21 }).VO2).toBeLessThan(-10);
    expect(leaving({ ...hyperoxic, fdo2: 0.21, flow: 1 }).pO2).toBeLessThan(300);
  });

  test("at most the gas comes to the blood's pCO2", () => {
    for (const sweep of [0.1, 0.3, 1]) expect(run({ sweep }).x_exhaust_pCO2).toBeLessThan(1.15 * 45);
  });
});

test("backflow exchanges nothing", () => {
  const { VO2, VCO2 } = run({ flow: -1 });
  expect([VO2, VCO2]).toEqual([0, 0]);
});

test("whatever the settings: finite, nothing negative, more flow and more gas never pass less oxygen", () => {
  const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const settings = fc.record({
    pO2: fc.oneof(between(10, 60), between(0, 600)),
    pCO2: between(5, 150),
    hb: between(3, 20),
    temperature: between(15, 42),
    baseExcess: between(-30, 20),
    flow: fc.oneof(between(0, 8), fc.constant(0), between(-1, 0)),
    sweep: fc.oneof(between(0, 15), fc.constant(0)),
    fdo2: between(0.21, 1),
    area: between(0.2, 3),
    oxygen: between(0.01, 0.15),
    carbonDioxide: between(0.5, 8),
    exponent: between(0.2, 0.85),
  });
  fc.assert(
    fc.property(settings, (s) => {
      const x = { ...s, ...bloodFromTensions(s) };
      const found = lawLung(s, x);
      for (const value of Object.values(found)) expect(value).toSatisfy(Number.isFinite);
      expect(found.x_cO2_out).toBeGreaterThanOrEqual(0);
      expect(found.x_cCO2_out).toBeGreaterThanOrEqual(0);
      expect(found.VCO2).toBeGreaterThanOrEqual(0);
      expect(found.x_exhaust_pO2).toBeLessThan(DRY + 0.1);
      const allowed = -1e-3 * Math.abs(found.VO2) - 1e-3;
      expect(lawLung(s, { ...x, fdo2: Math.min(1, x.fdo2 * 1.03) }).VO2 - found.VO2).toBeGreaterThan(allowed);
      if (found.VO2 > 0) expect(lawLung(s, { ...x, flow: x.flow * 1.03 }).VO2 - found.VO2).toBeGreaterThan(allowed);
      expect(lawLung(s, { ...x, sweep: x.sweep * 1.03 }).VCO2 - found.VCO2).toBeGreaterThan(-1e-6);
    }),
    { numRuns: runs(1000) },
  );
});

describe("in the kernel", () => {
  const free = (unit: string) => ({ value: 1, unit, min: -1e9, max: 1e9, description: "", source: "" });
  const names = { ...LUNG_PARAMETERS, o2_0: "1", co2_0: "1", q_0: "L/min" };
  const oxygenator = signal("oxygenator", {
    doc: "",
    parameters: Object.fromEntries(Object.entries(names).map(([name, unit]) => [name, free(unit)])),
    states: Object.fromEntries(
      Object.entries(LUNG_INPUTS).map(([name, unit]) => [name, { unit, initial: `${name}_0`, scale: 1 }]),
    ),
    law: `der(o2) = 0[1/s]\nder(co2) = 0[1/s]\nder(q) = 0[L/min/s]\n${LUNG_LAW}`,
  });
  const circuit = twoVessels().add("s", oxygenator).build({ period: "1[s]" });
  const probes = Object.keys(LUNG_OUTPUTS).map((name) => `s.${name}`);
  const x = { ...vein(0.6, 52, 9, 36, -4), flow: 3.7, sweep: 2.9, fdo2: 0.8 };
  const { x_VO2, x_VCO2, x_cO2_out, x_cCO2_out, x_exhaust_pO2, x_exhaust_pCO2, x_pCO2 } = lawLung(LUNG, x);
  const host = [x_VO2, x_VCO2, x_cO2_out, x_cCO2_out, x_exhaust_pO2, x_exhaust_pCO2, x_pCO2];

  function compute(target: "js" | "f64x2" | "f32x4"): number[] {
    const kernel = compile(assemble(circuit, { precision: target === "f32x4" ? "f32" : "f64" }), { target, probes });
    const { o2, co2, q, ...rest } = innerSetting(LUNG, x);
    const parameters = Object.entries({ ...rest, o2_0: o2, co2_0: co2, q_0: q });
    const group = new LaneGroup(kernel);
    for (let lane = 0; lane < kernel.lanes; lane++)
      group.setParameters(lane, new Map(parameters.map(([name, value]) => [`s.${name}`, value])));
    group.configure(100);
    for (let lane = 0; lane < kernel.lanes; lane++) group.initialise(lane);
    kernel.observe(group.group, 3);
    return kernel.program.probes.map((p) => group.read(p.slot, 0));
  }

  test.each(["js", "f64x2"] as const)("%s computes the host's bits", (target) => expect(compute(target)).toEqual(host));
  test("single precision agrees to a thousandth", () => {
    compute("f32x4").forEach((value, i) => expect(Math.abs(value / host[i] - 1)).toBeLessThan(1e-3));
  });
  test("it costs at most 740 operations in a step", () => expect(lungOperations.late).toBeLessThanOrEqual(740));
});
