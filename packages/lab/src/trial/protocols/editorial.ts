/** The editorial's "VA-ECMO + IABP - SHOCK trial": 600 patients, survival as its endpoint; and the same by its mechanism. */
import type { BuiltInProtocol } from "./index.ts";
import { ratioOf, shareIn } from "./published.ts";
import { ALL_CORRELATIONS, BALLOON_SAFETY, BEDSIDE_MARKERS, CORRELATIONS, MARKERS, SUPPORT, TIMING } from "./shared.ts";

const registry = ratioOf("aso-2016", "death, Cox");
/** Half of the registry's effect on the log scale. */
const half = Number(Math.sqrt(registry).toFixed(2));
const SCENARIOS = [String(registry), String(half), "1"];

const BASELINE = {
  risk: shareIn("aso-2016", "death 28 d (matched)", 1),
  day: 28,
  source: "Aso 2016, 533 matched patients on VA-ECMO alone",
};

export const EDITORIAL: BuiltInProtocol = {
  id: "editorial",
  title: "VA-ECMO + IABP - SHOCK trial, as the editorial asks for",
  description:
    "600 patients in cardiogenic shock on VA-ECMO, balloon or none, 28-day survival. What the editorial leaves open (looks, recruitment, crossover) is assumed.",
  source: "the editorial: step three of docs/trials.md; size of IABP-SHOCK II",
  n: 600,
  arms: { experimental: "VA-ECMO with IABP", control: "VA-ECMO alone" },
  randomisation: {
    blocks: [4, 6],
    strata: [{ variable: "sofa_above_14", above: 0.5 }],
    centres: 37,
    centre_sd: 0.2,
    source:
      "assumption: blocks and strata; 37 centres as IABP-SHOCK II (recalled, unverified), SD of their log hazards assumed",
  },
  accrual: {
    per_month: 18,
    ramp_months: 6,
    source: "assumption: IABP-SHOCK II took about 33 months for 600 (recalled, unverified)",
  },
  endpoint: { event: "death", day: 28, source: "the editorial and the registry: survival to day 28" },
  dropout: { share: 0.01, source: "assumption: two of 600 were lost in IABP-SHOCK II by 30 days" },
  crossover: {
    to_experimental: {
      share: 0.05,
      by_day: 7,
      by_prognosis: true,
      source: "assumption: balloons for distended ventricles",
    },
    to_control: { share: 0.04, by_day: 1, source: "assumption: balloon not placed or failed" },
  },
  safety: BALLOON_SAFETY,
  support: SUPPORT,
  looks: {
    at: [1 / 3, 2 / 3, 1],
    spending: "obf",
    source: "assumption: three looks, O'Brien-Fleming spending, no futility",
  },
  analysis: {
    test: "log-rank",
    stratified: true,
    source: "assumption: log-rank test stratified as randomised, two-sided 5 %",
  },
  outcome: { baseline: BASELINE, timing: TIMING, markers: MARKERS, correlations: ALL_CORRELATIONS },
  effect: {
    kind: "direct",
    scenarios: SCENARIOS,
    source:
      "the registry's hazard ratio (Aso 2016), half of it on the log scale, and none; the same in all patients is an assumption",
  },
  subgroups: {
    low_power: {
      label: "cardiac power output below 0.6 W",
      where: [{ variable: "cpo_W", below: 0.6 }],
      source: "SCAI stage C (E121)",
    },
    shockable: {
      label: "shockable first rhythm",
      where: [{ variable: "shockable_rhythm", above: 0.5 }],
      source: "the editorial's prognostic markers",
    },
  },
};

const LINK = "ASSUMPTION: that what goes with survival also brings it about when a device changes it";

export const EDITORIAL_LINK: BuiltInProtocol = {
  ...EDITORIAL,
  id: "editorial-mechanism",
  title: "The editorial's trial, with the effect through each patient's circulation",
  description:
    "As editorial, but who benefits is decided by what the balloon changes in a virtual patient's circulation on VA-ECMO. The link from circulation to survival is an assumption, of the strength that stands here; with --effect its strength is scaled until the population shows the ratio asked for.",
  circulation: {
    population: "infarct-shock",
    n: 256,
    control: "va-ecmo",
    experimental: "va-ecmo+iabp",
    source: "counterpulse's own model; assumption: infarct shock stands for all shock",
  },
  outcome: {
    baseline: BASELINE,
    timing: TIMING,
    markers: {
      cpo_W: {
        label: "cardiac power output before support",
        from: "without.cpo_W",
        odds_ratio: 0.6,
        per: 0.2,
        source: "E104: SHOCK registry, death in hospital",
      },
      ...BEDSIDE_MARKERS,
    },
    correlations: CORRELATIONS,
  },
  effect: {
    kind: "link",
    terms: [
      {
        index: "cpo_W",
        per: 0.2,
        hazard_ratio: 0.71,
        source: `${LINK}; E104's odds ratio 0.60 as a hazard ratio at the baseline risk`,
      },
      { index: "pcwp_mmHg", per: -5, hazard_ratio: 0.9, source: `${LINK}; strength assumed` },
      { index: "coronary_lad_supply_demand", per: 0.1, hazard_ratio: 0.95, source: `${LINK}; strength assumed` },
    ],
    scenarios: ["link", String(registry), "1"],
    source: LINK,
  },
  subgroups: {
    stiff: {
      label: "stiffer half by arterial compliance",
      where: [{ variable: "parameter.vessels.arterial_compliance_scale", bottom: 0.5 }],
      source:
        "the sensitivity analysis: arterial compliance decides most of what the balloon adds; an assumption that it can be measured",
    },
    wide_pulse: {
      label: "upper half by pulse pressure before support",
      where: [{ variable: "without.pulse_pressure_mmHg", top: 0.5 }],
      source: "assumption: what a bedside knows of stiffness",
    },
    congested: {
      label: "highest third by wedge pressure on VA-ECMO",
      where: [{ variable: "control.pcwp_mmHg", top: 0.333 }],
      source: "assumption: left-sided congestion, by which a balloon would be chosen",
    },
    shut_valve: {
      label: "aortic valve open less than a tenth of the beat on VA-ECMO",
      where: [{ variable: "control.aortic_valve_open_fraction", below: 0.1 }],
      source: "assumption: distension, row E5",
    },
    low_power: EDITORIAL.subgroups!.low_power,
  },
};
