/**
 * Calibration of the causal model to what was published: share treated, share of the treated who found a partner, deaths
 * of the matched controls by day 28 and in hospital, deaths of the matched treated by day 28 (which gives the balloon's
 * true effect under the confounding that is assumed), weaning. Several registries of the published size are drawn for it,
 * always the same ones, so that the truth does not depend on the seed of the registry that is analysed.
 */
import { root } from "@counterpulse/numerics";
import { caliperOf, cox, greedyPairs, logistic, type Pair } from "@counterpulse/statistics";
import type { Confounding } from "./model.ts";
import { assignTreatment, outcomesOf, type Parameters, riskAt } from "./outcomes.ts";
import { columnsOf, drawPatients, logHazard, type Patients, treatmentLogit } from "./patients.ts";
import { PUBLISHED, shareOf } from "./published.ts";

export interface Registry {
  patients: Patients;
  treated: Uint8Array;
  pairs: Pair[];
}

export interface Calibration {
  parameters: Parameters;
  registries: Registry[];
}

const REGISTRIES = 16;
const SEED = 1;

let drawn: readonly Patients[] | null = null;

/** The same for every calibration; drawn once. */
function calibrationPatients(): readonly Patients[] {
  drawn ??= Array.from({ length: REGISTRIES }, (_, k) =>
    drawPatients(SEED, PUBLISHED.n, "registry calibration", k * PUBLISHED.n),
  );
  return drawn;
}

/** Pairs by the contract's rule: greedy, 0.2 standard deviations of the logit. */
export function matchPatients(patients: Patients, treated: Uint8Array, omit: readonly string[] = []): Pair[] {
  const fit = logistic(columnsOf(patients, omit), treated, "propensity");
  return greedyPairs({ logit: fit.linear, propensity: fit.fitted, treated }, caliperOf(fit.linear, treated));
}

function meanRisk(linear: readonly number[], hazard: number): number {
  return linear.reduce((sum, x) => sum + riskAt(hazard, x), 0) / linear.length;
}

/** The intercept that gives the published share of treated in expectation. */
function interceptFor(populations: readonly Patients[], scale: number, confounding: Confounding): number {
  const logits = populations.map((patients) => treatmentLogit(patients, scale, confounding));
  const n = logits.reduce((sum, { length }) => sum + length, 0);
  const excess = (intercept: number): number => {
    let sum = 0;
    for (const logit of logits) for (const x of logit) sum += 1 / (1 + Math.exp(-(intercept + x)));
    return sum / n - PUBLISHED.treated / PUBLISHED.n;
  };
  return root(excess, -20, 20, { tolerance: 1e-9 });
}

function registriesAt(scale: number, confounding: Confounding): { registries: Registry[]; intercept: number } {
  const populations = calibrationPatients();
  const intercept = interceptFor(populations, scale, confounding);
  const registries = populations.map((patients) => {
    const treated = assignTreatment(patients, { confounding, intercept, scale });
    return { patients, treated, pairs: matchPatients(patients, treated) };
  });
  return { registries, intercept };
}

export const pairShare = (registries: readonly Registry[]): number => {
  let [pairs, treated] = [0, 0];
  for (const registry of registries) {
    pairs += registry.pairs.length;
    treated += registry.treated.reduce((sum, t) => sum + t, 0);
  }
  return pairs / treated;
};

/**
 * How strongly indication decides: until as many of the treated find a partner as was published. By bisection, for the
 * share moves in steps.
 */
function scaleFor(confounding: Confounding): number {
  const key = `${confounding.odds} ${confounding.hazard}`;
  const known = scales.get(key) ?? searchScale(confounding);
  scales.set(key, known);
  return known;
}

const scales = new Map<string, number>();

function searchScale(confounding: Confounding): number {
  const target = PUBLISHED.pairs / PUBLISHED.treated;
  let [low, high] = [0.2, 4];
  for (let i = 0; i < 10; i++) {
    const middle = (low + high) / 2;
    if (pairShare(registriesAt(middle, confounding).registries) > target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Log hazards without the balloon of all matched treated (0) or controls (1). */
export function matchedHazards(registries: readonly Registry[], confounding: Confounding, side: 0 | 1): number[] {
  return registries.flatMap(({ patients, pairs }) => {
    const linear = logHazard(patients, confounding);
    return pairs.map((pair) => linear[pair[side]]);
  });
}

/** @param effect the logarithm of the true hazard ratio; null: what the published deaths of the treated give */
export function calibrate(
  confounding: Confounding,
  effect: number | null = null,
  scale = scaleFor(confounding),
): Calibration {
  const { registries, intercept } = registriesAt(scale, confounding);
  const [ones, zeros] = [0, 1].map((side) => matchedHazards(registries, confounding, side as 0 | 1));
  const [treated28, control28] = shareOf(PUBLISHED.death28);
  const control90 = shareOf(PUBLISHED.deathInHospital)[1];
  const hazardFor = (target: number): number =>
    root((h) => meanRisk(zeros, h) - target, 1e-6, 1e3, { tolerance: 1e-12 });
  const [early, late] = [hazardFor(control28), hazardFor(control90)];
  const fitted =
    effect ?? root((log) => meanRisk(ones, early * Math.exp(log)) - treated28, -8, 8, { tolerance: 1e-12 });
  const weaned = shareOf(PUBLISHED.weaned);
  const dead = [meanRisk(ones, late * Math.exp(fitted)), meanRisk(zeros, late)];
  const weanedOfDead = dead.map((d, k) => Math.min(1, Math.max(0, (weaned[k] - (1 - d)) / d))) as [number, number];
  return { parameters: { confounding, intercept, scale, early, late, effect: fitted, weanedOfDead }, registries };
}

/** Cox regression of the matched patients of several registries as one: what their analysts find on average. */
export function matchedHazardRatio(registries: readonly Registry[], parameters: Parameters): number {
  const [time, event, arm]: number[][] = [[], [], []];
  for (const { patients, treated, pairs } of registries) {
    const { survival } = outcomesOf(patients, treated, parameters);
    for (const i of pairs.flat()) {
      time.push(survival.time[i]);
      event.push(survival.event[i]);
      arm.push(treated[i]);
    }
  }
  return hazardRatio(time, event, arm);
}

function hazardRatio(time: readonly number[], event: readonly number[], arm: readonly number[]): number {
  const data = { time: Float64Array.from(time), event: Uint8Array.from(event) };
  return Math.exp(cox(data, [{ name: "balloon", values: arm }]).terms[0].coef);
}

/**
 * Hazard ratio of Cox regression on all `rows` seen twice, with and without the balloon, their chances the same: what a
 * trial among such patients would find in the long run.
 */
export function marginalHazardRatio(
  groups: readonly { patients: Patients; rows: readonly number[] }[],
  parameters: Parameters,
): number {
  const [time, event, arm]: number[][] = [[], [], []];
  for (const { patients, rows } of groups) {
    for (const t of [1, 0]) {
      const { survival } = outcomesOf(patients, new Uint8Array(patients.n).fill(t), parameters);
      for (const i of rows) {
        time.push(survival.time[i]);
        event.push(survival.event[i]);
        arm.push(t);
      }
    }
  }
  return hazardRatio(time, event, arm);
}
