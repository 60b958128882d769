import { describe, expect, test } from "vitest";
import { AlertHold, alertsOf } from "../../src/state/alerts.ts";
import { initialSettings } from "../../src/state/settings.ts";

const onEcmo = { ...initialSettings, support: { ...initialSettings.support, "va-ecmo": true } };
const ids = (indices: Record<string, number | null>, settings = onEcmo) =>
  alertsOf(indices, settings, []).map(({ id }) => id);

describe("alerts", () => {
  test("warn of a valve that stays shut", () => {
    expect(ids({ aortic_valve_open_fraction: 0.02 })).toEqual(["aortic-valve-shut"]);
    expect(ids({ aortic_valve_open_fraction: 0.3 })).toEqual([]);
    expect(ids({ aortic_valve_open_fraction: null })).toEqual([]);
  });

  test("warn of ECMO flow that runs backwards or misses what is held, and only with ECMO on", () => {
    expect(ids({ device_flow_L_min: -0.4 })).toEqual(["ecmo-backflow"]);
    expect(alertsOf({ device_flow_L_min: 3.1 }, onEcmo, [])[0].text).toBe(
      "ECMO gives 3.1 of the 4.0 L/min that are set.",
    );
    expect(ids({ device_flow_L_min: 3.9 })).toEqual([]);
    expect(ids({ device_flow_L_min: 2 }, { ...onEcmo, ecmoMode: "speed" })).toEqual([]);
    expect(ids({ device_flow_L_min: -1 }, initialSettings)).toEqual([]);
  });

  test("warn of drainage that sucks the vein shut, with the pressure before the pump", () => {
    expect(alertsOf({ drainage_collapse_fraction: 0.2, ecmo_p1_mmHg: -211.6 }, onEcmo, [])[0].text).toBe(
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
    expect(alertsOf(shut, both, [])[0].text).toContain("Impella takes all");
  });

  test("wait until what they say has lasted", () => {
    const hold = new AlertHold(2);
    const alert = { id: "a", text: "A" };
    expect(hold.settle([alert], 10)).toEqual([]);
    expect(hold.settle([alert], 11.9)).toEqual([]);
    expect(hold.settle([alert], 12)).toEqual([alert]);
    expect(hold.settle([], 12.5)).toEqual([]);
    expect(hold.settle([alert], 13)).toEqual([]);
  });
});
