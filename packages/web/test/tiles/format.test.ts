import { describe, expect, test } from "vitest";
import { formatChange, formatClock, formatNumber, formatSigned } from "../../src/tiles/format.ts";
import { type ReadingForm, readingOf } from "../../src/tiles/reading.ts";

describe("numbers", () => {
  test("have their digits, a real minus, and a dash for what does not exist", () => {
    expect(formatNumber(4.04, 1)).toBe("4.0");
    expect(formatNumber(-2.6, 0)).toBe("\u22123");
    expect(formatNumber(-0.2, 0)).toBe("0");
    for (const nothing of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY])
      expect(formatNumber(nothing, 1)).toBe("—");
  });

  test("with a sign show it on both sides of zero only", () => {
    expect(formatSigned(40, 0)).toBe("+40");
    expect(formatSigned(-40, 0)).toBe("\u221240");
    expect(formatSigned(0, 0)).toBe("0");
    expect(formatSigned(0.3, 0)).toBe("0");
  });

  test("as a change are signed, and silent without a reference", () => {
    expect(formatChange(28.4, 22, 0)).toBe("+6");
    expect(formatChange(3.12, 4.0, 1)).toBe("\u22120.9");
    expect(formatChange(97, 97.2, 0)).toBe("±0");
    expect(formatChange(5, null, 0)).toBeNull();
    expect(formatChange(undefined, 5, 0)).toBeNull();
  });

  test("as a clock show hours only when there are any", () => {
    expect(formatClock(0)).toBe("00:00");
    expect(formatClock(75.9)).toBe("01:15");
    expect(formatClock(3725)).toBe("1:02:05");
  });
});

describe("readings", () => {
  const pressure: ReadingForm = { indices: ["s", "d", "m"], digits: 0, unit: "mmHg" };
  const now = { s: 104, d: 93, m: 116, ef: 22 };

  test("stand as systolic/diastolic (mean)", () => {
    expect(readingOf(pressure, now, null)).toEqual({ main: "104/93", mean: "(116)", change: null });
  });

  test("change in the same form, with the unit", () => {
    const { change } = readingOf(pressure, now, { s: 83, d: 62, m: 117 });
    expect(change).toBe("+21/+31 (\u22121) mmHg");
  });

  test("of one index, with a unit of their own for the change", () => {
    const form: ReadingForm = { indices: ["ef"], digits: 0, unit: "%", changeUnit: "points" };
    expect(readingOf(form, now, { ef: 17 })).toEqual({ main: "22", mean: null, change: "+5 points" });
  });

  test("are one dash before the first beat and where nothing exists", () => {
    expect(readingOf(pressure, null, null)).toEqual({ main: "—", mean: null, change: null });
    expect(readingOf(pressure, { s: null, d: null, m: null }, now)).toEqual({ main: "—", mean: null, change: null });
  });
});
