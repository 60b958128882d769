import { describe, expect, test } from "vitest";
import { AlertHold, alertsOf } from "../../src/state/alerts.ts";
import type { Indices } from "../../src/state/readings.ts";
import { initialSettings } from "../../src/state/settings.ts";
import type { LiveParameter } from "../../src/worker/live.ts";

const onEcmo = { ...initialSettings, support: { ...initialSettings.support, "va-ecmo": true } };
const none: readonly LiveParameter[] = [];
const situation = (indices: Indices, settings = onEcmo, parameters = none, baseline: Indices = {}) => ({
  indices,
  settings,
  parameters,
  baseline,
});
const ids = (indices: Indices, settings = onEcmo) => alertsOf(situation(indices, settings)).map(({ id }) => id);
const parameter = (id: string, value: number): LiveParameter => ({
  id,
  unit: "1",
  default: value,
  min: 0,
  max: 1,
  description: "",
  source: "",
});

describe("alerts", () => {
  test("warn of a valve that stays shut", () => {
    expect(ids({ aortic_valve_open_fraction: 0.02 })).toEqual(["aortic-valve-shut"]);
    expect(ids({ aortic_valve_open_fraction: 0.3 })).toEqual([]);
    expect(ids({ aortic_valve_open_fraction: null })).toEqual([]);
  });

  test("warn of ECMO flow that runs backwards or misses what is held, and only with ECMO on", () => {
    expect(ids({ device_flow_L_min: -0.4 })).toEqual(["ecmo-backflow"]);
    expect(alertsOf(situation({ device_flow_L_min: 3.1 }))[0].text).toBe(
      "ECMO gives 3.1 of the 4.0 L/min that are set.",
    );
    expect(ids({ device_flow_L_min: 3.9 })).toEqual([]);
    expect(ids({ device_flow_L_min: 2 }, { ...onEcmo, ecmoMode: "speed" })).toEqual([]);
    expect(ids({ device_flow_L_min: -1 }, initialSettings)).toEqual([]);
  });

  test("warn of drainage that sucks the vein shut, with the pressure before the pump", () => {
    expect(alertsOf(situation({ drainage_collapse_fraction: 0.2, ecmo_p1_mmHg: -211.6 }))[0].text).toBe(
      "ECMO drainage sucks the vein shut (P1 -212 mmHg).",
    );
    expect(ids({ drainage_collapse_fraction: 0 })).toEqual([]);
    expect(ids({ drainage_collapse_fraction: null })).toEqual([]);
  });

  test("tell ECMO's flow from that of the other devices", () => {
    const impella = { device_flow_L_min: 2.5, impella_flow_L_min: 3 };
    expect(ids(impella)).toEqual(["ecmo-backflow"]);
    expect(ids({ device_flow_L_min: 7, impella_flow_L_min: 3 })).toEqual([]);
  });

  test("warn of a leaking, a starved and a slow pump of the left heart", () => {
    const support = { ...initialSettings.support, impella: true, tandemheart: true };
    const both = { ...initialSettings, support };
    expect(ids({ impella_flow_L_min: -0.3 }, both)).toEqual(["impella-backflow"]);
    expect(ids({ lv_esv_mL: 22 }, both)).toEqual(["impella-suction"]);
    expect(ids({ lv_esv_mL: 22 }, initialSettings)).toEqual([]);
    expect(ids({ tandemheart_flow_L_min: -0.3 }, both)).toEqual(["tandemheart-backflow"]);
    expect(ids({ tandemheart_flow_L_min: 2.4 }, both)).toEqual(["tandemheart-short-of-flow"]);
    expect(ids({ tandemheart_flow_L_min: 2.4 }, { ...both, tandemMode: "speed" })).toEqual([]);
    expect(ids({ left_atrium_collapse_fraction: 0.3 }, both)).toEqual(["tandemheart-suction"]);
    const shut = { aortic_valve_open_fraction: 0, impella_flow_L_min: 3 };
    expect(alertsOf(situation(shut, both))[0].text).toContain("Impella takes all");
  });

  test("warn of differential hypoxia, or of hypoxia everywhere", () => {
    const [alert] = alertsOf(situation({ sao2_right_radial_pct: 76.4, sao2_femoral_pct: 98.6 }));
    expect(alert).toMatchObject({ id: "differential-hypoxia", level: "high", panel: "oxygen" });
    expect(alert.text).toBe("Differential hypoxia: right hand 76 %, groin 99 %.");
    expect(ids({ sao2_right_radial_pct: 76.4, sao2_femoral_pct: 76.4 })).toEqual(["hypoxia"]);
    expect(ids({ sao2_right_radial_pct: 88, sao2_femoral_pct: 99 })).toEqual([]);
    expect(ids({ sao2_right_radial_pct: null, sao2_femoral_pct: 99 })).toEqual([]);
  });

  test("name the territories whose muscle gets less oxygen than it needs", () => {
    const ratios = {
      coronary_lad_supply_demand: 0.399,
      coronary_lcx_supply_demand: 1.2,
      coronary_rca_supply_demand: 0.998,
    };
    expect(alertsOf(situation(ratios))[0].text).toBe("Ischaemia: LAD 39 %, RCA 99 % of the oxygen the muscle needs.");
    expect(ids({ coronary_lad_supply_demand: 1, coronary_rca_supply_demand: null })).toEqual([]);
  });

  test("warn of a wedge pressure ten above that without support, only under support", () => {
    const at = (pcwp: number, settings = onEcmo) =>
      alertsOf(situation({ pcwp_mmHg: pcwp }, settings, none, { pcwp_mmHg: 22 })).map(({ text }) => text);
    expect(at(32)).toEqual(["Left ventricle distends: wedge 32 mmHg, 10 above that without support."]);
    expect(at(31.9)).toEqual([]);
    expect(at(40, initialSettings)).toEqual([]);
  });

  test("warn of oedema that grows, whatever shunt is set besides", () => {
    const lung = [parameter("lung.shunt_fraction", 0.03)];
    const set = (shunt: number) => ({ ...onEcmo, values: { "lung.shunt_fraction": shunt } });
    const at = (shunt: number, settings = onEcmo) =>
      alertsOf(situation({ lung_shunt_fraction: shunt }, settings, lung, { lung_shunt_fraction: 0.1 })).map(
        (a) => a.id,
      );
    expect(at(0.12)).toEqual([]);
    expect(at(0.14)).toEqual(["oedema"]);
    expect(at(0.66, set(0.6))).toEqual([]);
    expect(at(0.72, set(0.6))).toEqual(["oedema"]);
  });

  test("warn of severe acidosis with its causes", () => {
    const blood = { ph_right_radial: 7.02, lactate_mmol_L: 12.34, paco2_right_radial_mmHg: 45 };
    expect(alertsOf(situation(blood))[0].text).toBe("Severe acidosis: pH 7.02 (lactate 12.3 mmol/L).");
    const both = { ...blood, paco2_right_radial_mmHg: 81 };
    expect(alertsOf(situation(both))[0].text).toContain("(lactate 12.3 mmol/L, PaCO₂ 81 mmHg)");
    expect(ids({ ph_right_radial: 7.1 })).toEqual([]);
  });

  test("say arrest instead of a valve that stays shut, and put the most urgent first", () => {
    const arrested = { ...onEcmo, values: { "heart.arrested": 1 } };
    const indices = { aortic_valve_open_fraction: 0, drainage_collapse_fraction: 0.2, ph_right_radial: 6.9 };
    expect(ids(indices, arrested)).toEqual(["arrest", "acidosis", "ecmo-suction"]);
  });

  test("wait until what they say has lasted", () => {
    const hold = new AlertHold(2);
    const alert = { id: "a", level: "high", text: "A" } as const;
    expect(hold.settle([alert], 10)).toEqual([]);
    expect(hold.settle([alert], 11.9)).toEqual([]);
    expect(hold.settle([alert], 12)).toEqual([alert]);
    expect(hold.settle([], 12.5)).toEqual([]);
    expect(hold.settle([alert], 13)).toEqual([]);
  });
});
