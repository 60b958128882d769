/** Built-in patients against their definitions: fitted to the bedside values that define them, and judged by them. */
import type { Criterion, Indices, Patient, PatientDefinition } from "@counterpulse/engine";
import { type Fit, fit } from "./fit/fit.ts";
import { Laboratory, type Solved } from "./laboratory.ts";
import type { Settings } from "./settings.ts";
import { parseSupport } from "./support.ts";

export interface JudgedRow {
  readonly index: string;
  /** `85 +/- 3`, `below 2.2` */
  readonly asked: string;
  readonly model: number | null;
  /** Distance from a target in its standard deviations; null for a criterion. */
  readonly z: number | null;
  readonly met: boolean;
}

export interface JudgedPatient {
  readonly id: string;
  readonly support: string;
  readonly converged: boolean;
  readonly reason: string | null;
  readonly rows: readonly JudgedRow[];
  readonly met: boolean;
}

/** Fitted more closely than judged: a small change of the model leaves the patient what it is. */
const CLOSER = 0.4;

/** The fit that makes the patient: the same parameters in every run of the same model. */
export function fitDefinition(definition: PatientDefinition, laboratory = new Laboratory()): Fit {
  const { id, targets, support, settings, free = [], hold = [] } = definition;
  return fit(
    {
      id,
      targets: targets.map(({ index, value, sd }) => ({ index, value, sd: CLOSER * sd })),
      support,
      settings,
      free,
      hold,
    },
    laboratory,
  );
}

/** Whether parameters give what the definitions ask for: every target within one standard deviation, every criterion. */
export function judgeDefinitions(
  list: readonly { readonly definition: PatientDefinition; readonly parameters: Settings }[],
  laboratory = new Laboratory(),
): JudgedPatient[] {
  const solved = laboratory.solve(
    list.map(({ definition: { id, title, description, support }, parameters }) => {
      const patient: Patient = { id, title, description, source: "", parameters };
      return { patient, settings: {}, support: parseSupport(support) };
    }),
  );
  return list.map(({ definition }, i) => judge(definition, solved[i]));
}

function judge(
  { id, support, targets, criteria }: PatientDefinition,
  { indices, converged, reason }: Solved,
): JudgedPatient {
  const rows = [
    ...targets.map(({ index, value, sd }): JudgedRow => {
      const model = valueOf(indices, index);
      const z = model === null ? null : (model - value) / sd;
      return { index, asked: `${value} +/- ${sd}`, model, z, met: z !== null && Math.abs(z) < 1 };
    }),
    ...criteria.map((criterion): JudgedRow => {
      const { index, than, bound } = criterion;
      const model = valueOf(indices, index);
      return { index, asked: `${than} ${bound}`, model, z: null, met: model !== null && holds(criterion, model) };
    }),
  ];
  return { id, support, converged, reason, rows, met: rows.every((row) => row.met) };
}

const holds = ({ than, bound }: Criterion, value: number): boolean =>
  than === "below" ? value < bound : value > bound;

const valueOf = (indices: Indices, index: string): number | null => indices[index] ?? null;
