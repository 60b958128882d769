/**
 * What trials of given sizes can show of an effect that a registry saw: if it is right, if half of its difference is real,
 * if none is. Pure: the counts come from whoever asks.
 */
import { normal } from "@counterpulse/numerics";
import { newcombeDifference } from "../two-by-two/risk-difference.ts";
import type { TwoByTwo } from "../two-by-two/table.ts";
import { checkTable } from "../two-by-two/table.ts";
import { predictiveProbability, priorFrom } from "./beta-binomial.ts";
import { evenTimes, MOST_LOOKS } from "./boundaries.ts";
import { requireWhole } from "./check.ts";
import { regionProbability, rejectionRegion } from "./exact-power.ts";
import {
  assurance,
  enthusiasticPrior,
  exaggeration,
  type NormalLaw,
  normalPosterior,
  probabilityBelow,
  scepticalPrior,
  wrongSign,
} from "./normal-prior.ts";
import { type OperatingCharacteristics, operatingCharacteristics } from "./operating.ts";
import { differenceHalfWidth } from "./precision.ts";
import { detectableProportions, proportionPower, proportionSize } from "./proportions.ts";
import { sequentialDesign } from "./sequential.ts";

/** How much of the registry's difference is real. */
export const SCENARIOS = [
  { scenario: "right", share: 1 },
  { scenario: "half right", share: 0.5 },
  { scenario: "wrong", share: 0 },
] as const;
export type ScenarioName = (typeof SCENARIOS)[number]["scenario"];

export interface Scenario {
  scenario: ScenarioName;
  p1: number;
  p2: number;
  difference: number;
  /** Patients in all for a power of 80 and 90 %; null where nothing is to be found. */
  n_for_80: number | null;
  n_for_90: number | null;
}

/** The control risk stays the registry's; the experimental one moves towards it. */
export function scenariosOf({ a, n1, b, n2 }: TwoByTwo, alpha: number): Scenario[] {
  const [risk, control] = [a / n1, b / n2];
  return SCENARIOS.map(({ scenario, share }) => {
    const p1 = control + share * (risk - control);
    const size = (power: number): number | null =>
      share === 0 ? null : proportionSize(p1, control, { alpha, power }).n_total;
    return { scenario, p1, p2: control, difference: p1 - control, n_for_80: size(0.8), n_for_90: size(0.9) };
  });
}

export interface ScenarioPower {
  scenario: ScenarioName;
  /** Probability of P below alpha: normal, and exact by counting all tables. */
  power: { normal: number; chi2_exact: number; fisher_exact: number };
  /** That the confidence interval leaves out the registry's difference. */
  excludes_registry: number;
  /** Where 95 % of the estimated differences will lie. */
  estimates: [number, number];
  /** Significant estimates over the true difference, and share of them with the wrong sign; null without an effect. */
  exaggeration: number | null;
  wrong_sign: number | null;
  /** If the estimate is the expected one: probability that the balloon lowers the risk, for a sceptic and an enthusiast. */
  believed: { sceptic: number; enthusiast: number };
}

export interface TrialCapacity {
  n: number;
  n1: number;
  n2: number;
  half_width: number;
  detectable: { power: number; p1: number | null; difference: number | null }[];
  scenarios: ScenarioPower[];
  /** Probability of a significant benefit, averaged over what is believed of the effect. */
  predictive: {
    registry: number;
    registry_tenth: number;
    sceptic: number;
    enthusiast: number;
  };
}

/** A trial of n patients in equal parts, the first group the smaller where n is odd. */
export function trialCapacity(registry: TwoByTwo, n: number, alpha = 0.05): TrialCapacity {
  checkTable(registry);
  requireWhole("n", n, 4, 10_000);
  const [n1, n2] = [Math.floor(n / 2), Math.ceil(n / 2)];
  const scenarios = scenariosOf(registry, alpha);
  const full = scenarios[0];
  const regions = { chi2: rejectionRegion("chi2", n1, n2, alpha), fisher: rejectionRegion("fisher", n1, n2, alpha) };
  const z = normal.upperQuantile(alpha / 2);
  const priors = { sceptic: scepticalPrior(full.difference), enthusiast: enthusiasticPrior(full.difference) };
  const capacity = scenarios.map(({ scenario, p1, p2, difference }): ScenarioPower => {
    const half = differenceHalfWidth(p1, p2, n1, n2, 1 - alpha);
    const se = half / z;
    const believed = (prior: NormalLaw): number => probabilityBelow(normalPosterior(prior, difference, se), 0);
    const gap = (full.difference - difference) / se;
    return {
      scenario,
      power: {
        normal: proportionPower(p1, p2, n1, n2, { alpha }),
        chi2_exact: regionProbability(regions.chi2, p1, p2, n1, n2),
        fisher_exact: regionProbability(regions.fisher, p1, p2, n1, n2),
      },
      excludes_registry: normal.upper(z - gap) + normal.upper(z + gap),
      estimates: [difference - half, difference + half],
      exaggeration: difference === 0 ? null : exaggeration(difference, se, alpha),
      wrong_sign: difference === 0 ? null : wrongSign(difference, se, alpha),
      believed: { sceptic: believed(priors.sceptic), enthusiast: believed(priors.enthusiast) },
    };
  });
  const fullHalf = differenceHalfWidth(full.p1, full.p2, n1, n2, 1 - alpha);
  return {
    n,
    n1,
    n2,
    half_width: fullHalf,
    detectable: [0.8, 0.9].map((power) => {
      const { below } = detectableProportions(full.p2, n1, n2, { alpha, power });
      return { power, p1: below, difference: below === null ? null : below - full.p2 };
    }),
    scenarios: capacity,
    predictive: {
      registry: averagePower(registry, n1, n2, alpha, 1),
      registry_tenth: averagePower(registry, n1, n2, alpha, 0.1),
      sceptic: assurance(priors.sceptic, fullHalf / z, alpha).below,
      enthusiast: assurance(priors.enthusiast, fullHalf / z, alpha).below,
    },
  };
}

/** Exact: over the beta-binomial tables that the registry's counts, taken at a weight, let expect. */
function averagePower({ a, n1, b, n2 }: TwoByTwo, size1: number, size2: number, alpha: number, weight: number): number {
  const priors: Parameters<typeof predictiveProbability>[1] = [priorFrom(a, n1, weight), priorFrom(b, n2, weight)];
  const arms = { events: [0, 0], sofar: [0, 0], final: [size1, size2] } as Parameters<typeof predictiveProbability>[0];
  return predictiveProbability(arms, priors, { test: "chi2", alpha }).benefit;
}

/** The registry's own difference with Newcombe's interval. */
export function registryDifference(registry: TwoByTwo): { value: number; ci: [number, number] } {
  const { a, n1, b, n2 } = registry;
  return { value: a / n1 - b / n2, ci: newcombeDifference(registry, 0.95) };
}

export interface SequentialCapacity {
  looks: number;
  alpha_one_sided: number;
  efficacy_z: number[];
  futility_z: number[];
  binding: boolean;
  scenarios: { scenario: ScenarioName; power: number; expected_n: number; stop: OperatingCharacteristics["stop"] }[];
}

/**
 * Z at the looks before the last below which the effect is not pursued (a choice: at the first none seen, then evenly up
 * to half a standard error).
 */
const futilityAt = (looks: number): number[] =>
  Array.from({ length: looks - 1 }, (_, k) => (k === 0 ? 0 : (0.5 * k) / (looks - 2)));

/** n patients at most, evenly spaced looks: O'Brien-Fleming-like spending, futility that does not bind. */
export function sequentialCapacity(registry: TwoByTwo, n: number, alpha = 0.05, looks = 3): SequentialCapacity {
  requireWhole("looks", looks, 1, MOST_LOOKS);
  const futility = futilityAt(looks);
  const design = sequentialDesign({
    times: evenTimes(looks),
    alpha: alpha / 2,
    efficacy: { spending: { kind: "obf" } },
    futility: { z: futility },
  });
  const z = normal.upperQuantile(alpha / 2);
  const scenarios = scenariosOf(registry, alpha).map(({ scenario, p1, p2, difference }) => {
    // Mean of Z at n patients; fewer events in group 1 are in favour.
    const drift = (-difference * z) / differenceHalfWidth(p1, p2, n / 2, n / 2, 1 - alpha);
    const { power, expected_information, stop } = operatingCharacteristics(design, drift / design.drift);
    return { scenario, power, expected_n: n * expected_information, stop };
  });
  return {
    looks: design.times.length,
    alpha_one_sided: alpha / 2,
    efficacy_z: [...design.efficacy],
    futility_z: futility,
    binding: false,
    scenarios,
  };
}
