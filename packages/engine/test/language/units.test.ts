import { describe, expect, test } from "vitest";
import { describeDimension, parseUnit, sameDimension } from "../../src/language/units.ts";

describe("scale factors", () => {
  // Each against a conversion found in any table: 1 mmHg = 133.322387415 Pa, 1 dyn s/cm5 = 1/1333.22 mmHg s/mL.
  test.each([
    ["mmHg", 1],
    ["Pa", 1 / 133.322368],
    ["kPa", 7.50061683],
    ["L", 1000],
    ["dL", 100],
    ["mmol/L", 1e-3],
    ["L/min", 1000 / 60],
    ["mL/min", 1 / 60],
    ["ms", 1e-3],
    ["h", 3600],
    ["1/min", 1 / 60],
    ["rpm", 1 / 60],
    ["%", 0.01],
    ["Fr", 1 / 30],
    ["mm^2", 0.01],
    ["cm^3", 1],
    ["m", 100],
    ["m/s", 100],
    ["dyn*s/cm^5", 1 / 1333.22368],
    ["mmHg/(L/min)", 0.06],
    ["mmHg/(L/min)^2", 0.0036],
    ["mmHg/rpm^2", 3600],
    // Blood of 1.06 g/mL: 1.06 g/mL = 1060 kg/m3 = 1060 Pa s2/m2.
    ["g/mL", 1000 / 133.322368 / 1e4],
    ["kg/m^3", 1 / 133.322368 / 1e4],
    ["Pa*s", 1 / 133.322368],
    // A watt is 1 Pa m3/s, so 7,500.6 mmHg mL/s: 451 mmHg L/min make one.
    ["W", 7500.61683],
    ["J", 7500.61683],
    ["W/(mmHg*L/min)", 7500.61683 / (1000 / 60)],
    // Doses: a mass over a mass and a time; units of vasopressin are counted.
    ["ug/kg/min", 1e-9 / 60],
    ["U/min", 1 / 60],
  ])("1 %s is %d in inner units", (text, scale) => {
    expect(parseUnit(text).scale / scale).toBeCloseTo(1, 6);
  });

  test("the cardiac power constant 451 follows", () => {
    expect(parseUnit("W").scale / parseUnit("mmHg*L/min").scale).toBeCloseTo(450.04, 1);
  });
});

describe("dimensions", () => {
  test.each([
    ["mL", "cm^3"],
    ["mmHg*mL", "J"],
    ["W", "mmHg*mL/s"],
    ["g/mL*cm^2/s^2", "Pa"],
    ["dyn/cm^2", "mmHg"],
    ["rpm", "rev/min"],
    ["mmHg*s^2/mL", "mmHg/(mL/s^2)"],
    ["mmHg/mL/s", "mmHg/(mL*s)"],
    ["1", "%"],
    ["beat", "1"],
    ["degC", "K"],
    ["mmol/L", "1/mL"],
  ])("%s is of the kind of %s", (a, b) => {
    expect(sameDimension(parseUnit(a).dimension, parseUnit(b).dimension)).toBe(true);
  });

  test.each([
    ["mL", "mL/s"],
    ["mmHg", "1"],
    ["1/min", "rpm"],
    ["K", "1"],
    ["cm", "cm^2"],
  ])("%s is not of the kind of %s", (a, b) => {
    expect(sameDimension(parseUnit(a).dimension, parseUnit(b).dimension)).toBe(false);
  });

  test("quotients read from the left, as one reads them", () => {
    expect(parseUnit("mmHg/mL/s").scale).toBe(parseUnit("mmHg/(mL*s)").scale);
    expect(parseUnit("L/min*min").dimension).toEqual(parseUnit("L").dimension);
    expect(parseUnit("1/ms").scale).toBeCloseTo(1000, 9);
  });

  test("half powers and negative powers", () => {
    expect(parseUnit("mmHg^0.5").dimension[0]).toBe(0.5);
    expect(parseUnit("mL^-1").dimension).toEqual(parseUnit("1/mL").dimension);
    expect(parseUnit("min^-1").scale).toBeCloseTo(1 / 60, 15);
  });
});

describe("errors", () => {
  test.each(["furlong", "mmHg/foo", "mL^x", "mL^2^2", "mmHg L", "2*mL", "mmHg*", "/s", "mL//s", "(mL", "constructor"])(
    "%j is refused by its text",
    (text) => {
      expect(() => parseUnit(text)).toThrow(/unknown unit/);
      expect(() => parseUnit(text)).toThrow(text);
    },
  );
});

describe("describe", () => {
  test.each([
    ["mmHg", "mmHg"],
    ["L/min", "mL/s"],
    ["mmHg*s^2/mL", "mmHg*s^2/mL"],
    ["mmHg/(L/min)^2", "mmHg*s^2/mL^2"],
    ["1/min", "1/s"],
    ["rpm", "rev/s"],
    ["cm^2", "cm^2"],
    ["%", "1"],
    ["1/mL/s", "1/mL/s"],
    ["mmHg/rpm/(L/min)", "mmHg*s^2/mL/rev"],
  ])("%s is written %s", (text, written) => {
    expect(describeDimension(parseUnit(text).dimension)).toBe(written);
  });

  test("what it writes can be read back", () => {
    for (const text of ["mmHg*s^2/mL^2", "1/mL", "cm/s", "K*mL/s", "mmHg^0.5"]) {
      const { dimension } = parseUnit(text);
      expect(sameDimension(parseUnit(describeDimension(dimension)).dimension, dimension)).toBe(true);
    }
  });
});
