import { assemble, circulation } from "@counterpulse/engine";
import {
  checkSettings,
  checkValue,
  DEVICES,
  effectiveSettings,
  findParameter,
  InputError,
  impliedControl,
  parseSupport,
  patientFromObject,
  reader,
  requirePatient,
  settable,
  toInner,
} from "@counterpulse/lab";
import { describe, expect, test } from "vitest";

const model = assemble(circulation());

describe("supports", () => {
  test.each([
    ["none", []],
    [" none ", []],
    ["iabp", ["iabp"]],
    ["va-ecmo+iabp", ["iabp", "va-ecmo"]],
    ["iabp + va-ecmo", ["iabp", "va-ecmo"]],
    ["tandemheart+impella", ["impella", "tandemheart"]],
  ])("%j", (text, devices) => {
    expect([...parseSupport(text)].sort()).toEqual(devices);
  });

  test.each(["", "ecmo", "iabp+", "iabp+none", "+", "IABP"])("%j is refused and what is allowed is said", (text) => {
    expect(() => parseSupport(text)).toThrow(InputError);
    expect(() => parseSupport(text)).toThrow(/allowed are none, or iabp, va-ecmo, impella, tandemheart joined by \+/);
  });

  test("no device twice", () => expect(() => parseSupport("iabp+iabp")).toThrow(/stands twice/));
});

describe("values", () => {
  const volume = findParameter(model, "iabp.volume_mL", "--set");
  const ratio = findParameter(model, "iabp.ratio", "--set");

  test("within the range, its ends included", () => {
    for (const v of [25, 40, 50]) expect(checkValue(volume, v, "--set")).toBe(v);
  });

  test.each([
    [24.9, "from 25 to 50 mL"],
    [50.1, "from 25 to 50 mL"],
    [Number.NaN, "a number from 25 to 50 mL is allowed"],
    [Number.POSITIVE_INFINITY, "is allowed"],
    ["40", "a number from 25 to 50 mL is allowed"],
    ["40,5", "write 40.5, with a decimal point"],
    [null, "is allowed"],
  ])("%j is refused: %s", (value, text) => {
    const attempt = (): unknown => checkValue(volume, value, "patient.json");
    expect(attempt).toThrow(InputError);
    expect(attempt).toThrow(/^patient\.json: iabp\.volume_mL/);
    expect(attempt).toThrow(text);
  });

  test("whole numbers where only they make sense", () => {
    expect(checkValue(ratio, 3, "--set")).toBe(3);
    expect(() => checkValue(ratio, 1.5, "--set")).toThrow("a whole number from 1 to 4");
  });
});

describe("ids", () => {
  test("a near miss is guessed", () => {
    expect(() => findParameter(model, "iabp.volume", "--set")).toThrow("did you mean iabp.volume_mL?");
    expect(() => findParameter(model, "lv.Es", "--set")).toThrow("did you mean lv.Ees?");
  });

  test("a far one points to the list; names of the object's prototype are no ids", () => {
    expect(() => findParameter(model, "something.else.altogether", "--set")).toThrow(
      "`counterpulse parameters` lists all",
    );
    expect(() => findParameter(model, "constructor", "--set")).toThrow(InputError);
  });

  test("the devices' switches follow from the support", () => {
    expect(() => findParameter(model, "iabp.on", "--set")).toThrow("follows from the support");
    expect(settable(model).map((p) => p.id)).not.toContain("va-ecmo.on");
    expect(settable(model).length).toBe(model.parameters.length - DEVICES.length);
  });

  test("checkSettings gives all back or names the first fault", () => {
    expect(checkSettings(model, { "lv.Ees": 1, "iabp.ratio": 2 }, "--set")).toEqual({ "lv.Ees": 1, "iabp.ratio": 2 });
    expect(() => checkSettings(model, { "lv.Ees": 1, "lv.nothing": 2 }, "--set")).toThrow("lv.nothing");
  });
});

describe("what is in effect", () => {
  const patient = requirePatient("cardiogenic-shock");

  test("the patient's values, then the user's, then the switches", () => {
    const found = effectiveSettings(patient, { "lv.Ees": 1.5 }, parseSupport("iabp"));
    const switches = { "iabp.on": 1, "va-ecmo.on": 0, "impella.on": 0, "tandemheart.on": 0 };
    expect(found).toEqual({ ...patient.parameters, "lv.Ees": 1.5, ...switches });
  });

  test("a speed asks for held speed, a flow for held flow; both are refused unless the control says which", () => {
    expect(impliedControl({ "va-ecmo.speed_rpm": 3000 })).toMatchObject({ "va-ecmo.control": 1 });
    expect(impliedControl({ "va-ecmo.flow_L_min": 3 })).toMatchObject({ "va-ecmo.control": 0 });
    expect(() => impliedControl({ "va-ecmo.speed_rpm": 3000, "va-ecmo.flow_L_min": 3 })).toThrow(InputError);
    const both = { "va-ecmo.speed_rpm": 3000, "va-ecmo.flow_L_min": 3, "va-ecmo.control": 0 };
    expect(impliedControl(both)).toEqual(both);
    const two = impliedControl({ "va-ecmo.flow_L_min": 3, "tandemheart.speed_rpm": 5000 });
    expect(two).toMatchObject({ "va-ecmo.control": 0, "tandemheart.control": 1 });
  });

  test("inner units, and back to public ones", () => {
    const inner = toInner(model, { "heart.rate_per_min": 90, "va-ecmo.flow_L_min": 4.2, "thorax.pressure_mmHg": -4 });
    expect(inner.get("heart.rate_per_min")).toBeCloseTo(1.5, 12);
    expect(inner.get("va-ecmo.flow_L_min")).toBeCloseTo(70, 12);
    expect(inner.get("thorax.pressure_mmHg")).toBe(-4);
    const read = reader(model, { "heart.rate_per_min": 90 });
    expect(read("heart.rate_per_min")).toBe(90);
    expect(read("iabp.volume_mL")).toBe(40);
    expect(() => read("nothing.here")).toThrow('no parameter "nothing.here"');
  });
});

describe("patients", () => {
  test("unknown ids are refused with what is allowed", () => {
    expect(() => requirePatient("nobody")).toThrow("allowed are healthy-adult, cardiogenic-shock");
  });

  test("from an object, on a built-in one's base", () => {
    const p = patientFromObject(
      model,
      { base: "cardiogenic-shock", title: "Mine", parameters: { "lv.Ees": 0.5 } },
      "a.json",
    );
    expect(p).toMatchObject({ id: "a.json", title: "Mine", source: "a.json" });
    expect(p.parameters).toEqual({ ...requirePatient("cardiogenic-shock").parameters, "lv.Ees": 0.5 });
  });

  test("without a base only what it says", () => {
    expect(patientFromObject(model, { id: "x", parameters: { "lv.Ees": 1 } }, "a.json").parameters).toEqual({
      "lv.Ees": 1,
    });
  });

  test.each([
    [{ parameters: { "lv.Ees": 99 } }, "lv.Ees = 99 is outside"],
    [{ parameters: { "lv.who": 1 } }, 'there is no parameter "lv.who"'],
    [{ parameters: { "lv.Ees": "1" } }, "is allowed"],
    [{}, "parameters"],
    [{ parameters: {}, extra: 1 }, "a patient is {id?"],
    [{ base: "nobody", parameters: {} }, 'there is no patient "nobody"'],
    [[], "a.json"],
    [null, "a.json"],
    ["text", "a.json"],
  ])("%j is refused", (content, text) => {
    const attempt = (): unknown => patientFromObject(model, content, "a.json");
    expect(attempt).toThrow(InputError);
    expect(attempt).toThrow(text);
  });
});
