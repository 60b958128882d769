/** The default step holds every index of every case of the matrix; the reference is judged in the engine's tests. */
import { assemble, circulation, compile, DEFAULT_STEP, INDICES } from "@counterpulse/engine";
import { ACCURACY_MATRIX, type AccuracyRow, compareIndices, referenceIndices, solveAt } from "@counterpulse/lab";
import { describe, expect, test } from "vitest";

const model = assemble(circulation("haemodynamics"));
const kernel = compile(model);
const reference = referenceIndices(model);

function rows(step: number): AccuracyRow[] {
  const found = solveAt(model, kernel, ACCURACY_MATRIX, step);
  return ACCURACY_MATRIX.flatMap((one, i) => compareIndices(one, found[i].indices, reference[i].indices));
}

const worst = (list: readonly AccuracyRow[]): AccuracyRow[] => [...list].sort((a, b) => b.share - a.share);
const shown = (row: AccuracyRow): string =>
  `${row.index}: ${row.value} for ${row.reference}, ${row.share.toFixed(2)} of what is allowed; ${JSON.stringify(row.case)}`;

describe("the accuracy matrix", () => {
  const all = rows(DEFAULT_STEP);

  test("has at least 24 cases, over both patients, all supports, ratios, timings, sites and leaking valves", () => {
    expect(ACCURACY_MATRIX.length).toBeGreaterThanOrEqual(24);
    const supports = new Set(ACCURACY_MATRIX.map((c) => `${c.patient} ${c.support}`));
    for (const patient of ["healthy-adult", "cardiogenic-shock"])
      for (const support of ["none", "iabp", "va-ecmo", "va-ecmo+iabp", "impella"])
        expect(supports).toContain(`${patient} ${support}`);
    expect(supports).toContain("cardiogenic-shock tandemheart");
    const ids = new Set(ACCURACY_MATRIX.flatMap((c) => Object.keys(c.settings)));
    for (const id of [
      "iabp.ratio",
      "iabp.inflation_offset_ms",
      "va-ecmo.return_site",
      "aortic_valve.regurgitation_fraction",
    ])
      expect(ids).toContain(id);
  });

  test("the reference is steady in every case", () => {
    expect(reference.map((r) => r.converged)).toEqual(ACCURACY_MATRIX.map(() => true));
  });

  test("every index of every case is within 0.1 %, or the stated absolute error", () => {
    const wrong = worst(all).filter((row) => !(row.share <= 1));
    expect(wrong.map(shown)).toEqual([]);
  });

  test("every index that haemodynamics give is among them", () => {
    const given = new Set(all.filter((row) => row.reference !== null).map((row) => row.index));
    const left = INDICES.map((i) => i.id).filter((id) => !given.has(id));
    // What belongs to the full physiology alone: gases, control of the coronaries, devices on the left heart.
    const full =
      /^(sao2|svo2|pao2|paco2|ph_|ecmo_fraction|watershed|do2|vo2|o2_|lactate|base_excess|temperature|lung_shunt|cerebral_tissue)/;
    const others =
      /^(ecmo_c?o2_transfer|[lr]v_mvo2|lv_potential|rv_(pva|stroke_work)|coronary_(sinus|[a-z]+_(supply|reserve))|microvascular)/;
    const devices = /^(impella|tandemheart|vent|left_atrium_collapse)/;
    expect(left.filter((id) => ![full, others, devices].some((kind) => kind.test(id)))).toEqual([]);
  });

  test("three times the step would not do: the bar is not an empty one", () => {
    expect(worst(rows(3 * DEFAULT_STEP))[0].share).toBeGreaterThan(1);
  });
});

describe("the comparison itself", () => {
  const [one] = ACCURACY_MATRIX;
  const row = (id: string, value: number | null, exact: number | null): AccuracyRow => {
    const blank = Object.fromEntries(INDICES.map((i) => [i.id, null as number | null]));
    return compareIndices(one, { ...blank, [id]: value }, { ...blank, [id]: exact }).find((r) => r.index === id)!;
  };

  test.each([
    ["aortic_mean_mmHg", 80.08, 80, 1],
    ["aortic_mean_mmHg", 10.05, 10, 1],
    ["total_flow_L_min", 4.004, 4, 1],
    ["total_flow_L_min", 1.002, 1, 1],
    ["cpo_W", 0.3005, 0.3, 1],
    ["lv_edv_mL", 150, 150, 0],
    ["aortic_valve_open_fraction", 0.301, 0.3, 2],
  ])("%s: %d for %d is %d of what is allowed", (id, value, exact, share) => {
    expect(row(id, value, exact).share).toBeCloseTo(share, 6);
  });

  test("a value where there should be none, or none where there should be one, is never within", () => {
    expect(row("papi", null, 1).share).toBe(Number.POSITIVE_INFINITY);
    expect(row("papi", 1, null).share).toBe(Number.POSITIVE_INFINITY);
    expect(row("papi", null, null).share).toBe(0);
  });
});
