import { assemble, circulation } from "@counterpulse/engine";
import {
  InputError,
  marginsOf,
  neededIndices,
  type PopulationFile,
  populationFromObject,
  type Subject,
  summarise,
  summariseWeighted,
} from "@counterpulse/lab";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const model = assemble(circulation());
const source = "test";
const uniform = (min: number, max: number) => ({ distribution: "uniform" as const, min, max, source });
const base: PopulationFile = {
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
};
const read = (file: object) => populationFromObject(model, { ...base, ...file }, "own.yaml");

const person = (sex: string, indices: Record<string, number | null>): Subject => ({ groups: { sex }, indices });

describe("margins", () => {
  const people = [
    person("man", { cvp_mmHg: 18, pcwp_mmHg: 20, cpo_W: 0.8, ci_L_min_m2: 2, total_flow_L_min: 4 }),
    person("man", { cvp_mmHg: 5, pcwp_mmHg: 25, cpo_W: 0.6, ci_L_min_m2: 1.5, total_flow_L_min: 3 }),
    person("woman", { cvp_mmHg: 16, pcwp_mmHg: 20, cpo_W: 0.3, ci_L_min_m2: 1.6, total_flow_L_min: 2.4 }),
    person("woman", { cvp_mmHg: null, pcwp_mmHg: 22, cpo_W: 0.5, ci_L_min_m2: 1.8, total_flow_L_min: 3 }),
  ];
  const population = read({
    accept: { pcwp_mmHg: [15, null] },
    criteria: { right_failure: { source, when: { cvp_mmHg: [15, null], cvp_pcwp_ratio: [0.63, null] } } },
    targets: {
      cpi_W_m2: [
        { kind: "mean", value: 0.29, sd: 0.11, group: { sex: "woman" }, source },
        { kind: "mean", value: 0.35, sd: 0.15, group: { sex: "man" }, source },
      ],
      right_failure: { kind: "share", value: 0.37, source },
      cvp_pcwp_ratio: { kind: "share", value: 0.5, within: [0.8, null], source },
    },
  });
  const margins = marginsOf(population, people);

  test("of a group are of its members only", () => {
    const power = margins.filter((m) => m.index === "cpi_W_m2");
    expect(power.map((m) => m.group)).toEqual([{ sex: "woman" }, { sex: "man" }]);
    // Power over body surface: 0.3 W of 1.5 m2, 0.5 of 1.667; 0.8 and 0.6 W of 2 m2.
    expect(power[0].mean).toBeCloseTo((0.3 / 1.5 + 0.5 / (3 / 1.8)) / 2, 12);
    expect(power[1].mean).toBeCloseTo((0.8 / 2 + 0.6 / 2) / 2, 12);
    expect(power[0]).toMatchObject({ n: 2, unit: "W/m2", label: "cardiac power index" });
  });

  test("shares count those whose value is known", () => {
    const [criterion] = margins.filter((m) => m.index === "right_failure");
    expect(criterion).toMatchObject({ label: "right failure", share: { count: 2, of: 3 }, mean: null });
    const [ratio] = margins.filter((m) => m.index === "cvp_pcwp_ratio");
    expect(ratio).toMatchObject({ share: { count: 2, of: 3 }, n: 3 });
  });

  test("criteria of enrolment stand first, and have their row even without a target", () => {
    expect(margins.map((m) => m.index)).toEqual([
      "pcwp_mmHg",
      "cpi_W_m2",
      "cpi_W_m2",
      "right_failure",
      "cvp_pcwp_ratio",
    ]);
    expect(margins[0]).toMatchObject({ target: null, n: 4, median: 21 });
    expect(neededIndices(population).sort()).toEqual(
      ["ci_L_min_m2", "cpo_W", "cvp_mmHg", "pcwp_mmHg", "total_flow_L_min"].sort(),
    );
  });

  test("under weights: shares and means are the weighted ones", () => {
    const weighted = marginsOf(population, people, [3, 1, 0, 4]);
    expect(weighted.find((m) => m.index === "right_failure")!.share).toMatchObject({ share: 0.75, ci: null });
    expect(weighted[0].mean).toBeCloseTo((3 * 20 + 25 + 4 * 22) / 8, 12);
  });

  test("one of several bounds is enough where the file says so", () => {
    const any = read({
      criteria: { either: { source, any: true, when: { cvp_mmHg: [17, null], pcwp_mmHg: [24, null] } } },
      targets: { either: { kind: "share", value: 0.5, source } },
    });
    expect(marginsOf(any, people)[0].share).toMatchObject({ count: 2, of: 3 });
  });
});

describe("weighted summaries", () => {
  test("equal weights give quantiles of type 7, and the mean", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 30 }),
        fc.double({ min: 0.1, max: 5, noNaN: true }),
        (values, w) => {
          const plain = summarise(values);
          const weighted = summariseWeighted(
            values,
            values.map(() => w),
          );
          for (const [a, b] of [
            [plain.median, weighted.median],
            [plain.mean, weighted.mean],
            [plain.iqr![0], weighted.iqr![0]],
            [plain.iqr![1], weighted.iqr![1]],
          ])
            expect(b!).toBeCloseTo(a!, 8);
          expect(weighted.range).toEqual(plain.range);
        },
      ),
    );
  });

  test("a weight of three is three of one; nobody is nobody", () => {
    const [a, b] = [summariseWeighted([1, 2, 9], [1, 3, 1]), summariseWeighted([1, 2, 2, 2, 9], [1, 1, 1, 1, 1])];
    expect(a.mean).toBeCloseTo(b.mean!, 12);
    expect(a.sd).toBeCloseTo(b.sd!, 12);
    expect(a.median).toBe(2);
    expect(summariseWeighted([1, 2], [0, 0])).toMatchObject({ n: 0, mean: null });
  });
});

describe("wrong targets: one line with file, field and what is allowed", () => {
  const share = { kind: "share", value: 0.4, source };
  const mean = { kind: "mean", value: 1, source };
  const criteria = { failing: { source, when: { cvp_mmHg: [15, null] } } };
  test.each<[string, object, RegExp]>([
    ["an unknown index", { targets: { cpi: mean } }, /targets: there is no index "cpi".*cpi_W_m2/],
    ["a place", { targets: { watershed: mean } }, /watershed is a place/],
    ["an unknown kind", { targets: { papi: { ...mean, kind: "mode" } } }, /targets\.papi\.kind: median, mean or share/],
    ["no source", { targets: { papi: { kind: "mean", value: 1 } } }, /targets\.papi\.source: it is missing/],
    ["a wrong one of several", { targets: { papi: [mean, { ...mean, sd: -1 }] } }, /targets\.papi\.1\.sd: .*>0/],
    ["a share above 1", { targets: { failing: { ...share, value: 38 } }, criteria }, /targets\.failing\.value: .*<=1/],
    ["a share of an index without bounds", { targets: { papi: share } }, /targets\.papi\.within: it is missing/],
    ["bounds that bound nothing", { targets: { papi: { ...share, within: [null, null] } } }, /bounds nothing/],
    [
      "bounds of a criterion",
      { targets: { failing: { ...share, within: [1, 2] } }, criteria },
      /has its bounds already/,
    ],
    ["a mean of a criterion", { targets: { failing: mean }, criteria }, /"mean" of a criterion; "share" is allowed/],
    ["quartiles the wrong way round", { targets: { papi: { ...mean, iqr: [2, 1] } } }, /targets\.papi\.iqr: \[2,1\]/],
    ["an unknown group", { targets: { papi: { ...mean, group: { age: "old" } } } }, /no group "age"; sex is allowed/],
    ["an unknown member", { targets: { papi: { ...mean, group: { sex: "men" } } } }, /group\.sex: .*man, woman are/],
    ["a criterion named as an index", { criteria: { papi: criteria.failing } }, /papi is an index; another name/],
    ["an empty criterion", { criteria: { failing: { source, when: {} } } }, /when: it is empty/],
    ["a criterion of the unknown", { criteria: { failing: { source, when: { cv: [1, 2] } } } }, /no index "cv"/],
  ])("%s", (_, file, message) => {
    expect(() => read(file)).toThrow(InputError);
    expect(() => read(file)).toThrow(/^own\.yaml: [^\n]*$/);
    expect(() => read(file)).toThrow(message);
  });
});
