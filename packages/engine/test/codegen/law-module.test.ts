/** A law compiled to a module of its own computes what the tape does, to the last bit. */
import { bloodGas } from "@counterpulse/engine";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { compileLaw, LawModule } from "../../src/codegen/law-module.ts";
import { interpretLaw, type LawDescription, readLaw } from "../../src/language/interpret.ts";
import { Tape } from "../../src/language/tape.ts";
import { runs } from "../circuits.ts";
import { textOf, trees, values } from "../expressions.ts";

const lawOf = (text: string) => ({
  name: "e",
  law: `e = ${text}`,
  inputs: { x: "1", y: "1", z: "1", t: "s" },
  parameters: { a: "1", b: "1", c: "1" },
  outputs: { e: "1" },
});

const BLOOD = {
  name: "blood gas",
  law: bloodGas("x", { pO2: "pO2", pCO2: "pCO2", hb: "hb", temperature: "degrees", baseExcess: "excess" }),
  inputs: { pO2: "mmHg", pCO2: "mmHg" },
  parameters: { hb: "g/dL", degrees: "degC", excess: "mmol/L" },
  outputs: { x_S: "1", x_pH: "1", x_HCO3: "1", x_cO2: "1", x_cCO2: "1", x_P50: "1" },
};

/** The module itself: `compileLaw` would hide that there is none behind the tape. */
function moduleOf<I extends string, O extends string, P extends string>(description: LawDescription<I, P, O>) {
  const { graph, inputs, inputRefs, outputs, outputRefs } = readLaw(description);
  const law = new LawModule(graph, inputRefs, outputRefs);
  return (at: Readonly<Record<string, number>>): Record<string, number> => {
    inputs.forEach((name, i) => {
      law.set(i, at[name]);
    });
    law.run();
    return Object.fromEntries(outputs.map((name, i) => [name, law.get(i)]));
  };
}

describe("as the tape", () => {
  test("any expression, at several points one after the other", () => {
    let numbers = 0;
    fc.assert(
      fc.property(trees, fc.array(values, { minLength: 1, maxLength: 3 }), (tree, points) => {
        const text = textOf(tree);
        const [own, tape] = [moduleOf(lawOf(text)), interpretLaw(lawOf(text))];
        for (const point of points) {
          const at = { ...point, t: point.tau };
          const [found, wanted] = [own(at).e, tape(at).e];
          // Which NaN it is depends on the order of operands, and tells nothing.
          if (Number.isNaN(wanted)) expect(found).toBeNaN();
          else expect(Object.is(found, wanted), `${text}: ${found} is not ${wanted}`).toBe(true);
          if (Number.isFinite(found)) numbers++;
        }
      }),
      { numRuns: runs(400) },
    );
    expect(numbers).toBeGreaterThan(250);
  });

  test.each([
    "min(x, y) - max(x, 0*a - y)",
    "exp(x*y) + log(abs(x) + 1e-9)",
    "if(x < y and not (y < z) or a <= b, x/y, sqrt(abs(z)))",
    "a*b + c",
    "7.5",
    "x",
    "if(a < b, 1, x)",
  ])("%s", (text) => {
    const [own, tape] = [moduleOf(lawOf(text)), interpretLaw(lawOf(text))];
    for (const x of [-3.7, -0, 0, 1e-3, 0.3, 700, 1e18])
      for (const a of [-3, 1.5]) {
        const at = { x, y: 0.25, z: 0.7, t: 1.25, a, b: -2, c: 0.1 };
        expect(own(at)).toEqual(tape(at));
      }
  });

  test("blood, whatever of its conditions changes", () => {
    const [own, tape] = [moduleOf(BLOOD), interpretLaw(BLOOD)];
    const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const blood = fc.record({
      ...{ pO2: between(0, 760), pCO2: between(0.001, 500) },
      ...{ hb: between(10, 250), degrees: between(10, 45), excess: between(-0.03, 0.03) },
    });
    fc.assert(
      fc.property(blood, blood, (one, other) => {
        // Some conditions of the one, some of the other: what follows from them alone must be done again.
        for (const at of [one, { ...one, pO2: other.pO2 }, { ...other, hb: one.hb }]) expect(own(at)).toEqual(tape(at));
      }),
      { numRuns: runs(200) },
    );
  });
});

describe("where WebAssembly is refused", () => {
  afterEach(() => void vi.unstubAllGlobals());

  test("the tape does the work", () => {
    expect(compileLaw(BLOOD)).toBeInstanceOf(LawModule);
    const forbidden = vi.fn(function refuse() {
      throw new WebAssembly.CompileError("refused by the page's policy");
    });
    vi.stubGlobal("WebAssembly", { ...webAssembly(), Module: forbidden });
    const law = compileLaw(BLOOD);
    expect(forbidden).toHaveBeenCalledOnce();
    expect(law).toBeInstanceOf(Tape);
    [90, 40, 140, 37, 0].forEach((value, i) => {
      law.set(i, value);
    });
    law.run();
    const tape = interpretLaw(BLOOD)({ pO2: 90, pCO2: 40, hb: 140, degrees: 37, excess: 0 });
    expect(law.get(0)).toBe(tape.x_S);
  });
});

const webAssembly = () => ({ Memory: WebAssembly.Memory, CompileError: WebAssembly.CompileError });

test("faults of a law are told, not hidden behind the tape", () => {
  expect(() => compileLaw({ ...BLOOD, law: "x_S = nothing" })).toThrow('unknown name "nothing"');
});
