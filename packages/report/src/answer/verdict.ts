/** Whether adding the balloon to VA-ECMO helps, hurts or does nothing in one patient, by the criterion stated here. */
import type { PatientResult, Values } from "./data.ts";

export type Verdict = "helps" | "nothing" | "hurts";

/** A change of filling pressure that a catheter can tell after a few readings; of flow, less than its own scatter. */
export const LIMITS = { pressure_mmHg: 2, flow_L_min: 0.1 } as const;

export const CRITERION = `Helps: wedge pressure falls by ${LIMITS.pressure_mmHg} mmHg or more, LV end-diastolic pressure does not rise by as much and total flow does not fall by ${LIMITS.flow_L_min} L/min. Hurts: wedge or LV end-diastolic pressure rises by ${LIMITS.pressure_mmHg} mmHg or more, or total flow falls by ${LIMITS.flow_L_min} L/min or more. Else: nothing.`;

export interface Change {
  readonly wedge: number | null;
  readonly edp: number | null;
  readonly flow: number | null;
}

/** null where the pressures or the flow are not known. */
export function verdictOf({ wedge, edp, flow }: Change, pressure: number = LIMITS.pressure_mmHg): Verdict | null {
  if (wedge === null || edp === null || flow === null) return null;
  if (wedge >= pressure || edp >= pressure || flow <= -LIMITS.flow_L_min) return "hurts";
  return wedge <= -pressure ? "helps" : "nothing";
}

export function changeOf(patient: PatientResult): Change {
  const of = (id: string): number | null => difference(patient.added.before, patient.added.after, id);
  return { wedge: of("pcwp_mmHg"), edp: of("lv_edp_mmHg"), flow: of("total_flow_L_min") };
}

export function difference(before: Values, after: Values, id: string): number | null {
  const [x, y] = [before[id] ?? null, after[id] ?? null];
  return x === null || y === null ? null : y - x;
}
