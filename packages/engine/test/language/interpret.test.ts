/** A law evaluated on the host is what the compiled kernel computes, to the last bit. */
import { ModelError } from "@counterpulse/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { interpretLaw } from "../../src/language/interpret.ts";
import { runs } from "../circuits.ts";
import { compileExpressions, observeAt, textOf, trees, values } from "../expressions.ts";

const STATES = { x: "1", y: "1", z: "1", t: "s" } as const;
const PARAMETERS = { a: "1", b: "1", c: "1" } as const;

/** `e`, of expressions over the leaves of test/expressions.ts. */
const expression = (text: string) =>
  interpretLaw({ name: "e", law: `e = ${text}`, inputs: STATES, parameters: PARAMETERS, outputs: { e: "1" } });

describe("as the JavaScript twin", () => {
  test("any expression", () => {
    let numbers = 0;
    fc.assert(
      fc.property(trees, values, (tree, at) => {
        const text = textOf(tree);
        const [twin] = observeAt(compileExpressions([text], { target: "js" }), at);
        const { e } = expression(text)({ ...at, t: at.tau });
        // Which NaN it is depends on the order of operands, and tells nothing.
        if (Number.isNaN(twin)) expect(e).toBeNaN();
        else expect(Object.is(e, twin), `${text}: ${e} is not ${twin}`).toBe(true);
        if (Number.isFinite(e)) numbers++;
      }),
      { numRuns: runs(400) },
    );
    expect(numbers).toBeGreaterThan(250);
  });

  test.each([
    "min(x, y)",
    "max(x, 0*a - y)",
    "exp(x*y)",
    "log(abs(x) + 1e-9)",
    "abs(x)^1.7",
    "if(x < y and not (y < z) or a <= b, x/y, sqrt(abs(z)))",
    "clamp(x, 0 - abs(y), abs(y)) + t/1[s]",
  ])("%s", (text) => {
    const kernel = compileExpressions([text], { target: "js" });
    const law = expression(text);
    for (const x of [-3.7, -0, 0, 1e-3, 0.3, 700, 1e18])
      for (const y of [-1.1, 0.25, 3]) {
        const at = { x, y, z: 0.7, a: 1.5, b: -2, c: 0, tau: 1.25 };
        expect(law({ ...at, t: at.tau }).e).toBe(observeAt(kernel, at)[0]);
      }
  });
});

describe("names and units", () => {
  const flow = interpretLaw({
    name: "bed",
    law: `
      q = drop/R          # lines in any order
      drop = p_from - p_to
    `,
    inputs: { p_from: "kPa", p_to: "mmHg" },
    parameters: { R: "mmHg*s/mL" },
    outputs: { q: "L/min", drop: "mmHg" },
  });

  test("numbers are in inner units, whatever the declared ones", () => {
    expect(flow({ p_from: 90, p_to: 5, R: 2 })).toEqual({ q: 42.5, drop: 85 });
  });

  test("an evaluation leaves nothing behind", () => {
    flow({ p_from: 1, p_to: 2, R: 3 });
    expect(flow({ p_from: 90, p_to: 5, R: 2 }).q).toBe(42.5);
  });

  test("operations are counted, and those that follow from parameters alone are told apart", () => {
    const { operations } = interpretLaw({
      name: "o",
      law: "y = x*(k*k + 1)",
      inputs: { x: "1" },
      parameters: { k: "1" },
      outputs: { y: "1" },
    });
    expect(operations).toEqual({ all: 3, late: 1 });
  });
});

describe("faults name line and cause", () => {
  const read = (law: string, outputs: Record<string, string> = { y: "1" }) =>
    interpretLaw({ name: "s", law, inputs: { x: "mmHg" }, outputs });
  const message = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      expect(error).toBeInstanceOf(ModelError);
      return (error as Error).message;
    }
    throw new Error("no fault");
  };

  test.each<[string, string, Record<string, string> | undefined]>([
    ["y = 1\nz = 2*who", 's, line 2: unknown name "who"', { z: "1" }],
    ["y = x + 1", "s, line 1: unit clash: cannot add mmHg and 1", undefined],
    ["y = x", 's, line 1: unit clash: "y" must be in 1 but is in mmHg', undefined],
    ["y = x < x", 's, line 1: unit clash: "y" must be in 1 but is a comparison', undefined],
    ["y = 1\ny = 2", 's, line 2: "y" is defined twice', undefined],
    ["x = 1", 's, line 1: "x" is defined twice', undefined],
    ["y = z\nz = y", "s, line 1: algebraic loop: y -> z -> y", undefined],
    ["der(y) = 1", "s, line 1: a law without a circuit has no states", undefined],
    ["z = 1", 's: unknown name "y"', undefined],
    ["y = 1", 's: unknown unit "furlong" in "furlong"', { y: "furlong" }],
  ])("%s", (law, expected, outputs) => {
    expect(message(() => read(law, outputs))).toBe(expected);
  });

  test("a name that is input and parameter", () => {
    const twice = () =>
      interpretLaw({ name: "s", law: "y = x", inputs: { x: "1" }, parameters: { x: "1" }, outputs: { y: "1" } });
    expect(message(twice)).toBe('s: "x" is declared twice');
  });
});
