import { assemble, circulation } from "@counterpulse/engine";
import { FREE_PARAMETERS, InputError, requirePatient } from "@counterpulse/lab";
import { describe, expect, test } from "vitest";
import { choosePriors, heldMedians, type PriorRequest } from "../../src/fit/priors.ts";

const model = assemble(circulation());
const choose = (request: Partial<PriorRequest> = {}) =>
  choosePriors(model, { hold: [], free: [], set: {}, ...request });
const usual = FREE_PARAMETERS.filter((p) => p.usual).map((p) => p.id);
const ids = (request: Partial<PriorRequest> = {}) => choose(request).map((p) => p.id);

test("every row is a parameter of the model, with its median inside the range and a spread", () => {
  for (const row of FREE_PARAMETERS) {
    const { spec } = model.parameters.find((p) => p.id === row.id)!;
    expect(row.median, row.id).toBeGreaterThan(spec.min);
    expect(row.median, row.id).toBeLessThan(spec.max);
    expect(row.spread, row.id).toBeGreaterThan(row.scale === "log" ? 1 : 0);
    if (row.scale === "log") expect(spec.min, row.id).toBeGreaterThan(0);
    expect(row.source.length, row.id).toBeGreaterThan(3);
  }
});

test("the built-in patients lie within three standard deviations of every prior", () => {
  for (const patient of [requirePatient("healthy-adult"), requirePatient("cardiogenic-shock")]) {
    for (const { id, scale, median, spread } of FREE_PARAMETERS.filter((p) => p.usual)) {
      const value = patient.parameters[id];
      if (value === undefined) continue;
      const z = scale === "log" ? Math.log(value / median) / Math.log(spread) : (value - median) / spread;
      expect(Math.abs(z), `${patient.id} ${id}`).toBeLessThan(3);
    }
  }
});

describe("which parameters are free", () => {
  test("the usual ones", () => expect(ids()).toEqual(usual));

  test("less those held, set, or set by a target", () => {
    const held = ids({ hold: ["lv.V0"], set: { "lv.Ees": 1 } });
    expect(held).toEqual(usual.filter((id) => id !== "lv.V0" && id !== "lv.Ees"));
  });

  test("and those asked for, each once", () => {
    const free = ["mitral_valve.regurgitation_fraction", "lv.Ees", "lv.Ees"];
    expect(ids({ free }).sort()).toEqual([...usual, "mitral_valve.regurgitation_fraction"].sort());
  });

  test("any other continuous parameter, about its default", () => {
    const [prior] = choose({ free: ["left_atrium.E_passive"] }).slice(-1);
    expect(prior).toMatchObject({ id: "left_atrium.E_passive", scale: "log", median: 0.17, min: 0.085, max: 0.34 });
    expect(prior.spread ** 4).toBeCloseTo(0.34 / 0.085, 9);
    const [thorax] = choose({ free: ["thorax.pressure_mmHg"] }).slice(-1);
    expect(thorax).toMatchObject({ scale: "linear", median: -4, spread: 7 });
  });
});

describe("a patient to start from", () => {
  const base = requirePatient("cardiogenic-shock");
  const byId = new Map(choose({ base, free: ["mitral_valve.regurgitation_fraction"] }).map((p) => [p.id, p]));

  test("gives the medians, its defaults included", () => {
    for (const id of ["lv.Ees", "pulmonary_artery.C"]) expect(byId.get(id)!.median).toBe(base.parameters[id]);
    expect(base.parameters["aortic_valve.area"]).toBeUndefined();
    const [valve] = choose({ base, free: ["aortic_valve.area"] }).slice(-1);
    expect(valve.median).toBe(4);
  });

  test("but not from the end of a range", () => {
    expect(byId.get("mitral_valve.regurgitation_fraction")!.median).toBe(0.2);
  });

  test("without one, what does not move stands at the medians", () => {
    const priors = choose({ hold: ["lv.V0"] });
    expect(heldMedians(priors, undefined)).toEqual({ "lv.V0": 12 });
    expect(heldMedians(priors, base)).toEqual({});
  });
});

test.each([
  [{ hold: ["lv.Es"] }, '--hold: there is no parameter "lv.Es"; did you mean lv.Ees?'],
  [{ free: ["lv.Es"] }, '--free: there is no parameter "lv.Es"'],
  [{ free: ["iabp.on"] }, "--free: iabp.on follows from the support"],
  [{ free: ["iabp.ratio"] }, "--free: iabp.ratio takes whole numbers"],
  [{ free: ["lv.Ees"], hold: ["lv.Ees"] }, "--free: lv.Ees is held by --hold"],
  [{ free: ["lv.Ees"], set: { "lv.Ees": 1 } }, "--free: lv.Ees is set already"],
])("%j is refused", (request, message) => {
  expect(() => choose(request)).toThrow(InputError);
  expect(() => choose(request)).toThrow(message);
});
