/** The Impella against the maker's flow ranges, and at its limits: stopped, starved, in hearts that do not beat. */
import { assemble, CircuitBuilder, compile, LaneGroup, PATIENTS, signal } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { addImpella, IMPELLA_CURVES, IMPELLA_SPEEDS } from "../../src/devices/impella.ts";
import { fullModel, inner, tank, vessel } from "../circuits.ts";
import { IMPELLA_CP_SYSTOLIC_PEAK, IMPELLA_HEADS, IMPELLA_RANGES } from "../fixtures/device-laws.ts";
import { switches, tryCase } from "../random-circulation.ts";

const clock = signal("clock", { doc: "", law: "unused = 1" });
const rig = new CircuitBuilder("pump between two tanks").add("lv", tank).add("root", tank).add("clock", clock);
addImpella(rig, { ventricle: "lv", root: "root" });
const model = assemble(rig.build({ period: "1[s]" }));
const kernel = compile(model, { target: "js", probes: ["impella_pump.q", "impella_pump.speed"] });
const group = new LaneGroup(kernel);

const numberOf = (name: string): number => (name === "CP" ? 1 : 0);

function measured(pump: string, level: number, head: number, on = 1): { flow: number; rpm: number } {
  const settings = { "impella.on": on, "impella.model": numberOf(pump), "impella.level": level, "root.pressure": head };
  group.setParameters(0, inner(model, settings));
  group.configure(64);
  group.initialise(0);
  kernel.observe(group.group, 0);
  const [flow, speed] = ["q", "speed"].map((name) => group.get(`probe:impella_pump.${name}`, 0));
  return { flow: flow * 0.06, rpm: speed * 60 };
}

/** L/min. */
const flow = (pump: string, level: number, head: number): number => measured(pump, level, head).flow;

describe.each(IMPELLA_RANGES)("$id: Impella $model", ({ model: pump, levels }) => {
  test("runs at the maker's speeds", () => {
    levels.forEach(({ rpm }, i) => expect(measured(pump, i + 1, 0).rpm).toBeCloseTo(rpm, 6));
    expect(measured(pump, 0, 0).rpm).toBe(0);
  });

  test("from P-2 on, flow at 30 to 60 mmHg lies in the range, within 10 % of its ends, and at 45 mmHg inside", () => {
    levels.forEach(({ low, high }, i) => {
      if (i === 0) return;
      for (const head of [30, 35, 40, 45, 50, 55, 60]) {
        const found = flow(pump, i + 1, head);
        const what = `P-${i + 1} at ${head} mmHg: ${found.toFixed(2)}, range ${low} to ${high}`;
        expect(found, what).toBeGreaterThanOrEqual(head === 45 ? low : 0.9 * low);
        expect(found, what).toBeLessThanOrEqual(head === 45 ? high : 1.1 * high);
      }
    });
  });

  test("P-1, which was not fitted: what a console shows, never below 0, stays within 15 % of the range's end", () => {
    const shown = [30, 40, 50, 60].map((head) => Math.max(flow(pump, 1, head), 0));
    for (const found of shown) expect(found).toBeLessThanOrEqual(1.15 * levels[0].high);
    expect(shown[0]).toBeGreaterThan(0.4);
    // Its shut-off head lies within these heads: at the highest blood runs back.
    expect(flow(pump, 1, 60)).toBeLessThan(0);
  });

  test("the constants are a least squares fit to the ranges: changing any of them fits worse", () => {
    const { a, R, c } = IMPELLA_CURVES[pump];
    const misfit = (a: number, R: number, c: number): number => {
      let sum = 0;
      levels.forEach(({ rpm, low, high }, i) => {
        if (i === 0) return;
        for (const [head, stated] of [
          [IMPELLA_HEADS.low, low],
          [IMPELLA_HEADS.high, high],
        ]) {
          const drive = a * (rpm / 50000) ** 2 - head;
          sum += ((2 * drive) / (R + Math.sqrt(R * R + 4 * c * drive)) - stated) ** 2;
        }
      });
      return sum;
    };
    const best = misfit(a, R, c);
    expect(Math.sqrt(best / 16), "root mean square (L/min)").toBeLessThan(0.08);
    for (const [da, dc] of [
      [1.005, 1],
      [0.995, 1],
      [1, 1.02],
      [1, 0.98],
    ])
      expect(misfit(a * da, R, c * dc)).toBeGreaterThan(best);
    // The 2.5's R stands at its lower bound, which keeps the law smooth at no flow.
    expect(misfit(a, R * 1.1, c)).toBeGreaterThan(best);
    if (R > 5) expect(misfit(a, R * 0.9, c)).toBeGreaterThan(best);
  });

  test("flow falls as the head rises, without a jump, at every level", () => {
    for (let level = 0; level <= 9; level++) {
      let before = Number.POSITIVE_INFINITY;
      for (let head = -100; head <= 250; head += 2.5) {
        const found = flow(pump, level, head);
        expect(found, `P-${level} at ${head} mmHg`).toBeLessThan(before);
        if (Number.isFinite(before)) expect(before - found).toBeLessThan(0.35);
        before = found;
      }
    }
  });

  test("flow rises with the level at every head that it can overcome", () => {
    for (const head of [0, 30, 60]) {
      const flows = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((level) => flow(pump, level, head));
      flows.slice(1).forEach((f, i) => {
        if (f > 0) expect(f, `P-${i + 1} at ${head}`).toBeGreaterThan(flows[i]);
      });
    }
  });

  test("a standing rotor leaks back as an orifice does, up to its small viscous loss", () => {
    const diameter = (pump === "CP" ? 14 : 12) / 30;
    const area = (0.25 * Math.PI * diameter * diameter) / 4;
    for (const head of [40, 80, 120]) {
      const bernoulli = area * Math.sqrt((2 * head * 1333.22) / 1.06) * 0.06;
      expect(-flow(pump, 0, head) / bernoulli).toBeGreaterThan(0.93);
      expect(-flow(pump, 0, head) / bernoulli).toBeLessThan(1);
    }
  });

  test("without the device nothing flows at any level or head", () => {
    for (const level of [0, 5, 9])
      for (const head of [-50, 0, 60, 120]) expect(Math.abs(measured(pump, level, head, 0).flow)).toBe(0);
  });
});

test("the CP's peak in systole at P-9, which the fit did not use, is met within 10 % when there is no head", () => {
  expect(Math.abs(flow("CP", 9, 0) / IMPELLA_CP_SYSTOLIC_PEAK - 1)).toBeLessThan(0.1);
});

test("the tables of speeds rise from a standing motor to the highest level", () => {
  for (const table of Object.values(IMPELLA_SPEEDS)) {
    expect(table).toHaveLength(10);
    expect(table[0]).toBe(0);
    table.slice(1).forEach((rpm, i) => expect(rpm).toBeGreaterThan(table[i]));
  }
});

describe("starved", () => {
  const bag = new CircuitBuilder("pump on a bag").add("lv", vessel).add("root", tank).add("clock", clock);
  addImpella(bag, { ventricle: "lv", root: "root" });
  const bagModel = assemble(bag.build({ period: "1[s]" }));
  const bagKernel = compile(bagModel, { target: "js", probes: ["impella_pump.q"] });

  test("a ventricle that nothing fills is emptied ever more slowly, and never below nothing", () => {
    const lanes = new LaneGroup(bagKernel);
    // 120 mL at 20 mmHg; the root takes whatever comes.
    const settings = { "impella.on": 1, "impella.level": 9, "root.pressure": -300, "lv.V0": 90, "lv.start": 20 };
    lanes.setParameters(0, inner(bagModel, settings));
    lanes.configure(700);
    lanes.initialise(0);
    const seen: { V: number; q: number }[] = [];
    for (let beat = 0; beat < 30; beat++) {
      lanes.beat();
      bagKernel.observe(lanes.group, 0);
      seen.push({ V: lanes.get("volume:lv", 0), q: lanes.get("probe:impella_pump.q", 0) });
    }
    seen.forEach(({ V, q }, i) => {
      expect(V).toBeGreaterThan(0);
      expect(q).toBeGreaterThanOrEqual(0);
      if (i > 0) {
        expect(V).toBeLessThan(seen[i - 1].V);
        expect(q).toBeLessThan(seen[i - 1].q);
      }
    });
    expect(seen[0].V).toBeLessThan(30);
    expect(seen.at(-1)!.V).toBeGreaterThan(0.05);
    expect(seen.at(-1)!.q * 0.06).toBeLessThan(0.1);
  });
});

describe("in the circulation", () => {
  const circulation = compile(fullModel());
  const levels = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const hearts: [string, Record<string, number>][] = [
    ["a beating heart", {}],
    ["an arrested heart", { "heart.arrested": 1 }],
    ["a heart with next to no blood", { "patient.blood_volume_mL": 3000, "lv.contractility_scale": 3 }],
    ["a heart whose mitral valve lets hardly anything in", { "mitral_valve.area": 0.8 }],
  ];

  test.each(hearts)("%s: twenty seconds at every level of both models keep blood, sign and sense", (_, heart) => {
    for (const { id, parameters } of PATIENTS) {
      for (const pump of [0, 1]) {
        for (const level of levels) {
          const settings = { "impella.model": pump, "impella.level": level, ...switches("impella") };
          const fault = tryCase(circulation, { ...parameters, ...heart, ...settings });
          expect(fault, `${id}, model ${pump}, P-${level}`).toBeNull();
        }
      }
    }
  });
});
