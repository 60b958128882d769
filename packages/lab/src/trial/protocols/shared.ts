/** What several built-in protocols have in common: prognostic markers, safety, timing. */
import type { ProtocolFile } from "../protocol-file.ts";
import { printedShare, ratioOf } from "./published.ts";

const SOME_COHORT =
  "Pineton de Chambrun 2016, 94 patients after resuscitated arrest (odds ratio READ); that it holds for all, and the share, are assumptions";

/** Those whom circulations do not know; independent odds ratios, so the spread of risk is rather large. */
export const BEDSIDE_MARKERS: NonNullable<ProtocolFile["outcome"]["markers"]> = {
  lactate_mmol_L: {
    label: "lactate at cannulation",
    distribution: {
      ...{ distribution: "lognormal", median: 6, cv: 0.7, min: 1, max: 25 },
      source: "assumption: above 5 in severe shock",
    },
    odds_ratio: 1.15,
    source: "assumption: ENCOURAGE scores lactate in classes (<2, 2-8, >8) without a printed slope",
  },
  sofa_above_14: {
    label: "SOFA above 14",
    distribution: { distribution: "choice", values: [0, 1], weights: [0.6, 0.4], source: "assumption" },
    odds_ratio: ratioOf("pineton-2016", "SOFA>14"),
    source: SOME_COHORT,
  },
  inr_above_2_4: {
    label: "INR above 2.4",
    distribution: { distribution: "choice", values: [0, 1], weights: [0.7, 0.3], source: "assumption" },
    odds_ratio: ratioOf("pineton-2016", "INR>2.4"),
    source: SOME_COHORT,
  },
  shockable_rhythm: {
    label: "shockable first rhythm",
    distribution: { distribution: "choice", values: [0, 1], weights: [0.6, 0.4], source: "assumption" },
    odds_ratio: ratioOf("pineton-2016", "shockable rhythm"),
    source: SOME_COHORT,
  },
};

export const MARKERS: NonNullable<ProtocolFile["outcome"]["markers"]> = {
  cpo_W: {
    label: "cardiac power output before support",
    distribution: {
      ...{ distribution: "lognormal", median: 0.58, cv: 0.35, min: 0.15, max: 1.5 },
      source: "assumption about E102: 0.29 to 0.35 W/m2 in the SHOCK registry, body surface 1.8 to 1.9",
    },
    odds_ratio: 0.6,
    per: 0.2,
    source: "E104: SHOCK registry, death in hospital",
  },
  ...BEDSIDE_MARKERS,
};

const BETWEEN = "assumption: the sicker are sicker in all respects";
export const CORRELATIONS: NonNullable<ProtocolFile["outcome"]["correlations"]> = [
  { between: ["lactate_mmol_L", "sofa_above_14"], rank: 0.4, source: BETWEEN },
  { between: ["lactate_mmol_L", "inr_above_2_4"], rank: 0.3, source: BETWEEN },
];
export const ALL_CORRELATIONS: typeof CORRELATIONS = [
  { between: ["cpo_W", "lactate_mmol_L"], rank: -0.3, source: BETWEEN },
  ...CORRELATIONS,
];

/** Of the balloon added to VA-ECMO. */
export const BALLOON_SAFETY: NonNullable<ProtocolFile["safety"]> = {
  bleeding: {
    label: "moderate or severe bleeding",
    control: printedShare("ecls-shock", "moderate/severe bleeding", 0),
    risk_ratio: ratioOf("unloading-2025", "major bleeding"),
    source:
      "risk under VA-ECMO: ECLS-SHOCK; ratio of unloading to none: meta-analysis in Shock 2025, all ways of unloading",
  },
  limb_ischaemia: {
    label: "limb ischaemia or vascular complication",
    control: printedShare("ecls-shock", "peripheral vascular", 0),
    risk_ratio: 1.26,
    source:
      "risk under VA-ECMO: ECLS-SHOCK; ratio IABP-SHOCK II, 4.3 to 3.4 %; that it holds beside VA-ECMO is an assumption",
  },
  stroke: {
    label: "stroke",
    control: 0.04,
    risk_ratio: 1,
    source:
      "about 4 % under VA-ECMO, recalled, unverified; no difference is an assumption (IABP-SHOCK II: 0.7 and 1.7 %)",
  },
  haemolysis: {
    label: "haemolysis",
    control: 0.05,
    risk_ratio: ratioOf("unloading-2025", "haemolysis"),
    source:
      "risk an assumption; ratio: meta-analysis in Shock 2025, in which rotary pumps count, so too high for a balloon",
  },
};

/** Published counts of safety events do not say when; the longer it could be, the more do survivors have of it. */
export const SUPPORT = {
  days: 7,
  source: "assumption: a week at most; the median was 2.7 days in ECLS-SHOCK (recalled, unverified)",
};

export const TIMING = {
  shape: 0.7,
  source: "assumption: the hazard falls with time; a third of the first month's hazard lies in its first week",
};

export const TWO_SIDED = "assumption: two-sided 5 %; the registered analysis is not known to us";
