import { beforeAll, describe, expect, test } from "vitest";
import { Laboratory, protocolFromObject, recruit, requirePopulation, solveTruth } from "../../src/index.ts";
import { allot, enrolHere } from "../../src/study/enrol.ts";
import { file } from "./synthetic.ts";

let laboratory: Laboratory;
beforeAll(() => {
  laboratory = new Laboratory();
});
const protocolOf = (change: object) => protocolFromObject(laboratory.model, file("sequential", change), "test");

describe("which population a patient of a mixture belongs to", () => {
  const share = (belongs: readonly number[], one: number): number =>
    belongs.filter((k) => k === one).length / belongs.length;

  test("in a study: by chance, by the shares; the first of a larger study are those of a smaller one", () => {
    const belongs = allot([50, 35], 4000, 3, "random");
    expect(Math.abs(share(belongs, 0) - 50 / 85)).toBeLessThan(4 * Math.sqrt((0.588 * 0.412) / 4000));
    expect(allot([50, 35], 100, 3, "random")).toEqual(belongs.slice(0, 100));
    expect(allot([50, 35], 100, 4, "random")).not.toEqual(belongs.slice(0, 100));
  });

  test("in a pool: as evenly as whole patients allow, at every size", () => {
    const shares = [5, 3, 2];
    for (let n = 1; n <= 60; n++) {
      const belongs = allot(shares, n, 1, "sobol");
      for (const [k, one] of shares.entries()) expect(Math.abs(share(belongs, k) - one / 10) * n).toBeLessThan(1);
    }
  });
});

describe("enrolment", () => {
  test("takes those whom `recruit` takes, and tells the same share", () => {
    const request = { patients: 5, seed: 2, sampling: "random" } as const;
    const { people, accepted } = enrolHere(protocolOf({}), laboratory, request, () => {});
    const population = requirePopulation(laboratory.model, "infarct-shock");
    const other = recruit(laboratory, population, { n: 5, seed: 2, sampling: "random" });
    expect(people.map(({ patient }) => patient.id)).toEqual(other.enrolled.map(({ patient }) => patient.id));
    expect(people.map(({ state }) => [...state])).toEqual(other.enrolled.map(({ bare }) => [...bare.state]));
    expect(accepted).toEqual(other.accepted);
  }, 60_000);

  test("of a mixture takes each by the criteria of his own population", () => {
    const quick = (id: string, least: number) => ({
      ...{ id, base: "cardiogenic-shock", accept: { pcwp_mmHg: [least, null] } },
      parameters: { "lv.Ees": { distribution: "lognormal", median: 1, cv: 0.3, relative: true, source: "x" } },
    });
    const population = [
      { of: quick("all", 0), share: 1, source: "x" },
      { of: quick("wet", 24), share: 1, source: "x" },
    ];
    const schedule = { period_min: 0.05, values: "end-of-period", source: "x" };
    const p = protocolOf({ population, schedule });
    const truth = solveTruth(p, laboratory, { patients: 8, seed: 1, sampling: "sobol" });
    const of = (id: string): number => truth.patients.filter((one) => one.id.startsWith(`${id}-`)).length;
    expect([of("all"), of("wet")]).toEqual([4, 4]);
    expect(truth.accepted!.count).toBe(8);
    expect(truth.accepted!.of).toBeGreaterThan(8);
  }, 60_000);

  test("criteria that hardly anybody meets are told in one line", () => {
    const population = {
      ...{ id: "nobody", base: "cardiogenic-shock", accept: { pcwp_mmHg: [200, null] } },
      parameters: { "lv.Ees": { distribution: "uniform", min: 0.4, max: 0.5, source: "x" } },
    };
    const request = { patients: 1, seed: 1, sampling: "random" } as const;
    const found = () => enrolHere(protocolOf({ population }), laboratory, request, () => {});
    expect(found).toThrow(/^"Synthetic": population "nobody": of 200 draws only 0 meet .* most fail pcwp_mmHg \(200\)/);
  }, 60_000);
});
