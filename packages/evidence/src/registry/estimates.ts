/** What an analyst makes of one registry: naive, matched, weighted, doubly robust, and the truth for the same patients. */
import {
  type Balance,
  balanceOf,
  caliperOf,
  cox,
  doublyRobust,
  greedyPairs,
  logistic,
  type Pair,
  pairedEffect,
  type SurvivalData,
  type Weighting,
  weightedEffect,
  weightsOfPairs,
} from "@counterpulse/statistics";
import { marginalHazardRatio } from "./calibrate.ts";
import { assignTreatment, type Outcomes, outcomesOf, type Parameters, riskAt } from "./outcomes.ts";
import { columnsOf, logHazard, type Patients } from "./patients.ts";

export type Method = "naive" | "matched" | "iptw" | "att" | "overlap" | "doubly_robust" | "adjusted_cox";
export const METHODS: readonly Method[] = [
  ...(["naive", "matched", "iptw", "att", "overlap", "doubly_robust", "adjusted_cox"] as const),
];

export interface Interval {
  estimate: number;
  se: number;
  ci: [number, number];
}

/** Deaths by day 28, with less without the balloon; hazard ratio to the last day, its standard error that of its logarithm. */
export interface Estimate {
  rd: Interval | null;
  rr: number | null;
  hr: Interval | null;
}

export interface Truth {
  rd: number | null;
  rr: number | null;
  hr: number | null;
}

export interface Analysed {
  treated: Uint8Array;
  pairs: Pair[];
  outcomes: Outcomes;
  /** Estimated logit of treatment. */
  logit: Float64Array;
  estimates: Record<Method, Estimate>;
  balance: Balance[];
}

const Z = 1.959963984540054;

function hazardRatio(
  survival: SurvivalData,
  columns: readonly { name: string; values: ArrayLike<number> }[],
): Interval {
  const [{ coef, se }] = cox(survival, columns).terms;
  return { estimate: Math.exp(coef), se, ci: [Math.exp(coef - Z * se), Math.exp(coef + Z * se)] };
}

function ofRows(survival: SurvivalData, treated: ArrayLike<number>, rows: readonly number[]): Interval {
  const data = {
    time: Float64Array.from(rows, (i) => survival.time[i]),
    event: Uint8Array.from(rows, (i) => survival.event[i]),
  };
  return hazardRatio(data, [{ name: "balloon", values: rows.map((i) => treated[i]) }]);
}

function naive(dead: Uint8Array, treated: Uint8Array): Pick<Estimate, "rd" | "rr"> {
  const count = [0, 0];
  const deaths = [0, 0];
  for (let i = 0; i < dead.length; i++) {
    count[treated[i]]++;
    deaths[treated[i]] += dead[i];
  }
  const [p0, p1] = [deaths[0] / count[0], deaths[1] / count[1]];
  const se = Math.sqrt((p1 * (1 - p1)) / count[1] + (p0 * (1 - p0)) / count[0]);
  return { rd: { estimate: p1 - p0, se, ci: [p1 - p0 - Z * se, p1 - p0 + Z * se] }, rr: p1 / p0 };
}

function matched(pairs: readonly Pair[], { dead28, survival }: Outcomes, treated: Uint8Array): Estimate {
  const effect = pairedEffect(pairs, dead28, true);
  if (effect === null || effect.se_paired === null || effect.ci === null) return { rd: null, rr: null, hr: null };
  return {
    rd: { estimate: effect.att, se: effect.se_paired, ci: effect.ci },
    rr: effect.binary?.rr ?? null,
    hr: ofRows(survival, treated, pairs.flat()),
  };
}

/** @param omit covariates that the analyst does not have */
export function analyse(patients: Patients, parameters: Parameters, omit: readonly string[] = []): Analysed {
  const treated = assignTreatment(patients, parameters);
  const outcomes = outcomesOf(patients, treated, parameters);
  const { dead28, survival } = outcomes;
  const columns = columnsOf(patients, omit);
  const fit = logistic(columns, treated, "propensity");
  const pairs = greedyPairs({ logit: fit.linear, propensity: fit.fitted, treated }, caliperOf(fit.linear, treated));
  const everybody = Array.from({ length: patients.n }, (_, i) => i);
  const weighted = (kind: Weighting): Estimate => {
    const found = weightedEffect(fit, columns, treated, dead28, kind);
    const { estimate, se, ci, mean_treated, mean_control } = found;
    return { rd: { estimate, se, ci }, rr: mean_treated / mean_control, hr: null };
  };
  const robust = doublyRobust(fit, columns, treated, dead28, { binary: true });
  return {
    treated,
    pairs,
    outcomes,
    logit: fit.linear,
    estimates: {
      naive: { ...naive(dead28, treated), hr: ofRows(survival, treated, everybody) },
      matched: matched(pairs, outcomes, treated),
      iptw: weighted("iptw"),
      att: weighted("att"),
      overlap: weighted("overlap"),
      doubly_robust: {
        rd: { estimate: robust.estimate, se: robust.se, ci: robust.ci },
        rr: robust.mean_treated / robust.mean_control,
        hr: null,
      },
      adjusted_cox: {
        rd: null,
        rr: null,
        hr: hazardRatio(survival, [{ name: "balloon", values: treated }, ...columns]),
      },
    },
    balance: balanceOf(columnsOf(patients), treated, weightsOfPairs(pairs, patients.n)),
  };
}

/** Expected deaths by day 28 of a weighted group, with and without the balloon. */
function risks(patients: Patients, parameters: Parameters, weights: ArrayLike<number>): [number, number] {
  const linear = logHazard(patients, parameters.confounding);
  let [one, zero, total] = [0, 0, 0];
  for (let i = 0; i < patients.n; i++) {
    total += weights[i];
    one += weights[i] * riskAt(parameters.early, linear[i] + parameters.effect);
    zero += weights[i] * riskAt(parameters.early, linear[i]);
  }
  return [one / total, zero / total];
}

/** The true effects in the patients for whom each method speaks: all, the treated, the matched treated, the overlap. */
export function truthOf(
  patients: Patients,
  parameters: Parameters,
  { treated, pairs, logit }: Pick<Analysed, "treated" | "pairs" | "logit">,
): Record<Method, Truth> {
  const ones = new Uint8Array(patients.n).fill(1);
  const inPairs = new Uint8Array(patients.n);
  for (const [a] of pairs) inPairs[a] = 1;
  const overlap = logit.map((x) => 1 / (2 + Math.exp(x) + Math.exp(-x)));
  const of = (weights: ArrayLike<number>): Truth => {
    const [one, zero] = risks(patients, parameters, weights);
    return { rd: one - zero, rr: one / zero, hr: null };
  };
  const rowsWhere = (flags: Uint8Array): number[] => [...flags.keys()].filter((i) => flags[i] === 1);
  const hr = (flags: Uint8Array): number => marginalHazardRatio([{ patients, rows: rowsWhere(flags) }], parameters);
  const all = of(ones);
  return {
    // A difference between groups as they are is nobody's effect; the treated are whom it is mostly read for.
    naive: { ...of(treated), hr: hr(treated) },
    matched: pairs.length > 0 ? { ...of(inPairs), hr: hr(inPairs) } : { rd: null, rr: null, hr: null },
    iptw: all,
    att: of(treated),
    overlap: of(overlap),
    doubly_robust: all,
    adjusted_cox: { rd: null, rr: null, hr: Math.exp(parameters.effect) },
  };
}
