/** Where a circuit stops doing what it is told: backflow, afterload, suction, cannulae. */
import { describe, expect, test } from "vitest";
import { type Bed, falls, index, rises, series } from "../bedside.ts";

const ecmo = (settings: Record<string, number>, patient = "cardiogenic-shock"): Bed => ({
  patient,
  support: "va-ecmo",
  settings,
});
const at = (rpm: number, more: Record<string, number> = {}): Bed => ecmo({ "va-ecmo.speed_rpm": rpm, ...more });

describe("speed", () => {
  test("too low, blood runs back through the circuit, and the more so the slower", () => {
    const flows = series([at(0), at(500), at(1000), at(2000), at(3000)], "device_flow_L_min");
    rises(flows, "device_flow_L_min at 0 to 3000 rpm");
    expect(flows[0]).toBeLessThan(-0.5);
    expect(flows[2]).toBeLessThan(0);
    expect(flows[3]).toBeGreaterThan(0.5);
  });

  test("backflow robs the body: its flow falls below that without a circuit", () => {
    falls(series([{}, at(500)], "total_flow_L_min"), "total_flow_L_min", 0.02);
  });

  test("in between it runs to and fro within the beat", () => {
    expect(index(at(1500), "ecmo_lowest_flow_L_min")).toBeLessThan(0);
    expect(index(at(1500), "device_flow_L_min")).toBeGreaterThan(0);
  });

  test("P1 falls, P2 and P3 rise with speed; P1 < P3 < P2 while blood flows forward", () => {
    const beds = [2000, 3000, 4000].map((rpm) => at(rpm));
    falls(series(beds, "ecmo_p1_mmHg"), "ecmo_p1_mmHg");
    rises(series(beds, "ecmo_p2_mmHg"), "ecmo_p2_mmHg");
    rises(series(beds, "ecmo_p3_mmHg"), "ecmo_p3_mmHg");
    for (const bed of beds)
      rises(
        ["ecmo_p1_mmHg", "ecmo_p3_mmHg", "ecmo_p2_mmHg"].map((id) => index(bed, id)),
        "P1, P3, P2",
      );
  });
});

test("at a fixed speed flow falls as afterload rises", () => {
  const beds = [0.5, 0.8, 1, 1.3, 2].map((s) => at(3500, { "vessels.systemic_resistance_scale": s }));
  rises(series(beds, "aortic_mean_mmHg"), "aortic_mean_mmHg");
  falls(series(beds, "device_flow_L_min"), "device_flow_L_min");
});

describe("suction", () => {
  const dry = { "patient.blood_volume_mL": 3600 };

  test("in a patient short of blood the vein empties and P1 is far below 0", () => {
    expect(index(at(5000, dry), "drainage_collapse_fraction")).toBeGreaterThan(0.2);
    expect(index(at(5000, dry), "ecmo_p1_mmHg")).toBeLessThan(-150);
    expect(index(at(3000), "drainage_collapse_fraction")).toBe(0);
    expect(index(at(3000), "ecmo_p1_mmHg")).toBeGreaterThan(-60);
  });

  test("more speed brings hardly more flow", () => {
    const gain = (more: Record<string, number>): number => {
      const [slow, fast] = series([at(3500, more), at(5000, more)], "device_flow_L_min");
      return fast - slow;
    };
    expect(gain(dry), `against ${gain({})} with enough blood`).toBeLessThan(gain({}) / 3);
  });

  test("flow stays below what the pump gives with a full vein", () => {
    falls(series([at(5000), at(5000, dry)], "device_flow_L_min"), "device_flow_L_min", 0.3);
  });

  test("a held flow that cannot be reached is not reached, and the speed ends at its limit", () => {
    const bed = ecmo({ "va-ecmo.flow_L_min": 6, ...dry });
    expect(index(bed, "device_flow_L_min")).toBeLessThan(5);
    expect(index(bed, "ecmo_speed_rpm")).toBeGreaterThan(4900);
  });
});

describe("cannulae", () => {
  const RETURN = [23, 21, 19, 17, 15];

  test("a smaller return cannula needs more speed for the same flow", () => {
    const beds = RETURN.map((Fr) => ecmo({ "va-ecmo.return_cannula_Fr": Fr }));
    rises(series(beds, "ecmo_speed_rpm"), "ecmo_speed_rpm");
    rises(series(beds, "ecmo_p3_mmHg"), "ecmo_p3_mmHg");
  });

  test("a smaller drainage cannula too, with a lower P1", () => {
    const beds = [29, 25, 23, 21, 19].map((Fr) => ecmo({ "va-ecmo.drainage_cannula_Fr": Fr }));
    rises(series(beds, "ecmo_speed_rpm"), "ecmo_speed_rpm");
    falls(series(beds, "ecmo_p1_mmHg"), "ecmo_p1_mmHg");
  });

  test("the cannulated leg's flow falls with a larger return cannula", () => {
    const beds = [...RETURN].reverse().map((Fr) => ecmo({ "va-ecmo.return_cannula_Fr": Fr }));
    const flows = series(beds, "leg_cannulated_flow_mL_min");
    falls(flows, "leg_cannulated_flow_mL_min at 15 to 23 Fr");
    expect(flows[4] / flows[0]).toBeLessThan(0.3);
  });

  test("distal perfusion restores it", () => {
    for (const Fr of [19, 21, 23]) {
      const settings = { "va-ecmo.return_cannula_Fr": Fr };
      const beds = [ecmo(settings), ecmo({ ...settings, "va-ecmo.distal_perfusion": 1 })];
      rises(series(beds, "leg_cannulated_flow_mL_min"), `leg flow with ${Fr} Fr`, 0.3);
    }
  });

  test("a cannula elsewhere leaves the leg alone", () => {
    const [femoral, central, axillary] = series(
      [0, 1, 2].map((site) => ecmo({ "va-ecmo.return_site": site, "va-ecmo.return_cannula_Fr": 21 })),
      "leg_cannulated_flow_mL_min",
    );
    expect(central).toBeGreaterThan(2 * femoral);
    expect(axillary).toBeGreaterThan(2 * femoral);
  });
});

test("an oxygenator of lower resistance needs less speed", () => {
  const beds = [0, 2, 1].map((oxygenator) => ecmo({ "va-ecmo.oxygenator": oxygenator }));
  falls(series(beds, "ecmo_speed_rpm"), "ecmo_speed_rpm: Quadrox-i Adult, Nautilus, Small Adult");
});
