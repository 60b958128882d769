import {
  detectableHazardRatio,
  eventProbability,
  followUpFor,
  hazardOf,
  type LogRankTrial,
  logRankEvents,
  logRankPatients,
  logRankPower,
  logRankScore,
  simulateLogRank,
} from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { deviation } from "../../../../test/fixture.ts";
import { reference } from "./reference.ts";

describe.each(reference.survival)("HR $hazard_ratio, ratio $ratio, $formula", (r) => {
  const options = { hazardRatio: r.hazard_ratio, ratio: r.ratio, alpha: r.alpha, power: r.power, formula: r.formula };
  const accrual = { hazard: r.hazard, dropout: r.dropout, accrual: r.accrual, followUp: r.follow_up };

  test("events as in rpact and by formula", () => {
    expect(deviation(logRankEvents(options), r.rpact_events)).toBeLessThan(1e-12);
    expect(deviation(logRankEvents(options), r.events)).toBeLessThan(1e-12);
    // the other tail adds a little
    expect(logRankPower(options, r.events)).toBeGreaterThan(r.power - 1e-12);
    expect(logRankPower(options, r.events)).toBeLessThan(r.power + 1e-5);
  });

  test("patients with accrual and dropout", () => {
    const found = logRankPatients(r.events, options, accrual);
    expect(deviation(found.event_probability, r.p)).toBeLessThan(1e-12);
    expect(deviation(found.n1 + found.n2, r.n_total)).toBeLessThan(1e-12);
    expect(deviation(found.n1 + found.n2, r.rpact_n)).toBeLessThan(1e-12);
    expect(followUpFor(r.events, found.n1, options, accrual)).toBeCloseTo(r.follow_up, 9);
  });
});

test("very fast or no accrual is its limit", () => {
  const common = { dropout: 0.01, followUp: 12 };
  const none = eventProbability(0.05, { ...common, accrual: 0 });
  expect(none).toBeCloseTo((0.05 / 0.06) * -Math.expm1(-0.06 * 12), 14);
  expect(eventProbability(0.05, { ...common, accrual: 1e-6 })).toBeCloseTo(none, 6);
});

test("the detectable hazard ratio has the power asked for", () => {
  const ratio = detectableHazardRatio(320, { power: 0.9, ratio: 2 });
  expect(logRankPower({ hazardRatio: ratio, ratio: 2 }, 320)).toBeCloseTo(0.9, 12);
});

test("the score is survdiff's, ties and all", () => {
  const { time, event, first, ...wanted } = reference.score;
  const found = logRankScore(Float64Array.from(time), Uint8Array.from(event), Uint8Array.from(first));
  expect(deviation([found.score, found.variance, found.events], Object.values(wanted))).toBeLessThan(1e-12);
});

describe("simulation", () => {
  const hazard = hazardOf(0.5, 1);
  const flat = (factor: number) => [{ from: 0, hazard: factor * hazard }];
  const trial: LogRankTrial = { n1: 150, n2: 150, group1: flat(0.7), group2: flat(1), accrual: 1, followUp: 2 };

  test("proportional hazards: Schoenfeld's power, the events expected, within Monte Carlo error", () => {
    const found = simulateLogRank(trial, 1500, 7);
    const events = logRankPatients(1, { hazardRatio: 0.7 }, { hazard, accrual: 1, followUp: 2 });
    expect(Math.abs(found.mean_events - 300 / (events.n1 + events.n2))).toBeLessThan(1.5);
    const wanted = logRankPower({ hazardRatio: 0.7 }, found.mean_events);
    expect(Math.abs(found.power - wanted)).toBeLessThan(4 * found.mc_error);
    expect(found.mean_hazard_ratio).toBeCloseTo(0.7, 1);
  });

  test("no effect: the level; a repeat is the same whatever else is run", () => {
    const null_ = { ...trial, group1: flat(1), dropout: 0.1 };
    const found = simulateLogRank(null_, 1500, 3);
    expect(Math.abs(found.power - 0.05)).toBeLessThan(4 * found.mc_error);
    expect(simulateLogRank(null_, 1500, 3)).toEqual(found);
    expect(simulateLogRank(null_, 1500, 4)).not.toEqual(found);
  });

  test("an effect that comes late is found less often than one from the start", () => {
    const late = [
      { from: 0, hazard },
      { from: 1, hazard: 0.5 * hazard },
    ];
    const delayed = simulateLogRank({ ...trial, group1: late }, 600, 5);
    const early = simulateLogRank({ ...trial, group1: flat(0.5) }, 600, 5);
    expect(delayed.power).toBeLessThan(early.power - 0.1);
  });

  test("with no events at all nothing is rejected", () => {
    const none = [{ from: 0, hazard: 0 }];
    const found = simulateLogRank({ ...trial, group1: none, group2: none }, 5, 1);
    expect(found).toMatchObject({ power: 0, mean_events: 0, mean_hazard_ratio: null });
  });

  test.each([
    [{ ...trial, n1: 0 }, "n1: 0 is not allowed"],
    [{ ...trial, accrual: -1 }, "accrual: -1 is not allowed"],
    [{ ...trial, group1: [{ from: 1, hazard }] }, "changes: 1 is not allowed"],
    [{ ...trial, group2: [{ from: 0, hazard: -1 }] }, "hazard: -1 is not allowed"],
  ])("refuses what cannot be (%#)", (wrong, message) => {
    expect(() => simulateLogRank(wrong, 10, 1)).toThrow(message);
  });
});

test("a hazard ratio of 1 asks for no number of events", () => {
  expect(() => logRankEvents({ hazardRatio: 1 })).toThrow("hazard-ratio: 1 is not allowed");
  expect(logRankPower({ hazardRatio: 1 }, 100)).toBeCloseTo(0.05, 14);
});
