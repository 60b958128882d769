import { describe, expect, test } from "vitest";
import { Bench } from "../../src/validation/bench.ts";

const bench = new Bench();
const ecmo = { device: "va-ecmo" } as const;

describe("the ECMO circuit between two tanks", () => {
  test("at a held flow and speed the pump's head is that of its law (F012)", () => {
    const [speed, flow] = [3000, 4];
    const [head] = bench.curve({
      ...ecmo,
      vary: "flow_L_min",
      at: [flow],
      of: "head_mmHg",
      settings: { "va-ecmo.speed_rpm": speed },
      published: [0],
    });
    const law = 1.9583e-5 * speed ** 2 + 0.007545 * speed * flow - 2.8864 * flow ** 2;
    expect(head / law).toBeGreaterThan(0.97);
    expect(head / law).toBeLessThan(1.03);
  });

  test("what cannulae lose is told without the tubing", () => {
    const lost = (cm: number): number[] =>
      (["return_cannula_mmHg", "drainage_cannula_mmHg"] as const).flatMap((of) =>
        bench.curve({
          ...ecmo,
          vary: "flow_L_min",
          at: [3],
          of,
          settings: { "va-ecmo.return_tubing_cm": cm, "va-ecmo.drainage_tubing_cm": cm },
          published: [0],
        }),
      );
    const [short, long] = [lost(60), lost(350)];
    short.forEach((loss, i) => {
      expect(loss).toBeGreaterThan(5);
      expect(loss).toBeCloseTo(long[i], 1);
    });
  });

  test("flow falls as the head rises, and a pump that is too slow is run through backwards", () => {
    const at = [0, 100, 200, 400];
    const flows = bench.curve({
      ...ecmo,
      vary: "head_mmHg",
      at,
      of: "flow_L_min",
      settings: { "va-ecmo.speed_rpm": 3000 },
      published: at,
    });
    for (let i = 1; i < flows.length; i++) expect(flows[i]).toBeLessThan(flows[i - 1]);
    expect(flows[0]).toBeGreaterThan(3);
    expect(flows.at(-1)).toBeLessThan(0);
  });
});

test("an Impella at a held head pumps more at a higher level", () => {
  const flows = bench.curve({
    device: "impella",
    vary: "impella.level",
    at: [1, 4, 8],
    of: "flow_L_min",
    settings: { "impella.model": 0, head_mmHg: 60 },
    published: [1, 1, 1],
  });
  expect(flows).toEqual([...flows].sort((a, b) => a - b));
});

test("a reading that a device does not have is refused", () => {
  const request = { device: "impella", vary: "head_mmHg", at: [60], of: "oxygenator_mmHg", published: [1] } as const;
  expect(() => bench.curve({ ...request, at: [...request.at], published: [...request.published] })).toThrow(
    "device impella has no oxygenator_mmHg",
  );
});
