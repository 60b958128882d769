import { compile, LaneGroup, ParameterRow } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { haemodynamicModel, patient } from "../circuits.ts";

const model = haemodynamicModel();
const kernel = compile(model);

/** What the lane holds of each parameter. */
function taken(given: Parameters<LaneGroup["setParameters"]>[1]): number[] {
  const group = new LaneGroup(kernel);
  group.setParameters(1, given);
  return model.parameters.map(({ id }) => group.get(`parameter:${id}`, 1));
}

describe("parameters of a lane", () => {
  const map = patient(model, "cardiogenic-shock", { "heart.rate_per_min": 101 });
  const row = (ids: readonly string[]): ParameterRow =>
    new ParameterRow(
      new Map(ids.map((id, i) => [id, i])),
      Float64Array.from(ids, (id) => map.get(id) ?? Number.NaN),
    );

  test("a row says what a map says", () => {
    const ids = model.parameters.map((p) => p.id);
    expect(taken(row(ids))).toEqual(taken(map));
    expect(taken(row([...ids].reverse()))).toEqual(taken(map));
    for (const id of ids) expect(row(ids).get(id)).toBe(map.get(id));
  });

  test("what is not given, and what the row has no place for, takes its default; what the model has not is left out", () => {
    const given = taken(row(["heart.rate_per_min", "nothing.here"]));
    model.parameters.forEach(({ id, spec, unit }, i) => {
      expect(given[i]).toBe(id === "heart.rate_per_min" ? map.get(id) : spec.value * unit.scale);
    });
    expect(row(["heart.rate_per_min"]).get("nothing.here")).toBeUndefined();
  });
});
