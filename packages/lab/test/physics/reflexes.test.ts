/** Baroreflexes and cerebral autoregulation: signs, sizes, clamps, and what they make of bleeding and of devices. */
import { Laboratory, requirePatient } from "@counterpulse/lab";
import { describe, expect, test } from "vitest";
import { type Bed, falls, index, rises, series } from "../bedside.ts";
import { beatAt, timeConstant, Ward } from "../course.ts";

const HEALTHY = "healthy-adult";
const MAP = "aortic_mean_mmHg";
const VOLUME = 5250;
const OFF = { "reflexes.on": 0 };
const CLAMPED = {
  "reflexes.resistance_clamped": 1,
  "reflexes.venous_clamped": 1,
  "reflexes.contractility_clamped": 1,
};
const healthy = (settings: Record<string, number> = {}): Bed => ({ patient: HEALTHY, settings });
const bled = (mL: number, more: Record<string, number> = {}): Bed =>
  healthy({ "patient.blood_volume_mL": VOLUME - mL, ...more });

// A laboratory of its own for hearts whose rate the reflex moves (see the open ends below).
const free = new Ward();
const FREE = { "reflexes.rate_clamped": 0 };
const freely = (beds: readonly Bed[], id: string): number[] =>
  beds.map(({ settings, ...bed }) => free.index({ ...bed, settings: { ...settings, ...FREE } }, id));

describe("what the reflexes move", () => {
  const names = ["resistance", "venous", "contractility", "interval"].map((n) => `reflexes.${n}`);
  const ward = new Ward(names);
  const settled = (settings: Record<string, number>): number[] => {
    const bed = healthy({ "reflexes.rate_clamped": 0, ...settings });
    const beat = ward.course(bed, bed, 2)[1];
    return names.map((n) => beat.waves[n].at(-1)!);
  };
  const LOW = { "vessels.systemic_resistance_scale": 0.45 };
  const HIGH = { "vessels.systemic_resistance_scale": 1.4 };

  test("hypotension: more resistance, less unstressed venous volume, more contractility, a faster heart", () => {
    const [[r, v, e, i], [r0, v0, e0, i0]] = [settled(LOW), settled({})];
    expect(r - r0).toBeGreaterThan(0.1);
    expect(v0 - v).toBeGreaterThan(0.02);
    expect(e - e0).toBeGreaterThan(0.025);
    expect(i0 - i).toBeGreaterThan(0.05);
  });

  test("hypertension: the reverse of each", () => {
    const [[r, v, e, i], [r0, v0, e0, i0]] = [settled(HIGH), settled({})];
    expect(r0 - r).toBeGreaterThan(0.05);
    expect(v - v0).toBeGreaterThan(0.01);
    expect(e0 - e).toBeGreaterThan(0.025);
    expect(i - i0).toBeGreaterThan(0.05);
  });

  test.each([
    ["resistance", 0],
    ["venous", 1],
    ["contractility", 2],
    ["rate", 3],
  ])("%s can be clamped alone", (name, at) => {
    const clamped = settled({ ...LOW, [`reflexes.${name}_clamped`]: 1 });
    expect(clamped[at]).toBeCloseTo(at === 3 ? 0 : 1, 6);
    clamped.forEach((value, i) => {
      if (i !== at) expect(Math.abs(value - (i === 3 ? 0 : 1)), names[i]).toBeGreaterThan(0.01);
    });
  });

  test("off is the same as all clamped, and as no gain", () => {
    const beds = [OFF, CLAMPED, { "reflexes.gain": 0 }].map((s) => bled(750, s));
    for (const id of [MAP, "co_native_L_min", "cvp_mmHg", "pcwp_mmHg"]) {
      const [off, ...others] = series(beds, id);
      for (const other of others) expect(other / off).toBeCloseTo(1, 3);
    }
  });

  test("more gain holds pressure better", () => {
    const beds = [0, 0.5, 1, 2].map((gain) => bled(750, { "reflexes.gain": gain }));
    rises(series(beds, MAP), "mean pressure after 750 mL", 0.005);
  });

  test("resistance and contractility answer within seconds, veins last (ursino1998)", () => {
    const beats = ward.course(healthy(), healthy(LOW), 60);
    const time = (name: string): number => {
      const at = (b: { waves: Readonly<Record<string, readonly number[]>> }): number =>
        b.waves[`reflexes.${name}`].at(-1)!;
      return timeConstant(beats, at, at(beats[0]), at(beatAt(beats, 59)));
    };
    expect(time("resistance")).toBeLessThan(10);
    expect(time("contractility")).toBeLessThan(12);
    expect(time("venous")).toBeGreaterThan(time("contractility"));
    expect(time("venous")).toBeLessThan(30);
  });
});

describe("bleeding", () => {
  const LOSSES = [0, 250, 500, 750, 1000, 1250];
  const beds = LOSSES.map((mL) => bled(mL));

  test("500 mL, a donation, cost less than 5 mmHg; 1000 mL less than 15", () => {
    expect(index(beds[0], MAP) - index(beds[2], MAP)).toBeLessThan(5);
    expect(index(beds[0], MAP) - index(beds[4], MAP)).toBeLessThan(15);
  });

  test("without reflexes 1000 mL cost at least three times as much", () => {
    const lost = (more: Record<string, number>): number => index(bled(0, more), MAP) - index(bled(1000, more), MAP);
    expect(lost(OFF) / lost({})).toBeGreaterThan(3);
  });

  test("output, filling pressures, kidney flow fall step by step; resistance rises", () => {
    for (const id of ["co_native_L_min", "cvp_mmHg", "pcwp_mmHg", "renal_flow_mL_min"])
      falls(series(beds, id), id, 0.01);
    rises(series(beds, "svr_dyn_s_cm5"), "svr_dyn_s_cm5", 0.02);
  });

  test("the brain keeps its flow, the kidney pays", () => {
    const [brain, kidney] = ["cerebral_flow_mL_min", "renal_flow_mL_min"].map(
      (id) => index(beds[4], id) / index(beds[0], id),
    );
    expect(brain).toBeGreaterThan(0.99);
    expect(kidney).toBeLessThan(0.85);
  });

  test("the heart beats faster where it may, by 4 to 30 a minute at 1000 mL", () => {
    const rates = freely(beds, "hr_per_min");
    rises(rates, "hr_per_min");
    expect(rates[4] - rates[0]).toBeGreaterThan(4);
    expect(rates[4] - rates[0]).toBeLessThan(30);
    for (const [i, pressure] of freely(beds.slice(2), MAP).entries())
      expect(pressure, "a free rate holds pressure better").toBeGreaterThan(index(beds[i + 2], MAP));
  });

  test("volume given: pressure hardly moves, filling pressures and output rise, the rate falls", () => {
    const given = [0, -500, -1000, -1750].map((mL) => bled(mL));
    for (const id of ["cvp_mmHg", "pcwp_mmHg", "co_native_L_min"]) rises(series(given, id), id);
    expect(index(given[3], MAP) - index(given[0], MAP)).toBeLessThan(6);
    falls(freely(given, "hr_per_min"), "hr_per_min");
  });
});

describe("under devices", () => {
  test("what a device adds in pressure the reflexes partly take back by dilatation", () => {
    for (const support of ["iabp", "impella", "va-ecmo", "va-ecmo+iabp"]) {
      const rise = (more: Record<string, number>): number =>
        index({ support, settings: more }, MAP) - index({ settings: more }, MAP);
      expect(rise({}), support).toBeGreaterThan(0);
      expect(rise({}), support).toBeLessThan(0.9 * rise(OFF));
    }
  });

  test("on ECMO this spares the ventricle: less wedge pressure than with fixed tone", () => {
    const [on, off] = series([{ support: "va-ecmo" }, { support: "va-ecmo", settings: OFF }], "pcwp_mmHg");
    expect(on).toBeLessThan(off - 1);
  });

  test("the heart slows where it may", () => {
    const beds: Bed[] = [{}, { support: "iabp" }, { support: "va-ecmo" }];
    falls(freely(beds, "hr_per_min"), "hr_per_min", 0.02);
  });
});

describe("the brain", () => {
  const at = (scales: readonly number[], more: Record<string, number> = {}): Bed[] =>
    scales.map((s) => healthy({ "vessels.systemic_resistance_scale": s, ...OFF, ...more }));
  const flow = (beds: readonly Bed[]): number[] => series(beds, "cerebral_flow_mL_min");
  /** Flow held wholly between the limits, so that these show. */
  const HELD = { "cerebral.pressure_sensitivity": 0 };

  test("from 70 to 145 mmHg flow changes by a third of the pressure (cbfcurve2024)", () => {
    const beds = at([0.5, 0.78, 1.2, 1.5]);
    const pressures = series(beds, MAP);
    expect(pressures[0]).toBeLessThan(72);
    expect(pressures[3]).toBeGreaterThan(140);
    const perfusion = beds.map((bed) => index(bed, MAP) - index(bed, "cvp_mmHg"));
    const slope = Math.log(flow(beds)[3] / flow(beds)[0]) / Math.log(perfusion[3] / perfusion[0]);
    expect(slope).toBeGreaterThan(0.25);
    expect(slope).toBeLessThan(0.45);
    const [held] = flow(at([1], { "cerebral.pressure_sensitivity": 0 }));
    expect(held / 750).toBeCloseTo(1, 2);
  });

  test("below the lower limit it falls with pressure, above the upper one it rises", () => {
    const low = at([0.5, 0.4, 0.35, 0.3], HELD);
    falls(flow(low), "flow below the limit", 0.04);
    const [first, last] = [low[1], low[3]];
    const fell = flow([last])[0] / flow([first])[0];
    expect(fell / (index(last, MAP) / index(first, MAP))).toBeCloseTo(1, 1);
    rises(flow(at([1.5, 2, 2.5, 3], HELD)), "flow above the limit", 0.08);
  });

  test("the limits can be moved", () => {
    const beds = [60, 75, 90].map((limit) => at([0.5], { ...HELD, "cerebral.lower_limit_mmHg": limit })[0]);
    falls(flow(beds), "flow at 70 mmHg, lower limit 60 to 90 mmHg", 0.04);
  });

  test("impaired, it follows pressure throughout", () => {
    const beds = at([0.4, 0.6, 0.78, 1, 1.5], { "cerebral.impaired": 1 });
    const conductance = beds.map((bed) => index(bed, "cerebral_flow_mL_min") / index(bed, MAP));
    rises(flow(beds), "flow");
    expect(Math.max(...conductance) / Math.min(...conductance)).toBeLessThan(1.15);
  });

  test("after a step of pressure flow is back within 5 to 20 s (aaslid1989)", () => {
    const beats = new Ward().course(healthy(HELD), healthy({ ...HELD, "vessels.systemic_resistance_scale": 0.5 }), 40);
    const flows = beats.map((b) => ({ at: b.at, flow: b.indices.cerebral_flow_mL_min! }));
    expect(Math.min(...flows.map((f) => f.flow))).toBeLessThan(700);
    const back = flows.find((f, i) => i > 3 && f.flow > 735)!.at;
    expect(back).toBeGreaterThan(4);
    expect(back).toBeLessThan(20);
  });

  test("in shock and under every support it gets nearly its flow, more under support", () => {
    for (const support of ["none", "iabp", "va-ecmo", "impella"]) {
      expect(index({ support }, "cerebral_flow_mL_min") / 750, support).toBeGreaterThan(0.8);
      expect(index({ support }, "cerebral_flow_mL_min"), support).toBeGreaterThanOrEqual(
        index({}, "cerebral_flow_mL_min"),
      );
    }
  });
});

describe("beside others", () => {
  test("a case ends the same whether or not a heart of free rate is solved beside it", () => {
    const laboratory = new Laboratory();
    const patient = requirePatient("cardiogenic-shock");
    const balloon = { patient, settings: {}, support: new Set(["iabp"] as const) };
    const [alone] = laboratory.solve([balloon]);
    const [beside] = laboratory.solve([balloon, { patient, settings: FREE, support: new Set(["va-ecmo"] as const) }]);
    expect(beside.indicesAt!.co_native_L_min).toBe(alone.indicesAt!.co_native_L_min);
  });
});
