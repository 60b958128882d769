import {
  InputError,
  Laboratory,
  NO_STEADY_STATE,
  type PopulationFile,
  populationFromObject,
  recruit,
  screen,
  spread,
} from "@counterpulse/lab";
import { describe, expect, test } from "vitest";

const laboratory = new Laboratory();
const source = "test";
const file: PopulationFile = {
  id: "own",
  base: "cardiogenic-shock",
  parameters: {
    "lv.Ees": { distribution: "lognormal", median: 1, cv: 0.4, relative: true, source },
    "heart.rate_per_min": { distribution: "uniform", min: 80, max: 110, source },
  },
  accept: { ci_L_min_m2: [null, 2.2], pcwp_mmHg: [15, null] },
  targets: { pcwp_mmHg: { kind: "mean", value: 24, sd: 7, source } },
};
const population = populationFromObject(laboratory.model, file, "own.yaml");
const options = { n: 6, seed: 5, sampling: "sobol" } as const;

describe("enrolment", () => {
  const { enrolled, accepted, refused } = recruit(laboratory, population, options);

  test("takes those who meet the criteria, in the order of the draws, and counts the others", () => {
    expect(enrolled).toHaveLength(6);
    for (const { bare } of enrolled) {
      expect(bare.converged).toBe(true);
      expect(bare.indices.ci_L_min_m2).toBeLessThanOrEqual(2.2);
      expect(bare.indices.pcwp_mmHg).toBeGreaterThanOrEqual(15);
    }
    const draws = enrolled.map((c) => c.draw);
    expect(draws).toEqual([...draws].sort((a, b) => a - b));
    expect(accepted.of).toBe(draws[5] + 1);
    expect(Object.values(refused).reduce((a, b) => a + b, 0)).toBe(accepted.of - 6);
    for (const reason of Object.keys(refused)) expect(["ci_L_min_m2", "pcwp_mmHg", NO_STEADY_STATE]).toContain(reason);
  });

  test("of fewer are the first of more, to the bit", () => {
    const fewer = recruit(laboratory, population, { ...options, n: 3 });
    fewer.enrolled.forEach((c, i) => {
      expect(c.draw).toBe(enrolled[i].draw);
      expect(c.bare.indices).toEqual(enrolled[i].bare.indices);
    });
  });

  test("another seed draws others", () => {
    const other = recruit(laboratory, population, { ...options, n: 2, seed: 6 });
    expect(other.enrolled[0].drawn).not.toEqual(enrolled[0].drawn);
  });

  test("screening any of the draws gives what enrolment saw of them", () => {
    const [again] = screen(laboratory, population, [enrolled[4]]);
    expect(again.refused).toBeNull();
    expect(again.bare.indices).toEqual(enrolled[4].bare.indices);
  });

  test("criteria that nearly nobody meets are told as such, with the worst of them", () => {
    const strict = populationFromObject(
      laboratory.model,
      { ...file, accept: { pcwp_mmHg: [15, null], ci_L_min_m2: [9, 10] } },
      "own.yaml",
    );
    const ask = () => recruit(laboratory, strict, { ...options, n: 2, mostDraws: 20 });
    expect(ask).toThrow(InputError);
    expect(ask).toThrow(/of 20 draws only 0 meet the criteria, and most fail ci_L_min_m2 \(\d+\)/);
  });
});

describe("spread", () => {
  const settings = { "va-ecmo.flow_L_min": 4 };
  const request = { population, n: 6, seed: 5, sampling: "sobol", support: "va-ecmo", settings } as const;
  const progress: number[] = [];
  const result = spread({ ...request, onProgress: (done, all) => progress.push(done / all) }, laboratory);

  test("judges everyone by the contract's two criteria", () => {
    expect(result.patients).toHaveLength(6);
    let distended = 0;
    for (const { lv_distended, lv_distension: lv, without, supported } of result.patients) {
      const rise = supported.pcwp_mmHg! - without.pcwp_mmHg!;
      expect(lv.wedge_rise_mmHg).toBeCloseTo(rise, 9);
      expect(lv.wedge_raised).toBe(rise >= 10);
      expect(lv.valve_shut).toBe(supported.aortic_valve_open_fraction! < 0.05);
      expect(lv_distended).toBe(lv.wedge_raised || lv.valve_shut);
      distended += Number(lv_distended);
    }
    const { either, valve_shut, wedge_raised, both } = result.distension;
    expect(either).toMatchObject({ count: distended, of: 6 });
    expect(either.count).toBe(valve_shut.count + wedge_raised.count - both.count);
    expect(either.ci![0] <= either.share! && either.share! <= either.ci![1]).toBe(true);
  });

  test("counts who does not settle and who cannot be judged, and nobody twice", () => {
    expect(result.unsettled.count).toBe(result.patients.filter((p) => !p.converged).length);
    expect(Object.values(result.unsettled.reasons).reduce((a, b) => a + b, 0)).toBe(result.unsettled.count);
    expect(result.failed + result.distension.either.of).toBe(6);
  });

  test("tells the margins beside the targets, the file, and what the share is read beside", () => {
    const wedge = result.margins.find((m) => m.index === "pcwp_mmHg")!;
    expect(wedge.n).toBe(6);
    expect(wedge.target).toMatchObject({ value: 24 });
    expect(wedge.mean).toBeCloseTo(result.patients.reduce((sum, p) => sum + p.without.pcwp_mmHg!, 0) / 6, 9);
    expect(result.file.parameters).toEqual(population.document.parameters);
    expect(result.published[0].range).toEqual([0.1, 0.6]);
    expect(result.changes.find((c) => c.index === "total_flow_L_min")!.mean).toBeGreaterThan(1);
  });

  test("repeats bit for bit; progress goes forward to its end", () => {
    expect(spread(request, laboratory)).toEqual(result);
    expect(progress.every((x, i) => i === 0 || x >= progress[i - 1] - 1e-12)).toBe(true);
    expect(progress.at(-1)).toBeCloseTo(1, 12);
  });
});
