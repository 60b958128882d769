import { expect, test } from "vitest";
import { InputError, Laboratory, parseSupport, requirePatient } from "../../src/index.ts";
import { type Study, studyFromObject } from "../../src/validation/study.ts";
import { type CaseResult, countByClass, recordOf, validate } from "../../src/validation/validate.ts";

const laboratory = new Laboratory();

const common = { unit: "mmHg", from: "Table 1", why: "for the test" };
const read = (key: string, content: object): Study => studyFromObject(laboratory.model, content, key, key);

/** A balloon in the built-in patient: one value that must hold, one that cannot, one that does not exist. */
const balloon = (): Study =>
  read("balloon2000", {
    title: "A balloon",
    source: "Somebody 2000",
    address: "https://example.org",
    species: "human",
    patients: { weak: { how: "built in", base: "cardiogenic-shock" } },
    runs: { off: { patient: "weak" }, on: { patient: "weak", support: "iabp", waveforms: true } },
    cases: [
      {
        ...common,
        id: "A001",
        quantity: "augmentation",
        class: "direction",
        sign: "+",
        model: "on.aortic_augmented_diastolic_mmHg - off.aortic_augmented_diastolic_mmHg",
      },
      {
        ...common,
        id: "A002-one",
        quantity: "mean pressure",
        class: "spread",
        published: 300,
        spread: { kind: "SE", value: 1 },
        model: "on.aortic_mean_mmHg",
        outside: "nobody has that",
      },
      {
        ...common,
        id: "A002-two",
        quantity: "ECMO speed",
        class: "direction",
        published: 5,
        status: "RECALLED",
        model: "on.ecmo_speed_rpm",
      },
      {
        ...common,
        id: "A003",
        quantity: "rate",
        class: "spread",
        published: null,
        spread: { kind: "range", value: [97, 97] },
        calibrated: true,
        model: "off.hr_per_min",
      },
      { ...common, id: "A004", quantity: "root return", class: "direction", sign: "+", model: "on.root_return_mL" },
    ],
  });

/** The same heart as a pig of a third of the weight: pressures stay, volumes and flows do not. */
const pig = (): Study =>
  read("pig2000", {
    title: "A pig",
    source: "Somebody 2000",
    species: "pig",
    scale: { animal_kg: 25, model_kg: 75 },
    patients: { weak: { how: "built in", base: "cardiogenic-shock" } },
    runs: { off: { patient: "weak" } },
    cases: [
      { ...common, id: "A010", quantity: "pressure", class: "direction", published: 75, model: "off.aortic_mean_mmHg" },
      { ...common, id: "A011", quantity: "stroke volume", class: "direction", published: 12, model: "off.lv_sv_mL" },
    ],
  });

const bench = (): Study =>
  read("bench2000", {
    title: "A bench",
    source: "Somebody 2000",
    species: "device",
    cases: [
      {
        ...common,
        id: "F001",
        quantity: "head of the pump",
        class: "curve",
        // F016, the listed heads at 3,000 rpm
        curve: {
          device: "va-ecmo",
          vary: "flow_L_min",
          at: [2, 4],
          of: "head_mmHg",
          published: [242, 223],
          settings: { "va-ecmo.speed_rpm": 3000 },
        },
      },
    ],
  });

const results = validate({ studies: [balloon(), pig(), bench()] }, laboratory);
const of = (id: string): CaseResult => results.find((r) => r.id === id)!;

test("every result begins with the promised keys, in their order", () => {
  const keys = ["id", "source", "quantity", "unit", "published", "spread", "class", "model", "holds"];
  for (const r of results) expect(Object.keys(r).slice(0, keys.length)).toEqual(keys);
});

test("what holds, what does not, and what has no value", () => {
  expect(of("A001")).toMatchObject({ holds: true, published: null, bounds: [0, null], deviation: null });
  expect(of("A002-one")).toMatchObject({ holds: false, bounds: [298, 302], outside: "nobody has that" });
  expect(of("A002-one").deviation).toBeLessThan(-1);
  expect(of("A002-two")).toMatchObject({ holds: null, model: null, counted: false });
  expect(of("A002-two").notes).toEqual(["ecmo_speed_rpm does not exist in run on"]);
  expect(of("A003")).toMatchObject({ holds: true, model: 97 });
  expect(of("A004").model).toBeGreaterThan(0);
});

test("each result tells whence it comes", () => {
  expect(of("A002-one")).toMatchObject({
    record: "A002",
    study: "balloon2000",
    source: "Somebody 2000",
    address: "https://example.org",
    from: "Table 1",
    status: "READ",
    species: "human",
    runs: [{ name: "on", patient: "weak", support: "iabp" }],
  });
  expect(of("A010").address).toBeNull();
});

test("an animal's values are those of its own size", () => {
  const patient = requirePatient("cardiogenic-shock");
  const person = laboratory.solve([{ patient, settings: {}, support: parseSupport("none") }])[0].indices;
  expect(of("A010").model).toBeCloseTo(person.aortic_mean_mmHg!, 6);
  expect(of("A011").model).toBeCloseTo(person.lv_sv_mL! / 3, 6);
});

test("a curve's result is its worst point", () => {
  const r = of("F001");
  const shares = r.points!.map((p) => p.model / p.published);
  const worst = shares.reduce((a, b) => (Math.abs(b - 1) > Math.abs(a - 1) ? b : a));
  expect(r.model! / r.published!).toBe(worst);
  expect(r.bounds).toEqual([0.9, 1.1]);
  expect(r.deviation).toBeCloseTo(10 * (worst - 1), 9);
});

test("counts: recalled values are shown apart, what the model was built on as well", () => {
  expect(countByClass(results)).toEqual([
    { class: "spread", held: 1, counted: 2, independentHeld: 0, independent: 1, recalled: 0 },
    { class: "direction", held: 4, counted: 4, independentHeld: 4, independent: 4, recalled: 1 },
    {
      class: "curve",
      held: 1,
      counted: 1,
      independentHeld: 1,
      independent: 1,
      recalled: 0,
    },
  ]);
});

test("cases are chosen by id, record, study and class", () => {
  const studies = [balloon(), pig()];
  const ids = (request: object): string[] => validate({ studies, ...request }, laboratory).map((r) => r.id);
  expect(ids({ ids: ["A002"] })).toEqual(["A002-one", "A002-two"]);
  expect(ids({ ids: ["A002"], classes: ["direction"] })).toEqual(["A002-two"]);
  expect(ids({ ids: ["pig2000", "A003"] })).toEqual(["A003", "A010", "A011"]);
  expect(ids({ ids: ["A003"], classes: ["curve"] })).toEqual([]);
});

test("an unknown id is told with the nearest one", () => {
  const attempt = () => validate({ studies: [pig()], ids: ["pig200"] }, laboratory);
  expect(attempt).toThrow(InputError);
  expect(attempt).toThrow('--id: there is no case "pig200"; did you mean pig2000?');
});

test("an id in two studies is refused", () => {
  expect(() => validate({ studies: [pig(), pig()] }, laboratory)).toThrow("A010 stands in two studies");
});

test("an index that does not exist is told by its study and case", () => {
  const typo = read("typo2000", {
    title: "A typo",
    source: "Somebody",
    species: "human",
    patients: { weak: { how: "built in", base: "cardiogenic-shock" } },
    runs: { off: { patient: "weak" } },
    cases: [{ ...common, id: "A001", quantity: "?", class: "direction", sign: "+", model: "off.lv_sw_mL" }],
  });
  expect(() => validate({ studies: [typo] }, laboratory)).toThrow(
    'typo2000: A001: model: there is no value "lv_sw_mL".',
  );
});

test("progress goes from nothing to all", () => {
  const told: number[] = [];
  validate({ studies: [pig()], onProgress: (done, all) => told.push(done / all) }, laboratory);
  expect(told[0]).toBe(0);
  expect(told.at(-1)).toBe(1);
  expect([...told].sort((a, b) => a - b)).toEqual(told);
});

test("a record's id is that of the case without its part", () => {
  expect(["B132", "B132-4", "C301-ff_on"].map(recordOf)).toEqual(["B132", "B132", "C301"]);
});
