/**
 * Reflexes at rest in the fitted patient: the set points are the patient's own pressures without support, so that reflexes
 * answer what a device changes and nothing else (components/reflexes.ts). There the reflexes are silent whatever their
 * gains, so the state is that without reflexes, and is found so.
 */
import type { Indices } from "@counterpulse/engine";
import type { Laboratory } from "../laboratory.ts";
import { findParameter, type Settings } from "../settings.ts";

const ARTERIAL = "reflexes.set_point_mmHg";
const CARDIOPULMONARY = "reflexes.cardiopulmonary_set_point_mmHg";
const THORAX = "thorax.pressure_mmHg";

/** Parameters that follow from the others, unless one of them is said outright. */
export const SET_POINTS: readonly string[] = [ARTERIAL, CARDIOPULMONARY];

/** What finds the state in which reflexes are silent. */
export const SILENT: Settings = { "reflexes.on": 0 };

/** Whether set points follow: reflexes act, and nobody has said where they rest. */
export function setPointsFollow(laboratory: Laboratory, held: Settings, own: ReadonlySet<string>): boolean {
  const on = held["reflexes.on"] ?? findParameter(laboratory.model, "reflexes.on", "fit").spec.value;
  return on > 0.5 && !SET_POINTS.some((id) => own.has(id));
}

/** Set points of a patient whose silent state without support shows these indices. */
export function setPointsOf(laboratory: Laboratory, bare: Indices, parameters: Settings): Settings {
  const thorax = parameters[THORAX] ?? findParameter(laboratory.model, THORAX, "fit").spec.value;
  const cvp = bare.cvp_mmHg;
  const put = (id: string, value: number | null): Settings => {
    const { min, max } = findParameter(laboratory.model, id, "fit").spec;
    // Where the pressure is not to be had the default stays.
    return value === null ? {} : { [id]: Math.min(Math.max(Number(value.toFixed(2)), min), max) };
  };
  return { ...put(ARTERIAL, bare.aortic_mean_mmHg), ...put(CARDIOPULMONARY, cvp === null ? null : cvp - thorax) };
}

/** Patients with their set points, each by its own state without support. */
export function withSetPoints(laboratory: Laboratory, patients: readonly Settings[]): Settings[] {
  const solved = laboratory.solve(
    patients.map((parameters) => ({
      patient: { id: "rest", title: "", description: "", source: "", parameters },
      settings: SILENT,
      support: new Set<never>(),
    })),
  );
  return patients.map((parameters, i) => ({
    ...parameters,
    ...setPointsOf(laboratory, solved[i].indices, parameters),
  }));
}
