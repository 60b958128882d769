import { assemble, circulation, compile, Guide, LaneGroup, steadyStates } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { BeatJacobian } from "../../src/solve/linear-map.ts";
import { BOTH, haemodynamicModel, patient } from "../circuits.ts";

const model = haemodynamicModel();
const kernel = compile(model);
const parameters = patient(model, "cardiogenic-shock", BOTH);
const [{ state, steps, beats }] = steadyStates(kernel, [{ parameters }], { tolerance: 1e-7, measureTolerance: 1e-7 });
const reference = { parameters, state, steps };

describe("the linear map of a reference at rest", () => {
  const map = BeatJacobian.at(kernel, reference).map(1);
  const group = new LaneGroup(kernel);
  for (let lane = 0; lane < kernel.lanes; lane++) group.setParameters(lane, parameters);
  group.configure(steps);
  const volumes = group.carried.flatMap((name, i) => (name.startsWith("volume:") ? [i] : []));
  const afterBeat = (start: Float64Array): Float64Array => {
    group.startAt(start);
    group.beat();
    return group.readState(0);
  };
  const far = (a: Float64Array): number => Math.max(...volumes.map((i) => Math.abs(a[i] - state[i])));

  test("leads back from a small displacement in one leap, where a plain beat has hardly begun", () => {
    const at = (name: string): number => group.carried.indexOf(`volume:${name}`);
    const start = state.slice();
    start[at("lv")] += 1;
    start[at("aortic_root")] -= 1;
    const image = afterBeat(start);
    const leapt = map.next(start, image);
    expect(far(leapt)).toBeLessThan(0.1 * far(image));
  });

  test("keeps the volume of blood", () => {
    const start = state.slice();
    start[group.carried.indexOf("volume:aortic_root")] += 1;
    start[group.carried.indexOf("volume:lv")] -= 1;
    const blood = (s: Float64Array): number => s.reduce((sum, x, i) => (group.isBlood(i) ? sum + x : sum), 0);
    expect(blood(map.next(start, afterBeat(start)))).toBeCloseTo(blood(start), 5);
  });

  test("stays where nothing moves", () => {
    expect([...map.next(state, state)]).toEqual([...state]);
  });
});

describe("searches with a guide", () => {
  const guide = new Guide(kernel, reference);
  const others = [
    patient(model, "healthy-adult", BOTH),
    patient(model, "cardiogenic-shock", { ...BOTH, "lv.contractility_scale": 0.7 }),
    patient(model, "cardiogenic-shock", { ...BOTH, "va-ecmo.flow_L_min": 2.5, "heart.rate_per_min": 118 }),
  ];
  const alone = steadyStates(
    kernel,
    others.map((parameters) => ({ parameters })),
  );
  const led = steadyStates(
    kernel,
    others.map((parameters) => ({ parameters, guide })),
  );

  test("come to the same state in fewer beats", () => {
    led.forEach((found, i) => {
      expect(found.converged).toBe(true);
      for (const [name, value] of found.cycle[0]) {
        const plain = alone[i].cycle[0].get(name)!;
        if (Number.isFinite(plain)) expect(Math.abs(value - plain)).toBeLessThan(2e-3 * Math.max(1, Math.abs(plain)));
      }
    });
    const sum = (list: readonly { beats: number }[]): number => list.reduce((all, r) => all + r.beats, 0);
    expect(sum(led)).toBeLessThan(0.75 * sum(alone));
  });

  test("end at once where the reference itself is sought", () => {
    const [own] = steadyStates(kernel, [{ parameters, guide, start: state }]);
    expect(own.converged).toBe(true);
    expect(own.beats).toBeLessThan(beats / 3);
  });

  test.each([2, 3])("hold for cycles of %i beats", (ratio) => {
    const assisted = patient(model, "cardiogenic-shock", { ...BOTH, "iabp.ratio": ratio });
    const [a, b] = [{ parameters: assisted }, { parameters: assisted, guide }].map((c) => steadyStates(kernel, [c])[0]);
    expect(b.converged).toBe(true);
    expect(b.cycle).toHaveLength(ratio);
    expect(b.beats).toBeLessThan(a.beats);
    b.cycle.forEach((beat, k) => {
      const [x, y] = [beat, a.cycle[k]].map((measures) => measures.get("aortic_mean") ?? measures.get("duration")!);
      expect(x).toBeCloseTo(y, 1);
    });
  });

  test("go on without a guide that has no map, and spoil nothing beside them", () => {
    const none = new Guide(kernel, { parameters, state: state.map(() => Number.NaN), steps });
    expect(none.map(1)).toBeNull();
    const [bad, good] = steadyStates(kernel, [
      { parameters, guide: none },
      { parameters: others[1], guide },
    ]);
    expect(bad.converged).toBe(true);
    expect([...good.state]).toEqual([...led[1].state]);
  });
});

describe("searches that come near rest in single precision", () => {
  const rough = compile(assemble(circulation("haemodynamics"), { precision: "f32" }), { target: "f32x4" });
  const guide = new Guide(kernel, reference);
  const patients = ["healthy-adult", "cardiogenic-shock", "infarct-shock-c", "rv-infarct", "dilated-heart-failure"];
  const cases = patients.map((id) => ({ parameters: patient(model, id, BOTH), guide, start: state, refill: true }));
  const exact = steadyStates(kernel, cases);
  const found = steadyStates(kernel, cases, { rough });
  const group = new LaneGroup(kernel);
  const blood = (s: Float64Array): number => s.reduce((sum, x, i) => (group.isBlood(i) ? sum + x : sum), 0);

  test("end at the same states as those in double precision", () => {
    found.forEach((one, i) => {
      expect(one.converged).toBe(true);
      for (const [name, value] of one.cycle[0]) {
        const other = exact[i].cycle[0].get(name)!;
        if (Number.isFinite(other))
          expect(Math.abs(value - other), name).toBeLessThan(2e-3 * Math.max(1, Math.abs(other)));
      }
    });
  });

  test("keep the volume of blood that the start had", () => {
    found.forEach((one, i) => expect(Math.abs(blood(one.state) - blood(exact[i].state))).toBeLessThan(1e-6));
  });

  test("do not depend on who is searched for beside them", () => {
    cases.forEach((one, i) => {
      const [alone] = steadyStates(kernel, [one], { rough });
      expect([...alone.state]).toEqual([...found[i].state]);
    });
  });

  test("begin a cycle of two beats with the same beat", () => {
    const two = [{ ...cases[1], parameters: patient(model, patients[1], { ...BOTH, "iabp.ratio": 2 }) }];
    const [one, other] = [{ rough }, {}].map((options) => steadyStates(kernel, two, options)[0]);
    const systolic = ({ cycle }: typeof one): number[] => cycle.map((beat) => beat.get("root_max")!);
    expect(Math.abs(systolic(one)[0] - systolic(one)[1])).toBeGreaterThan(1);
    systolic(one).forEach((value, k) => expect(value).toBeCloseTo(systolic(other)[k], 1));
  });

  test("leave those alone that have no guide", () => {
    const one = { parameters: cases[1].parameters };
    const [with_, without] = [{ rough }, {}].map((options) => steadyStates(kernel, [one], options)[0]);
    expect(with_.steps).toBeGreaterThanOrEqual(without.steps);
    for (const [name, value] of with_.cycle[0]) {
      const other = without.cycle[0].get(name)!;
      if (Number.isFinite(other))
        expect(Math.abs(value - other), name).toBeLessThan(5e-3 * Math.max(1, Math.abs(other)));
    }
  });
});
