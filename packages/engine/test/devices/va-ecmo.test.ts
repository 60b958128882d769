/**
 * The circuit's parts against their published laws, within 10 %. The whole device stands between two large tanks whose
 * pressure sets the flow; heads and drops are read off the pressures at which the flow is steady.
 */
import { assemble, type Circuit, CircuitBuilder, compile, LaneGroup, signal } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { addVaEcmo } from "../../src/devices/va-ecmo.ts";
import { inner, tank } from "../circuits.ts";
import { DRAINAGE_CANNULAE, OXYGENATORS, PUMP_LAWS, RETURN_CANNULAE, ROTAFLOW_HEADS } from "../fixtures/device-laws.ts";

function rig(): Circuit {
  const builder = new CircuitBuilder("circuit between two tanks")
    .add("vein", tank)
    .add("artery", tank)
    .add("leg", tank);
  addVaEcmo(builder, {
    ivc: "vein",
    rightAtrium: "vein",
    vents: { leftAtrium: "vein", pulmonaryArtery: "vein" },
    femoral: "artery",
    ascending: "artery",
    axillary: "artery",
    leg: "leg",
  });
  builder.add("clock", signal("clock", { doc: "", law: "unused = 1" }));
  return builder.build({ period: "1[s]" });
}

const probes = ["ecmo_return.q", "ecmo_drainage.P1", "ecmo_drainage.P2", "ecmo_drainage.P3", "ecmo_controller.speed"];
const model = assemble(rig());
const kernel = compile(model, { target: "js", probes });

interface Reading {
  /** L/min. */
  readonly flow: number;
  readonly P1: number;
  readonly P2: number;
  readonly P3: number;
  /** P2 - P1. */
  readonly head: number;
}

function settle(group: LaneGroup): Reading {
  for (let beat = 0; beat < 30; beat++) group.beat();
  kernel.observe(group.group, 0);
  const [flow, P1, P2, P3] = probes.map((p) => group.get(`probe:${p}`, 0));
  return { flow: flow * 0.06, P1, P2, P3, head: P2 - P1 };
}

/** The steady state at a held speed, with the artery at such a pressure that so much flows. */
function at(flow: number, settings: Record<string, number>): Reading {
  const group = new LaneGroup(kernel);
  const begin = (pressure: number): Reading => {
    group.setParameters(
      0,
      inner(model, {
        "va-ecmo.on": 1,
        "va-ecmo.control": 1,
        "va-ecmo.max_speed_rpm": 5000,
        "va-ecmo.max_speed_dp3_rpm": 10000,
        ...settings,
        "artery.pressure": pressure,
      }),
    );
    group.configure(1000);
    group.initialise(0);
    return settle(group);
  };
  // Flow falls as the artery's pressure rises: bisection.
  let [low, high] = [-900, 1000];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (begin(middle).flow > flow) low = middle;
    else high = middle;
    if (high - low < 0.01) break;
  }
  const found = begin(low);
  expect(Math.abs(found.flow - flow), `flow with ${JSON.stringify(settings)}`).toBeLessThan(0.01);
  return found;
}

const within = (found: number, published: number, what: string): void => {
  expect(Math.abs(found / published - 1), `${what}: ${found.toFixed(1)} against ${published}`).toBeLessThan(0.1);
};

describe("pump", () => {
  test.each(ROTAFLOW_HEADS)("$id: Rotaflow at $rpm rpm", ({ rpm, heads }) => {
    for (const [flow, published] of heads.entries()) {
      within(at(flow, { "va-ecmo.speed_rpm": rpm, "va-ecmo.pump": 0 }).head, published, `${flow} L/min`);
    }
  });

  test.each(PUMP_LAWS)("$id: the law of pump $pump at its own speeds", ({ pump, a, R1, R2, Rrec, k, speeds }) => {
    for (const n of speeds) {
      for (const Q of [0, 1, 3, 5]) {
        const recirculation = Q < k * n ? Rrec * (Q - k * n) ** 2 : 0;
        const published = a * n * n - R1 * n * Q - R2 * Q * Q + recirculation;
        if (published < 20) continue;
        within(at(Q, { "va-ecmo.speed_rpm": n, "va-ecmo.pump": pump }).head, published, `${n} rpm, ${Q} L/min`);
      }
    }
  });

  test("a standing pump lets blood run back, and loses head by its quadratic resistance alone", () => {
    const back = at(-1, { "va-ecmo.speed_rpm": 0 });
    expect(back.P1).toBeGreaterThan(0);
    within(back.P2 - back.P1, 2.8864 + 4.0256, "loss backward");
  });
});

describe("cannulae", () => {
  const FLOWS = [2, 3, 4, 5];
  const speed = { "va-ecmo.speed_rpm": 4000 };
  // Tubing of 3/8 inch (9.525 mm bore), Poiseuille, blood of 3.5 mPa s: what is not cannula in a line.
  const tubing = (cm: number, flow: number): number =>
    ((8 * Math.PI * 0.0035 * cm) / 0.7126 ** 2 / 133.322) * ((flow * 1000) / 60);

  test.each(RETURN_CANNULAE)("$id: return cannula of $Fr Fr", ({ Fr, drops }) => {
    for (const [i, flow] of FLOWS.entries()) {
      const group = new LaneGroup(kernel);
      const setting = {
        "va-ecmo.on": 1,
        "va-ecmo.control": 0,
        "va-ecmo.flow_L_min": flow,
        "va-ecmo.max_speed_dp3_rpm": 10000,
        "va-ecmo.pump": 1,
        "va-ecmo.return_cannula_Fr": Fr,
      };
      group.setParameters(0, inner(model, setting));
      group.configure(1000);
      group.initialise(0);
      // The controller is set for the Rotaflow; the faster pump that reaches all these flows takes it a few minutes.
      for (let round = 0; round < 8; round++) settle(group);
      const found = settle(group);
      expect(found.flow).toBeCloseTo(flow, 2);
      // The artery stands at 0.
      within(found.P3 - tubing(200, flow), drops[i], `${flow} L/min`);
    }
  });

  test.each(DRAINAGE_CANNULAE)("$id: drainage cannula of $Fr Fr", ({ Fr, drops }) => {
    for (const [i, flow] of FLOWS.entries()) {
      const found = at(flow, { ...speed, "va-ecmo.drainage_cannula_Fr": Fr });
      // The vein stands at 0; P1 is measured behind cannula and tubing.
      within(-found.P1 - tubing(220, flow), drops[i], `${flow} L/min`);
    }
  });
});

describe("oxygenator", () => {
  test.each(OXYGENATORS)("$id: $name", ({ oxygenator, resistance }) => {
    for (const flow of [2, 4, 6]) {
      const found = at(flow, { "va-ecmo.speed_rpm": 4500, "va-ecmo.oxygenator": oxygenator });
      within((found.P2 - found.P3) / ((flow * 1000) / 60), resistance, `${flow} L/min`);
    }
  });
});

describe("control", () => {
  test("a held flow is reached, and held against a rising afterload, by a higher speed", () => {
    const group = new LaneGroup(kernel);
    const speeds = [20, 60, 100].map((pressure) => {
      group.setParameters(0, inner(model, { "va-ecmo.on": 1, "va-ecmo.flow_L_min": 4, "artery.pressure": pressure }));
      group.configure(1000);
      group.initialise(0);
      settle(group);
      expect(settle(group).flow, `against ${pressure} mmHg`).toBeCloseTo(4, 2);
      return group.get("probe:ecmo_controller.speed", 0) * 60;
    });
    expect(speeds[0]).toBeLessThan(speeds[1]);
    expect(speeds[1]).toBeLessThan(speeds[2]);
  });

  test("the speed stops at its highest, and the flow falls short", () => {
    const group = new LaneGroup(kernel);
    group.setParameters(
      0,
      inner(model, { "va-ecmo.on": 1, "va-ecmo.flow_L_min": 7, "va-ecmo.max_speed_rpm": 3000, "artery.pressure": 80 }),
    );
    group.configure(1000);
    group.initialise(0);
    for (let i = 0; i < 4; i++) settle(group);
    const found = settle(group);
    expect(group.get("probe:ecmo_controller.speed", 0) * 60).toBeCloseTo(3000, 6);
    expect(found.flow).toBeLessThan(5);
    expect(found.flow).toBeGreaterThan(2);
  });

  test("a clamped circuit passes nothing, whatever the pressures", () => {
    const group = new LaneGroup(kernel);
    group.setParameters(0, inner(model, { "va-ecmo.on": 0, "artery.pressure": 120 }));
    group.configure(1000);
    group.initialise(0);
    expect(settle(group).flow).toBe(0);
  });
});
