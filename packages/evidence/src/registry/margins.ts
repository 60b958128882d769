/** What was published beside what the calibrated model expects and what the registry that was drawn shows. */
import { type Calibration, matchedHazardRatio, matchedHazards, pairShare } from "./calibrate.ts";
import { EARLY_DAY } from "./model.ts";
import { type Outcomes, riskAt } from "./outcomes.ts";
import { PUBLISHED, shareOf } from "./published.ts";

export interface Margin {
  text: string;
  published: number;
  /** In the calibrated model, and in the registry that was drawn. */
  expected: number | null;
  achieved: number | null;
  /** Whether it was calibrated; else it is what the model predicts. */
  calibrated: boolean;
}

const share = (flags: ArrayLike<number>, rows: readonly number[]): number | null =>
  rows.length === 0 ? null : rows.reduce((sum, i) => sum + flags[i], 0) / rows.length;

export interface Drawn {
  n: number;
  treated: number;
  pairs: readonly (readonly [number, number])[];
  outcomes: Outcomes;
  hr: number | null;
}

/** @param chosen the true effect was chosen, not calibrated */
export function marginsOf({ parameters, registries }: Calibration, chosen: boolean, drawn: Drawn): Margin[] {
  const { early, late, effect, confounding, weanedOfDead } = parameters;
  const linear = [0, 1].map((side) => matchedHazards(registries, confounding, side as 0 | 1));
  const mean = (values: readonly number[], of: (x: number) => number): number =>
    values.reduce((sum, x) => sum + of(x), 0) / values.length;
  const dead = (hazard: number): number[] =>
    linear.map((values, side) => mean(values, (x) => riskAt(hazard, x + (side === 0 ? effect : 0))));
  const [by28, inHospital] = [dead(early), dead(late)];
  const { survival, dead28, weaned } = drawn.outcomes;
  const sides = [0, 1].map((side) => drawn.pairs.map((pair) => pair[side]));
  const names = ["with", "without"];
  const both = (
    text: string,
    counts: readonly [number, number],
    expected: readonly number[],
    flags: ArrayLike<number>,
    calibrated: readonly boolean[],
  ): Margin[] =>
    names.map((name, k) => ({
      text: `${text}, ${name} balloon`,
      published: shareOf(counts)[k],
      expected: expected[k],
      achieved: share(flags, sides[k]),
      calibrated: calibrated[k],
    }));
  return [
    {
      text: "treated of all",
      published: PUBLISHED.treated / PUBLISHED.n,
      expected:
        registries.reduce((sum, { treated }) => sum + (share(treated, [...treated.keys()]) as number), 0) /
        registries.length,
      achieved: drawn.treated / drawn.n,
      calibrated: true,
    },
    {
      text: "treated who were matched",
      published: PUBLISHED.pairs / PUBLISHED.treated,
      expected: pairShare(registries),
      achieved: drawn.pairs.length / drawn.treated,
      calibrated: true,
    },
    ...both(`dead by day ${EARLY_DAY}`, PUBLISHED.death28, by28, dead28, [!chosen, true]),
    ...both("dead in hospital", PUBLISHED.deathInHospital, inHospital, survival.event, [false, true]),
    ...both(
      "weaned",
      PUBLISHED.weaned,
      inHospital.map((d, k) => 1 - d + d * weanedOfDead[k]),
      weaned,
      [true, true],
    ),
    {
      text: "hazard ratio, matched",
      published: PUBLISHED.hazardRatio.value,
      expected: matchedHazardRatio(registries, parameters),
      achieved: drawn.hr,
      calibrated: false,
    },
  ];
}
