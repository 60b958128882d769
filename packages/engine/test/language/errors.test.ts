/** Every fault of a circuit is one error that names the component, and the line where it stands in a law. */
import { assemble, CircuitBuilder, inertial, input, node, parameter, resistive } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { circuitWith, law, resistor, tube, twoVessels, vessel } from "../circuits.ts";
import { fault, faultOf, one } from "../faults.ts";

const seconds = parameter(1, "s", [0, 2], "", "");

test("a circuit without a fault is accepted", () => {
  expect(() => assemble(circuitWith("y = 2*k", { parameters: { k: one } }))).not.toThrow();
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

describe("parameters", () => {
  test("a default outside its range", () => {
    expect(fault(circuitWith("y = k", { parameters: { k: parameter(3, "1", [0, 2], "", "") } })).message).toBe(
      's: default 3 of "k" lies outside 0 to 2',
    );
  });

  test("an initial volume must follow from parameters alone", () => {
    const wall = node("wall", {
      doc: "",
      initial: "1[mL] + x",
      inputs: { x: { unit: "mL", description: "" } },
      law: "p = 1[mmHg]",
    });
    const circuit = twoVessels()
      .add("n", wall, { inputs: { x: "a.V" } })
      .add("r2", resistor, { from: "a", to: "n" });
    expect(faultOf(circuit).message).toContain("the initial volume must follow from parameters alone");
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
