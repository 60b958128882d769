import {
  analyzeSurvival,
  cox,
  type KaplanMeier,
  kaplanMeier,
  type PublishedCurve,
  rebuildCurve,
} from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { table } from "./competing-reference.ts";

/** What a reader takes from a printed figure: steps to so many decimals, and the table below. */
function printed(km: KaplanMeier, decimals: number, riskTime: number[]): PublishedCurve {
  const steps = [...km.time.keys()].filter((i) => km.events_at[i] > 0);
  return {
    time: steps.map((i) => km.time[i]),
    survival: steps.map((i) => Number(km.survival[i].toFixed(decimals))),
    risk_time: riskTime,
    at_risk: riskTime.map((t) => km.at_risk[km.time.findIndex((x) => x >= t)] ?? 0),
    events: km.events,
  };
}

const tables = [0, 200, 400, 600, 800, 1000];
const lung = analyzeSurvival(table("lung"), { time: "time", event: "status==2", by: "sex", cox: ["sex"] });

describe.each([2, 3, 6])("lung cancer read off to %d decimals", (decimals) => {
  const rebuilt = lung.km.map((km) => ({ km, data: rebuildCurve(printed(km, decimals, tables)) }));

  test("everyone is there, events nearly, the curve within two hundredths", () => {
    for (const { km, data } of rebuilt) {
      expect(data.time).toHaveLength(km.n);
      expect(Math.abs(data.events - km.events)).toBeLessThanOrEqual(3);
      expect(data.worst_distance).toBeLessThan(0.02);
      const median = kaplanMeier(data).median ?? 0;
      expect(Math.abs(median / (km.median ?? 0) - 1)).toBeLessThan(0.02);
    }
  });

  test("the hazard ratio of the two groups comes back within 3 %", () => {
    const [female, male] = rebuilt.map(({ data }) => data);
    const data = {
      time: Float64Array.from([...female.time, ...male.time]),
      event: Uint8Array.from([...female.event, ...male.event]),
    };
    const values = [...female.time.map(() => 0), ...male.time.map(() => 1)];
    const hr = cox(data, [{ name: "male", values }]).terms[0].hr ?? 0;
    expect(Math.abs(hr / (lung.cox?.terms[0].hr ?? 0) - 1)).toBeLessThan(0.03);
  });
});

test("without censoring the data come back exactly", () => {
  const curve = { time: [1, 2, 3, 5, 8], survival: [0.9, 0.7, 0.6, 0.2, 0] };
  const data = rebuildCurve({ ...curve, risk_time: [0, 3, 6], at_risk: [10, 7, 2] });
  expect([...data.time]).toEqual([1, 2, 2, 3, 5, 5, 5, 5, 8, 8]);
  expect(data).toMatchObject({ events: 10, censored: 0 });
  expect(data.worst_distance).toBeLessThan(1e-12);
});

test("a table alone, without steps in an interval, gives censored only", () => {
  const data = rebuildCurve({ time: [4, 5], survival: [1, 0.5], risk_time: [0, 3], at_risk: [10, 4] });
  expect(data.censored).toBeGreaterThanOrEqual(6);
  expect([...data.time].filter((t) => t < 3)).toHaveLength(6);
});

const fine: PublishedCurve = { time: [1, 2], survival: [0.9, 0.8], risk_time: [0, 1], at_risk: [10, 9] };
test.each<[Partial<PublishedCurve>, string]>([
  [{ time: [], survival: [] }, "0 times and 0 survival values"],
  [{ time: [2, 1] }, "times must be 0 or later and must not fall"],
  [{ survival: [0.8, 0.9] }, "survival 0.9 at 2: from 1 to 0, never rising, is allowed"],
  [{ survival: [90, 80] }, "survival 90 at 1"],
  [{ risk_time: [1, 2] }, "must begin at time 0 and rise"],
  [{ at_risk: [9, 10] }, "10 at risk at 1: whole numbers that do not rise are allowed"],
  [{ events: 11 }, "11 events among 10 people"],
])("wrong input %#", (change, message) => {
  expect(() => rebuildCurve({ ...fine, ...change })).toThrow(message);
});
