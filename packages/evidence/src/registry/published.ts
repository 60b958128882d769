/**
 * What the Japanese registry printed of its matched pairs (aso2016), with the counts that its percentages stand for: only
 * one whole number of 533 rounds to each. Controls before matching were 1,046: the 1,064 that is printed does not add up
 * to the 1,650 patients of the study.
 */
export const PUBLISHED = {
  source: "aso2016",
  n: 1650,
  treated: 604,
  pairs: 533,
  /** Events among the 533 with, then without the balloon. */
  death28: [258, 310],
  deathInHospital: [298, 344],
  weaned: [440, 391],
  hazardRatio: { value: 0.74, ci: [0.63, 0.86] },
} as const;

export const shareOf = ([a, b]: readonly [number, number]): [number, number] => [
  a / PUBLISHED.pairs,
  b / PUBLISHED.pairs,
];
