/** Every fault of a circuit is one error that names the component, and the line where it stands in a law. */
import {
  assemble,
  type Circuit,
  CircuitBuilder,
  inertial,
  input,
  ModelError,
  node,
  parameter,
  resistive,
  type StateSpec,
} from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { circuitWith, law, resistor, tube, twoVessels, vessel } from "../circuits.ts";

/** The error of a circuit, which must be one of the model's own. */
function fault(circuit: Circuit): { component: string; line: number | null; message: string } {
  try {
    assemble(circuit);
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return error as ModelError;
  }
  throw new Error("the circuit was accepted");
}

const faultOf = (builder: CircuitBuilder, period = "1[s]") => fault(builder.build({ period }));
const one = parameter(1, "1", [0, 2], "", "");
const seconds = parameter(1, "s", [0, 2], "", "");

test("a circuit without a fault is accepted", () => {
  expect(() => assemble(circuitWith("y = 2*k", { parameters: { k: one } }))).not.toThrow();
});

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

describe("unknown name", () => {
  test("in a law", () => {
    expect(fault(circuitWith("y = 1\n\nz = y + who")).message).toBe('s, line 3: unknown name "who"');
  });

  test("another component's name needs an input, not a dot", () => {
    expect(fault(circuitWith("y = a.p")).message).toBe('s, line 1: unknown name "a.p"');
  });

  test("a function", () => {
    expect(fault(circuitWith("y = sin(1)")).message).toBe('s, line 1: unknown function "sin"');
    expect(fault(circuitWith("y = max(1, 2, 3)")).message).toBe("s, line 1: max(…) takes 2 arguments, not 3");
  });

  test.each([
    [
      "an input",
      (c: CircuitBuilder) => c.add("s", law("y = x", { inputs: { x: input("mL", "") } }), { inputs: { x: "who.V" } }),
      "s (input x)",
    ],
    ["an instance's part", (c: CircuitBuilder) => c.measure("m", "mean", "a.who"), "measure m"],
    ["a measure", (c: CircuitBuilder) => c.measure("m", "mean", "who"), "measure m"],
    ["a measure's condition", (c: CircuitBuilder) => c.measure("m", "mean", "a.p", "who < 1"), "measure m"],
    [
      "a share",
      (c: CircuitBuilder) => c.add("r2", resistor, { from: "a", to: [{ node: "b", share: "who.y" }] }),
      "r2 (port to)",
    ],
    ["a scalar", (c: CircuitBuilder) => c.scalar({ name: "dye", initial: "who" }), "scalar dye"],
    [
      "a beat input",
      (c: CircuitBuilder) => c.beatInput({ name: "flag", description: "", every: "who", offset: 0 }),
      "beat input flag",
    ],
  ])("in %s", (_, add, component) => {
    const error = faultOf(add(twoVessels()));
    expect(error.component).toBe(component);
    expect(error.message).toContain("unknown name");
    expect(error.message).toContain("who");
  });

  test("an output that does not exist", () => {
    expect(() => assemble(circuitWith("y = 1")).output("s.z")).toThrow('output s.z: unknown name "s.z"');
  });

  test("an input that the component does not have, a parameter that it does not have", () => {
    expect(faultOf(twoVessels().add("s", law("y = 1"), { inputs: { x: "1" } })).message).toBe(
      's: law has no input "x"',
    );
    expect(faultOf(twoVessels().add("c", vessel, { set: { K: { value: 1, source: "" } } })).message).toBe(
      'c: vessel has no parameter "K"',
    );
  });
});

describe("defined twice", () => {
  test("an instance", () => {
    expect(faultOf(twoVessels().add("a", vessel)).message).toBe("a: defined twice");
  });

  test("an equation", () => {
    expect(fault(circuitWith("y = 1\nz = 2\ny = 3")).message).toBe('s, line 3: "y" is defined twice');
  });

  test("a parameter id, by a group that joins two instances", () => {
    const builder = twoVessels()
      .add("c", law("y = k", { parameters: { k: one } }), { group: "device" })
      .add("d", law("y = k", { parameters: { k: one } }), { group: "device" });
    expect(faultOf(builder).message).toBe('d: parameter "device.k" is defined twice');
  });

  test.each([
    ["a parameter", "k = 1", "k"],
    ["an input", "x = 1", "x"],
    ["the clock", "t = 1[s]", "t"],
    ["the period", "T = 1[s]", "T"],
  ])("an equation with the name of %s", (_, text, name) => {
    const parts = { parameters: { k: one }, inputs: { x: input("1", "", "1") } };
    expect(fault(circuitWith(text, parts)).message).toContain(`s, line 1: "${name}" is defined twice`);
  });

  test.each(["V = 1[mL]\np = 1[mmHg]"])("a node's own name (%j)", (text) => {
    const wall = node("wall", { doc: "", initial: "1[mL]", law: text });
    expect(faultOf(twoVessels().add("n", wall)).message).toContain('n, line 1: "V" is defined twice');
  });

  test.each(["p_from", "p_to", "q", "dqdt"])("a branch's own name %s", (name) => {
    const pipe = inertial("pipe", { doc: "", law: `L = 1[mmHg*s^2/mL]\nR = 1[mmHg*s/mL]\n${name} = 1` });
    expect(faultOf(twoVessels().add("pipe", pipe, { from: "a", to: "b" })).message).toContain(
      `pipe, line 3: "${name}" is defined twice`,
    );
  });

  test("a measure, and a scalar with an instance's name", () => {
    expect(faultOf(twoVessels().measure("m", "mean", "a.p").measure("m", "max", "a.p")).message).toContain(
      "measure m: ",
    );
    expect(faultOf(twoVessels().scalar({ name: "a", initial: "1" })).message).toBe("scalar a: defined twice");
  });
});

describe("algebraic loop", () => {
  test("within a law: the message lists the loop", () => {
    const error = fault(circuitWith("x = 1\ny = z + x\nz = 2*y"));
    expect(error).toMatchObject({ component: "s", line: 2 });
    expect(error.message).toBe("s, line 2: algebraic loop: s.y -> s.z -> s.y");
  });

  test("of a name with itself", () => {
    expect(fault(circuitWith("y = y + 1")).message).toBe("s, line 1: algebraic loop: s.y -> s.y");
  });

  test("across components", () => {
    const inputs = { x: input("1", "") };
    const builder = twoVessels()
      .add("c", law("y = x", { inputs }), { inputs: { x: "d.y" } })
      .add("d", law("k = 1\ny = x + k", { inputs }), { inputs: { x: "c.y" } });
    expect(faultOf(builder).message).toContain("algebraic loop: c.y -> c.x -> d.y -> d.x -> c.y");
  });

  test("through a pressure", () => {
    const wall = node("wall", {
      doc: "",
      inputs: { p_out: input("mmHg", "") },
      initial: "1[mL]",
      law: "p = V/1[mL]*1[mmHg] + p_out",
    });
    const builder = new CircuitBuilder("x")
      .add("c", wall, { inputs: { p_out: "d.p" } })
      .add("d", wall, { inputs: { p_out: "c.p" } })
      .add("r", resistor, { from: "c", to: "d" });
    expect(faultOf(builder).message).toContain("algebraic loop: c.p -> c.p_out -> d.p -> d.p_out -> c.p");
  });

  test("a state breaks a loop", () => {
    const states = { x: { unit: "1", initial: "0", scale: 1 } };
    expect(() => assemble(circuitWith("y = x\nder(x) = (1 - y)/T", { states }))).not.toThrow();
  });
});

describe("what is missing", () => {
  test("a port", () => {
    expect(faultOf(twoVessels().add("r2", resistor, { from: "a" })).message).toBe('r2: port "to" is not connected');
    expect(faultOf(twoVessels().add("t", tube, { to: "a" })).message).toBe('t: port "from" is not connected');
  });

  test("null is a port: the outside", () => {
    expect(() =>
      assemble(twoVessels().add("r2", resistor, { from: "a", to: null }).build({ period: "1[s]" })),
    ).not.toThrow();
  });

  test("the node of a port", () => {
    expect(faultOf(twoVessels().add("r2", resistor, { from: "a", to: "nowhere" })).message).toBe(
      'r2: port "to": there is no node "nowhere"',
    );
    expect(faultOf(twoVessels().add("r2", resistor, { from: "a", to: "r" })).message).toContain('there is no node "r"');
  });

  test("the node of a scalar's exchange", () => {
    expect(faultOf(twoVessels().scalar({ name: "dye", initial: "1", exchange: { nowhere: "1[mL/s]" } })).message).toBe(
      'scalar dye: there is no node "nowhere"',
    );
  });

  test("a branch at a node", () => {
    expect(faultOf(twoVessels().add("island", vessel)).message).toBe("island: no branch connects this node");
  });

  test("an input", () => {
    expect(faultOf(twoVessels().add("s", law("y = x", { inputs: { x: input("mL", "") } }))).message).toBe(
      's: input "x" (mL) is not connected',
    );
  });

  test("an equation that the kind of component needs", () => {
    const wall = node("wall", { doc: "", initial: "1[mL]", law: "x = 1" });
    expect(faultOf(twoVessels().add("n", wall)).message).toBe('n: the law of wall does not define "p"');
    const pipe = inertial("pipe", { doc: "", law: "L = 1[mmHg*s^2/mL]" });
    expect(faultOf(twoVessels().add("i", pipe, { from: "a", to: "b" })).message).toContain('does not define "R"');
    const bed = resistive("bed", { doc: "", law: "x = 1" });
    expect(faultOf(twoVessels().add("i", bed, { from: "a", to: "b" })).message).toContain('does not define "q"');
  });

  test("the derivative of a state", () => {
    const states = { x: { unit: "1", initial: "0", scale: 1 } };
    expect(fault(circuitWith("y = x", { states })).message).toContain("does not define der(x)");
    expect(fault(circuitWith("x = 1", { states })).message).toBe('s, line 1: "x" is a state: write der(x) = …');
    expect(fault(circuitWith("der(y) = 1/T")).message).toBe('s, line 1: "y" is not a declared state');
  });

  test("the branch of an open-fraction measure", () => {
    expect(faultOf(twoVessels().measure("m", "open-fraction", "r")).message).toBe(
      'measure m: there is no inertial branch "r"',
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

describe("parameters", () => {
  test("a default outside its range", () => {
    expect(fault(circuitWith("y = k", { parameters: { k: parameter(3, "1", [0, 2], "", "") } })).message).toBe(
      's: default 3 of "k" lies outside 0 to 2',
    );
  });

  test("an initial volume must follow from parameters alone", () => {
    const wall = node("wall", { doc: "", initial: "1[mL]*t/1[s]", law: "p = 1[mmHg]" });
    expect(faultOf(twoVessels().add("n", wall).add("r2", resistor, { from: "a", to: "n" })).message).toContain(
      "the initial volume must follow from parameters alone",
    );
  });

  test("an override keeps unit and description; its range is half to twice the value, within the component's", () => {
    const base = parameter(1, "mL/mmHg", [0.6, 5], "Compliance", "general");
    const wall = node("wall", { doc: "", parameters: { C: base }, initial: "C*p_start", law: "p = V/C" });
    const build = (set: { value: number; source: string; min?: number; max?: number }) =>
      assemble(
        twoVessels()
          .add("n", wall, { set: { C: set } })
          .add("r2", resistor, { from: "a", to: "n" })
          .build({ period: "1[s]" }),
      ).parameters.find((p) => p.id === "n.C")?.spec;
    expect(build({ value: 2, source: "own" })).toEqual({ ...base, value: 2, min: 1, max: 4, source: "own" });
    expect(build({ value: 1, source: "own" })).toMatchObject({ min: 0.6, max: 2 });
    expect(build({ value: 2, source: "own", min: 0.1, max: 3 })).toMatchObject({ min: 0.1, max: 3 });
  });

  test("a parameter of the kind of time enters in inner units", () => {
    const model = assemble(circuitWith("y = k", { parameters: { k: seconds } }));
    expect(model.parameters.find((p) => p.id === "s.k")?.unit).toMatchObject({ scale: 1, text: "s" });
  });
});
