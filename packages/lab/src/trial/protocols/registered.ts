/** Registered trials of the question: what the registries tell, and what had to be assumed. */
import { findStudy } from "@counterpulse/evidence";
import type { BuiltInProtocol } from "./index.ts";
import { printedShare, ratioOf, shareIn } from "./published.ts";
import { ALL_CORRELATIONS, BALLOON_SAFETY, MARKERS, SUPPORT, TIMING, TWO_SIDED } from "./shared.ts";

const registry = ratioOf("aso-2016", "death, Cox");
const SCENARIOS = [String(registry), String(Number(Math.sqrt(registry).toFixed(2))), "1"];
const RATE = "assumption: recruitment is not known to us";

const titleOf = (id: string): string => {
  const study = findStudy(id);
  if (!study) throw new Error(`there is no study ${id}`);
  return study.title;
};

export const ANZHEN: BuiltInProtocol = {
  id: "anzhen",
  title: titleOf("anzhen"),
  description:
    "358 patients (179 and 179) in shock on VA-ECMO, balloon within 6 hours or none, death by day 30 (NCT06872021).",
  source: "registry page (READ: size, arms, endpoint); the rest assumed",
  n: 358,
  arms: { experimental: "VA-ECMO with IABP within 6 h", control: "VA-ECMO alone" },
  randomisation: { blocks: [4], source: "assumption" },
  accrual: { per_month: 10, source: RATE },
  endpoint: { event: "death", day: 30, source: "registry page: death by day 30" },
  dropout: { share: 0.01, source: "assumption" },
  safety: BALLOON_SAFETY,
  support: SUPPORT,
  analysis: { test: "proportions", source: TWO_SIDED },
  outcome: {
    baseline: {
      risk: shareIn("aso-2016", "death 28 d (matched)", 1),
      day: 28,
      source: "Aso 2016, 533 matched patients on VA-ECMO alone",
    },
    timing: TIMING,
    markers: MARKERS,
    correlations: ALL_CORRELATIONS,
  },
  effect: {
    kind: "direct",
    scenarios: SCENARIOS,
    source: "the registry's hazard ratio (Aso 2016), half of it on the log scale, none",
  },
};

export const ANCHOR: BuiltInProtocol = {
  id: "anchor",
  title: titleOf("anchor"),
  description:
    "400 patients in infarct shock: VA-ECMO with balloon against conventional care with rescue ECMO (NCT04184635). Treatment failure is death, or rescue ECMO in controls: rescue counts in one arm only, so this endpoint favours ECMO even where deaths are equal.",
  source: "registry page (READ: size, population, arms, endpoint); the rest assumed",
  n: 400,
  arms: { experimental: "VA-ECMO with IABP", control: "conventional, rescue ECMO allowed" },
  randomisation: { blocks: [4], source: "assumption" },
  accrual: { per_month: 10, source: RATE },
  endpoint: { event: "death-or-crossover", day: 30, source: "registry page: treatment failure at 30 days" },
  crossover: {
    to_experimental: {
      ...{ share: 0.15, by_day: 7, by_prognosis: true },
      source: "assumption, between the 39 % of ECMO-CS and the 12.5 % of ECLS-SHOCK (recalled, unverified)",
    },
  },
  safety: {
    bleeding: {
      label: "moderate or severe bleeding",
      control: printedShare("ecls-shock", "moderate/severe bleeding", 1),
      risk_ratio: ratioOf("ecls-shock", "moderate/severe bleeding"),
      source: "ECLS-SHOCK: 23.4 and 9.6 %",
    },
    limb_ischaemia: {
      label: "peripheral vascular complication",
      control: printedShare("ecls-shock", "peripheral vascular", 1),
      risk_ratio: ratioOf("ecls-shock", "peripheral vascular"),
      source: "ECLS-SHOCK: 11.0 and 3.8 %",
    },
  },
  support: SUPPORT,
  analysis: { test: "proportions", source: TWO_SIDED },
  outcome: {
    baseline: {
      risk: shareIn("ecls-shock", "death 30 d", 1),
      day: 30,
      source: "ECLS-SHOCK, 208 controls in infarct shock",
    },
    timing: TIMING,
    markers: { cpo_W: MARKERS.cpo_W, lactate_mmol_L: MARKERS.lactate_mmol_L },
    correlations: [{ between: ["cpo_W", "lactate_mmol_L"], rank: -0.3, source: "assumption" }],
  },
  effect: {
    kind: "direct",
    scenarios: SCENARIOS,
    source:
      "hazard ratios of death as in the other protocols; ECLS-SHOCK found a risk ratio of 0.98 for ECMO without a balloon",
  },
};

const weaned = shareIn("aso-2016", "weaned from VA-ECMO (matched)", 1);
/** Still on support after 30 days; assumption. */
const STILL_ON = 0.01;

export const PLATFORM: BuiltInProtocol = {
  id: "remap-ecmo",
  title: titleOf("remap-ecmo"),
  description:
    "Bayesian, response-adaptive, embedded in a registry: balloon under VA-ECMO against none, successful weaning by day 30 (NCT05913622). Its size and rules are not on the page that was read: those here are assumed.",
  source: "registry page (READ: design, arms, endpoint); the rest assumed",
  n: 600,
  n_source: "assumption",
  arms: { experimental: "VA-ECMO with IABP", control: "VA-ECMO alone" },
  randomisation: { centres: 20, centre_sd: 0.2, source: "assumption" },
  accrual: { per_month: 12, ramp_months: 6, source: RATE },
  endpoint: {
    event: "weaning",
    day: 30,
    source: "registry page: successful weaning at 30 days; death on support competes",
  },
  dropout: { share: 0.01, source: "assumption" },
  safety: BALLOON_SAFETY,
  looks: { at: [1 / 3, 1 / 2, 2 / 3, 5 / 6, 1], source: "assumption: at 200 patients, then every 100" },
  analysis: {
    test: "bayes",
    bayes: { success: 0.99, futility: 0.05, adaptive: 0.5, least_allocation: 0.25, source: "assumption" },
    source: "registry page: Bayesian, response-adaptive; uniform priors are assumed",
  },
  outcome: {
    baseline: {
      risk: shareIn("aso-2016", "death 28 d (matched)", 1),
      day: 28,
      source: "Aso 2016; here it only converts odds ratios of death to hazards",
    },
    weaning: {
      weaned,
      died: Number((1 - weaned - STILL_ON).toFixed(4)),
      shape: 1.5,
      prognosis: 1,
      effect: 1,
      source:
        "Aso 2016, weaned among 533 matched on VA-ECMO alone; that the rest died on support but for 1 %, the shape and both couplings are assumptions (with the registry's hazard ratio they give its 82.6 % to within a point, which a test holds)",
    },
    timing: TIMING,
    markers: MARKERS,
    correlations: ALL_CORRELATIONS,
  },
  effect: {
    kind: "direct",
    scenarios: SCENARIOS,
    source: "hazard ratios of death on support; weaning is quickened in proportion",
  },
};
