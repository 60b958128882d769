/** A circuit of the user's own, composed at run time: assembled, compiled, conserved; under a strict policy too. */
import { assemble, compile, type Kernel, type LaneGroup, steadyStates } from "@counterpulse/engine";
import { afterEach, describe, expect, test, vi } from "vitest";
import { begin, loop } from "../own-loop.ts";

const NODES = ["heart", "artery", "vein"];

const volumes = (group: LaneGroup, lane = 0): number[] => NODES.map((n) => group.get(`volume:${n}`, lane));
const concentrations = (group: LaneGroup, lane = 0): number[] =>
  NODES.map((n) => group.get(`concentration:dye.${n}`, lane));
const amounts = (group: LaneGroup): number[] => concentrations(group).map((c, i) => c * volumes(group)[i]);
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
    for (const c of concentrations(group)) expect(Math.abs(c - 1)).toBeLessThan(1e-12);
  });

  test("in one place mixes to the uniform concentration; its amount is conserved to 1e-12", () => {
    const group = begin(compile(assemble(loop())));
    const inVein = 1000 / group.get("volume:vein", 0);
    NODES.forEach((n) => group.write(group.slot(`concentration:dye.${n}`), 0, n === "vein" ? inVein : 0));
    const spread = (): number => {
      const c = concentrations(group);
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
