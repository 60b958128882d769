/** The stored parameters of the built-in patients, held to the bedside values and criteria that define them. */
import { INDICES, PATIENT_DEFINITIONS, PATIENTS, type PatientDefinition } from "@counterpulse/engine";
import { fitDefinition, judgeDefinitions, Laboratory } from "@counterpulse/lab";
import { describe, expect, test } from "vitest";

const laboratory = new Laboratory();
const parametersOf = (id: string) => PATIENTS.find((p) => p.id === id)!.parameters;
const judged = judgeDefinitions(
  PATIENT_DEFINITIONS.map((definition) => ({ definition, parameters: parametersOf(definition.id) })),
  laboratory,
);

test("there are at least nine, and the two that scripts rely on", () => {
  const ids = PATIENTS.map((p) => p.id);
  expect(ids.slice(0, 2)).toEqual(["healthy-adult", "cardiogenic-shock"]);
  expect(ids.length).toBeGreaterThanOrEqual(9);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(PATIENT_DEFINITIONS.map((d, i) => [d.id, d, judged[i]] as const))("%s", (_, definition, result) => {
  test("meets its definition: run `node scripts/patients.mjs` if the model has changed on purpose", () => {
    const missed = result.rows.filter((row) => !row.met);
    expect(missed).toEqual([]);
    expect(result.met).toBe(true);
  });

  test("asks for indices that exist, each with a spread and a source, and has a short name", () => {
    const known = new Set(INDICES.map((i) => i.id));
    for (const { index, source } of [...definition.targets, ...definition.criteria]) {
      expect(known.has(index), index).toBe(true);
      expect(source.length, index).toBeGreaterThan(3);
    }
    for (const { index, sd } of definition.targets) expect(sd, index).toBeGreaterThan(0);
    expect(definition.targets.length).toBeGreaterThanOrEqual(4);
    expect(definition.criteria.length).toBeGreaterThanOrEqual(2);
    expect(definition.label.length).toBeLessThanOrEqual(26);
  });

  test("what is set stays as it is set", () => {
    expect(parametersOf(definition.id)).toMatchObject(definition.settings);
  });
});

test("without support every set point is the patient's own pressure, where none is set", () => {
  const own = PATIENT_DEFINITIONS.filter((d) => d.support === "none" && !("reflexes.set_point_mmHg" in d.settings));
  const solved = laboratory.solve(
    own.map((d) => ({ patient: PATIENTS.find((p) => p.id === d.id)!, settings: {}, support: new Set<never>() })),
  );
  own.forEach(({ id }, i) => {
    const { aortic_mean_mmHg, cvp_mmHg } = solved[i].indices;
    const values = parametersOf(id);
    expect(values["reflexes.set_point_mmHg"], id).toBeCloseTo(aortic_mean_mmHg!, 0);
    const transmural = cvp_mmHg! - (values["thorax.pressure_mmHg"] ?? -4);
    expect(values["reflexes.cardiopulmonary_set_point_mmHg"], id).toBeCloseTo(transmural, 0);
  });
});

test("a definition that is not met is told, row by row", () => {
  const definition: PatientDefinition = {
    ...PATIENT_DEFINITIONS[1],
    targets: [{ index: "ci_L_min_m2", value: 4, sd: 0.1, source: "made up" }],
    criteria: [{ index: "pcwp_mmHg", than: "below", bound: 15, source: "made up" }],
  };
  const [{ met, rows }] = judgeDefinitions([{ definition, parameters: parametersOf(definition.id) }], laboratory);
  expect(met).toBe(false);
  expect(rows.map((r) => r.met)).toEqual([false, false]);
  expect(rows[0]).toMatchObject({ index: "ci_L_min_m2", asked: "4 +/- 0.1" });
  expect(rows[0].z).toBeLessThan(-10);
  expect(rows[1]).toMatchObject({ index: "pcwp_mmHg", asked: "below 15", z: null });
});

test("the fit that makes a patient gives the same twice, and starts from no built-in patient", () => {
  // Gases settle slowly, and nothing is shown by waiting for them.
  const [healthy] = PATIENT_DEFINITIONS;
  const definition = { ...healthy, targets: healthy.targets.filter((t) => !t.index.startsWith("s")) };
  const first = fitDefinition(definition, laboratory);
  expect(first.patient.parameters).toEqual(fitDefinition(definition, new Laboratory()).patient.parameters);
  const ids = PATIENTS.map((p) => p.id);
  expect(first.starts.map((s) => s.from).filter((from) => ids.includes(from))).toEqual([]);
  expect(first.warnings).toEqual([]);
});
