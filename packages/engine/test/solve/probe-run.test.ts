import { compile, LaneGroup, ProbeRun, steadyStates } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { BOTH, haemodynamicModel, patient } from "../circuits.ts";

const model = haemodynamicModel();
const probes = ["aortic_root.p", "lv.V", "iabp_balloon.V"];
const kernel = compile(model, { probes });
const parameters = patient(model, "cardiogenic-shock", BOTH);
const [steady] = steadyStates(kernel, [{ parameters }]);
const begin = (): ProbeRun => new ProbeRun(kernel, parameters, steady.steps, steady.state, probes);

describe("values at any time", () => {
  test("at whole steps they are the program's own", () => {
    const run = begin();
    const group = new LaneGroup(kernel);
    for (const lane of [0, 1]) group.setParameters(lane, parameters);
    group.configure(steady.steps);
    for (const lane of [0, 1]) {
      group.initialise(lane);
      group.writeState(lane, steady.state);
    }
    const dt = group.period(0) / steady.steps;
    group.beginBeat();
    for (let step = 0; step < steady.steps; step += 5) {
      kernel.observe(group.group, step);
      const found = run.at(step * dt);
      probes.forEach((p, i) => expect(found[i]).toBeCloseTo(group.get(`probe:${p}`, 0), 6));
      kernel.run(group.group, step, Math.min(5, steady.steps - step));
    }
  });

  test("in between they lie on the line", () => {
    const [coarse, fine] = [begin(), begin()];
    const dt = coarse.period / steady.steps;
    for (const k of [10, 50, 200]) {
      const [a, b] = [coarse.at(k * dt), coarse.at((k + 1) * dt)];
      fine.at(k * dt);
      const middle = fine.at((k + 0.25) * dt);
      middle.forEach((v, i) => expect(v).toBeCloseTo(a[i] + 0.25 * (b[i] - a[i]), 9));
    }
  });

  test("repeat beat for beat at the steady state", () => {
    const run = begin();
    const first = [0, 0.1, 0.2, 0.3, 0.4, 0.5].map((t) => run.at(t));
    const later = [0, 0.1, 0.2, 0.3, 0.4, 0.5].map((t) => run.at(20 * run.period + t));
    first.forEach((values, k) => values.forEach((v, i) => expect(Math.abs(later[k][i] - v)).toBeLessThan(0.2)));
  });
});

describe("finished beats", () => {
  test("come once, in order, with their measures and the time at which they ended", () => {
    const run = begin();
    run.at(3.3 * run.period);
    const beats = run.beats();
    expect(beats.map((b) => b.at / run.period).map((n) => +n.toFixed(9))).toEqual([1, 2, 3]);
    expect(run.beats()).toEqual([]);
    for (const b of beats) {
      expect(b.measures.get("root_mean")! / steady.cycle[0].get("root_mean")!).toBeCloseTo(1, 3);
      expect(b.measures.get("aortic_flow")! / steady.cycle[0].get("aortic_flow")!).toBeCloseTo(1, 2);
    }
  });
});

describe("changes while it runs", () => {
  const changed = patient(model, "cardiogenic-shock", { ...BOTH, "heart.rate_per_min": 120, "iabp.volume_mL": 30 });

  test("keep the phase of the beat and the volumes, and blood is conserved", () => {
    const run = begin();
    run.at(2.6 * run.period);
    const [phase, volume, lv] = [run.phase, run.group.bloodVolume(0), run.group.get("volume:lv", 0)];
    run.change(changed, 400);
    expect(run.phase).toBeCloseTo(phase, 2);
    expect(run.period).toBeCloseTo(0.5, 12);
    expect(run.group.bloodVolume(0)).toBe(volume);
    expect(run.group.get("volume:lv", 0)).toBe(lv);
    run.at(60);
    expect(Math.abs(run.group.bloodVolume(0) / volume - 1)).toBeLessThan(1e-12);
  });

  test("end in the steady state of the new settings", () => {
    const run = begin();
    run.at(1);
    run.change(changed, 400);
    run.at(120);
    const last = run.beats().at(-1)!;
    const [expected] = steadyStates(kernel, [{ parameters: changed }]);
    for (const name of ["root_mean", "aortic_flow", "cvp_mean", "pcwp_mean", "ecmo_flow"])
      expect(last.measures.get(name)! / expected.cycle[0].get(name)!, name).toBeCloseTo(1, 2);
  });

  test("in every phase of the beat go on without a jump to nowhere", () => {
    for (let k = 0; k < 20; k++) {
      const run = begin();
      run.at((1 + k / 20) * run.period);
      const [before] = run.at((1 + k / 20) * run.period);
      run.change(changed, 360);
      const pressures = Array.from({ length: 200 }, (_, i) => run.at(2 + i / 200)[0]);
      expect(
        pressures.every((p) => p > 10 && p < 250),
        `changed at ${k / 20} of a beat, from ${before}`,
      ).toBe(true);
    }
  });

  test("a beat in which the number of steps changed still has true means", () => {
    const run = begin();
    run.at(1.5 * run.period);
    run.change(parameters, 2 * steady.steps);
    run.at(4 * run.period);
    for (const beat of run.beats()) {
      expect(
        beat.measures.get("root_mean")! / steady.cycle[0].get("root_mean")!,
        `beat ending at ${beat.at}`,
      ).toBeCloseTo(1, 2);
    }
  });
});

describe("a step that is too long", () => {
  test.each([
    ["grows too stiff", 3],
    ["breaks down", 8],
  ])("a beat that %s is followed by beats with more steps", (_, factor) => {
    const coarse = Math.ceil(steady.steps / factor);
    const run = new ProbeRun(kernel, parameters, coarse, steady.state, probes);
    run.at(6);
    expect(run.group.steps).toBeGreaterThan(coarse);
    const [pressure, volume] = run.at(6.1);
    expect(pressure).toBeGreaterThan(40);
    expect(pressure).toBeLessThan(200);
    expect(volume).toBeGreaterThan(80);
    expect(volume).toBeLessThan(250);
  });
});

describe("blood", () => {
  test("given between two steps is there, no more and no less, and can be taken again", () => {
    const run = begin();
    const volume = run.group.bloodVolume(0);
    run.at(0.33);
    run.addBlood(400);
    expect(run.group.bloodVolume(0)).toBeCloseTo(volume + 400, 6);
    run.at(5);
    run.addBlood(-700);
    run.at(9);
    for (let lane = 0; lane < kernel.lanes; lane++) expect(run.group.bloodVolume(lane)).toBeCloseTo(volume - 300, 6);
  });
});
