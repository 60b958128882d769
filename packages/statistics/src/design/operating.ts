/** What a group-sequential design does over all trials: when it stops, why, and how many patients it takes. */
import { normal } from "@counterpulse/numerics";
import type { SequentialDesign } from "./sequential.ts";
import { stageProbabilities, sum } from "./stages.ts";

export interface OperatingCharacteristics {
  /** The true effect as a share of the one that the design assumes. */
  effect: number;
  /** Rejected in favour of the effect; rejected in the wrong direction. */
  power: number;
  wrong_direction: number;
  stop: { look: number; time: number; efficacy: number; wrong: number; futility: number; cumulative: number }[];
  /** Expected information as a share of the maximum, and of what a test without interim looks needs. */
  expected_information: number;
  expected_ratio_to_fixed: number;
}

export function operatingCharacteristics(design: SequentialDesign, effect: number): OperatingCharacteristics {
  const { times, inflation } = design;
  const { upper, lower, futility } = stageProbabilities(design, effect * design.drift);
  let stopped = 0;
  let expected = 0;
  const stop = times.map((time, k) => {
    const now = k === times.length - 1 ? 1 - stopped : upper[k] + lower[k] + futility[k];
    stopped += now;
    expected += time * now;
    return { look: k + 1, time, efficacy: upper[k], wrong: lower[k], futility: futility[k], cumulative: stopped };
  });
  return {
    effect,
    power: sum(upper),
    wrong_direction: sum(lower),
    stop,
    expected_information: expected,
    expected_ratio_to_fixed: expected * inflation,
  };
}

/** Nominal significance levels of the bounds: two-sided for a two-sided test. */
export function nominalP(design: SequentialDesign): number[] {
  return design.efficacy.map((z) => Math.min(1, design.sided * normal.upper(z)));
}
