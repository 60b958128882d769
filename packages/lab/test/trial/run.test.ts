/** Repeatable, in parts or at once; the data sets are the trials that were run; fast enough. */
import { cpuUsage } from "node:process";
import { describe, expect, test } from "vitest";
import { characteristicsOf } from "../../src/trial/characteristics.ts";
import {
  builtInProtocol,
  joinRecords,
  parseEffect,
  planTrial,
  protocolFromObject,
  runTrials,
  scenarioFor,
  simulateTrial,
  trialData,
} from "../../src/trial/index.ts";
import { plain } from "./plain.ts";

const builtIn = (id: string) => protocolFromObject(builtInProtocol(id)!, id);

describe.each(["editorial", "remap-ecmo"])("%s", (id) => {
  const plan = planTrial(builtIn(id), null, 9, id);
  const scenario = scenarioFor(plan, parseEffect("0.74", ""));
  const whole = runTrials(plan, scenario, 0, 90, { seed: 9 });

  test("parts in any order are the whole, bit for bit", () => {
    const parts = [
      [60, 90],
      [0, 17],
      [17, 60],
    ].map(([from, to]) => runTrials(plan, scenario, from, to, { seed: 9 }));
    const joined = joinRecords(plan, parts);
    expect(joined).toEqual(whole);
    expect(characteristicsOf(plan, scenario, null, joined)).toEqual(characteristicsOf(plan, scenario, null, whole));
  });

  test("another seed gives other trials", () => {
    expect(runTrials(plan, scenario, 0, 90, { seed: 10 }).estimate).not.toEqual(whole.estimate);
  });
});

test("the data sets hold the trial of that number, with what the dictionary says", () => {
  const protocol = protocolFromObject({ ...builtInProtocol("anzhen")! }, "anzhen");
  const plan = planTrial(protocol, null, 2, "anzhen");
  const scenario = scenarioFor(plan, parseEffect("0.74", ""));
  const records = runTrials(plan, scenario, 0, 4, { seed: 2 });
  const [adsl, adtte, , dictionary] = trialData(plan, scenario, 3, 2);
  expect(adsl.rows).toHaveLength(358);
  const at = (set: typeof adsl, name: string) => set.rows.map((row) => row[set.header.indexOf(name)]);
  const arm = at(adtte, "TRT01PN");
  const known = at(adsl, "LOSTFL").map((flag) => flag === "");
  const dead = at(adtte, "CNSR").map((c) => c === 0);
  const risk = (a: number) => {
    const rows = arm.flatMap((x, i) => (x === a && known[i] ? [i] : []));
    return rows.filter((i) => dead[i]).length / rows.length;
  };
  expect(risk(1) - risk(0)).toBeCloseTo(records.estimate[3], 12);
  expect(at(adsl, "DTHFL").map((flag) => flag === "Y")).toEqual(dead);
  for (const set of [adsl, adtte]) {
    const told = dictionary.rows.filter(([name]) => name === set.name).map(([, variable]) => variable);
    expect(told).toEqual([...set.header]);
  }
  for (const day of at(adtte, "AVAL")) expect(day).toBeLessThanOrEqual(30);
});

test("10,000 trials of 600 patients with three looks take at most 5 s of a processor", () => {
  const source = "test";
  const protocol = plain({
    analysis: { test: "log-rank", source },
    randomisation: { blocks: [4, 6], centres: 20, source },
    dropout: { share: 0.02, source },
    looks: { at: [1 / 3, 2 / 3, 1], source },
  });
  const plan = planTrial(protocol, null, 1, "x");
  const scenario = scenarioFor(plan, parseEffect("0.74", ""));
  // Compiled first; a tenth of the trials is measured, so that the suite stays short.
  runTrials(plan, scenario, 0, 200, { seed: 1 });
  const seconds = [0, 1, 2].map((k) => {
    const before = cpuUsage();
    runTrials(plan, scenario, 1000 * k, 1000 * (k + 1), { seed: 1 });
    const { user, system } = cpuUsage(before);
    return (user + system) / 1e6;
  });
  expect(Math.min(...seconds)).toBeLessThan(0.5);
});

test("stopping is at the looks' patients, and those who come in the meantime count", () => {
  const source = "test";
  const protocol = plain({ looks: { at: [0.5, 1], spending: "pocock", source }, accrual: { per_month: 100, source } });
  const result = simulateTrial(
    { protocol, table: null, effects: ["0.4"], enrich: [], repeats: 200, seed: 1, where: "x" },
    () => 0,
  );
  // 100 a month and 28 days to wait: about 92 more than the 300 of the look.
  expect(result.stop_by_look[0].efficacy).toBeGreaterThan(0.95);
  expect(result.n.median).toBeGreaterThan(370);
  expect(result.n.median).toBeLessThan(415);
});
