/** The full circuit as a network: what is in it and how it hangs together. */
import { assemble, type Circuit, circulation, stateCount } from "@counterpulse/engine";
import { describe, expect, test } from "vitest";
import { fullModel } from "../circuits.ts";

const model = fullModel();
const names = model.nodes.map((n) => n.name);

/** Branches as [from, to] by names of nodes; the outside is "outside". */
const links = model.branches.map((b) => ({
  name: b.name,
  from: b.from.length > 0 ? b.from.map((p) => names[p.node]) : ["outside"],
  to: b.to.length > 0 ? b.to.map((p) => names[p.node]) : ["outside"],
}));

function reachable(start: string): Set<string> {
  const found = new Set([start]);
  for (const node of found) {
    for (const { from, to } of links) if (from.includes(node)) for (const next of to) found.add(next);
  }
  return found;
}

describe("the circulation", () => {
  test("has at least 40 differential states", () => expect(stateCount(model)).toBeGreaterThanOrEqual(40));

  test("has four chambers, an aorta in segments, regional beds, caval veins and lungs", () => {
    const expected = [
      ...["left_atrium", "lv", "right_atrium", "rv"],
      ...["aortic_root", "aortic_arch", "upper_thoracic_aorta", "lower_thoracic_aorta", "abdominal_aorta"],
      ...["left_iliac_artery", "right_iliac_artery", "brain_arteries", "left_arm_arteries", "right_arm_arteries"],
      ...["superior_caval_vein", "inferior_caval_vein", "pulmonary_artery", "pulmonary_capillaries", "pulmonary_veins"],
    ];
    expect(names).toEqual(expect.arrayContaining(expected));
  });

  test("is closed: blood comes from nowhere and goes nowhere but round", () => {
    const open = links.filter((l) => [...l.from, ...l.to].includes("outside")).map((l) => l.name);
    // The balloon's gas line alone leads outside, and it touches no blood.
    expect(open).toEqual(["iabp_line"]);
    expect(model.nodes.filter((n) => !n.blood).map((n) => n.name)).toEqual(["iabp_balloon"]);
    const blood = model.nodes.filter((n) => n.blood).map((n) => n.name);
    for (const start of blood) expect([...reachable(start)].sort(), `from ${start}`).toEqual([...blood].sort());
  });

  test("three coronary beds leave the root and return to the right atrium", () => {
    for (const territory of ["lad", "lcx", "rca"]) {
      expect(links.find((l) => l.name === `${territory}_ostium`)).toMatchObject({ from: ["aortic_root"] });
      expect(links.find((l) => l.name === `${territory}_venules`)).toMatchObject({ to: ["right_atrium"] });
    }
  });

  test("four valves let no blood back unless they leak", () => {
    for (const valve of ["mitral", "aortic", "tricuspid", "pulmonary"]) {
      const branch = model.branches.find((b) => b.name === `${valve}_valve`)!;
      expect(model.graph.valueOf(branch.qMin!), valve).toBe(0);
    }
  });
});

describe("the hash names the model", () => {
  const change = (edit: (c: Circuit) => Circuit): string => assemble(edit(circulation())).hash;

  test("equal for equal models", () => {
    expect(change((c) => c)).toBe(model.hash);
    expect(model.hash).toMatch(/^[0-9a-f]{16}$/);
  });

  test("another for another default, wiring or law", () => {
    const replace =
      (name: string, by: (i: Circuit["instances"][number]) => Circuit["instances"][number]) => (c: Circuit) => ({
        ...c,
        instances: c.instances.map((i) => (i.name === name ? by(i) : i)),
      });
    const hashes = [
      model.hash,
      change(replace("brain_bed", (i) => ({ ...i, set: { R: { value: 7, source: "test" } } }))),
      change(replace("brain_bed", (i) => ({ ...i, to: "leg_veins" }))),
      change(
        replace("brain_bed", (i) => ({ ...i, component: { ...i.component, law: "q = (p_from - p_to)/(R*tone*1)" } })),
      ),
    ];
    expect(new Set(hashes).size).toBe(4);
  });
});
