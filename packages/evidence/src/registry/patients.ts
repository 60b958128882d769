/** Synthetic patients: all that chance decides is drawn here, so that any model can be applied to the same patients. */
import { type Stream, stream } from "@counterpulse/numerics";
import type { Column } from "@counterpulse/statistics";
import { COVARIATES, type Confounding, HIDDEN_SHARE, SEVERITY_HAZARD } from "./model.ts";

export interface Patients {
  n: number;
  /** By the order of COVARIATES. */
  covariates: Float64Array[];
  hidden: Uint8Array;
  /** Logit of treatment before scale and intercept; log hazard without the hidden confounder and the balloon. */
  indication: Float64Array;
  risk: Float64Array;
  /** Chance of treatment, of death (an exponential variable), of weaning. */
  treatmentChance: Float64Array;
  deathChance: Float64Array;
  weaningChance: Float64Array;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Box and Muller's; one of the pair. */
function normalDraw(random: Stream): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.uniform()));
  return radius * Math.cos(2 * Math.PI * random.uniform());
}

/** Covariates of one patient, in the order of COVARIATES. */
function covariatesOf(severity: number, random: Stream): number[] {
  const with_ = (share: number): number => share * severity + Math.sqrt(1 - share * share) * normalDraw(random);
  const happens = (intercept: number, slope: number): number =>
    random.uniform() < sigmoid(intercept + slope * severity) ? 1 : 0;
  return [
    Math.min(100, Math.max(18, 65 + 14 * with_(0.2))),
    happens(1.05, 0),
    happens(0.2, 0),
    happens(-0.65, 0.9),
    happens(1.65, 0.9),
    happens(-1.25, 0.8),
    -2.3 + with_(0.6),
    3.3 + with_(0),
  ];
}

/** @param purpose of the stream: each patient of each purpose has its own */
export function drawPatients(seed: number, n: number, purpose: string, first = 0): Patients {
  const column = (): Float64Array => new Float64Array(n);
  const patients: Patients = {
    n,
    covariates: COVARIATES.map(column),
    hidden: new Uint8Array(n),
    ...{ indication: column(), risk: column() },
    ...{ treatmentChance: column(), deathChance: column(), weaningChance: column() },
  };
  for (let i = 0; i < n; i++) {
    const random = stream(seed, first + i, purpose);
    const severity = normalDraw(random);
    const values = covariatesOf(severity, random);
    patients.risk[i] = SEVERITY_HAZARD * severity;
    COVARIATES.forEach(({ treatment, hazard, per, center }, j) => {
      patients.covariates[j][i] = values[j];
      const moved = (values[j] - center) / per;
      patients.indication[i] += treatment * moved;
      patients.risk[i] += hazard * moved;
    });
    patients.hidden[i] = random.uniform() < HIDDEN_SHARE ? 1 : 0;
    patients.treatmentChance[i] = random.uniform();
    patients.deathChance[i] = -Math.log(1 - random.uniform());
    patients.weaningChance[i] = random.uniform();
  }
  return patients;
}

/** Columns of the covariates that are analysed. */
export const columnsOf = ({ covariates }: Patients, omit: readonly string[] = []): Column[] =>
  COVARIATES.flatMap(({ id }, j) => (omit.includes(id) ? [] : [{ name: id, values: covariates[j] }]));

/** Logit of treatment without the intercept. */
export const treatmentLogit = ({ indication, hidden }: Patients, scale: number, { odds }: Confounding): Float64Array =>
  indication.map((x, i) => scale * x - Math.log(odds) * (hidden[i] - HIDDEN_SHARE));

/** Log hazard without the balloon. */
export const logHazard = ({ risk, hidden }: Patients, { hazard }: Confounding): Float64Array =>
  risk.map((x, i) => x + Math.log(hazard) * (hidden[i] - HIDDEN_SHARE));
