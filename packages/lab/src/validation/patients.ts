/** The patients of a study: built-in ones with the study's settings, or fitted to what the study measured at its start. */
import type { Patient } from "@counterpulse/engine";
import { fit } from "../fit/fit.ts";
import { TARGETS, targetId } from "../fit/targets.ts";
import type { Laboratory } from "../laboratory.ts";
import { requirePatient } from "../patients.ts";
import { impliedControl } from "../settings.ts";
import { modelSettings, toModel } from "./scale.ts";
import type { Study, StudyPatient } from "./study.ts";

export interface MadePatient {
  readonly patient: Patient;
  /** Root mean square of the targets' z; null for a built-in patient. */
  readonly rmse_z: number | null;
  readonly converged: boolean;
}

/** Two searches from different places; where they end apart the better one counts, as in every fit. */
const STARTS = 2;

export function makePatient(laboratory: Laboratory, study: Study, name: string, asked: StudyPatient): MadePatient {
  const { scale } = study;
  const settings = modelSettings(laboratory.model, asked.settings ?? {}, scale);
  const base = asked.base === undefined ? undefined : requirePatient(asked.base);
  const id = `${study.key}/${name}`;
  if (!asked.targets) {
    const patient = { ...base!, id, parameters: { ...base!.parameters, ...impliedControl(settings) } };
    return { patient, rmse_z: null, converged: true };
  }
  const targets = Object.entries(asked.targets).map(([index, given]) => {
    const { value, sd } = typeof given === "number" ? { value: given, sd: undefined } : given;
    const known = targetId(index) ?? index;
    const spread = sd === undefined ? usualSpread(known, toModel(known, value, scale)) : sd * unitFactor(known, study);
    return {
      index,
      value: toModel(known, value, scale),
      where: `${study.key}: patients.${name}`,
      ...(spread === undefined ? {} : { sd: spread }),
    };
  });
  const { hold, free, support } = asked;
  const found = fit({ targets, settings, support, hold, free, base, starts: STARTS, id }, laboratory);
  return { patient: found.patient, rmse_z: found.rmse_z, converged: found.converged };
}

const unitFactor = (index: string, { scale }: Study): number => toModel(index, 1, scale);

/** A group's mean is known better than one bedside reading: half of a single measurement's usual error. */
function usualSpread(index: string, value: number): number | undefined {
  const row = TARGETS.find((r) => r.id === index);
  return row ? 0.5 * Math.max(row.sd, row.share * Math.abs(value)) : undefined;
}
