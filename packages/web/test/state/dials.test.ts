/** The page's settings against the model they set. */
import { createLiveCirculation } from "@counterpulse/lab";
import { beforeAll, describe, expect, test } from "vitest";
import { ectopics, rhythms, toggles, triggers } from "../../src/state/choices.ts";
import { arteries, type Dial, dials } from "../../src/state/dials.ts";
import {
  engineValue,
  impellaModelId,
  initialSettings,
  isOn,
  optionOf,
  rangeOf,
  ratioId,
  valueOf,
} from "../../src/state/settings.ts";
import type { LiveParameter } from "../../src/worker/live.ts";

let parameters: readonly LiveParameter[];
const parameter = (id: string) => parameters.find((p) => p.id === id);
const all: Dial[] = [...Object.values(dials), ...arteries.map(({ stenosis }) => stenosis)];

beforeAll(async () => {
  parameters = (await createLiveCirculation("cardiogenic-shock")).parameters;
});

/** The engine's unit as the page writes it. */
const written = (unit: string) => ({ "1": "", "1/min": "/min", degC: "°C", "ug/kg/min": "µg/kg/min" })[unit] ?? unit;

describe("dials", () => {
  test("are parameters of the model, in its units, within its ranges", () => {
    for (const dial of all) {
      const spec = parameter(dial.id);
      expect(spec, dial.id).toBeDefined();
      const unit = written(spec!.unit);
      // A fraction may be shown in per cent, a rate a heart makes may be given in beats.
      expect([unit, dial.factor === 0.01 ? "%" : unit], dial.id).toContain(dial.unit);
      const { min, max } = rangeOf(dial, parameters);
      for (const shown of [min, max]) {
        const value = engineValue(dial, shown, parameters);
        expect(value, `${dial.id} at ${shown}`).toBeGreaterThanOrEqual(spec!.min);
        expect(value, `${dial.id} at ${shown}`).toBeLessThanOrEqual(spec!.max);
      }
      expect(max - min, dial.id).toBeGreaterThan(dial.step);
    }
  });

  test("show what they set", () => {
    for (const dial of all) {
      const { min, max } = rangeOf(dial, parameters);
      const shown = min + dial.step * Math.round((0.37 * (max - min)) / dial.step);
      const values = { [dial.id]: engineValue(dial, shown, parameters) };
      expect(valueOf(dial, { ...initialSettings, values }, parameters), dial.id).toBeCloseTo(shown, 9);
    }
  });

  test("show blood as the change against the patient's own volume", () => {
    const own = parameter(dials.blood.id)!.default;
    expect(valueOf(dials.blood, initialSettings, parameters)).toBe(0);
    expect(engineValue(dials.blood, -250, parameters)).toBe(own - 250);
  });

  test("show fractions in per cent", () => {
    const values = { [dials.fio2.id]: 0.29 };
    expect(valueOf(dials.fio2, { ...initialSettings, values }, parameters)).toBe(29);
    expect(engineValue(dials.fio2, 57, parameters)).toBe(0.57);
  });
});

describe("choices and switches", () => {
  test("are parameters of the model, and each value is allowed", () => {
    for (const { id, options } of [rhythms, ectopics, triggers]) {
      const { min, max } = parameter(id)!;
      for (const { value } of options) {
        expect(value, id).toBeGreaterThanOrEqual(min);
        expect(value, id).toBeLessThanOrEqual(max);
      }
    }
    const ids = [...Object.values(toggles).flatMap((t) => t.ids), ...arteries.map((a) => a.reperfusion)];
    for (const id of [...ids, ratioId, impellaModelId]) expect(parameter(id), id).toBeDefined();
  });

  test("read the patient's own state until they are set", () => {
    expect(optionOf(rhythms, initialSettings, parameters)).toBe(0);
    expect(optionOf(ectopics, { ...initialSettings, values: { [ectopics.id]: 9 } }, parameters)).toBe(10);
    const clamped = (value: number) => ({ ...initialSettings, values: { "reflexes.rate_clamped": value } });
    expect(isOn(toggles.reflexRate, clamped(1), parameters)).toBe(false);
    expect(isOn(toggles.reflexRate, clamped(0), parameters)).toBe(true);
    expect(isOn(toggles.ischaemia, initialSettings, parameters)).toBe(true);
    const partly = { ...initialSettings, values: { [arteries[1].ischaemia]: 0 } };
    expect(isOn(toggles.ischaemia, partly, parameters)).toBe(false);
  });
});
