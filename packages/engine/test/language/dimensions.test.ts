/** What does not go together: units that clash, and numbers where comparisons belong. */
import { inertial, input, node, parameter, resistive, type StateSpec } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { circuitWith, law, resistor, twoVessels } from "../circuits.ts";
import { fault, faultOf, one } from "../faults.ts";

describe("unit clash", () => {
  test.each([
    ["sum", "y = 1[s]\nz = y + 1", 2, "cannot add s and 1"],
    ["difference", "z = 1[mmHg] - 1[mL]", 1, "cannot subtract mmHg and mL"],
    ["comparison", "z = if(1[mmHg] < 1[s], 1, 2)", 1, "cannot compare mmHg and s"],
    ["choice", "z = if(1 < 2, 1[s], 2)", 1, "cannot choose between s and 1"],
    ["extremum", "\nz = max(1[mmHg], 2[mL])", 2, "cannot compare mmHg and mL"],
    ["clamp", "z = clamp(1[mmHg], 0, 1)", 1, "cannot compare mmHg and 1"],
    ["exponential", "z = exp(1[s])", 1, "the argument of exp must be dimensionless but is in s"],
    ["logarithm", "z = log(T)", 1, "the argument of log must be dimensionless but is in s"],
    ["exponent", "z = 2^T", 1, "an exponent must be dimensionless but is in s"],
    ["base", "z = T^k", 1, "s to a power that is not a number"],
    ["state", "der(x) = 1", 1, '"x" must be in mL/s but is in 1'],
  ])("in a %s", (_, text, line, problem) => {
    const states: Record<string, StateSpec> = text.includes("der(")
      ? { x: { unit: "mL", initial: "0[mL]", scale: 1 } }
      : {};
    const error = fault(circuitWith(text, { parameters: { k: one }, states }));
    expect(error).toMatchObject({ component: "s", line });
    expect(error.message).toBe(`s, line ${line}: unit clash: ${problem}`);
  });

  test("in what a node, a resistive and an inertial branch must define", () => {
    const wall = node("wall", { doc: "", initial: "1[mL]", law: "x = 1\np = V" });
    expect(faultOf(twoVessels().add("n", wall).add("r2", resistor, { from: "a", to: "n" })).message).toBe(
      'n, line 2: unit clash: "p" must be in mmHg but is in mL',
    );
    const bed = resistive("bed", { doc: "", law: "q = p_from - p_to" });
    expect(faultOf(twoVessels().add("bed", bed, { from: "a", to: "b" })).message).toBe(
      'bed, line 1: unit clash: "q" must be in mL/s but is in mmHg',
    );
    const pipe = inertial("pipe", { doc: "", law: "L = 1[mmHg*s^2/mL]\nR = 1[mmHg*s]" });
    expect(faultOf(twoVessels().add("pipe", pipe, { from: "a", to: "b" })).message).toBe(
      'pipe, line 2: unit clash: "R" must be in mmHg*s/mL but is in mmHg*s',
    );
  });

  test.each([
    ["L", "mmHg*s^2/mL"],
    ["B", "mmHg*s^2/mL^2"],
    ["head", "mmHg"],
    ["q_min", "mL/s"],
    ["q_max", "mL/s"],
  ])("in the term %s of an inertial branch", (term, unit) => {
    const others = ["L = 1[mmHg*s^2/mL]", "R = 1[mmHg*s/mL]"].filter((t) => !t.startsWith(`${term} `));
    const pipe = inertial("pipe", { doc: "", law: [...others, `${term} = 1[K]`].join("\n") });
    expect(faultOf(twoVessels().add("pipe", pipe, { from: "a", to: "b" })).message).toContain(
      `pipe, line ${others.length + 1}: unit clash: "${term}" must be in ${unit} but is in K`,
    );
  });

  test("in an input's wiring, an input's preset, an initial volume, an initial state, the period and the blood volume", () => {
    const reader = law("y = x", { inputs: { x: input("mmHg", "") } });
    expect(faultOf(twoVessels().add("s", reader, { inputs: { x: "a.V" } })).message).toBe(
      's (input x): unit clash: it is in mmHg but "a.V" is in mL',
    );
    const preset = law("y = x", { inputs: { x: input("mmHg", "", "1") } });
    expect(faultOf(twoVessels().add("s", preset)).message).toContain("s (input x): unit clash");
    const wall = node("wall", { doc: "", initial: "p_start", law: "p = 1[mmHg]" });
    expect(faultOf(twoVessels().add("n", wall).add("r2", resistor, { from: "a", to: "n" })).message).toContain(
      "n: unit clash: the initial volume must be in mL",
    );
    const state = law("der(x) = 1", { states: { x: { unit: "s", initial: "1", scale: 1 } } });
    expect(faultOf(twoVessels().add("s", state)).message).toContain("s (initial x): unit clash");
    expect(faultOf(twoVessels(), "1[mL]").message).toContain("circuit: unit clash");
    expect(fault(twoVessels().build({ period: "1[s]", bloodVolume: "1[s]" })).message).toContain("circuit: unit clash");
  });

  test("in a law that nothing reads", () => {
    expect(fault(circuitWith("y = 1\nunread = T + 1")).message).toContain("s, line 2: unit clash");
  });

  test("an unknown unit is named", () => {
    expect(fault(circuitWith("y = 1\nz = 2[furlong]")).message).toContain('s, line 2: unknown unit "furlong"');
    expect(fault(circuitWith("y = k", { parameters: { k: parameter(1, "bar", [0, 2], "", "") } })).message).toContain(
      's: unknown unit "bar"',
    );
  });
});

describe("numbers and comparisons are different things", () => {
  test.each([
    ["y = if(k, 1, 2)", "a number stands where a comparison is needed"],
    ["y = (k < 1) + 1", "a comparison stands where a number is needed"],
    ["y = -(k < 1)", "a comparison stands where a number is needed"],
    ["y = 0 < k < 1", "a comparison stands where a number is needed"],
    ["y = if(not k, 1, 2)", "a number stands where a comparison is needed"],
    ["y = if(k < 1 and k, 1, 2)", "a number stands where a comparison is needed"],
    ["y = max(k < 1, 2)", "a comparison stands where a number is needed"],
    ["y = if(k < 1, k < 2, k < 3)", "a comparison stands where a number is needed"],
    ["y = constructor", 'unknown name "constructor"'],
    ["y = previous(k)", "previous(…) is for measures only"],
  ])("%s", (text, problem) => {
    expect(fault(circuitWith(text, { parameters: { k: one } })).message).toContain(`s, line 1: ${problem}`);
  });

  test("in measures", () => {
    expect(faultOf(twoVessels().measure("m", "max", "a.p > b.p")).message).toContain(
      "measure m: a measure needs a number",
    );
    expect(faultOf(twoVessels().measure("m", "max", "a.p", "a.p")).message).toContain("measure m: its condition must");
  });
});
