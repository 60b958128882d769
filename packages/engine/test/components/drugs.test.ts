/** Dose-response curves: against what they were drawn through, and at the ends of their ranges. */
import { assemble, CircuitBuilder, compile, parameter, printC, signal } from "@counterpulse/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drugs } from "../../src/components/drugs.ts";
import { inner } from "../circuits.ts";
import { bed, begin, chamber, rhythm, set, valve } from "../own-loop.ts";

const TARGETS = ["resistance", "venous", "pulmonary", "contractility", "contractility_right", "rate"] as const;
type Target = (typeof TARGETS)[number];
const toned = { ...bed, inputs: { tone: { unit: "1", description: "" } }, law: "q = (p_from - p_to)/(R*tone)" };
const plain = signal("plain", { doc: "", parameters: { tone: parameter(1, "1", [0, 9], "", "") }, law: "same = tone" });

function circuit(tone: string) {
  const c = new CircuitBuilder("loop with drugs")
    .add("rhythm", rhythm)
    .add("heart", chamber, { inputs: { squeeze: "rhythm.drive" } })
    .add("artery", chamber, { set: set({ C: 1.5, V0: 200, filling: 80 }) })
    .add("vein", chamber, { set: set({ C: 100, V0: 1000, filling: 8 }) })
    .add("inlet", valve, { from: "vein", to: "heart" })
    .add("outlet", valve, { from: "heart", to: "artery" })
    .add("plain", plain)
    .add("drugs", drugs)
    .add("bed", toned, { from: "artery", to: "vein", inputs: { tone } });
  return c;
}

const withFactors = TARGETS.reduce((c, t) => c.beatValue(t, `drugs.${t}`), circuit("drugs.resistance"));
const model = assemble(withFactors.build({ period: "rhythm.period" }));
const kernel = compile(model, { target: "js" });

/** The factors at doses and parameters given without the part's name. */
function factors(values: Readonly<Record<string, number>> = {}): Record<Target, number> {
  const group = begin(kernel, 200);
  group.setParameters(0, inner(model, Object.fromEntries(Object.entries(values).map(([k, v]) => [`drugs.${k}`, v]))));
  group.configure(200);
  group.initialise(0);
  group.beat();
  const measures = group.readMeasures(0);
  return Object.fromEntries(TARGETS.map((t) => [t, measures.get(t)!])) as Record<Target, number>;
}

const DOSES = Object.keys(drugs.parameters).filter((name) => name.endsWith("_min"));

test("without drugs every factor is 1", () => {
  for (const value of Object.values(factors())) expect(value).toBe(1);
});

test("five drugs, in the units in which they are prescribed", () => {
  expect(DOSES.map((name) => [name, drugs.parameters[name].unit])).toEqual([
    ["noradrenaline_ug_kg_min", "ug/kg/min"],
    ["adrenaline_ug_kg_min", "ug/kg/min"],
    ["dobutamine_ug_kg_min", "ug/kg/min"],
    ["milrinone_ug_kg_min", "ug/kg/min"],
    ["vasopressin_U_min", "U/min"],
  ]);
});

test("the doses are of the step's hoisted part: it is the same step as with a plain parameter", () => {
  const step = (tone: string): string => {
    const code = printC(compile(assemble(circuit(tone).build({ period: "rhythm.period" })), { target: "js" }).program);
    const run = code.slice(code.indexOf("void run("));
    return run.slice(0, run.indexOf("\n}\n")).replace(/m\[\d+\]/g, "m[]");
  };
  expect(step("drugs.resistance").length).toBeGreaterThan(1000);
  expect(step("drugs.resistance")).toBe(step("plain.same"));
  expect(step("plain.same*(1 + t/T)")).not.toBe(step("plain.same"));
});

describe("against the measurements they were drawn through", () => {
  test.each([
    // leatherman1989 and ishizaka1991: end-systolic elastance.
    ["dobutamine", 5, "contractility", 1.42],
    // inotropes1989: pulmonary resistance.
    ["dobutamine", 9, "pulmonary", 195 / 301],
    ["milrinone", 0.5, "pulmonary", 216 / 293],
  ] as const)("%s %d: %s by a factor of %d", (drug, dose, target, published) => {
    expect(factors({ [`${drug}_ug_kg_min`]: dose })[target]).toBeCloseTo(published, 1);
  });

  test("adrenaline dilates healthy vessels as stratton1985 found", () => {
    for (const [dose, published] of [
      [0.025, 0.69],
      [0.05, 0.58],
      [0.1, 0.52],
    ]) {
      const healthy = { adrenaline_ug_kg_min: dose, adrenaline_Emax_resistance: 0, adrenaline_Emax_dilation: -0.588 };
      // Within its standard error of 2 to 8 %.
      expect(Math.abs(factors(healthy).resistance - published)).toBeLessThan(0.02);
    }
  });

  test("doubling the dose raises the force of contraction as much as it raised dP/dt (coronarysurgery1979)", () => {
    const ratio = (drug: string, low: number): number => {
      const [half, whole] = [low, 2 * low].map((d) => factors({ [`${drug}_ug_kg_min`]: d }).contractility - 1);
      return half / whole;
    };
    expect(ratio("dobutamine", 2.5)).toBeCloseTo(72 / 121, 2);
    expect(ratio("adrenaline", 0.075)).toBeCloseTo(83 / 131, 2);
  });

  test("dobutamine and milrinone together come to their product, which is what inotropes1989 measured", () => {
    const [d, m] = [{ dobutamine_ug_kg_min: 9 }, { milrinone_ug_kg_min: 0.5 }];
    const both = factors({ ...d, ...m });
    for (const target of ["resistance", "pulmonary", "contractility"] as const)
      expect(both[target]).toBeCloseTo(factors(d)[target] * factors(m)[target], 12);
    expect(Math.abs(both.pulmonary - 133 / 301)).toBeLessThan(0.07);
  });

  test.each([
    // Published rise of the rate, least and most (%): inotropes1989, akhtar1975; anderson1987; coronarysurgery1979.
    ["dobutamine", 10, 7, 16],
    ["milrinone", 0.5, 1, 13],
    ["adrenaline", 0.075, 9, 27],
    ["adrenaline", 0.15, 12.5, 38],
  ])("%s %d: the rate rises by %d to %d per cent", (drug, dose, least, most) => {
    const rise = 100 * (factors({ [`${drug}_ug_kg_min`]: dose }).rate - 1);
    expect(rise).toBeGreaterThan(least);
    expect(rise).toBeLessThan(most);
  });
});

describe("shape", () => {
  const effect = (name: string, dose: number, target: Target): number => factors({ [name]: dose })[target] - 1;

  test.each(DOSES)("%s: effects grow with the dose and level off", (name) => {
    const { max } = drugs.parameters[name];
    for (const target of TARGETS) {
      const [a, b, c] = [0.25, 0.5, 1].map((part) => effect(name, part * max, target));
      // Constriction by adrenaline overtakes dilation: two curves, no single shape.
      if (a === 0 || (name.startsWith("adrenaline") && target === "resistance")) continue;
      expect(Math.abs(b)).toBeGreaterThan(Math.abs(a));
      expect(Math.abs(c - b)).toBeLessThan(2 * Math.abs(b - a));
    }
  });

  test("adrenaline: low doses dilate, high doses constrict", () => {
    expect(effect("adrenaline_ug_kg_min", 0.05, "resistance")).toBeLessThan(-0.1);
    expect(effect("adrenaline_ug_kg_min", 1, "resistance")).toBeGreaterThan(0.1);
  });

  test("ED50 is the dose of half the effect", () => {
    for (const [name, ed50, target] of [
      ["noradrenaline_ug_kg_min", "noradrenaline_ED50_alpha", "venous"],
      ["dobutamine_ug_kg_min", "dobutamine_ED50_heart", "contractility"],
      ["vasopressin_U_min", "vasopressin_ED50", "resistance"],
    ] as const) {
      const half = drugs.parameters[ed50].value;
      expect(effect(name, half, target)).toBeCloseTo(effect(name, 1e9 * half, target) / 2, 6);
    }
  });

  test("the right ventricle gets its share", () => {
    const { contractility, contractility_right } = factors({ dobutamine_ug_kg_min: 10 });
    expect(contractility_right - 1).toBeCloseTo(0.5 * (contractility - 1), 12);
  });
});

test("within the parameters' ranges nothing is negative, infinite or undefined", () => {
  const anywhere = fc.record(
    Object.fromEntries(
      Object.entries(drugs.parameters).map(([name, { min, max }]) => [
        name,
        fc.oneof(fc.constantFrom(min, max), fc.double({ min, max, noNaN: true })),
      ]),
    ),
  );
  fc.assert(
    fc.property(anywhere, (values) => {
      for (const value of Object.values(factors(values))) {
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThan(1000);
      }
    }),
  );
});
