/** From the causal model to what a registry holds: who was treated, who died when, who was weaned. */
import type { SurvivalData } from "@counterpulse/statistics";
import { type Confounding, EARLY_DAY, LAST_DAY } from "./model.ts";
import { logHazard, type Patients, treatmentLogit } from "./patients.ts";

/** What calibration decides. */
export interface Parameters {
  confounding: Confounding;
  /** On the logit of treatment. */
  intercept: number;
  scale: number;
  /** Cumulative hazard at the reference of all covariates by day 28 and by the last day; constant in between. */
  early: number;
  late: number;
  /** Logarithm of the balloon's hazard ratio, the same for all: the truth. */
  effect: number;
  /** Share weaned among those who die in hospital, with and without the balloon; all survivors are weaned. */
  weanedOfDead: [number, number];
}

export const assignTreatment = (
  patients: Patients,
  parameters: Pick<Parameters, "confounding" | "intercept" | "scale">,
) => {
  const logit = treatmentLogit(patients, parameters.scale, parameters.confounding);
  return Uint8Array.from(logit, (x, i) =>
    patients.treatmentChance[i] < 1 / (1 + Math.exp(-(parameters.intercept + x))) ? 1 : 0,
  );
};

/** Probability of death by a cumulative hazard. */
export const riskAt = (hazard: number, linear: number): number => -Math.expm1(-hazard * Math.exp(linear));

/** Day of death, or the last day, if the patient were treated or not. */
function dayOf(chance: number, linear: number, { early, late }: Parameters): { day: number; died: 0 | 1 } {
  const reached = chance * Math.exp(-linear);
  if (reached <= early) return { day: (EARLY_DAY * reached) / early, died: 1 };
  if (reached > late) return { day: LAST_DAY, died: 0 };
  return { day: EARLY_DAY + ((LAST_DAY - EARLY_DAY) * (reached - early)) / (late - early), died: 1 };
}

export interface Outcomes {
  survival: SurvivalData;
  dead28: Uint8Array;
  weaned: Uint8Array;
}

export function outcomesOf(patients: Patients, treated: ArrayLike<number>, parameters: Parameters): Outcomes {
  const { n, deathChance, weaningChance } = patients;
  const linear = logHazard(patients, parameters.confounding);
  const survival = { time: new Float64Array(n), event: new Uint8Array(n) };
  const dead28 = new Uint8Array(n);
  const weaned = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const { day, died } = dayOf(deathChance[i], linear[i] + treated[i] * parameters.effect, parameters);
    survival.time[i] = day;
    survival.event[i] = died;
    dead28[i] = died === 1 && day <= EARLY_DAY ? 1 : 0;
    weaned[i] = died === 0 || weaningChance[i] < parameters.weanedOfDead[treated[i] === 1 ? 0 : 1] ? 1 : 0;
  }
  return { survival, dead28, weaned };
}
