/** An index that is a place: its name outside, and no arithmetic with its number anywhere. */
import { type Indices, indexName } from "@counterpulse/engine";
import {
  InputError,
  isPlace,
  Laboratory,
  namedIndices,
  populationFromObject,
  requirePatient,
  requirePopulation,
  sensitivity,
  simulate,
} from "@counterpulse/lab";
import { describe, expect, test } from "vitest";

const laboratory = new Laboratory();
const population = () => requirePopulation(laboratory.model, "infarct-shock");

describe("indices as they leave the program", () => {
  const simulated = (support: string): Indices =>
    simulate({ patient: requirePatient("cardiogenic-shock"), support, settings: {} }, laboratory).indices;

  test("the watershed is a segment of the aorta; everything else stays as it is", () => {
    const inside = simulated("va-ecmo");
    const named = namedIndices(inside);
    expect(named.watershed).toMatch(/^[a-z]+(_[a-z]+)+$/);
    expect(named.watershed).toBe(indexName("watershed", inside.watershed));
    expect({ ...named, watershed: inside.watershed }).toEqual(inside);
  });

  test("and null where there is none", () => expect(namedIndices(simulated("iabp")).watershed).toBeNull());
});

test("only the watershed is a place", () => {
  expect(["watershed", "aortic_mean_mmHg", "ecmo_fraction_coronary", "nothing"].filter(isPlace)).toEqual(["watershed"]);
});

describe("a place is refused", () => {
  test("as an output of a sensitivity analysis", () => {
    const ask = () => sensitivity({ population: population(), n: 8, seed: 1, outputs: ["watershed"] }, laboratory);
    expect(ask).toThrow(InputError);
    expect(ask).toThrow("--outputs: watershed is a place, not a number");
  });

  test.each(["accept", "targets"])("among %s of a population", (field) => {
    const value = field === "accept" ? [1, 2] : { kind: "mean", value: 2, source: "nobody" };
    const document = { ...population().document, [field]: { watershed: value } };
    expect(() => populationFromObject(laboratory.model, document, "own.yaml")).toThrow(
      `own.yaml: ${field}: watershed is a place, not a number`,
    );
  });
});
