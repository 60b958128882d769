import { describe, expect, test } from "vitest";
import { InputError, Laboratory } from "../../src/index.ts";
import { studyFromObject } from "../../src/validation/study.ts";

const laboratory = new Laboratory();

const wave = {
  id: "A001",
  quantity: "stroke volume, change",
  unit: "mL",
  from: "abstract",
  class: "direction",
  published: 5,
  model: "on.lv_sv_mL - off.lv_sv_mL",
  why: "no spread",
};

const study = (over: object = {}, one: object = {}): object => ({
  title: "A study",
  source: "Somebody",
  species: "human",
  patients: { weak: { how: "built in", base: "cardiogenic-shock" } },
  runs: { off: { patient: "weak" }, on: { patient: "weak", support: "iabp" } },
  cases: [{ ...wave, ...one }],
  ...over,
});
const read = (content: object) => studyFromObject(laboratory.model, content, "some2000", "some2000/study.yaml");

test("a study is read with its key, and values are read unless they say otherwise", () => {
  expect(read(study())).toMatchObject({ key: "some2000", cases: [{ id: "A001", status: "READ" }] });
});

const flat = { device: "va-ecmo", vary: "flow_L_min", at: [1, 2], of: "head_mmHg", published: [1, 2] };
const asCurve = (over: object): object => study({}, { class: "curve", model: undefined, curve: { ...flat, ...over } });

describe("what is wrong is told once, with its place", () => {
  test.each([
    ["an unknown field", study({ tolerance: 3 }), /^some2000\/study\.yaml: the document: .*tolerance/],
    ["no cases", study({ cases: [] }), /cases: /],
    ["a record that is none", study({}, { id: "stroke-volume" }), /cases\.0\.id: a record such as B039/],
    ["a case twice", study({ cases: [wave, wave] }), /A001 stands twice; each id is allowed once/],
    [
      "a patient without a source",
      study({ patients: { weak: { how: "?" } } }),
      /patients\.weak: neither base nor targets/,
    ],
    [
      "a run of nobody",
      study({ runs: { on: { patient: "strong" } } }),
      /runs\.on: there is no patient "strong"; allowed are weak/,
    ],
    ["an unknown support", study({ runs: { on: { patient: "weak", support: "balloon" } } }), /balloon/],
    [
      "an unknown setting",
      study({ runs: { on: { patient: "weak", settings: { "iabp.size": 3 } } } }),
      /runs\.on: .*iabp\.size/,
    ],
    [
      "a setting out of range",
      study({ runs: { on: { patient: "weak", settings: { "iabp.volume_mL": 400 } } } }),
      /runs\.on: iabp\.volume_mL = 400 is outside/,
    ],
    [
      "a setting out of range only at a person's size",
      study({
        scale: { animal_kg: 30, model_kg: 75 },
        runs: { on: { patient: "weak", settings: { "iabp.volume_mL": 40 } } },
      }),
      /runs\.on: iabp\.volume_mL = 100 is outside/,
    ],
    [
      "a formula over no run",
      study({}, { model: "after.lv_sv_mL" }),
      /A001: model: there is no run "after"; allowed are off, on/,
    ],
    ["a formula that is none", study({}, { model: "on.lv_sv_mL -" }), /A001: model "on\.lv_sv_mL -": /],
    ["no formula", study({}, { model: undefined }), /class direction needs model/],
    ["a spread that is missing", study({}, { class: "spread" }), /class spread needs a spread/],
    [
      "a spread without a mean",
      study({}, { class: "spread", published: null, spread: { kind: "SE", value: 1 } }),
      /A001: published is missing/,
    ],
    ["an SD without subjects", study({}, { class: "spread", spread: { kind: "SD", value: 1 } }), /cases\.0\.spread/],
    ["half and twice of nothing", study({}, { published: 0 }), /published is 0, of which half and twice mean nothing/],
    ["no value", study({}, { published: undefined }), /published is missing/],
    ["both a band and a sign", study({}, { within: 1, sign: "+" }), /within and sign exclude each other/],
    ["a curve without points", study({}, { class: "curve" }), /class curve needs a curve/],
    ["points that do not match", asCurve({ published: [1] }), /at has 2 values and published 1/],
    ["a point without size", asCurve({ published: [0, 2] }), /published has a 0/],
    ["a reading that no bench has", asCurve({ of: "noise" }), /curve\.of/],
  ] as const)("%s", (_, content, message) => {
    const attempt = (): unknown => read(content);
    expect(attempt).toThrow(InputError);
    expect(attempt).toThrow(message);
  });
});
