/** The built-in patients, in the order in which they are listed. */
import { cardiogenicShock } from "./cardiogenic-shock.ts";
import { dilatedHeartFailure } from "./dilated-heart-failure.ts";
import { FITTED } from "./fitted.ts";
import { fulminantMyocarditis } from "./fulminant-myocarditis.ts";
import { healthyAdult } from "./healthy-adult.ts";
import { hypoxicLungEcmo } from "./hypoxic-lung-ecmo.ts";
import { infarctShockC, infarctShockD, infarctShockE } from "./infarct-shock.ts";
import { type Patient, type PatientDefinition, sourceOf } from "./patient.ts";
import { postArrestStunned } from "./post-arrest-stunned.ts";
import { postCardiotomy } from "./post-cardiotomy.ts";
import { rvInfarct } from "./rv-infarct.ts";

/** How each is defined: what `scripts/patients.mjs` fits, and what the tests hold the stored parameters to. */
export const PATIENT_DEFINITIONS: readonly PatientDefinition[] = [
  healthyAdult,
  cardiogenicShock,
  infarctShockC,
  infarctShockD,
  infarctShockE,
  rvInfarct,
  dilatedHeartFailure,
  fulminantMyocarditis,
  postCardiotomy,
  postArrestStunned,
  hypoxicLungEcmo,
];

export const PATIENTS: readonly Patient[] = PATIENT_DEFINITIONS.map((definition): Patient => {
  const { id, title, description, settings } = definition;
  return { id, title, description, source: sourceOf(definition), parameters: { ...settings, ...FITTED[id] } };
});
