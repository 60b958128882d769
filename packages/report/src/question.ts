/** The editorial's question, apart from simulation: what trials of given sizes can show of the registry's effect. */
import type { Scenario, SequentialCapacity, TrialCapacity, TwoByTwo } from "@counterpulse/statistics";
import { feasibleSize, type RegisteredTrial, registeredTrials, registryDeaths, type Source } from "./registry.ts";

const POWERS = [0.8, 0.9];

/** What the evidence has on it: nothing depends on the size of the trial. */
export interface QuestionBasis {
  readonly deaths: { readonly counts: TwoByTwo; readonly source: Source };
  readonly difference: { readonly value: number; readonly ci: readonly [number, number] };
  /** Patients of the trial whose size the editorial calls feasible. */
  readonly feasible: { readonly n: number; readonly source: Source };
  readonly trials: readonly RegisteredTrial[];
}

export async function questionBasis(): Promise<QuestionBasis> {
  const { registryDifference } = await import("@counterpulse/statistics");
  const [deaths, feasible, trials] = await Promise.all([registryDeaths(), feasibleSize(), registeredTrials()]);
  return { deaths, difference: registryDifference(deaths.counts), feasible, trials };
}

export interface QuestionCurves {
  readonly n: readonly number[];
  readonly power: readonly { readonly scenario: string; readonly values: readonly number[] }[];
  readonly half_width: readonly number[];
  readonly detectable: readonly { readonly power: number; readonly values: readonly (number | null)[] }[];
}

/** Over sizes up to twice the trial's. */
export async function questionCurves(
  scenarios: readonly Scenario[],
  n: number,
  alpha: number,
): Promise<QuestionCurves> {
  const { detectableProportions, differenceHalfWidth, proportionPower } = await import("@counterpulse/statistics");
  const most = Math.max(2 * n, 1200);
  const sizes = Array.from({ length: 80 }, (_, k) => Math.round(20 + ((most - 20) * k) / 79));
  const { p1, p2 } = scenarios[0];
  return {
    n: sizes,
    power: scenarios.map(({ scenario, p1: risk, p2: control }) => ({
      scenario,
      values: sizes.map((size) => proportionPower(risk, control, size / 2, size / 2, { alpha })),
    })),
    half_width: sizes.map((size) => differenceHalfWidth(p1, p2, size / 2, size / 2, 1 - alpha)),
    detectable: POWERS.map((power) => ({
      power,
      values: sizes.map((size) => {
        const { below } = detectableProportions(p2, size / 2, size / 2, { alpha, power });
        return below === null ? null : p2 - below;
      }),
    })),
  };
}

/** What the figure of power and precision needs. */
export interface SizedQuestion {
  readonly alpha: number;
  readonly registry: {
    readonly deaths: QuestionBasis["deaths"] & { readonly difference: QuestionBasis["difference"] };
  };
  readonly scenarios: readonly Scenario[];
  readonly trial: { readonly n: number };
  readonly registered: readonly { readonly n: number | null }[];
  readonly curves: QuestionCurves;
}

export interface TrialQuestion extends SizedQuestion {
  readonly trial: TrialCapacity;
  readonly sequential: SequentialCapacity;
}

/** A trial of n patients, at once and with interim looks. */
export async function trialQuestion(
  { deaths, difference, trials }: QuestionBasis,
  { n, alpha = 0.05, looks }: { readonly n: number; readonly alpha?: number; readonly looks?: number },
): Promise<TrialQuestion> {
  const { scenariosOf, sequentialCapacity, trialCapacity } = await import("@counterpulse/statistics");
  const scenarios = scenariosOf(deaths.counts, alpha);
  return {
    alpha,
    registry: { deaths: { ...deaths, difference } },
    scenarios,
    trial: trialCapacity(deaths.counts, n, alpha),
    sequential: sequentialCapacity(deaths.counts, n, alpha, looks),
    registered: trials,
    curves: await questionCurves(scenarios, n, alpha),
  };
}
