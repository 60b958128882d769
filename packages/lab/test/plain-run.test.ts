/** Judging whether a circulation settles: with and without running on to the end. */
import { Laboratory, parseSupport, requirePatient, type Settings } from "@counterpulse/lab";
import { describe, expect, test } from "vitest";

const laboratory = new Laboratory();
const of = (support: string, settings: Settings = {}) => ({
  patient: requirePatient("cardiogenic-shock"),
  settings,
  support: parseSupport(support),
});
// A heart that fills without ejecting, and others that settle sooner or later.
const CASES = [
  of("va-ecmo"),
  of("va-ecmo+iabp", { "iabp.ratio": 2 }),
  of("va-ecmo", { "lv.contractility_scale": 0.15 }),
  of("iabp", { "heart.rate_per_min": 130 }),
  of("va-ecmo", { "va-ecmo.flow_L_min": 2, "mitral_valve.regurgitation_fraction": 0.3 }),
];
const full = laboratory.solve(CASES);
const quick = laboratory.solve(CASES, { withIndicesAt: false });

describe("ended early where the steady state is near", () => {
  test("the verdict and the indices are the same, to the bit", () => {
    quick.forEach((q, i) => {
      expect(q.converged).toBe(full[i].converged);
      expect(q.indices).toEqual(full[i].indices);
    });
    expect(full.some((s) => s.converged)).toBe(true);
  });

  test("indices at the time asked for exist where they are needed or asked for", () => {
    for (const s of full) expect(s.indicesAt).not.toBeNull();
    quick.forEach((q, i) => {
      if (q.converged)
        expect(q.indicesAt === null || q.indicesAt.pcwp_mmHg === full[i].indicesAt!.pcwp_mmHg).toBe(true);
      else expect(q.indicesAt).toEqual(full[i].indicesAt);
    });
  });
});

test("a known state without support is started from, with the same result", () => {
  const [bare] = laboratory.solve([of("none")]);
  const [known] = laboratory.solve([{ ...of("va-ecmo"), start: bare.state }]);
  expect(known.indices).toEqual(full[0].indices);
});

test("a start that is no state spoils its own case only, and the reason is told", () => {
  const [bare] = laboratory.solve([of("none")]);
  const [bad, good] = laboratory.solve([
    { ...of("va-ecmo"), start: bare.state.map(() => Number.NaN) },
    { ...of("va-ecmo"), start: bare.state },
  ]);
  expect(bad).toMatchObject({ converged: false, reason: "without support the calculation broke down" });
  expect(Object.values(bad.indices).every((v) => v === null)).toBe(true);
  expect(good.indices).toEqual(full[0].indices);
});

test("progress never goes back and ends at all", () => {
  const seen: number[] = [];
  laboratory.solve(CASES.slice(0, 2), { onProgress: (done, all) => seen.push(done / all) });
  expect(seen.every((x, i) => i === 0 || x >= seen[i - 1])).toBe(true);
  expect(seen.at(-1)).toBe(1);
});
