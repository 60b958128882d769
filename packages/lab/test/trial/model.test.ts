/** The outcome model: calibrated to what is published, effects as asked for, crossover, enrichment, endpoints. */
import { findStudy } from "@counterpulse/evidence";
import { describe, expect, test } from "vitest";
import { Drawer, END } from "../../src/trial/draw.ts";
import {
  builtInProtocol,
  type CirculationTable,
  PROTOCOLS,
  parseEffect,
  planTrial,
  protocolFromObject,
  scenarioFor,
  simulateTrial,
  truthOf,
} from "../../src/trial/index.ts";
import type { ProtocolFile } from "../../src/trial/protocol-file.ts";
import { PLAIN, plain } from "./plain.ts";

const source = "test";
const builtIn = (id: string) => protocolFromObject(builtInProtocol(id)!, id);
const one = (
  protocol: ReturnType<typeof plain>,
  effects: string[],
  repeats: number,
  table: CirculationTable | null = null,
  enrich: string[] = [],
) => simulateTrial({ protocol, table, effects, enrich, repeats, seed: 3, where: "x" }, () => 0);

describe("calibration", () => {
  test("the control arm has the registry's risk, whatever the spread among patients and centres", () => {
    const plan = planTrial(builtIn("editorial"), null, 1, "editorial");
    const { population } = scenarioFor(plan, parseEffect("0.74", ""));
    expect(population.risks[1]).toBeCloseTo(0.5816, 8);
    expect(population.hazard_ratio).toBeCloseTo(0.74, 8);
    // Among patients of one risk the ratio is further from 1 than among all.
    expect(population.own_hazard_ratio.median).toBeLessThan(0.7);
  });

  test("a trial has the deaths that the curves say, with crossover both ways and loss of none", () => {
    const { dropout: _, looks: __, ...file } = builtInProtocol("editorial")!;
    const protocol = protocolFromObject({ ...file, subgroups: {}, n: 20_000 }, "x");
    const plan = planTrial(protocol, null, 1, "x");
    const scenario = scenarioFor(plan, parseEffect("0.5", ""));
    const { risks } = truthOf(plan, scenario, null);
    const drawer = new Drawer(plan, scenario, 1, null);
    const dead = [0, 0];
    const all = [0, 0];
    for (let trial = 0; trial < 4; trial++) {
      drawer.begin(trial);
      drawer.draw(trial, 0, protocol.n, 0.5);
      drawer.drawn.end.forEach((end, i) => {
        all[drawer.drawn.arm[i]]++;
        if (end === END.event) dead[drawer.drawn.arm[i]]++;
      });
    }
    for (const arm of [0, 1]) expect(Math.abs(dead[arm] / all[arm] - risks[1 - arm])).toBeLessThan(0.01);
    // Crossing over draws the arms together.
    expect(risks[0]).toBeGreaterThan(scenario.population.risks[0]);
    expect(risks[1]).toBeLessThan(scenario.population.risks[1]);
  });

  test("weaning and death on support are as published, and the registry's ratio gives its weaning with the balloon", () => {
    const plan = planTrial(builtIn("remap-ecmo"), null, 1, "remap");
    const { population } = scenarioFor(plan, parseEffect("0.74", ""));
    const [withBalloon, without] = findStudy("aso-2016")!.outcomes.find((o) => o.outcome.startsWith("weaned"))!.arms;
    expect(population.risks[1]).toBeCloseTo(without.events! / without.total!, 4);
    expect(Math.abs(population.risks[0] - withBalloon.events! / withBalloon.total!)).toBeLessThan(0.01);
  });

  test("an odds ratio of a marker is met at the baseline risk", () => {
    const p = (x: number) => ({ distribution: "choice" as const, values: [0, 1], weights: [1 - x, x], source });
    const outcome = { ...PLAIN.outcome, markers: { m: { distribution: p(0.5), odds_ratio: 2, source } } };
    const plan = planTrial(plain({ outcome }), null, 1, "x");
    const values = plan.profiles.variables.get("m")!;
    const risk = (of: number) => -Math.expm1(-plan.outcome.own.death[values.indexOf(of)]);
    const odds = (r: number) => r / (1 - r);
    expect(odds(risk(1)) / odds(risk(0))).toBeGreaterThan(1.9);
    expect(odds(risk(1)) / odds(risk(0))).toBeLessThan(2.1);
  });
});

describe("effects", () => {
  test("a risk ratio is met on the last day", () => {
    const plan = planTrial(builtIn("anzhen"), null, 1, "anzhen");
    expect(scenarioFor(plan, parseEffect("RR=0.83", "")).population.risk_ratio).toBeCloseTo(0.83, 8);
  });

  const modified = (n = 600) =>
    plain({
      n,
      outcome: builtInProtocol("editorial")!.outcome,
      effect: {
        kind: "direct",
        modifiers: [{ where: { variable: "cpo_W", above: 0.6 }, times: 0, source }],
        scenarios: ["0.8"],
        source,
      },
      subgroups: { low: { label: "low", where: [{ variable: "cpo_W", below: 0.6 }], source } },
    });

  test("who is not affected is not; enrolling the others alone has more power", () => {
    const result = one(modified(), ["0.8"], 1500, null, ["low"]);
    const [all, , only] = result.scenarios;
    expect(all.population.hazard_ratio).toBeCloseTo(0.8, 6);
    expect(all.subgroups[0].truth_outside).toBeCloseTo(0, 6);
    expect(all.subgroups[0].truth!).toBeLessThan(-0.1);
    expect(only.enrolled).toBe("low");
    expect(only.power).toBeGreaterThan(all.power + 0.1);
    expect(only.screened).toBeCloseTo(600 / all.subgroups[0].share, 6);
    expect(only.duration_months.mean).toBeGreaterThan(1.5 * all.duration_months.mean);
  });

  const table: CirculationTable = {
    ...{ model: { name: "t", version: "t", hash: "t" } as never, population: "t", seed: 1, n: 4, unsettled: 0 },
    columns: {
      "change.cpo_W": [0.4, 0.2, 0, -0.1],
      "control.pcwp_mmHg": [10, 20, 30, 40],
      "without.cpo_W": [0.4, 0.5, 0.6, 0.7],
    },
  };
  const linked = (extra: Partial<ProtocolFile> = {}) =>
    plain({
      circulation: { population: "x", control: "va-ecmo", experimental: "va-ecmo+iabp", source },
      effect: {
        kind: "link",
        terms: [{ index: "cpo_W", per: 0.2, hazard_ratio: 0.6, source }],
        scenarios: ["link"],
        source,
      },
      ...extra,
    });

  test("the link makes each patient's hazard ratio from the change, at its strength or scaled to a ratio", () => {
    const plan = planTrial(linked(), table, 1, "x");
    const link = scenarioFor(plan, parseEffect("link", ""));
    const values = plan.profiles.variables.get("change.cpo_W")!;
    for (let j = 0; j < 20; j++) expect(link.death[j]).toBeCloseTo(0.6 ** (values[j] / 0.2), 12);
    expect(link.population.helped).toBeCloseTo(0.5, 6);
    const scaled = scenarioFor(plan, parseEffect("0.9", ""));
    expect(scaled.population.hazard_ratio).toBeCloseTo(0.9, 8);
    expect(Math.log(scaled.death[0]) / Math.log(link.death[0] || 1) || 0).toBeLessThan(1);
    expect(() => scenarioFor(plan, parseEffect("1.3", ""))).toThrow(/HR 1.3 cannot be/);
  });

  test("what goes with benefit is told, and that the link is assumed", () => {
    const result = one(linked(), [], 20, table);
    expect(result.drivers[0]).toMatchObject({ rank_correlation: expect.closeTo(1, 6) });
    expect(result.drivers.map((d) => d.variable)).toContain("control.pcwp_mmHg");
    expect(result.effect).toBe("link");
    const { assumptions } = one(
      linked({
        effect: {
          kind: "link",
          terms: [{ index: "cpo_W", per: 0.2, hazard_ratio: 0.6, source: "ASSUMPTION" }],
          scenarios: ["link"],
          source,
        },
      }),
      [],
      10,
      table,
    );
    expect(assumptions).toEqual([{ path: "effect.terms.0", text: "ASSUMPTION", kind: "assumption" }]);
  });
});

test("an endpoint that counts rescue of controls favours the other arm without any effect on death", () => {
  const { risks, population, type_1_error } = one(builtIn("anchor"), ["1"], 500);
  expect(population.risk_difference).toBeCloseTo(0, 10);
  expect(risks[1] - risks[0]).toBeGreaterThan(0.03);
  expect(type_1_error!.value).toBeGreaterThan(0.1);
});

test("the adaptive platform gives the better arm more patients, and each look counts only who is complete", () => {
  const result = one(builtIn("remap-ecmo"), ["0.6"], 400);
  expect(result.experimental_share).toBeGreaterThan(0.55);
  expect(result.stop_by_look.map((l) => l.patients)).toEqual([200, 300, 400, 500, 600]);
  expect(result.stop_by_look.at(-1)!.cumulative).toBeCloseTo(1, 12);
  expect(result.expected_n).toBeLessThan(result.trial.n);
});

test("permuted blocks keep strata and centres balanced", () => {
  const protocol = builtIn("editorial");
  const plan = planTrial(protocol, null, 1, "x");
  const drawer = new Drawer(plan, scenarioFor(plan, parseEffect("1", "")), 1, null);
  drawer.begin(7);
  drawer.draw(7, 0, 600, 0.5);
  const { arm, centre, profile } = drawer.drawn;
  const gap = new Map<number, number>();
  for (let i = 0; i < 600; i++) {
    const cell = plan.strata.code[profile[i]] * 64 + centre[i];
    gap.set(cell, (gap.get(cell) ?? 0) + (arm[i] === 1 ? 1 : -1));
    expect(Math.abs(gap.get(cell)!)).toBeLessThanOrEqual(3);
  }
  expect(gap.size).toBeGreaterThan(60);
});

test("every built-in protocol is whole, names what it assumes, and takes its counts from the evidence", () => {
  for (const { id } of PROTOCOLS) {
    const protocol = builtIn(id);
    const needs = protocol.circulation !== undefined;
    if (!needs) expect(one(protocol, ["0.9"], 10).assumptions.length).toBeGreaterThan(5);
    expect(protocol.description).toBeTruthy();
  }
  expect(builtIn("anzhen").n).toBe(358);
  expect(builtIn("anchor").n).toBe(400);
  expect(builtIn("editorial").n).toBe(600);
});
