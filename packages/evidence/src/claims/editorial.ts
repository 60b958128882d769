/**
 * The editorial that the project starts from, claim by claim, and against its own sources. Counts of the matched pairs
 * are those that alone round to the printed percentages (of 533).
 */
import type { Claim, ComparisonClaim, DifferenceClaim, ProportionClaim, TwoByTwoClaim } from "../check/claim.ts";

export const EDITORIAL = "editorial";
const study = EDITORIAL;

const PAIRS = 533;
const BALLOON = "VA-ECMO + IABP";
const ALONE = "VA-ECMO alone";

interface Endpoint {
  readonly name: string;
  readonly percents: readonly [string, string];
  readonly counts: readonly [number, number];
  readonly p: string;
}

const ENDPOINTS: readonly Endpoint[] = [
  { name: "28-day mortality", percents: ["48.4", "58.2"], counts: [258, 310], p: "0.001" },
  { name: "in-hospital mortality", percents: ["55.9", "64.5"], counts: [298, 344], p: "0.004" },
  { name: "weaned from VA-ECMO", percents: ["82.6", "73.4"], counts: [440, 391], p: "<0.001" },
];
const LEGEND_P = "<=0.001";

const percentages: ProportionClaim[] = ENDPOINTS.flatMap(({ name, percents }) =>
  percents.map((stated_pct, i) => ({
    study,
    kind: "proportion",
    claim: `${name}, ${i === 0 ? BALLOON : ALONE}`,
    events: null,
    total: PAIRS,
    stated_pct,
  })),
);

const pOf = ({ name, counts }: Endpoint, where: string, stated_p: string): TwoByTwoClaim => ({
  study,
  kind: "two_by_two",
  claim: `${name}, ${where}`,
  ...{ a: counts[0], n1: PAIRS, b: counts[1], n2: PAIRS },
  stated_p,
});

const legend: Claim[] = ENDPOINTS.flatMap((endpoint): Claim[] => [
  pOf(endpoint, "P of the figure's legend", LEGEND_P),
  {
    study,
    kind: "comparison",
    claim: `${endpoint.name}, P of the figure's legend`,
    stated: LEGEND_P,
    elsewhere: endpoint.p,
    where: "the text",
  },
]);

const [, inHospital] = ENDPOINTS;
const HAZARD = { study, kind: "ratio", measure: "HR", estimate: "0.74", ci: ["0.63", "0.86"] } as const;

const REGISTRY: Claim[] = [
  {
    study,
    kind: "sum",
    claim: "patients with and without the balloon",
    parts: [604, 1064],
    stated_total: "1,650",
    note: "The source's abstract has the same misprint.",
  },
  ...percentages,
  ...ENDPOINTS.map((endpoint) => pOf(endpoint, "P of the text", endpoint.p)),
  ...legend,
  {
    ...HAZARD,
    claim: "hazard ratio, held against deaths in hospital",
    stated_p: "<0.001",
    counts: { a: inHospital.counts[0], n1: PAIRS, b: inHospital.counts[1], n2: PAIRS },
    note: "Its interval is narrower than the 568 deaths of 28 days allow, and fits the 642 in hospital.",
  },
  {
    ...HAZARD,
    claim: "hazard ratio, as one of survival",
    counts: { a: PAIRS - inHospital.counts[0], n1: PAIRS, b: PAIRS - inHospital.counts[1], n2: PAIRS },
    note: "It is called a hazard ratio of survival; more survive, so it is one of death.",
  },
];

const difference = (
  claim: string,
  estimate_pct: string,
  ci_pct: readonly [string, string],
  stated_p: string,
  stated_nnt: string,
): DifferenceClaim => ({ study, kind: "difference", claim, estimate_pct, ci_pct, stated_p, stated_nnt });

const REVIEW: Claim[] = [
  difference("30-day survival after arrest, ECLS v none", "13", ["6", "20"], "<0.001", "7.7"),
  difference("favourable neurology after arrest, ECLS v none", "14", ["7", "20"], "<0.0001", "7.1"),
  difference("30-day survival in shock, ECLS v IABP", "33", ["14", "52"], "<0.001", "3"),
  difference("30-day survival in shock, ECLS v TandemHeart or Impella", "-3", ["-21", "14"], "0.70", "33"),
];

const NUMBERS: Claim[] = [
  { study, kind: "sum", claim: "patients of IABP-SHOCK II", parts: [301, 299], stated_total: "600" },
  { study, kind: "sum", claim: "patients of IABP-SHOCK", parts: [19, 21], stated_total: "40" },
  {
    study,
    kind: "sum",
    claim: "patients of two TandemHeart trials and one Impella trial",
    parts: [41, 33, 26],
    stated_total: "100",
  },
];

const against = (claim: string, stated: string, elsewhere: string, where: string, note?: string): ComparisonClaim => ({
  study,
  kind: "comparison",
  claim,
  stated,
  elsewhere,
  where,
  ...(note === undefined ? {} : { note }),
});

const META = "its source, the meta-analysis";
const SUBSET =
  "The source's total may count studies that did not report survival at 30 days; the editorial does not say.";

const SOURCES: Claim[] = [
  against("studies of ECLS in arrest", "8", "9", META, SUBSET),
  against("patients in arrest", "2,774", "3,098", META, SUBSET),
  against("cohorts of ECLS in shock", "5", "4", META, "One cohort more, and two patients fewer."),
  against("patients in shock", "233", "235", META),
  against(
    "population in shock",
    "cardiogenic shock",
    "cardiogenic shock after a myocardial infarct",
    META,
    "What was found after an infarct is given as found in shock at large.",
  ),
  against(
    "population in arrest",
    "after cardiac arrest",
    "during cardiac arrest that is refractory",
    META,
    "ECLS went on under resuscitation, not after it.",
  ),
  against(
    "NNT of ECLS v IABP",
    "3",
    "13",
    META,
    "The source's abstract is misprinted: 1 / 0.33 is 3, as the editorial has it.",
  ),
  against("patients of the registry study", "1,650", "1,650", "its source, the registry study"),
  against(
    "VA-ECMO alone in the registry study",
    "1,064",
    "1,064",
    "its source, the registry study",
    "The misprint was copied.",
  ),
  against("ECLS patients in the ELSO report", "78,397", "78,397", "its source, the ELSO report"),
  against("VA-ECMO in Germany in 2014", "about 3,000", "2,830", "the national statistics (3.5 in 100,000)"),
  against(
    "population of the prognostic markers",
    "patients on VA-ECMO",
    "patients on VA-ECMO after a resuscitated cardiac arrest (n = 94)",
    "its source, the cohort of markers",
    "Markers of patients after an arrest are given as markers of all.",
  ),
  against(
    "favourable SOFA score",
    "SOFA <14",
    "SOFA <=14 (unfavourable: >14)",
    "its source, the cohort of markers",
    "A score of 14 is on neither side.",
  ),
  against("favourable INR", "INR <=2.4", "INR <=2.4", "its source, the cohort of markers"),
  against("name of the Impella", "PL2.5", "LP2.5", "the trial's report", "Two letters changed places."),
  against(
    "LV preload under VA-ECMO",
    "LV preload reduced",
    "LV distension in 10-60 % of patients",
    "the same table, further down",
    "A ventricle that distends has more preload, not less; which of the two happens is what the model shows.",
  ),
];

export const EDITORIAL_CLAIMS: readonly Claim[] = [...REGISTRY, ...REVIEW, ...NUMBERS, ...SOURCES];

/** What was looked at and is no contradiction, or cannot be judged from what is stated. */
export const EDITORIAL_REMARKS: readonly string[] = [
  "The registry study took peripheral VA-ECMO, which the editorial does not say; that it excluded arrest out of hospital is not in the abstract that was read.",
  "The 78,397 patients of the ELSO report are of all ages and indications, the lung's included; few of them are adults in shock.",
  "About 5,000 balloon pumps in Germany in 2014: no source is at hand to hold it against.",
  "A rise of output by up to 1 L/min is 15 to 30 % only where output was 3.3 to 6.7 L/min, more than most patients in shock have.",
  "P = 0.001 of 28-day mortality is 0.0014 by the chi-squared test: right as rounded, but not at most 0.001.",
  "Of 440 weaned patients with the balloon at most 235 left hospital alive, of 391 without it at most 189: weaning promises more than it keeps.",
  "No survival benefit in 100 patients: the pooled risk ratio of death, 1.06 (0.68 to 1.66), excludes neither a third fewer deaths nor two thirds more.",
  "IABP-SHOCK II randomised 600 patients and analysed 598 at 30 days; IABP-SHOCK analysed 40 (45 randomised, as recalled).",
  "The 1,650 patients are part of 4,658 with shock on VA-ECMO in the same database over the same time; how they were chosen decides what the comparison means.",
];
