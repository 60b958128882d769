import {
  createLiveCirculation,
  INFUSION_SECONDS,
  InputError,
  Laboratory,
  type LiveCirculation,
  parseSupport,
  requirePatient,
} from "@counterpulse/lab";
import { describe, expect, test } from "vitest";

const RATE = 200;

function advance(live: LiveCirculation, seconds: number, signals: readonly string[]): Float32Array[] {
  live.observe(signals);
  const sink = signals.map(() => new Float32Array(Math.round(seconds * RATE)));
  expect(live.advance(seconds, RATE, sink)).toBe(sink[0].length);
  return sink;
}

const indicesOf = (support: string, settings = {}) =>
  new Laboratory().solve([
    { patient: requirePatient("cardiogenic-shock"), settings, support: parseSupport(support) },
  ])[0].indices;

describe("a live circulation", () => {
  test("starts in the patient's steady state", async () => {
    const live = await createLiveCirculation("cardiogenic-shock");
    advance(live, 3, ["aortic_root.p"]);
    const beats = live.beats();
    const expected = indicesOf("none");
    expect(beats.length).toBe(4);
    for (const id of ["aortic_mean_mmHg", "cvp_mmHg", "lv_edv_mL", "co_native_L_min", "aortic_end_diastolic_mmHg"])
      expect(beats[2].indices[id]! / expected[id]!, id).toBeCloseTo(1, 2);
  });

  test("a support switched on while it runs leads to that support's steady state", async () => {
    const live = await createLiveCirculation("cardiogenic-shock");
    live.setSupport({ iabp: true, "va-ecmo": true });
    advance(live, 120, ["aortic_root.p"]);
    const last = live.beats().at(-1)!;
    const expected = indicesOf("va-ecmo+iabp");
    for (const id of ["aortic_mean_mmHg", "cvp_mmHg", "pcwp_mmHg", "device_flow_L_min", "lv_esv_mL"])
      expect(last.indices[id]! / expected[id]!, id).toBeCloseTo(1, 1);
  });

  test("signals of a device that is off stand at 0, and move when it is on", async () => {
    const live = await createLiveCirculation("cardiogenic-shock");
    const swing = (list: Float32Array): number => Math.max(...list) - Math.min(...list);
    const [off, flow] = advance(live, 2, ["iabp.volume", "ecmo.flow"]);
    expect([swing(off), swing(flow), off[0], flow[0]]).toEqual([0, 0, 0, 0]);
    live.setSupport({ iabp: true, "va-ecmo": false });
    const [on, still] = advance(live, 3, ["iabp.volume", "ecmo.flow"]);
    expect(swing(on)).toBeGreaterThan(30);
    expect(swing(still)).toBe(0);
  });

  test("the ECG's R waves come with the beats, also after the rate was changed", async () => {
    const live = await createLiveCirculation("cardiogenic-shock");
    for (const rate of [97, 60, 140]) {
      live.set("heart.rate_per_min", rate);
      advance(live, 2, ["ecg"]);
      const [ecg] = advance(live, 30, ["ecg"]);
      const peaks = [...ecg.keys()].filter(
        (i) => ecg[i] > 0.8 && ecg[i] >= (ecg[i - 1] ?? 0) && ecg[i] > (ecg[i + 1] ?? 0),
      );
      expect(Math.abs(peaks.length - rate / 2), `${peaks.length} R waves in 30 s at ${rate}`).toBeLessThanOrEqual(1);
    }
  });

  test("any parameter can be changed at any moment, and the run goes on", async () => {
    const live = await createLiveCirculation("cardiogenic-shock");
    live.setSupport({ iabp: true, "va-ecmo": true });
    const changes: [string, number][] = [
      ["iabp.volume_mL", 50],
      ["iabp.ratio", 3],
      ["va-ecmo.speed_rpm", 4500],
      ["va-ecmo.flow_L_min", 2],
      ["heart.rate_per_min", 150],
      ["lv.contractility_scale", 0.4],
      ["aortic_valve.regurgitation_fraction", 0.3],
      ["vessels.systemic_resistance_scale", 2],
      ["thorax.pressure_mmHg", 8],
      ["heart.arrested", 1],
      ["heart.arrested", 0],
    ];
    for (const [id, value] of changes) {
      live.set(id, value);
      const [pressure] = advance(live, 1.37, ["aortic_root.p"]);
      expect(
        pressure.every((p) => p > -5 && p < 300),
        `after ${id} = ${value}`,
      ).toBe(true);
    }
  });

  test("what cannot be is refused, and nothing changes", async () => {
    const live = await createLiveCirculation("cardiogenic-shock");
    expect(() => live.set("iabp.volume_mL", 500)).toThrow(InputError);
    expect(() => live.set("nothing.here", 1)).toThrow(InputError);
    expect(() => live.observe(["nothing.p"])).toThrow('there is no signal "nothing.p"');
    await expect(createLiveCirculation("nobody")).rejects.toThrow(InputError);
  });

  test("of flow and speed the one set last decides", async () => {
    const live = await createLiveCirculation("cardiogenic-shock");
    live.setSupport({ iabp: false, "va-ecmo": true });
    live.set("va-ecmo.speed_rpm", 2500);
    advance(live, 60, ["ecmo.flow"]);
    expect(live.beats().at(-1)!.indices.ecmo_speed_rpm).toBeCloseTo(2500, 3);
    live.set("va-ecmo.flow_L_min", 3);
    advance(live, 90, ["ecmo.flow"]);
    expect(live.beats().at(-1)!.indices.device_flow_L_min).toBeCloseTo(3, 1);
  });

  test("the left heart's devices run on the page as they do in a search for the steady state", async () => {
    const live = await createLiveCirculation("cardiogenic-shock");
    live.setSupport({ impella: true, tandemheart: true });
    live.set("tandemheart.speed_rpm", 5500);
    const [impella] = advance(live, 90, ["impella.flow", "tandemheart.flow"]);
    expect(Math.max(...impella)).toBeGreaterThan(2);
    const { indices } = live.beats().at(-1)!;
    const [solved] = new Laboratory().solve([
      {
        patient: requirePatient("cardiogenic-shock"),
        settings: { "tandemheart.speed_rpm": 5500 },
        support: new Set(["impella", "tandemheart"] as const),
      },
    ]);
    for (const id of ["impella_flow_L_min", "tandemheart_flow_L_min", "aortic_mean_mmHg", "pcwp_mmHg"])
      expect(indices[id]! / solved.indices[id]!, id).toBeCloseTo(1, 2);
    live.setSupport({});
    const off = advance(live, 1, ["impella.flow", "tandemheart.flow"]);
    expect(off.every((signal) => signal.every((v) => v === 0))).toBe(true);
  });

  test("another patient starts anew, with the patient's own parameters as defaults", async () => {
    const live = await createLiveCirculation("cardiogenic-shock");
    live.set("lv.Ees", 0.4);
    live.setPatient("healthy-adult");
    expect(live.parameters.find((p) => p.id === "lv.Ees")!.default).toBe(
      requirePatient("healthy-adult").parameters["lv.Ees"],
    );
    advance(live, 3, ["aortic_root.p"]);
    expect(live.beats().at(-1)!.indices.co_native_L_min!).toBeGreaterThan(4);
  });

  test("a changed blood volume is given over half a minute, and taken back", async () => {
    const live = await createLiveCirculation("cardiogenic-shock");
    const { default: own } = live.parameters.find((p) => p.id === "patient.blood_volume_mL")!;
    const cvp = (): number => live.beats().at(-1)!.indices.cvp_mmHg!;
    advance(live, 3, ["aortic_root.p"]);
    const before = cvp();
    live.set("patient.blood_volume_mL", own + 600);
    advance(live, INFUSION_SECONDS / 2, ["aortic_root.p"]);
    const half = live.beats().at(-1)!;
    expect(half.bloodToCome).toBeGreaterThan(250);
    expect(half.bloodToCome).toBeLessThan(330);
    // A new order counts from what has been given: 300 mL are in, 300 too many.
    live.set("patient.blood_volume_mL", own);
    advance(live, INFUSION_SECONDS + 2, ["aortic_root.p"]);
    expect(live.beats().at(-1)!.bloodToCome).toBe(0);
    live.set("patient.blood_volume_mL", own + 600);
    advance(live, INFUSION_SECONDS + 15, ["aortic_root.p"]);
    expect(cvp()).toBeGreaterThan(before + 2);
    live.set("patient.blood_volume_mL", own);
    advance(live, INFUSION_SECONDS + 60, ["aortic_root.p"]);
    expect(cvp()).toBeCloseTo(before, 0);
  });

  test("another haemoglobin changes the blood's oxygen, not at once its saturation", async () => {
    const live = await createLiveCirculation("cardiogenic-shock");
    advance(live, 3, ["aortic_root.p"]);
    const before = live.beats().at(-1)!.indices;
    live.set("patient.hb_g_dL", 8);
    // The gases of the beat in which it changed are of both.
    advance(live, 2, ["aortic_root.p"]);
    const after = live.beats().at(-1)!.indices;
    expect(Math.abs(after.sao2_right_radial_pct! - before.sao2_right_radial_pct!)).toBeLessThan(2);
    advance(live, 60, ["aortic_root.p"]);
    const later = live.beats().at(-1)!.indices;
    expect(later.do2_mL_min! / before.do2_mL_min!).toBeLessThan(0.7);
    expect(later.svo2_pct!).toBeLessThan(before.svo2_pct! - 5);
  });

  test("an infusion comes to act over some seconds, without a jump within the beat", async () => {
    const live = await createLiveCirculation("cardiogenic-shock");
    advance(live, 2, ["aortic_root.p"]);
    const mean = (): number => live.beats().at(-1)!.indices.aortic_mean_mmHg!;
    const before = mean();
    live.set("drugs.noradrenaline_ug_kg_min", 0.3);
    const [wave] = advance(live, 2, ["aortic_root.p"]);
    const soon = mean();
    const steps = [...wave].slice(1).map((p, i) => Math.abs(p - wave[i]));
    expect(Math.max(...steps)).toBeLessThan(5);
    advance(live, 40, ["aortic_root.p"]);
    const rise = mean() - before;
    expect(rise).toBeGreaterThan(10);
    expect(soon - before).toBeLessThan(0.4 * rise);
  });

  test("in atrial fibrillation beats differ in length, and each R wave begins its own", async () => {
    const live = await createLiveCirculation("cardiogenic-shock");
    live.set("heart.rhythm", 1);
    advance(live, 2, ["ecg"]);
    live.beats();
    const [ecg] = advance(live, 20, ["ecg"]);
    const ends = live.beats();
    const rates = ends.map(({ indices }) => indices.hr_per_min!);
    expect(Math.max(...rates) / Math.min(...rates)).toBeGreaterThan(1.5);
    const peaks = [...ecg.keys()].filter((i) => ecg[i] > 0.8 && ecg[i] >= ecg[i - 1] && ecg[i] > ecg[i + 1]);
    for (const peak of peaks.slice(1)) {
      const at = 2 + (peak + 1) / RATE;
      const nearest = Math.min(...ends.map(({ atSeconds }) => Math.abs(atSeconds - at)));
      expect(nearest, `R wave at ${at} s`).toBeLessThan(0.02);
    }
    expect(Math.abs(peaks.length - ends.length)).toBeLessThanOrEqual(1);
  });

  test("tells where the oxygenator's blood goes while ECMO runs", async () => {
    const live = await createLiveCirculation("cardiogenic-shock");
    advance(live, 2, ["aortic_root.p"]);
    expect(live.beats().at(-1)).toMatchObject({ ecmoShares: [], watershed: null });
    live.setSupport({ "va-ecmo": true });
    advance(live, 60, ["aortic_root.p"]);
    const { ecmoShares, watershed } = live.beats().at(-1)!;
    expect(ecmoShares).toHaveLength(live.aorta.length);
    for (let i = 1; i < ecmoShares.length; i++) expect(ecmoShares[i]).toBeGreaterThanOrEqual(ecmoShares[i - 1] - 1e-6);
    expect(live.aorta.findIndex((_, i) => ecmoShares[i] >= 0.5)).toBe(live.aorta.indexOf(watershed!));
  });

  test("a patient who lives on ECMO starts on it, at rest", async () => {
    const live = await createLiveCirculation("hypoxic-lung-ecmo");
    expect(live.ownSupport).toEqual({ iabp: false, "va-ecmo": true, impella: false, tandemheart: false });
    advance(live, 4, ["ecmo.flow"]);
    const beats = live.beats();
    for (const { indices } of [beats[1], beats.at(-1)!]) {
      expect(indices.device_flow_L_min!).toBeCloseTo(3.6, 1);
      expect(indices.sao2_right_radial_pct!).toBeLessThan(80);
      expect(indices.sao2_femoral_pct!).toBeGreaterThan(90);
    }
    live.setPatient("healthy-adult");
    expect(Object.values(live.ownSupport).some(Boolean)).toBe(false);
  });

  test("tells who there is, what indices mean, and how the patient is without support", async () => {
    const live = await createLiveCirculation("cardiogenic-shock");
    expect(live.patients.map(({ id }) => id)).toContain("healthy-adult");
    expect(live.indices.find(({ id }) => id === "microvascular_flow_index")!.definition).toMatch(/hypothesis/i);
    const shock = live.baseline.pcwp_mmHg!;
    expect(shock).toBeCloseTo(indicesOf("none").pcwp_mmHg!, 6);
    live.setPatient("healthy-adult");
    expect(live.baseline.pcwp_mmHg!).toBeLessThan(shock - 5);
  });
});
