/** The JavaScript twin and WebAssembly agree to the last bit, and lanes do not feel each other. */
import { compile, type Kernel, type LaneGroup } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { BOTH, haemodynamicModel, patient, registers, startLanes } from "../circuits.ts";

const model = haemodynamicModel();
// Two patients who share little: rate, contractility, assist ratio, return site, leaking valves, speed control.
const first = patient(model, "cardiogenic-shock", { ...BOTH, "va-ecmo.flow_L_min": 4 });
const second = patient(model, "healthy-adult", {
  ...BOTH,
  "heart.rate_per_min": 63,
  "iabp.ratio": 2,
  "iabp.inflation_offset_ms": -60,
  "va-ecmo.control": 1,
  "va-ecmo.speed_rpm": 1800,
  "va-ecmo.return_site": 1,
  "mitral_valve.regurgitation_fraction": 0.3,
  "aortic_valve.regurgitation_fraction": 0.1,
});
const STEPS = 560;

/** Names of the registers that differ between two lanes, -0 and 0 told apart. */
function differences(a: LaneGroup, laneA: number, b: LaneGroup, laneB: number): string[] {
  const other = registers(b, laneB);
  return registers(a, laneA)
    .filter(({ value }, i) => !Object.is(value, other[i].value))
    .map(({ name }) => name);
}

interface Pair {
  readonly twins: readonly [LaneGroup, LaneGroup];
  readonly lanes: LaneGroup;
}

function both(scheme: "leapfrog-ab2" | "rk4", steps: number): Pair {
  const twin = compile(model, { target: "js", scheme });
  return {
    twins: [startLanes(twin, [first], steps), startLanes(twin, [second], steps)],
    lanes: startLanes(compile(model, { scheme }), [first, second], steps),
  };
}

function runBeats({ twins, lanes }: Pair, beats: number): void {
  for (let beat = 1; beat <= beats; beat++) {
    for (const group of [...twins, lanes]) group.beat();
    twins.forEach((twin, lane) => {
      expect(differences(twin, 0, lanes, lane), `lane ${lane} after beat ${beat}`).toEqual([]);
    });
  }
}

describe("two patients with both devices", () => {
  test("100 beats: every register of each lane is that of its own twin", () => {
    const pair = both("leapfrog-ab2", STEPS);
    runBeats(pair, 100);
    // The runs are alive: blood flows, the balloon works, and the two lanes are not the same.
    const measures = [0, 1].map((lane) => pair.lanes.readMeasures(lane));
    expect(measures[0].get("balloon_max")! - measures[0].get("balloon_min")!).toBeGreaterThan(30);
    expect(measures.map((m) => m.get("aortic_flow")! > 5)).toEqual([true, true]);
    expect(differences(pair.lanes, 0, pair.lanes, 1).length).toBeGreaterThan(100);
  });

  test("10 beats by Runge and Kutta's scheme too", () => {
    runBeats(both("rk4", 480), 10);
  });

  test("in pieces of any length the beat is the same as in one run", () => {
    const kernel = compile(model);
    const [whole, pieces] = [0, 1].map(() => startLanes(kernel, [first, second], STEPS));
    for (let beat = 0; beat < 3; beat++) {
      whole.beat();
      pieces.beginBeat();
      for (let step = 0, count = 1; step < STEPS; step += count, count = Math.min(2 * count, STEPS - step))
        kernel.run(pieces.group, step, Math.min(count, STEPS - step));
      pieces.endBeat();
    }
    for (const lane of [0, 1]) expect(differences(whole, lane, pieces, lane)).toEqual([]);
  });
});

describe("stiffness, probes and start agree too", () => {
  const names = [
    "lv.p",
    "aortic_root.p",
    "iabp_balloon.p",
    "ecmo_drainage.P1",
    "aortic_valve.q",
    "ventricular_activation.e",
  ];
  const options = { probes: names };
  const groups = (kernel: Kernel): LaneGroup => startLanes(kernel, [first, second], STEPS);
  const twin = groups(compile(model, { ...options, target: "js" }));
  const lanes = groups(compile(model, options));

  test("values at a step", () => {
    for (const group of [twin, lanes]) {
      group.beat();
      group.kernel.observe(group.group, 100);
      group.kernel.stiffness(group.group, 100);
    }
    const { program } = twin.kernel;
    for (const { slot } of [...program.probes, ...program.stiffness])
      expect(lanes.read(slot, 0)).toBe(twin.read(slot, 0));
    expect(names.map((n) => Number.isFinite(twin.get(`probe:${n}`, 0)))).toEqual(names.map(() => true));
  });
});

describe("lanes do not affect each other", () => {
  const kernel = compile(model);
  const alone = startLanes(kernel, [first, first], STEPS);
  for (let beat = 0; beat < 20; beat++) alone.beat();

  test("whoever is in the other lane", () => {
    const group = startLanes(kernel, [first, patient(model, "cardiogenic-shock", { "heart.arrested": 1 })], STEPS);
    for (let beat = 0; beat < 20; beat++) group.beat();
    expect(differences(alone, 0, group, 0)).toEqual([]);
    expect(differences(alone, 0, group, 1).length).toBeGreaterThan(100);
  });

  test("in either lane", () => {
    const group = startLanes(kernel, [second, first], STEPS);
    for (let beat = 0; beat < 20; beat++) group.beat();
    expect(differences(alone, 0, group, 1)).toEqual([]);
  });

  test("even if the other lane holds no numbers any more", () => {
    const group = startLanes(kernel, [first, second], STEPS);
    group.writeState(
      1,
      group.readState(1).map(() => Number.NaN),
    );
    for (let beat = 0; beat < 20; beat++) group.beat();
    expect(differences(alone, 0, group, 0)).toEqual([]);
    expect(group.readState(1).some(Number.isNaN)).toBe(true);
  });

  test("and starting one anew leaves the other as it was", () => {
    const group = startLanes(kernel, [first, second], STEPS);
    for (let beat = 0; beat < 10; beat++) group.beat();
    group.initialise(1);
    for (let beat = 0; beat < 10; beat++) group.beat();
    expect(differences(alone, 0, group, 0)).toEqual([]);
  });
});
