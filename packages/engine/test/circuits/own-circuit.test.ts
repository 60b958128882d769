/** A circuit of the user's own, composed at run time: a heart as a source, a valve, an artery, a bed, veins, and a dye. */
import {
  assemble,
  type Circuit,
  CircuitBuilder,
  compile,
  inertial,
  input,
  type Kernel,
  LaneGroup,
  node,
  parameter,
  resistive,
  signal,
  steadyStates,
} from "@counterpulse/engine";
import { afterEach, describe, expect, test, vi } from "vitest";

const free = (value: number, unit: string) => parameter(value, unit, [0, value * 10 + 10], "", "");

const rhythm = signal("rhythm", {
  doc: "A pump's pressure: half a sine, as a parabola.",
  parameters: { rate: free(75, "1/min"), height: free(120, "mmHg"), systole: free(0.3, "s") },
  law: `
    period = 1/rate
    drive = if(t < systole, height*4*t/systole*(1 - t/systole), 0[mmHg])
  `,
});

const chamber = node("chamber", {
  doc: "A sac squeezed from outside.",
  parameters: { C: free(10, "mL/mmHg"), V0: free(20, "mL"), filling: free(8, "mmHg") },
  inputs: { squeeze: input("mmHg", "Pressure around it", "0[mmHg]") },
  initial: "V0 + C*filling",
  law: "p = (V - V0)/C + squeeze",
});

const valve = inertial("valve", {
  doc: "Opens forward only.",
  parameters: {
    inertance: free(5e-4, "mmHg*s^2/mL"),
    resistance: free(0.02, "mmHg*s/mL"),
    loss: free(1e-5, "mmHg*s^2/mL^2"),
  },
  law: `
    L = inertance
    R = resistance
    B = loss
    q_min = 0[mL/s]
  `,
});

const bed = resistive("bed", {
  doc: "Resistance.",
  parameters: { R: free(1, "mmHg*s/mL") },
  law: "q = (p_from - p_to)/R",
});

const set = (values: Record<string, number>) =>
  Object.fromEntries(Object.entries(values).map(([k, value]) => [k, { value, source: "test", min: 0, max: 1e6 }]));

/** A closed loop of a pumping chamber, an artery and a vein. */
function loop(exchange: Record<string, string> = {}): Circuit {
  return new CircuitBuilder("own loop")
    .add("rhythm", rhythm)
    .add("heart", chamber, { inputs: { squeeze: "rhythm.drive" } })
    .add("artery", chamber, { set: set({ C: 1.5, V0: 200, filling: 80 }) })
    .add("vein", chamber, { set: set({ C: 100, V0: 1000, filling: 8 }) })
    .add("inlet", valve, { from: "vein", to: "heart" })
    .add("outlet", valve, { from: "heart", to: "artery" })
    .add("bed", bed, { from: "artery", to: "vein" })
    .scalar({ name: "dye", initial: "if(dose.mixed > 0.5, 1, 0)", exchange })
    .add("dose", signal("dose", { doc: "", parameters: { mixed: free(1, "1") }, law: "amount = 1[mL/s]" }))
    .measure("artery_mean", "mean", "artery.p")
    .measure("output", "mean", "outlet.q")
    .measure("through_bed", "mean", "bed.q")
    .measure("open", "open-fraction", "outlet")
    .build({ period: "rhythm.period" });
}

const NODES = ["heart", "artery", "vein"];
const STEPS = 400;

function begin(kernel: Kernel): LaneGroup {
  const group = new LaneGroup(kernel);
  for (let lane = 0; lane < kernel.lanes; lane++) group.setParameters(lane, new Map());
  group.configure(STEPS);
  for (let lane = 0; lane < kernel.lanes; lane++) group.initialise(lane);
  return group;
}

const amounts = (group: LaneGroup, lane = 0): number[] => NODES.map((n) => group.get(`amount:dye.${n}`, lane));
const volumes = (group: LaneGroup, lane = 0): number[] => NODES.map((n) => group.get(`volume:${n}`, lane));
const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

afterEach(() => void vi.unstubAllGlobals());

describe("a pulsating loop", () => {
  test("conserves its volume", () => {
    const group = begin(compile(assemble(loop())));
    const before = group.bloodVolume(0);
    expect(before).toBe(sum(volumes(group)));
    for (let beat = 0; beat < 500; beat++) group.beat();
    expect(Math.abs(group.bloodVolume(0) / before - 1)).toBeLessThan(1e-12);
  });

  test("comes to a periodic steady state in which what is pumped runs off", () => {
    const [result] = steadyStates(compile(assemble(loop())), [{ parameters: new Map() }], { step: 0.002 });
    expect(result).toMatchObject({ converged: true, reason: null });
    const [beat] = result.cycle;
    expect(beat.get("output")! / beat.get("through_bed")!).toBeCloseTo(1, 4);
    expect(beat.get("output")!).toBeGreaterThan(20);
    expect(beat.get("open")!).toBeGreaterThan(0.1);
    expect(beat.get("open")!).toBeLessThan(0.5);
  });

  test("its parameters carry ids, units and ranges as those of the circulation do", () => {
    const model = assemble(loop());
    expect(model.parameters.map((p) => p.id)).toContain("artery.C");
    expect(model.parameters.find((p) => p.id === "rhythm.rate")).toMatchObject({ unit: { scale: 1 / 60 } });
    expect(model.outputNames).toEqual(expect.arrayContaining(["artery.p", "artery.V", "outlet.q", "rhythm.drive"]));
  });
});

describe("a dye carried by the blood", () => {
  test("that is everywhere alike stays so, whatever flows", () => {
    const group = begin(compile(assemble(loop())));
    for (let beat = 0; beat < 200; beat++) group.beat();
    const concentrations = amounts(group).map((a, i) => a / volumes(group)[i]);
    for (const c of concentrations) expect(Math.abs(c - 1)).toBeLessThan(1e-12);
  });

  test("in one place mixes to the uniform concentration; its amount is conserved to 1e-12", () => {
    const group = begin(compile(assemble(loop())));
    NODES.forEach((n) => group.write(group.slot(`amount:dye.${n}`), 0, n === "vein" ? 1000 : 0));
    const spread = (): number => {
      const c = amounts(group).map((a, i) => a / volumes(group)[i]);
      return (Math.max(...c) - Math.min(...c)) / (1000 / group.bloodVolume(0));
    };
    expect(spread()).toBeGreaterThan(0.9);
    for (let beat = 0; beat < 20; beat++) group.beat();
    expect(spread()).toBeGreaterThan(1e-3);
    for (let beat = 0; beat < 400; beat++) group.beat();
    expect(spread()).toBeLessThan(1e-9);
    expect(Math.abs(sum(amounts(group)) / 1000 - 1)).toBeLessThan(1e-12);
    expect(amounts(group).every((a) => a > 0)).toBe(true);
  });

  test("that is added at a rate grows by just that", () => {
    const group = begin(compile(assemble(loop({ vein: "2*dose.amount" }))));
    const before = sum(amounts(group));
    for (let beat = 0; beat < 100; beat++) group.beat();
    expect(sum(amounts(group)) - before).toBeCloseTo(2 * 100 * 0.8, 8);
  });
});

describe("against what is known in closed form", () => {
  const emptying = (): Circuit =>
    new CircuitBuilder("two-element Windkessel")
      .add("artery", chamber, { set: set({ C: 1.5, V0: 200, filling: 100 }) })
      .add("bed", bed, { from: "artery", to: null })
      .measure("end", "min", "artery.p")
      .build({ period: "1[s]" });

  /** Pressure at the end of the first beat. */
  function afterOneSecond(steps: number): number {
    const group = begin(compile(assemble(emptying()), { probes: ["artery.p"] }));
    group.configure(steps);
    for (const lane of [0, 1]) group.initialise(lane);
    group.beat();
    group.kernel.observe(group.group, 0);
    return group.get("probe:artery.p", 0);
  }
  const exact = 100 * Math.exp(-1 / 1.5);

  test("a two-element Windkessel decays by exp(-t/RC), the error falling with the square of the step", () => {
    const errors = [100, 200, 400, 800].map((n) => Math.abs(afterOneSecond(n) / exact - 1));
    expect(errors[0]).toBeLessThan(1e-4);
    for (let i = 1; i < errors.length; i++) expect(errors[i - 1] / errors[i]).toBeCloseTo(4, 0);
  });

  test("a U-tube swings at omega = sqrt(2/(L C)), at second order or better", () => {
    const tube = inertial("tube", { doc: "", law: "L = 0.01[mmHg*s^2/mL]\nR = 0[mmHg*s/mL]" });
    const circuit = new CircuitBuilder("U-tube")
      .add("left", chamber, { set: set({ C: 2, V0: 100, filling: 20 }) })
      .add("right", chamber, { set: set({ C: 2, V0: 100, filling: 10 }) })
      .add("tube", tube, { from: "left", to: "right" })
      .build({ period: "1[s]" });
    const omega = Math.sqrt(2 / (0.01 * 2));
    const error = (steps: number): number => {
      const group = begin(compile(assemble(circuit)));
      group.configure(steps);
      group.initialise(0);
      // A flow is the mean over the step before: from rest at t = 0 that is not 0.
      group.write(group.slot("flow:tube"), 0, (10 * (Math.cos(omega / steps) - 1)) / (1 / steps));
      group.beat();
      return Math.abs(group.get("volume:left", 0) - (130 + 10 * Math.cos(omega)));
    };
    expect(error(400)).toBeLessThan(0.02);
    expect(error(200) / error(400)).toBeGreaterThan(3.5);
  });

  test("steady flow through a quadratic loss is its root", () => {
    const circuit = new CircuitBuilder("orifice")
      .add("left", chamber, { set: set({ C: 1e6, V0: 100, filling: 50 }) })
      .add("right", chamber, { set: set({ C: 1e6, V0: 100, filling: 10 }) })
      .add("orifice", valve, { from: "left", to: "right", set: set({ resistance: 0.1, loss: 0.01, inertance: 0.01 }) })
      .build({ period: "1[s]" });
    const group = begin(compile(assemble(circuit)));
    for (let beat = 0; beat < 5; beat++) group.beat();
    const q = group.get("flow:orifice", 0);
    expect(0.1 * q + 0.01 * q * q).toBeCloseTo(40, 2);
  });

  test("what flows in from outside is counted and carries its own concentration", () => {
    const circuit = new CircuitBuilder("infusion")
      .add("artery", chamber, { set: set({ C: 1.5, V0: 200, filling: 0 }) })
      .add("drip", resistive("drip", { doc: "", law: "q = 3[mL/s]" }), { from: null, to: "artery" })
      .scalar({ name: "drug", initial: "0", inflow: "0.5" })
      .build({ period: "1[s]" });
    const group = begin(compile(assemble(circuit)));
    for (let beat = 0; beat < 10; beat++) group.beat();
    expect(group.bloodVolume(0)).toBeCloseTo(230, 9);
    expect(group.get("amount:drug.artery", 0)).toBeCloseTo(15, 9);
  });
});

/** Stands for Function and eval where the policy refuses them. */
function forbid(called: () => void) {
  return class {
    constructor() {
      called();
      throw new EvalError("Refused to evaluate a string as JavaScript");
    }
  };
}

describe("under a policy that forbids eval", () => {
  test("compiling to WebAssembly and running it never calls Function", () => {
    const calls = vi.fn();
    const forbidden = forbid(calls);
    vi.stubGlobal("Function", forbidden);
    vi.stubGlobal("eval", forbidden);
    const kernel = compile(assemble(loop()), { probes: ["artery.p"] });
    const group = begin(kernel);
    for (let beat = 0; beat < 10; beat++) group.beat();
    kernel.observe(group.group, 0);
    const pressure = group.get("probe:artery.p", 0);
    expect(calls).not.toHaveBeenCalled();
    expect(pressure).toBeGreaterThan(10);
  });

  test("the stub does stop the JavaScript twin, which needs it", () => {
    vi.stubGlobal(
      "Function",
      forbid(() => undefined),
    );
    const attempt = (): Kernel => compile(assemble(loop()), { target: "js" });
    expect(attempt).toThrow(EvalError);
  });
});
