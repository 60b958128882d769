import { BLOOD_RANGE, type BloodContents, bloodFromContents, bloodFromTensions } from "@counterpulse/engine";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { runs } from "../circuits.ts";
import { STANDARD } from "../gases.ts";

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const conditions = { hb: between(3, 20), temperature: between(15, 42), baseExcess: between(-30, 20) };

test("contents lead back to the tensions", () => {
  const anywhere = fc.record({
    ...conditions,
    pO2: fc.oneof(between(0, 150), between(0, 700)),
    pCO2: fc.oneof(between(5, 100), between(1, 250)),
  });
  fc.assert(
    fc.property(anywhere, (x) => {
      const there = bloodFromTensions(x);
      const back = bloodFromContents({ ...x, cO2: there.cO2, cCO2: there.cCO2 });
      expect(back.clamped).toEqual([]);
      expect(Math.abs(back.cO2 - there.cO2)).toBeLessThan(1e-14);
      expect(Math.abs(back.cCO2 - there.cCO2)).toBeLessThan(1e-14);
      expect(Math.abs(back.pO2 - x.pO2)).toBeLessThan(1e-9);
      expect(Math.abs(back.pCO2 - x.pCO2)).toBeLessThan(1e-10 * (1 + x.pCO2));
      expect(Math.abs(back.saturation - there.saturation)).toBeLessThan(1e-12);
    }),
    { numRuns: runs(1000) },
  );
});

describe("contents that no blood has", () => {
  test("any numbers give finite blood within the range, and what was clamped is named", () => {
    fc.assert(
      fc.property(fc.record({ ...conditions, cO2: between(-0.1, 0.5), cCO2: between(-0.2, 2) }), (x) => {
        const found = bloodFromContents(x);
        for (const value of [found.saturation, found.pH, found.bicarbonate]) expect(value).toSatisfy(Number.isFinite);
        for (const p of ["pO2", "pCO2"] as const) {
          expect(found[p]).toBeGreaterThanOrEqual(BLOOD_RANGE[p][0]);
          expect(found[p]).toBeLessThanOrEqual(BLOOD_RANGE[p][1]);
        }
        for (const c of ["cO2", "cCO2"] as const)
          expect(found.clamped.includes(c)).toBe(Math.abs(found[c] - x[c]) > 1e-9);
      }),
      { numRuns: runs(500) },
    );
  });

  test.each<[string, Partial<BloodContents>, string[], object]>([
    ["too much oxygen", { cO2: 0.3 }, ["cO2"], { pO2: 760 }],
    ["less than none", { cO2: -0.01 }, ["cO2"], { pO2: 0 }],
    ["too much CO2", { cCO2: 1.9 }, ["cCO2"], { pCO2: 500 }],
    ["no gas at all", { cO2: 0, cCO2: 0 }, ["cCO2"], { pO2: 0, pCO2: 0.001 }],
    ["no oxygen is no fault", { cO2: 0 }, [], { pO2: 0, saturation: 0 }],
  ])("%s", (_, contents, clamped, sample) => {
    const found = bloodFromContents({ ...STANDARD, cO2: 0.15, cCO2: 0.5, ...contents });
    expect(found.clamped).toEqual(clamped);
    for (const [name, value] of Object.entries(sample)) expect(found[name as "pO2"]).toBeCloseTo(value, 9);
  });

  test("tensions beyond the range are held at its edge", () => {
    expect(bloodFromTensions({ ...STANDARD, pO2: 900, pCO2: -3 })).toMatchObject({ pO2: 760, pCO2: 0.001 });
  });
});

describe("what is not usable is refused", () => {
  const contents = { ...STANDARD, cO2: 0.15, cCO2: 0.5 };
  test.each<[string, () => unknown, string]>([
    ["haemoglobin", () => bloodFromContents({ ...contents, hb: 0.2 }), "blood gas: hb is 0.2, allowed is 1 to 25"],
    [
      "temperature",
      () => bloodFromTensions({ ...STANDARD, pO2: 90, pCO2: 40, temperature: 310 }),
      "blood gas: temperature is 310, allowed is 10 to 45",
    ],
    [
      "base excess",
      () => bloodFromContents({ ...contents, baseExcess: Number.NaN }),
      "blood gas: baseExcess is NaN, allowed is -30 to 30",
    ],
    [
      "a content",
      () => bloodFromContents({ ...contents, cCO2: Number.POSITIVE_INFINITY }),
      "blood gas: cCO2 is Infinity, allowed is a finite number",
    ],
  ])("%s", (_, run, message) => expect(run).toThrow(new RangeError(message)));
});

test("mixing fully oxygenated with venous blood conserves contents, not tensions", () => {
  const arterial = bloodFromTensions({ ...STANDARD, pO2: 400, pCO2: 35 });
  const venous = bloodFromTensions({ ...STANDARD, pO2: 30, pCO2: 50 });
  const mixed = bloodFromContents({
    ...STANDARD,
    cO2: 0.5 * (arterial.cO2 + venous.cO2),
    cCO2: 0.5 * (arterial.cCO2 + venous.cCO2),
  });
  expect(mixed.saturation).toBeCloseTo(0.5 * (arterial.saturation + venous.saturation), 1);
  expect(mixed.pO2).toBeLessThan(60);
});

test("the search starts by arithmetic that every engine rounds alike: its bits need no power and no cube root of the host", () => {
  const contents = { ...STANDARD, cO2: 0.15, cCO2: 0.5 };
  const found = bloodFromContents(contents);
  const host = (["cbrt", "pow", "exp", "log"] as const).map((name) =>
    vi.spyOn(Math, name).mockImplementation(() => Number.NaN),
  );
  try {
    expect(bloodFromContents(contents)).toEqual(found);
    for (const call of host) expect(call).not.toHaveBeenCalled();
  } finally {
    vi.restoreAllMocks();
  }
});
