/**
 * `evidence registry`: the Japanese analysis as a worked study. The registry is closed; here is one whose results match
 * the published ones and whose truth is known.
 */
import { type Balance, InputError } from "@counterpulse/statistics";
import { calibrate } from "./calibrate.ts";
import { analyse, type Estimate, type Method, type Truth, truthOf } from "./estimates.ts";
import { type HiddenCurve, hiddenCurve } from "./hidden-curve.ts";
import { type Margin, marginsOf } from "./margins.ts";
import { COVARIATES, type Confounding, type CovariateModel, EARLY_DAY, LAST_DAY } from "./model.ts";
import type { Parameters } from "./outcomes.ts";
import { drawPatients } from "./patients.ts";
import { PUBLISHED, type Published } from "./published.ts";
import { type Performances, repeatRegistry } from "./repeats.ts";

export interface RegistryOptions {
  seed?: number;
  n?: number;
  confounding?: Confounding;
  /** True hazard ratio of a patient; by default what the published deaths imply under the confounding. */
  trueHazardRatio?: number | null;
  /** Covariates that the analyst does not have. */
  omit?: readonly string[];
  /** Further registries, to tell bias from chance. */
  repeats?: number;
  curve?: boolean;
  onProgress?: (share: number) => void;
}

export interface RegistryStudy {
  seed: number;
  n: number;
  confounding: Confounding;
  omitted: string[];
  naive: Estimate;
  matched: Estimate;
  weighted: { iptw: Estimate; att: Estimate; overlap: Estimate };
  doubly_robust: Estimate;
  adjusted_cox: Estimate;
  truth: Record<Method, Truth> & { conditional_hr: number; chosen: boolean };
  pairs: number;
  treated: number;
  balance: Balance[];
  margins: Margin[];
  repeats: { n: number; performance: Performances } | null;
  hidden: HiddenCurve | null;
  model: { covariates: readonly CovariateModel[]; parameters: Parameters; early_day: number; last_day: number };
  published: Published;
}

function check({ n = PUBLISHED.n, confounding, trueHazardRatio, omit = [] }: RegistryOptions): void {
  if (!(Number.isInteger(n) && n >= 200 && n <= 200_000)) {
    throw new InputError(`registry: n is ${n}; a whole number from 200 to 200000 is allowed`);
  }
  for (const [what, value] of Object.entries(confounding ?? {})) {
    if (!(value >= 1 && value <= 20)) {
      throw new InputError(`registry: confounding of the ${what} is ${value}; 1 (none) to 20 is allowed`);
    }
  }
  if (trueHazardRatio != null && !(trueHazardRatio >= 0.05 && trueHazardRatio <= 20)) {
    throw new InputError(`registry: the true hazard ratio is ${trueHazardRatio}; 0.05 to 20 is allowed`);
  }
  const ids = COVARIATES.map(({ id }) => id);
  const unknown = omit.find((id) => !ids.includes(id));
  if (unknown !== undefined) throw new InputError(`registry: no covariate "${unknown}"; there are ${ids.join(", ")}`);
  if (ids.every((id) => omit.includes(id))) throw new InputError("registry: at least one covariate must be left");
}

export function registryStudy(options: RegistryOptions = {}): RegistryStudy {
  check(options);
  const { seed = 1, n = PUBLISHED.n, confounding = { odds: 1, hazard: 1 }, omit = [], repeats = 0 } = options;
  const { trueHazardRatio = null, curve = true, onProgress } = options;
  const work = 8 + (curve ? 9 : 0) + repeats / 10;
  const calibration = calibrate(confounding, trueHazardRatio === null ? null : Math.log(trueHazardRatio));
  onProgress?.(8 / work);
  const { parameters } = calibration;
  const patients = drawPatients(seed, n, "registry");
  const found = analyse(patients, parameters, omit);
  const { estimates, treated, pairs, outcomes, balance } = found;
  const hidden = curve ? hiddenCurve(parameters.scale, (done) => onProgress?.((8 + done) / work)) : null;
  const from = 8 + (curve ? 9 : 0);
  const performance =
    repeats === 0
      ? null
      : repeatRegistry(parameters, {
          ...{ seed, n, repeats, omit },
          onProgress: (done) => onProgress?.((from + done / 10) / work),
        });
  const count = treated.reduce((sum, t) => sum + t, 0);
  const chosen = trueHazardRatio !== null;
  const hr = estimates.matched.hr?.estimate ?? null;
  return {
    ...{ seed, n, confounding, omitted: [...omit] },
    naive: estimates.naive,
    matched: estimates.matched,
    weighted: { iptw: estimates.iptw, att: estimates.att, overlap: estimates.overlap },
    doubly_robust: estimates.doubly_robust,
    adjusted_cox: estimates.adjusted_cox,
    truth: { ...truthOf(patients, parameters, found), conditional_hr: Math.exp(parameters.effect), chosen },
    pairs: pairs.length,
    treated: count,
    balance,
    margins: marginsOf(calibration, chosen, { n, treated: count, pairs, outcomes, hr }),
    repeats: performance && { n: repeats, performance },
    hidden,
    model: { covariates: COVARIATES, parameters, early_day: EARLY_DAY, last_day: LAST_DAY },
    published: PUBLISHED,
  };
}
