/** The TandemHeart against what its maker stated, its control, and its limits. */
import { assemble, CircuitBuilder, compile, LaneGroup, PATIENTS, signal } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { addTandemHeart } from "../../src/devices/tandemheart.ts";
import { fullModel, inner, tank } from "../circuits.ts";
import { DRAINAGE_CANNULAE, RETURN_CANNULAE, TANDEMHEART_LIMITS } from "../fixtures/device-laws.ts";
import { switches, tryCase } from "../random-circulation.ts";

const rig = new CircuitBuilder("circuit between two tanks")
  .add("atrium", tank)
  .add("artery", tank)
  .add("clock", signal("clock", { doc: "", law: "unused = 1" }));
addTandemHeart(rig, { leftAtrium: "atrium", femoral: "artery" });
const model = assemble(rig.build({ period: "1[s]" }));
const probes = ["tandemheart_line.q", "tandemheart_controller.speed", "tandemheart_line.leg_narrowing"];
const kernel = compile(model, { target: "js", probes });

interface Reading {
  readonly flow: number;
  readonly rpm: number;
  readonly narrowing: number;
}

/** Steady values against a pressure (mmHg) between artery and atrium. */
function settled(settings: Record<string, number>, pressure = 70, beats = 40): Reading {
  const group = new LaneGroup(kernel);
  group.setParameters(0, inner(model, { "tandemheart.on": 1, ...settings, "artery.pressure": pressure }));
  group.configure(1000);
  group.initialise(0);
  for (let beat = 0; beat < beats; beat++) group.beat();
  kernel.observe(group.group, 0);
  const [q, speed, narrowing] = probes.map((p) => group.get(`probe:${p}`, 0));
  return { flow: q * 0.06, rpm: speed * 60, narrowing };
}

const at = (rpm: number, more: Record<string, number> = {}): Record<string, number> => ({
  "tandemheart.control": 1,
  "tandemheart.speed_rpm": rpm,
  ...more,
});

describe("flow", () => {
  test.each(TANDEMHEART_LIMITS)("with $Fr Fr it gives at most $flow L/min (dicardiology2006)", ({ Fr, flow }) => {
    const found = settled(at(7500, { "tandemheart.return_cannula_Fr": Fr })).flow;
    expect(Math.abs(found / flow - 1), `${found.toFixed(2)} L/min`).toBeLessThan(0.1);
  });

  test("rises with the speed, falls with the pressure, and with the size of each cannula", () => {
    const speeds = [3500, 4500, 5500, 6500, 7500].map((rpm) => settled(at(rpm)).flow);
    const pressures = [120, 100, 80, 60, 40].map((p) => settled(at(6500), p).flow);
    const returns = [15, 17, 19].map((Fr) => settled(at(6500, { "tandemheart.return_cannula_Fr": Fr })).flow);
    const drains = [19, 21, 23].map((Fr) => settled(at(6500, { "tandemheart.drainage_cannula_Fr": Fr })).flow);
    for (const list of [speeds, pressures, returns, drains])
      list.slice(1).forEach((f, i) => expect(f, String(list)).toBeGreaterThan(list[i]));
  });

  test("what a smaller return cannula costs is the published difference of the cannulae's losses", () => {
    const drop = (Fr: number): number => RETURN_CANNULAE.find((c) => c.Fr === Fr)!.drops[1];
    // Held at 3 L/min, the square of the speed follows the head that is needed.
    const head = (Fr: number): number => {
      const { flow, rpm } = settled({ "tandemheart.flow_L_min": 3, "tandemheart.return_cannula_Fr": Fr });
      expect(flow).toBeCloseTo(3, 2);
      return 433.4 * (rpm / 7500) ** 2;
    };
    expect(Math.abs((head(15) - head(17)) / (drop(15) - drop(17)) - 1)).toBeLessThan(0.1);
    const drain = (Fr: number): number => DRAINAGE_CANNULAE.find((c) => c.Fr === Fr)!.drops[1];
    const { rpm } = settled({ "tandemheart.flow_L_min": 3, "tandemheart.drainage_cannula_Fr": 19 });
    expect(Math.abs((433.4 * (rpm / 7500) ** 2 - head(17)) / (drain(19) - drain(21)) - 1)).toBeLessThan(0.1);
  });

  test("a standing pump lets blood run back; a clamped circuit passes nothing", () => {
    expect(settled(at(0)).flow).toBeLessThan(-1);
    expect(settled({ "tandemheart.on": 0 }, 120).flow).toBe(0);
  });
});

describe("control", () => {
  test("a held flow is reached and held against a rising pressure, by a higher speed", () => {
    const found = [40, 70, 100].map((p) => settled({ "tandemheart.flow_L_min": 3 }, p));
    for (const { flow } of found) expect(flow).toBeCloseTo(3, 2);
    expect(found[0].rpm).toBeLessThan(found[1].rpm);
    expect(found[1].rpm).toBeLessThan(found[2].rpm);
  });

  test("the speed stops at its highest, and does not wind up: it comes down as soon as the flow may", () => {
    const group = new LaneGroup(kernel);
    const set = (flow: number): void => {
      group.setParameters(
        0,
        inner(model, { "tandemheart.on": 1, "tandemheart.flow_L_min": flow, "artery.pressure": 90 }),
      );
      group.configure(1000);
    };
    const rpm = (): number => {
      kernel.observe(group.group, 0);
      return group.get("probe:tandemheart_controller.speed", 0) * 60;
    };
    set(5);
    group.initialise(0);
    for (let beat = 0; beat < 120; beat++) group.beat();
    expect(rpm()).toBeCloseTo(7500, 0);
    set(2);
    for (let beat = 0; beat < 3; beat++) group.beat();
    expect(rpm()).toBeLessThan(6500);
  });

  test("a held speed is held", () => expect(settled(at(4321)).rpm).toBeCloseTo(4321, 6));
});

test("the cannula narrows the leg's artery only where it lies, and the more the larger it is", () => {
  const of = (Fr: number, on = 1): number =>
    settled({ "tandemheart.on": on, "tandemheart.return_cannula_Fr": Fr }, 70, 1).narrowing;
  expect(of(17, 0)).toBe(1);
  expect(of(15)).toBeGreaterThan(2);
  expect(of(17)).toBeGreaterThan(of(15));
});

describe("in the circulation", () => {
  const circulation = compile(fullModel());
  const worst: [string, Record<string, number>][] = [
    ["an arrested heart", { "heart.arrested": 1 }],
    ["next to no blood", { "patient.blood_volume_mL": 3000 }],
    ["a right ventricle that gives next to nothing", { "rv.contractility_scale": 0.1 }],
    ["a mitral valve that leaks", { "mitral_valve.regurgitation_fraction": 0.5 }],
  ];

  test.each(worst)("%s: twenty seconds at any speed keep blood, sign and sense", (_, heart) => {
    for (const { id, parameters } of PATIENTS) {
      for (const rpm of [0, 3500, 7500]) {
        for (const support of ["tandemheart", "iabp+va-ecmo+impella+tandemheart"]) {
          const fault = tryCase(circulation, { ...parameters, ...heart, ...at(rpm), ...switches(support) });
          expect(fault, `${id}, ${support}, ${rpm} rpm`).toBeNull();
        }
      }
    }
  });
});
