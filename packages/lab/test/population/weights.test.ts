import { assemble, circulation } from "@counterpulse/engine";
import {
  InputError,
  Laboratory,
  type PopulationFile,
  populationFromObject,
  type Subject,
  samplePopulation,
  weigh,
} from "@counterpulse/lab";
import { stream } from "@counterpulse/numerics";
import { describe, expect, test } from "vitest";

const model = assemble(circulation());
const source = "test";
const uniform = (min: number, max: number) => ({ distribution: "uniform" as const, min, max, source });
const read = (targets: PopulationFile["targets"], criteria?: PopulationFile["criteria"]) =>
  populationFromObject(
    model,
    {
      id: "own",
      base: "cardiogenic-shock",
      groups: {
        sex: {
          source,
          members: {
            man: { share: 1, parameters: { "patient.height_cm": uniform(170, 180) } },
            woman: { share: 1, parameters: { "patient.height_cm": uniform(150, 160) } },
          },
        },
      },
      parameters: { "lv.Ees": uniform(0.5, 1.5) },
      criteria,
      targets,
    },
    "own.yaml",
  );

/** Three hundred with a wedge pressure, a central venous pressure below it, and a power index. */
const { uniform: draw } = stream(3, 0, "people");
const people = Array.from({ length: 300 }, (_, i): Subject => {
  const wedge = 10 + 25 * draw();
  const flow = 2 + 3 * draw();
  return {
    groups: { sex: i % 3 === 0 ? "woman" : "man" },
    indices: {
      ...{ pcwp_mmHg: wedge, cvp_mmHg: wedge * (0.2 + 0.7 * draw()), papi: 0.5 + 2 * draw() },
      ...{ cpo_W: 0.2 * flow, ci_L_min_m2: flow / 1.9, total_flow_L_min: flow },
    },
  };
});

describe("weights", () => {
  const failing = { failing: { source, when: { cvp_pcwp_ratio: [0.63, null] as [number, null] } } };
  const population = read(
    {
      pcwp_mmHg: { kind: "median", value: 20, iqr: [16, 25], source },
      papi: { kind: "mean", value: 1.2, sd: 0.5, source },
      cpi_W_m2: { kind: "mean", value: 0.36, group: { sex: "woman" }, source },
      failing: { kind: "share", value: 0.5, source },
    },
    failing,
  );
  const found = weigh(population, people);

  test("bring every number about, to 1e-8", () => {
    expect(found.targets.map((t) => t.statistic)).toEqual([
      ...["median", "lower quartile", "upper quartile"],
      ...["mean", "SD", "mean", "share"],
    ]);
    for (const { level, met, conflict } of found.targets) {
      expect(met).toBe(true);
      expect(conflict).toBeNull();
      expect(Math.abs(level.after! - level.wanted)).toBeLessThan(1e-8);
      expect(Math.abs(level.before! - level.wanted)).toBeGreaterThan(1e-3);
    }
  });

  test("margins under them are the published ones", () => {
    const margin = (id: string) => found.margins.find((m) => m.index === id)!;
    expect(margin("papi").mean).toBeCloseTo(1.2, 8);
    expect(margin("papi").sd).toBeCloseTo(0.5, 8);
    expect(margin("failing").share!.share).toBeCloseTo(0.5, 8);
    expect(margin("cpi_W_m2").mean).toBeCloseTo(0.36, 8);
    // A quantile lies between two people who are next to each other.
    expect(Math.abs(margin("pcwp_mmHg").median! - 20)).toBeLessThan(0.5);
  });

  test("what they cost: Kish's size and the largest weight", () => {
    const sum = found.weights.reduce((a, b) => a + b, 0);
    const squares = found.weights.reduce((a, b) => a + b * b, 0);
    expect(sum).toBeCloseTo(300, 8);
    expect(found.effective_n).toBeCloseTo((sum * sum) / squares, 8);
    expect(found.effective_share).toBeCloseTo(found.effective_n / 300, 12);
    expect(found.largest).toBe(Math.max(...found.weights));
    expect(found.effective_n).toBeLessThan(300);
  });

  test("all are 1 where the margins are met already", () => {
    const mean = people.reduce((a, p) => a + (p.indices.papi as number), 0) / 300;
    const { weights, effective_n } = weigh(read({ papi: { kind: "mean", value: mean, source } }), people);
    for (const w of weights) expect(w).toBeCloseTo(1, 9);
    expect(effective_n).toBeCloseTo(300, 6);
  });

  test("of one group leave the others as they are among themselves", () => {
    const { weights } = weigh(read({ papi: { kind: "mean", value: 1, group: { sex: "woman" }, source } }), people);
    const men = people.flatMap((p, i) => (p.groups.sex === "man" ? [weights[i]] : []));
    for (const w of men) expect(w).toBeCloseTo(men[0], 9);
  });
});

describe("what cannot be met is named", () => {
  test("by itself: nobody lies on the other side", () => {
    const { targets, weights } = weigh(
      read({
        pcwp_mmHg: { kind: "median", value: 40, source },
        papi: { kind: "mean", value: 1.2, source },
        lactate_mmol_L: { kind: "mean", value: 5, source },
      }),
      people,
    );
    expect(targets[0]).toMatchObject({ met: false, conflict: { reason: "all lie at or below 40", with: [] } });
    expect(targets[1]).toMatchObject({ met: true, conflict: null });
    expect(targets[2]).toMatchObject({
      met: false,
      conflict: { reason: "nobody has a value" },
      level: { after: null },
    });
    expect(weights.every(Number.isFinite)).toBe(true);
  });

  test("together: the later one, and the fewest that stand against it", () => {
    // Power index is flow times a constant over body surface: it cannot be high where flow is low.
    const { targets } = weigh(
      read({
        papi: { kind: "mean", value: 1.2, source },
        total_flow_L_min: { kind: "mean", value: 2.5, source },
        cpo_W: { kind: "mean", value: 0.8, source },
      }),
      people,
    );
    expect(targets.map((t) => t.met)).toEqual([true, true, false]);
    expect(targets[2].conflict).toMatchObject({
      reason: "contradicts others",
      with: [{ index: "total_flow_L_min", statistic: "mean", wanted: 2.5 }],
    });
  });

  test("no targets, nobody: one line", () => {
    expect(() => weigh(read(undefined), people)).toThrow(InputError);
    expect(() => weigh(read(undefined), people)).toThrow(/^population "own": targets: there is none to aim at/);
    expect(() => weigh(read({ papi: { kind: "mean", value: 1, compare: true, source } }), people)).toThrow(
      /none to aim/,
    );
    expect(() => weigh(read({ papi: { kind: "mean", value: 1, source } }), [])).toThrow(/nobody to weigh/);
  });

  test("what stands for comparison is told, and pulls at nothing", () => {
    const { targets, margins } = weigh(
      read({
        papi: { kind: "mean", value: 1.2, source },
        pcwp_mmHg: { kind: "mean", value: 12, compare: true, source },
      }),
      people,
    );
    expect(targets.map((t) => t.index)).toEqual(["papi"]);
    expect(margins[1].target).toMatchObject({ value: 12 });
  });
});

describe("a sample of the model", () => {
  const laboratory = new Laboratory();
  const population = populationFromObject(
    laboratory.model,
    {
      id: "small",
      base: "cardiogenic-shock",
      parameters: { "lv.Ees": { distribution: "lognormal", median: 1, cv: 0.4, relative: true, source } },
      accept: { ci_L_min_m2: [null, 2] },
      targets: { ci_L_min_m2: { kind: "mean", value: 1.9, source } },
    },
    "small.yaml",
  );
  const request = { population, n: 8, seed: 2, sampling: "sobol", weighted: true } as const;
  const drawn = samplePopulation({ ...request, whom: "drawn" }, laboratory);
  const enrolled = samplePopulation({ ...request, whom: "enrolled" }, laboratory);

  test("drawn: all with a steady state, whatever the criteria, which are told", () => {
    expect(drawn.n).toBe(8);
    expect(drawn.acceptance).toMatchObject({ of: 8 });
    expect(drawn.acceptance.count).toBeLessThan(8);
    expect(drawn.acceptance.count + (drawn.acceptance.refused.ci_L_min_m2 ?? 0)).toBe(8);
    expect(drawn.weights!.margins[0].mean).toBeCloseTo(1.9, 8);
    expect(drawn.weights!.patients.map((p) => p.draw)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test("enrolled: only those who meet them", () => {
    expect(enrolled.n).toBe(8);
    expect(enrolled.acceptance.count).toBe(8);
    expect(enrolled.margins[0].range![1]).toBeLessThanOrEqual(2);
    const shared = drawn.weights!.patients.filter(({ draw }) =>
      enrolled.weights!.patients.some((p) => p.draw === draw),
    );
    expect(shared).toHaveLength(drawn.acceptance.count);
  });
});
