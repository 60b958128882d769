/** What the emitter writes is a valid module, by another reader than the one that runs it. */
import { assemble, circulation, compile, type Model, plan } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import wabt from "wabt";
import { emitWasm } from "../../src/codegen/wasm.ts";
import { haemodynamicModel } from "../circuits.ts";

const single = assemble(circulation("haemodynamics"), { precision: "f32" });
const probes = ["lv.p", "aortic_root.p"];

async function validate(model: Model, target: "f64x2" | "f32x4", scheme: "leapfrog-ab2" | "rk4"): Promise<string> {
  const tools = await wabt();
  const module = tools.readWasm(emitWasm(plan(model, { scheme, probes }), target), { readDebugNames: false });
  module.validate();
  const text = module.toText({ foldExprs: false, inlineExport: false });
  module.destroy();
  return text;
}

describe.each([
  ["f64x2", haemodynamicModel()],
  ["f32x4", single],
] as const)("%s", (target, model) => {
  const other = target === "f64x2" ? "f32x4" : "f64x2";

  test.each(["leapfrog-ab2", "rk4"] as const)("%s is valid and exports the six functions", async (scheme) => {
    const text = await validate(model, target, scheme);
    for (const name of ["prepare", "table", "run", "prime", "observe", "stiffness"]) {
      expect(text).toContain(`(export "${name}" (func`);
    }
    expect(text).toContain('(import "env" "memory" (memory');
    expect(text).toContain(`${target}.mul`);
    // Nothing in the other lane type, and nothing fused: each product and sum is rounded by itself.
    expect(text).not.toContain(`${other}.mul`);
    expect(text).not.toMatch(/relaxed|madd/);
  });
});

test("a small module: the page fetches nothing for it and compiles it at once", () => {
  expect(emitWasm(plan(haemodynamicModel()), "f64x2").byteLength).toBeLessThan(120_000);
});

test("a target needs a model of its precision", () => {
  expect(() => compile(single)).toThrow("target f64x2 needs a model assembled in double precision");
  expect(() => compile(haemodynamicModel(), { target: "f32x4" })).toThrow(
    "needs a model assembled in single precision",
  );
});
