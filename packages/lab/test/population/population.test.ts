import { assemble, circulation } from "@counterpulse/engine";
import {
  InputError,
  POPULATIONS,
  type PopulationFile,
  populationFromObject,
  requirePatient,
  requirePopulation,
  SAMPLINGS,
  sampler,
} from "@counterpulse/lab";
import { describe, expect, test } from "vitest";

const model = assemble(circulation());
const source = "test";
const base = requirePatient("cardiogenic-shock");
const read = (file: unknown) => populationFromObject(model, file, "own.yaml");
const at = (...u: number[]) => Float64Array.from(u);

const small: PopulationFile = {
  id: "small",
  title: "Small",
  base: "cardiogenic-shock",
  parameters: {
    "heart.rate_per_min": { distribution: "uniform", min: 80, max: 120, unit: "1/min", source },
    "lv.Ees": { distribution: "lognormal", median: 1, cv: 0.3, relative: true, source },
  },
};

const sized: PopulationFile = {
  ...small,
  groups: {
    sex: {
      source,
      members: {
        man: {
          share: 3,
          parameters: { "patient.height_cm": { distribution: "uniform", min: 170, max: 180, source } },
        },
        woman: {
          share: 1,
          parameters: { "patient.height_cm": { distribution: "uniform", min: 150, max: 160, source } },
        },
      },
    },
  },
  body_size: { source, exponents: { "patient.blood_volume_mL": 1, "lv.Ees": -1 } },
};

describe("drawing", () => {
  test("values stand where the distributions say, over the base patient's parameters", () => {
    const { patient, drawn, clipped } = read(small).at(at(0.25, 0.5), 7);
    expect(drawn["heart.rate_per_min"]).toBe(90);
    // The tails beyond the model's range are cut off, which moves the median by next to nothing.
    expect(drawn["lv.Ees"]).toBeCloseTo(base.parameters["lv.Ees"], 5);
    expect(Object.keys(drawn)).toHaveLength(2);
    expect(patient.parameters).toEqual({ ...base.parameters, ...drawn });
    expect(patient.id).toBe("small-7");
    expect(clipped).toEqual([]);
  });

  test("factors are the groups, what they decide, then the rest in the file's order", () => {
    expect(read(sized).factors.map((f) => [f.id, f.kind])).toEqual([
      ["sex", "group"],
      ["patient.height_cm", "parameter"],
      ["heart.rate_per_min", "parameter"],
      ["lv.Ees", "parameter"],
    ]);
  });

  test("a group decides the distributions of its parameters, by its shares", () => {
    const population = read(sized);
    expect(population.at(at(0.7, 0.5, 0.5, 0.5), 0)).toMatchObject({
      groups: { sex: "man" },
      drawn: { "patient.height_cm": 175 },
    });
    expect(population.at(at(0.8, 0.5, 0.5, 0.5), 0)).toMatchObject({
      groups: { sex: "woman" },
      drawn: { "patient.height_cm": 155 },
    });
    for (const u of [0.1, 0.7, 0.8])
      expect(population.groupsAt(at(u, 0.5, 0.5, 0.5))).toEqual(population.at(at(u, 0.5, 0.5, 0.5), 0).groups);
    expect([0.1, 0.9].map((u) => population.rank(0, at(u, 0, 0, 0)))).toEqual([0, 1]);
    expect(population.rank(2, at(0, 0, 0.3, 0))).toBe(0.3);
  });

  test("what goes with body size does, and stays within the model's range", () => {
    const ratio = Math.sqrt(155 / 175);
    const { drawn } = read(sized).at(at(0.9, 0.5, 0.5, 0.5), 0);
    expect(drawn["patient.blood_volume_mL"]).toBeCloseTo(base.parameters["patient.blood_volume_mL"] * ratio, 9);
    expect(drawn["lv.Ees"]).toBeCloseTo(base.parameters["lv.Ees"] / ratio, 5);
    const steep = { ...sized, body_size: { source, exponents: { "patient.blood_volume_mL": 40 } } };
    const least = model.parameters.find((p) => p.id === "patient.blood_volume_mL")!.spec.min;
    expect(read(steep).at(at(0.9, 0.5, 0.5, 0.5), 0)).toMatchObject({
      drawn: { "patient.blood_volume_mL": least },
      clipped: ["patient.blood_volume_mL"],
    });
  });

  test("correlations bind what is drawn, and only where they are asked for", () => {
    const population = read({
      ...small,
      correlations: [{ between: ["heart.rate_per_min", "lv.Ees"], rank: 0.9, source }],
    });
    const point = at(0.95, 0.5);
    expect(population.at(point, 0).drawn["lv.Ees"]).toBeGreaterThan(1.2 * base.parameters["lv.Ees"]);
    expect(population.atIndependent(point, 0).drawn["lv.Ees"]).toBeCloseTo(base.parameters["lv.Ees"], 5);
  });
});

describe("wrong files: one line with file, field and what is allowed", () => {
  const parameter = (id: string, d: object) => ({ ...small, parameters: { [id]: { source, ...d } } });
  const uniform = (min: number, max: number) => ({ distribution: "uniform", min, max });
  test.each<[string, unknown, RegExp]>([
    ["not an object", 7, /^own\.yaml: the document: expected object/],
    ["no base", { parameters: {} }, /^own\.yaml: base: it is missing/],
    ["an unknown base", { ...small, base: "nobody" }, /^own\.yaml: base: patient "nobody": there is no such patient/],
    ["an unknown field", { ...small, size: 3 }, /Unrecognized key: "size"/],
    ["an unknown parameter", parameter("lv.ees", uniform(1, 2)), /own\.yaml: parameters: .*did you mean lv\.Ees\?/],
    ["a switch", parameter("iabp.on", uniform(0, 1)), /follows from the support/],
    [
      "an unknown distribution",
      parameter("lv.Ees", { distribution: "gamma" }),
      /parameters\.lv\.Ees\.distribution: .*triangular, histogram or choice is allowed/,
    ],
    ["no source", { ...small, parameters: { "lv.Ees": uniform(1, 2) } }, /parameters\.lv\.Ees\.source: it is missing/],
    ["a negative SD", parameter("lv.Ees", { distribution: "normal", mean: 1, sd: -1 }), /parameters\.lv\.Ees\.sd: /],
    ["ends the wrong way round", parameter("lv.Ees", uniform(2, 1)), /parameters\.lv\.Ees: min below max is allowed/],
    ["beyond the model's range", parameter("lv.Ees", uniform(1, 99)), /lv\.Ees = 99 is outside what is allowed/],
    [
      "beyond it relative to the base",
      parameter("heart.rate_per_min", { ...uniform(1, 9), relative: true }),
      /heart\.rate_per_min = 873 is outside/,
    ],
    ["another unit", parameter("lv.Ees", { ...uniform(1, 2), unit: "kPa/mL" }), /unit is "kPa\/mL"; "mmHg\/mL" is/],
    ["fractions of a switch", parameter("heart.arrested", uniform(0, 1)), /"choice" is allowed/],
    ["an unknown index", { ...small, accept: { ci: [1, 2] } }, /accept: there is no index "ci"/],
    ["a range the wrong way round", { ...small, accept: { pcwp_mmHg: [20, 15] } }, /accept\.pcwp_mmHg: \[20, 15\]/],
    [
      "a correlation with what is not drawn",
      { ...small, correlations: [{ between: ["lv.Ees", "rv.Ees"], rank: 0.1, source }] },
      /correlations\.0: rv\.Ees is not drawn/,
    ],
    [
      "a correlation with itself",
      { ...small, correlations: [{ between: ["lv.Ees", "lv.Ees"], rank: 0.1, source }] },
      /two different parameters, once, are allowed/,
    ],
    [
      "drawn twice",
      { ...sized, parameters: { "patient.height_cm": { ...uniform(150, 190), source } } },
      /patient\.height_cm is drawn twice/,
    ],
    [
      "members that differ",
      {
        ...small,
        groups: {
          sex: {
            source,
            members: {
              man: { share: 1, parameters: {} },
              woman: { share: 1, parameters: { "lv.V0": { ...uniform(6, 9), source } } },
            },
          },
        },
      },
      /groups\.sex\.woman: its parameters are not those of man/,
    ],
    [
      "size that follows from size",
      { ...small, body_size: { source, exponents: { "patient.weight_kg": 1 } } },
      /cannot go with body size/,
    ],
  ])("%s", (_, file, message) => {
    expect(() => read(file)).toThrow(InputError);
    expect(() => read(file)).toThrow(message);
    expect(() => read(file)).toThrow(/^[^\n]+$/);
  });
});

describe("sampling", () => {
  test.each(SAMPLINGS)("%s: point i does not depend on the order of asking, and seeds differ", (sampling) => {
    const once = sampler(sampling, 5, 3, 10);
    const forward = [0, 1, 2, 13, 25].map((i) => [...once(i)]);
    const backward = sampler(sampling, 5, 3, 10);
    expect([25, 13, 2, 1, 0].map((i) => [...backward(i)]).reverse()).toEqual(forward);
    expect([...sampler(sampling, 5, 4, 10)(0)]).not.toEqual(forward[0]);
    for (const point of forward) expect(point.every((u) => u > 0 && u < 1)).toBe(true);
  });

  test("more factors than Sobol's sequence has dimensions are refused", () => {
    expect(() => sampler("sobol", 200, 1, 10)).toThrow("200 dimensions are needed; up to 128 are allowed.");
  });
});

describe("built-in populations", () => {
  test.each(POPULATIONS.map((p) => p.id))("%s: every draw is within the model's range, sources are there", (id) => {
    const population = requirePopulation(model, id);
    const specs = new Map(model.parameters.map((p) => [p.id, p.spec]));
    const point = sampler("sobol", population.factors.length, 9, 100);
    for (let i = 0; i < 500; i++) {
      for (const [name, value] of Object.entries(population.at(point(i), i).drawn)) {
        const { min, max } = specs.get(name)!;
        expect(value >= min && value <= max, `${name} = ${value}`).toBe(true);
      }
    }
    for (const factor of population.factors) expect(factor.source).toMatch(/./);
    // What a user saves and reads again is the same population.
    const again = populationFromObject(model, JSON.parse(JSON.stringify(population.document)), id);
    expect(again.at(point(3), 3)).toEqual(population.at(point(3), 3));
  });

  test("an unknown one is refused, and what there is is said", () => {
    expect(() => requirePopulation(model, "nobody")).toThrow(
      /allowed are infarct-shock, ecls-shock, japan-va-ecmo, decompensated-heart-failure, or a JSON or YAML file/,
    );
  });
});
