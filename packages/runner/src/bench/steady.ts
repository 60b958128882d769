/** How many beats the search for a steady state takes, and how many plain running needs to come as close. */
import {
  compile,
  DEFAULT_STEP,
  evaluateIndices,
  type Indices,
  LaneGroup,
  type Model,
  steadyStates,
  stepsFor,
} from "@counterpulse/engine";
import {
  ACCURACY_MATRIX,
  type AccuracyCase,
  effectiveSettings,
  parseSupport,
  reader,
  requirePatient,
  toInner,
} from "@counterpulse/lab";

/** Indices must come this close (relative, or absolute where the value is small) and stay there. */
const CLOSE = 1e-3;
const MOST_BEATS = 1500;
/** Response (s) of the pump's flow control in the study of slow dynamics: as slow as the slowest vascular reflex. */
const SLOW_RESPONSE_S = 20;

export interface SteadyFigures {
  readonly cases: number;
  readonly tolerance: number;
  /** Mean beats of plain running, and of the accelerated search with its certificate. */
  readonly beats_direct: number;
  readonly beats_used: number;
  /** The same over the cases on ECMO with a slow controller of the pump's flow. */
  readonly slow: { readonly cases: number; readonly beats_direct: number; readonly beats_used: number };
}

function close(a: Indices, b: Indices): boolean {
  return Object.entries(b).every(([id, value]) => {
    const other = a[id];
    if (value === null || other === null) return value === other;
    return Math.abs(value - other) <= CLOSE * Math.max(Math.abs(value), 1);
  });
}

/** Beats after which plain running stays close to the steady indices. */
function directBeats(model: Model, one: AccuracyCase, exact: Indices, kernel: ReturnType<typeof compile>): number {
  const settings = effectiveSettings(requirePatient(one.patient), one.settings, parseSupport(one.support));
  const group = new LaneGroup(kernel);
  for (let lane = 0; lane < kernel.lanes; lane++) group.setParameters(lane, toInner(model, settings));
  group.configure(64);
  group.configure(stepsFor(group.period(0), DEFAULT_STEP));
  for (let lane = 0; lane < kernel.lanes; lane++) group.initialise(lane);
  const length = group.cycle(0);
  let needed = MOST_BEATS;
  let since: number | null = null;
  for (let beat = 0; beat < MOST_BEATS; beat += length) {
    const cycle: Map<string, number>[] = [];
    for (let b = 0; b < length; b++) {
      group.beat();
      cycle.push(group.readMeasures(0));
    }
    const near = close(evaluateIndices(cycle, group.period(0), reader(model, settings)), exact);
    if (!near) since = null;
    else if (since === null) since = beat + length;
    if (since !== null && beat - since > 30) break;
  }
  if (since !== null) needed = since;
  return needed;
}

function study(
  model: Model,
  cases: readonly AccuracyCase[],
): { cases: number; beats_direct: number; beats_used: number } {
  const kernel = compile(model);
  const settings = cases.map((c) => effectiveSettings(requirePatient(c.patient), c.settings, parseSupport(c.support)));
  const solved = steadyStates(
    kernel,
    settings.map((s) => ({ parameters: toInner(model, s) })),
  );
  let [used, direct] = [0, 0];
  cases.forEach((c, i) => {
    const exact = evaluateIndices(solved[i].cycle, solved[i].period, reader(model, settings[i]));
    used += solved[i].beats;
    direct += directBeats(model, c, exact, kernel);
  });
  return { cases: cases.length, beats_direct: direct / cases.length, beats_used: used / cases.length };
}

export function steadyFigures(model: Model): SteadyFigures {
  const slow = ACCURACY_MATRIX.filter((c) => c.support.includes("va-ecmo") && !("va-ecmo.control" in c.settings));
  return {
    tolerance: CLOSE,
    ...study(model, ACCURACY_MATRIX),
    slow: study(
      model,
      slow.map((c) => ({ ...c, settings: { ...c.settings, "va-ecmo.response_s": SLOW_RESPONSE_S } })),
    ),
  };
}
