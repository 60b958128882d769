import {
  type Case,
  InputError,
  Laboratory,
  LOOP_PROBES,
  parseSupport,
  reader,
  record,
  recordable,
  recordLoop,
  requirePatient,
  resolveSignals,
  SIGNALS,
  simulate,
} from "@counterpulse/lab";
import { describe, expect, test } from "vitest";
import { type EcgBeat, ecgMillivolts } from "../src/ecg.ts";

const shock = requirePatient("cardiogenic-shock");
const laboratory = new Laboratory([...LOOP_PROBES, "aortic_root.p", "ecmo_return.q"]);
const of = (support: string, settings = {}): Case => ({ patient: shock, settings, support: parseSupport(support) });

describe("signals", () => {
  test("every named one is there in the circuit, with its unit in the name", () => {
    const names = recordable(laboratory.model);
    for (const { name, of } of resolveSignals(Object.keys(SIGNALS), names)) expect(names, name).toContain(of);
    for (const [name, { unit }] of Object.entries(SIGNALS)) {
      expect(name.endsWith(unit.replace("/", "_")), `${name} in ${unit}`).toBe(true);
    }
  });

  test("any name of the circuit will do; others are refused", () => {
    expect(resolveSignals(["lv.p"], laboratory.model.outputNames)).toEqual([{ name: "lv.p", of: "lv.p", scale: 1 }]);
    expect(() => resolveSignals(["lv.q"], laboratory.model.outputNames)).toThrow(InputError);
    expect(() => resolveSignals(["toString"], laboratory.model.outputNames)).toThrow('there is no signal "toString"');
  });
});

test("every name that can be recorded has a value", () => {
  const all = recordable(laboratory.model);
  expect(all).toEqual(expect.arrayContaining(["lv.p", "reflexes.resistance", "o2.aortic_root", "ecmo.renal_arteries"]));
  expect(all).not.toContain("o2.iabp_balloon");
  const chosen = all.filter((name, i) => i % 7 === 0 || /^(o2|co2|ecmo)\./.test(name));
  const { signals } = simulate({ patient: shock, support: "va-ecmo", settings: {}, signals: chosen, seconds: 0.1 });
  for (const name of chosen) expect(signals![name].every(Number.isFinite), name).toBe(true);
  expect(signals!["ecmo.renal_arteries"][0]).toBeGreaterThan(signals!["ecmo.aortic_root"][0]);
});

describe("record", () => {
  const [solved] = laboratory.solve([of("va-ecmo")]);
  const signals = resolveSignals(["aortic_root_mmHg", "ecmo_L_min"], laboratory.model.outputNames);
  const waves = record(laboratory, solved, signals, 6.2, 250);

  test("samples at every multiple of the interval, both ends included", () => {
    expect(waves.time_s).toHaveLength(1551);
    waves.time_s.forEach((t, k) => expect(t).toBeCloseTo(k / 250, 12));
    expect(Object.keys(waves)).toEqual(["time_s", "aortic_root_mmHg", "ecmo_L_min"]);
  });

  test("shows what the indices say, in their units", () => {
    const beat = 250 * (60 / 97);
    // Ten whole beats.
    const whole = (name: string): number[] => waves[name].slice(0, Math.round(10 * beat));
    const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
    expect(mean(whole("aortic_root_mmHg"))).toBeCloseTo(solved.indices.aortic_mean_mmHg!, 1);
    expect(mean(whole("ecmo_L_min"))).toBeCloseTo(solved.indices.device_flow_L_min!, 2);
    const swing = Math.max(...whole("aortic_root_mmHg")) - Math.min(...whole("aortic_root_mmHg"));
    expect(Math.abs(swing - solved.indices.pressure_swing_mmHg!)).toBeLessThan(0.1);
  });

  test("begins at an R wave and repeats beat for beat", () => {
    const p = waves.aortic_root_mmHg;
    const period = 60 / 97;
    for (const t of [0, 0.1, 0.2, 0.3]) {
      const at = (time: number): number => {
        const x = time * 250;
        const i = Math.floor(x);
        return p[i] + (x - i) * (p[i + 1] - p[i]);
      };
      expect(Math.abs(at(t + 5 * period) - at(t))).toBeLessThan(0.3);
    }
  });
});

describe("loops", () => {
  test("close, and their area is the stroke work", () => {
    for (const support of ["none", "iabp", "va-ecmo+iabp"]) {
      const [solved] = laboratory.solve([of(support)]);
      const { volume_mL: V, pressure_mmHg: p } = recordLoop(laboratory, solved);
      expect(V).toHaveLength(401);
      expect(Math.abs(V.at(-1)! - V[0])).toBeLessThan(0.05);
      // Run counterclockwise: the area is minus the integral of p dV.
      const area = V.slice(1).reduce((sum, v, i) => sum - ((p[i] + p[i + 1]) / 2) * (v - V[i]), 0);
      expect(area / solved.indices.lv_stroke_work_mmHg_mL!, support).toBeCloseTo(1, 2);
      expect(Math.max(...V)).toBeCloseTo(solved.indices.lv_edv_mL!, 0);
    }
  });

  test("at a ratio of 1:3 there are three beats in one", () => {
    const [solved] = laboratory.solve([of("iabp", { "iabp.ratio": 3 })]);
    expect(recordLoop(laboratory, solved).volume_mL).toHaveLength(1201);
  });
});

describe("simulate", () => {
  test("repeats bit for bit, stamps the model and echoes what is in effect", () => {
    const request = { patient: shock, support: "iabp", settings: { "iabp.ratio": 2 }, signals: ["lv_mL"], seconds: 2 };
    const [a, b] = [simulate(request), simulate(request)];
    expect(a).toEqual(b);
    expect(a.model.hash).toMatch(/^[0-9a-f]{16}$/);
    expect(a.settings).toMatchObject({ "iabp.ratio": 2, "iabp.on": 1, "va-ecmo.on": 0, "reflexes.on": 1 });
    expect(a.signals!.lv_mL).toHaveLength(501);
  });

  test("says whether reflexes are on: as set, else as the model has them", () => {
    const echoed = (settings: Record<string, number>) =>
      simulate({ patient: shock, support: "none", settings }, laboratory).settings["reflexes.on"];
    expect(echoed({})).toBe(reader(laboratory.model, shock.parameters)("reflexes.on"));
    expect(echoed({ "reflexes.on": 0 })).toBe(0);
  });

  test("devices that are not in use change nothing, whatever is set on them", () => {
    const indices = (settings: Record<string, number>) =>
      simulate({ patient: shock, support: "none", settings }).indices;
    expect(indices({ "iabp.volume_mL": 50, "va-ecmo.speed_rpm": 5000, "va-ecmo.return_cannula_Fr": 23 })).toEqual(
      indices({}),
    );
  });
});

describe("ECG", () => {
  test("its highest point is the R wave; it is flat in arrest and periodic", () => {
    const period = 0.8;
    const trace = Array.from({ length: 800 }, (_, i) => ecgMillivolts(i / 800, period, false));
    const peak = Math.max(...trace);
    expect(peak).toBeGreaterThan(0.8);
    expect(Math.min(trace.indexOf(peak), 800 - trace.indexOf(peak))).toBeLessThan(8);
    expect(ecgMillivolts(1, period, false)).toBeCloseTo(ecgMillivolts(0, period, false), 6);
    expect(ecgMillivolts(0, period, true)).toBe(0);
  });

  test("the T wave comes later in a slower rhythm", () => {
    const tWave = (period: number): number => {
      const times = Array.from({ length: 300 }, (_, i) => 0.12 + (i / 300) * (period * 0.6 - 0.12));
      return times.reduce((best, t) =>
        ecgMillivolts(t / period, period, false) > ecgMillivolts(best / period, period, false) ? t : best,
      );
    };
    expect(tWave(1.2)).toBeGreaterThan(tWave(0.6) + 0.05);
  });

  test("shows the rhythm: no P wave without atria, flicker in fibrillation, wide extra beats, a pacing spike", () => {
    const shape = (now: EcgBeat, next: EcgBeat, fibrillation: number | null = null) =>
      Array.from({ length: 800 }, (_, i) => ecgMillivolts(i / 800, 0.8, false, { now, next, fibrillation }));
    const above = (trace: number[], level: number) => trace.filter((v) => v > level).length;
    const p = (trace: number[]) => Math.max(...trace.slice(580, 680));
    expect(p(shape("sinus", "sinus"))).toBeGreaterThan(0.1);
    expect(p(shape("no-atria", "no-atria"))).toBeLessThan(0.02);
    expect(above(shape("ectopic", "sinus"), 0.5)).toBeGreaterThan(
      2 * above(shape("sinus", "sinus").slice(0, 400), 0.5),
    );
    expect(Math.max(...shape("paced", "paced").slice(740, 775))).toBeGreaterThan(0.5);
    const still = ecgMillivolts(0.75, 0.8, false, { now: "no-atria", next: "no-atria", fibrillation: null });
    const flickers = [0, 0.05, 0.1, 0.15].map((fibrillation) =>
      ecgMillivolts(0.75, 0.8, false, { now: "no-atria", next: "no-atria", fibrillation }),
    );
    expect(Math.max(...flickers) - Math.min(...flickers)).toBeGreaterThan(0.02);
    expect(Math.max(...flickers.map((v) => Math.abs(v - still)))).toBeLessThan(0.08);
  });
});
