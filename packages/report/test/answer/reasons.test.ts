import { describe, expect, test } from "vitest";
import { reasonOf, reasonsText } from "../../src/answer/reasons.ts";

const entry = (id: string, text: string, change_pct: number | null = 3) => ({ id, text, change_pct, holds: false });
const patient = (before: object, after: object, pair: readonly [string, string] = ["va-ecmo", "va-ecmo+iabp"]) => ({
  under: { [pair[0]]: before, [pair[1]]: after } as Record<string, Record<string, number>>,
});
const why = (p: ReturnType<typeof patient>, e: ReturnType<typeof entry>): string => reasonsText([reasonOf(p, e)]);

describe("a reason is told only where its numbers hold", () => {
  const consumption = entry("T2", "myocardial oxygen consumption falls");

  test("a shut valve comes first, and is not told of an open one", () => {
    const work = { lv_stroke_work_mmHg_mL: 100 };
    const more = { lv_stroke_work_mmHg_mL: 150, aortic_valve_open_fraction: 0.2 };
    expect(why(patient({ ...work, aortic_valve_open_fraction: 0 }, more), consumption)).toMatch(
      /no ejection to ease \(open 0 % of the beat\)$/,
    );
    expect(why(patient({ ...work, aortic_valve_open_fraction: 0.2 }, more), consumption)).toMatch(
      /ejects more, .*\(stroke work \+50 %\)$/,
    );
  });

  test("work that does not rise is no reason for more oxygen", () => {
    const p = patient(
      { lv_stroke_work_mmHg_mL: 100, aortic_valve_open_fraction: 0.2 },
      { lv_stroke_work_mmHg_mL: 90, aortic_valve_open_fraction: 0.2 },
    );
    expect(why(p, consumption)).toBe("no reason found");
    expect(why(p, entry("T2", "myocardial oxygen consumption falls", 0.1))).toBe("it changes by less than 0.5 %");
  });

  test("a bed follows a need that falls, not one that rises", () => {
    const flow = entry("I4", "coronary flow rises, with the patient's own autoregulation", -5);
    const pair = ["none", "iabp"] as const;
    expect(why(patient({ lv_mvo2_mL_min: 20 }, { lv_mvo2_mL_min: 17 }, pair), flow)).toMatch(/\(oxygen use −15 %\)$/);
    expect(why(patient({ lv_mvo2_mL_min: 20 }, { lv_mvo2_mL_min: 21 }, pair), flow)).toBe("no reason found");
    const spent = entry("I4", "coronary flow rises once dilator reserve is exhausted", -5);
    expect(why(patient({ lv_mvo2_mL_min: 20 }, { lv_mvo2_mL_min: 17 }, pair), spent)).toBe("no reason found");
  });
});

test("one reason of several patients is told once, with the range of its numbers", () => {
  const e = entry("E4", "myocardial oxygen consumption rises", -10);
  const reasons = [-70, -100].map((pct) =>
    reasonOf(patient({ lv_stroke_work_mmHg_mL: 100 }, { lv_stroke_work_mmHg_mL: 100 + pct }, ["none", "va-ecmo"]), e),
  );
  expect(reasonsText([...reasons, reasonOf(patient({}, {}), entry("E4", "x", null))])).toMatch(
    /\(stroke work −100 to −70 %\); no reason found$/,
  );
});
