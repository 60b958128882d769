/** True values of some patients under every arm: what depends on nobody else, so that threads can share patients out. */
import { evaluateIndices, type Indices, type State } from "@counterpulse/engine";
import type { Case, Laboratory } from "../laboratory.ts";
import { runPlainly } from "../plain-run.ts";
import { effectiveSettings, reader, toInner } from "../settings.ts";
import type { Person } from "./enrol.ts";
import type { Arm, Protocol } from "./protocol.ts";

/** What is solved once and read wherever it stands: an arm at rest, or the arms up to a period. */
export interface Cells {
  readonly keys: readonly string[];
  /** By sequence and period: place among the keys. */
  readonly at: readonly (readonly number[])[];
}

export interface SolvedPeople {
  /** By patient, cell and measure; NaN where a value does not exist. */
  readonly values: Float64Array;
  readonly unsettled: number;
  readonly failed: number;
}

type Tell = (share: number) => void;

/** Arms up to a period, with the washouts between them: patients who had the same are in the same state. */
const prefix = (order: readonly string[], period: number): string => order.slice(0, period + 1).join("\n");

export function cellsOf({ sequences, document }: Protocol): Cells {
  const steady = document.schedule.values === "steady";
  const names = sequences.map(({ order }) => order.map((arm, period) => (steady ? arm : prefix(order, period))));
  const keys = [...new Set(names.flat())];
  return { keys, at: names.map((row) => row.map((key) => keys.indexOf(key))) };
}

export function solvePeople(
  protocol: Protocol,
  laboratory: Laboratory,
  people: readonly Person[],
  tell: Tell = () => {},
): SolvedPeople {
  const { keys } = cellsOf(protocol);
  const steady = protocol.document.schedule.values === "steady";
  const { found, unsettled } = steady
    ? atRest(protocol, laboratory, keys, people, tell)
    : throughTime(protocol, laboratory, keys, people, tell);
  const { measures } = protocol;
  const values = new Float64Array(people.length * keys.length * measures.length);
  let [at, failed] = [0, 0];
  for (const i of people.keys()) {
    for (const ofCell of found) {
      const indices = ofCell[i];
      if (indices.hr_per_min === null) failed++;
      for (const { index } of measures) {
        const value = indices[index];
        values[at++] = typeof value === "number" && Number.isFinite(value) ? value : Number.NaN;
      }
    }
  }
  return { values, unsettled, failed };
}

/** By cell and patient. */
interface Found {
  readonly found: readonly (readonly Indices[])[];
  /** Patients without a steady state in some arm: run through time instead. */
  readonly unsettled: number;
}

/** Minutes after which a patient without a steady state is read, if the period is not shorter. */
const UNSETTLED_MIN = 30;

/** One state for each arm, wherever it stands in the order. */
function atRest(
  protocol: Protocol,
  laboratory: Laboratory,
  arms: readonly string[],
  people: readonly Person[],
  tell: Tell,
): Found {
  const cases = arms.flatMap((arm) => people.map((person) => caseOf(protocol.arms.get(arm)!, person)));
  const solved = laboratory.solve(cases, {
    withIndicesAt: false,
    guided: true,
    onProgress: (done, all) => tell((0.8 * done) / all),
  });
  const found = arms.map((_, k) => people.map((__, i) => solved[k * people.length + i].indices));
  const restless = people.flatMap((_, i) => {
    const some = arms.some((__, k) => !solved[k * people.length + i].converged);
    return some ? [i] : [];
  });
  // A state at rest must not be compared with one on its way: who has no rest in one arm is read at one time in all.
  const minutes = Math.min(protocol.document.schedule.period_min, UNSETTLED_MIN);
  const some = restless.map((i) => people[i]);
  for (const [k, arm] of arms.entries()) {
    const { indices } = runUnder(laboratory, protocol.arms.get(arm)!, some, some, minutes * 60, () => {});
    restless.forEach((i, j) => {
      found[k][i] = indices[j];
    });
  }
  tell(1);
  return { found, unsettled: restless.length };
}

const caseOf = ({ settings, devices }: Arm, { patient, state }: Person): Case => ({
  ...{ patient, settings, support: devices },
  ...(devices.size > 0 ? { start: state } : {}),
});

/** Everybody run through the periods, each from where the one before left the circulation. */
function throughTime(
  protocol: Protocol,
  laboratory: Laboratory,
  keys: readonly string[],
  people: readonly Person[],
  tell: Tell,
): Found {
  const { arms } = protocol;
  const { period_min, first_min = period_min, washout_min = 0, washout_arm, at_s } = protocol.document.schedule;
  const paths = new Map<string, readonly Place[]>();
  const found = new Map<string, readonly Indices[]>();
  const move = (arm: string, from: readonly Place[], seconds: number) =>
    runUnder(laboratory, arms.get(arm)!, people, from, seconds, (share) => tell((found.size + share) / keys.length));
  // The shorter way first: a longer one begins where it ended.
  for (const key of [...keys].sort((a, b) => a.split("\n").length - b.split("\n").length)) {
    const order = key.split("\n");
    const period = order.length - 1;
    let from: readonly Place[] = period === 0 ? people : paths.get(prefix(order, period - 1))!;
    if (period > 0 && washout_min > 0) from = move(washout_arm!, from, washout_min * 60).states;
    const seconds = 60 * (period === 0 ? first_min : period_min);
    const read = Math.min(at_s ?? seconds, seconds);
    const { states, indices } = move(order[period], from, read);
    paths.set(key, read < seconds ? move(order[period], states, seconds - read).states : states);
    found.set(key, indices);
  }
  return { found: keys.map((key) => found.get(key)!), unsettled: 0 };
}

interface Place {
  readonly state: State;
  readonly steps: number;
}

const NOTHING: Indices = { hr_per_min: null };

function runUnder(
  laboratory: Laboratory,
  { settings, devices }: Arm,
  people: readonly Person[],
  from: readonly Place[],
  seconds: number,
  tell: Tell,
): { states: Place[]; indices: Indices[] } {
  const effective = people.map(({ patient }) => effectiveSettings(patient, settings, devices));
  // Whoever has broken down stays so.
  const sound = from.flatMap(({ state }, i) => (state.every(Number.isFinite) ? [i] : []));
  const cases = sound.map((i) => ({
    parameters: toInner(laboratory.model, effective[i]),
    start: from[i].state,
    steps: from[i].steps,
    target: null,
  }));
  const onProgress = (ended: number): void => tell(ended / Math.max(1, sound.length));
  const runs = runPlainly(laboratory.kernel, cases, { seconds, onProgress });
  const states: Place[] = from.map(({ state, steps }) => ({ state, steps }));
  const indices: Indices[] = people.map(() => NOTHING);
  sound.forEach((i, k) => {
    const { state, steps, cycle, period } = runs[k];
    states[i] = { state, steps };
    try {
      indices[i] = evaluateIndices(cycle, period, reader(laboratory.model, effective[i]));
    } catch (error) {
      // A state beyond what a formula was made for has no indices.
      if (!(error instanceof RangeError)) throw error;
    }
  });
  return { states, indices };
}
