/** Every parameter says what it is, within what it may lie and where its value comes from; every source can be found. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { INDICES, PATIENTS } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { fullModel } from "../circuits.ts";

const { parameters } = fullModel();
const bibliography = readFileSync(fileURLToPath(new URL("../../../../docs/references.bib", import.meta.url)), "utf8");
const keys = new Set([...bibliography.matchAll(/^\s*@\w+\s*\{\s*([^,\s]+)\s*,/gm)].map(([, key]) => key));
/** Words such as burkhoff1993. */
const citations = (text: string): string[] => text.match(/\b[a-z]+\d{4}[a-z]?\b/g) ?? [];
/** What stands before the remark may be one of these instead of a citation. */
const OTHER_SOURCES =
  /^(assumption|model choice|console setting|maker's|[A-G]\d{3}|textbook|normal value|Poiseuille flow|bronchial flow)/;

describe("parameters", () => {
  test("each has a unit, a description, a source, and a range that holds its default", () => {
    const wrong = parameters.filter(({ spec }) => {
      const inside = spec.min <= spec.value && spec.value <= spec.max && spec.min < spec.max;
      return !(
        inside &&
        spec.unit &&
        spec.description.length > 3 &&
        spec.source &&
        Number.isFinite(spec.max - spec.min)
      );
    });
    expect(wrong.map((p) => p.id)).toEqual([]);
  });

  test("ids are the part and the name, each once", () => {
    expect(new Set(parameters.map((p) => p.id)).size).toBe(parameters.length);
    expect(
      parameters.filter((p) => !/^[a-z][a-z0-9_-]*(\.[a-z]+)?\.[A-Za-z][A-Za-z0-9_]*$/.test(p.id)).map((p) => p.id),
    ).toEqual([]);
    expect(parameters.length).toBeGreaterThan(150);
  });

  test("whole numbers have whole ranges", () => {
    const whole = parameters.filter((p) => p.spec.whole);
    expect(whole.map((p) => p.id)).toContain("iabp.ratio");
    for (const { spec } of whole) expect([spec.min, spec.max, spec.value].every(Number.isInteger)).toBe(true);
  });

  test("a source is a citation, or says what else it is", () => {
    const wrong = parameters.filter(({ spec }) => {
      const [first] = spec.source.split(";");
      return citations(first).length === 0 && !OTHER_SOURCES.test(first.trim());
    });
    expect(wrong.map((p) => `${p.id}: ${p.spec.source}`)).toEqual([]);
  });

  test("an assumption gives its reason", () => {
    const bare = parameters.filter(({ spec }) => /^assumption\W*$/.test(spec.source));
    expect(bare.length, bare.map((p) => p.id).join(", ")).toBeLessThan(20);
  });
});

describe("citations", () => {
  test("the bibliography has entries, each once", () => {
    const all = [...bibliography.matchAll(/^\s*@\w+\s*\{\s*([^,\s]+)\s*,/gm)].map(([, key]) => key);
    expect(all.length).toBeGreaterThan(10);
    expect(all.length).toBe(keys.size);
  });

  test("every key in a parameter's source stands in docs/references.bib", () => {
    const missing = parameters.flatMap(({ id, spec }) =>
      citations(spec.source.split(";")[0])
        .filter((key) => !keys.has(key))
        .map((key) => `${id}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  test("those in remarks, patients and definitions too", () => {
    const texts = [
      ...parameters.map((p) => p.spec.source),
      ...PATIENTS.map((p) => p.source),
      ...INDICES.map((i) => i.definition),
    ];
    const missing = new Set(texts.flatMap(citations).filter((key) => !keys.has(key)));
    expect([...missing]).toEqual([]);
  });
});

describe("patients", () => {
  test.each(PATIENTS.map((p) => [p.id, p] as const))(
    "%s: values of known parameters, within their ranges, with a source",
    (_, p) => {
      const wrong = Object.entries(p.parameters).filter(([id, value]) => {
        const spec = parameters.find((q) => q.id === id)?.spec;
        return !(spec && spec.min <= value && value <= spec.max);
      });
      expect(wrong).toEqual([]);
      for (const text of [p.title, p.description, p.source]) expect(text.length).toBeGreaterThan(10);
    },
  );
});
