/**
 * True values: what the circulation of each patient does in each period, before anybody measures it. Solved once; data
 * sets, one or thousands, are drawn from them.
 */
import { evaluateIndices, type Indices, type State } from "@counterpulse/engine";
import { InputError } from "../input-error.ts";
import type { Case, Laboratory } from "../laboratory.ts";
import { runPlainly } from "../plain-run.ts";
import { type Candidate, recruit } from "../population/recruit.ts";
import type { Sampling } from "../population/sampling.ts";
import type { Share } from "../population/share.ts";
import { effectiveSettings, reader, toInner } from "../settings.ts";
import type { Arm, Protocol } from "./protocol.ts";

export interface Enrolled {
  readonly id: string;
  readonly groups: Readonly<Record<string, string>>;
}

export interface Truth {
  readonly patients: readonly Enrolled[];
  /** Share of those drawn who met the criteria; null where nobody was drawn. */
  readonly accepted: Share | null;
  /** Patients without a steady state in some arm: run through time instead. */
  readonly unsettled: number;
  /** Patients and periods that could not be computed. */
  readonly failed: number;
  /** Value of a measure, by its number in the protocol; NaN where it does not exist. */
  value(patient: number, sequence: number, period: number, measure: number): number;
}

export interface TruthRequest {
  /** How many patients are solved. */
  readonly patients: number;
  readonly seed: number;
  /** Independent draws for a study; points that cover evenly for a pool to draw studies from. */
  readonly sampling: Sampling;
  readonly onProgress?: (done: number, all: number) => void;
}

type Person = Pick<Candidate, "patient" | "bare" | "groups">;

/** Patients that are solved together. */
const CHUNK = 256;

export function solveTruth(protocol: Protocol, laboratory: Laboratory, request: TruthRequest): Truth {
  const tell = (share: number): void => request.onProgress?.(share, 1);
  const recruiting = protocol.document.schedule.values === "steady" ? 0.4 : 0.1;
  const { people, accepted } = enrol(protocol, laboratory, request, (share) => tell(recruiting * share));
  const later = (share: number): void => tell(recruiting + (1 - recruiting) * share);
  const solved =
    protocol.document.schedule.values === "steady"
      ? atRest(protocol, laboratory, people, later)
      : throughTime(protocol, laboratory, people, later);
  const patients = people.map(({ patient, groups }) => ({ id: patient.id, groups }));
  return { patients, accepted, ...solved };
}

function enrol(
  protocol: Protocol,
  laboratory: Laboratory,
  { patients, seed, sampling }: TruthRequest,
  tell: (share: number) => void,
): { people: readonly Person[]; accepted: Share | null } {
  const { population, patient, document } = protocol;
  const settings = document.set ?? {};
  if (population) {
    const onProgress = (done: number, all: number): void => tell(done / all);
    const found = recruit(laboratory, population, { n: patients, seed, sampling, settings, onProgress });
    return { people: found.enrolled, accepted: found.accepted };
  }
  const [bare] = laboratory.solve([{ patient: patient!, settings, support: new Set() }]);
  if (!bare.converged) throw new InputError(`patient "${patient!.id}": ${bare.reason}; another patient is allowed.`);
  return { people: [{ patient: patient!, bare, groups: {} }], accepted: null };
}

type Solved = Pick<Truth, "value" | "unsettled" | "failed">;

/** Minutes after which a patient without a steady state is read, if the period is not shorter. */
const UNSETTLED_MIN = 30;

/** One state for each arm, wherever it stands in the order. */
function atRest(
  protocol: Protocol,
  laboratory: Laboratory,
  people: readonly Person[],
  tell: (share: number) => void,
): Solved {
  const used = [...new Set(protocol.sequences.flatMap(({ order }) => order))];
  const jobs = used.flatMap((arm) => people.map((person, i) => ({ arm: protocol.arms.get(arm)!, person, i })));
  const found: Indices[] = [];
  const unsettled = new Set<number>();
  for (let from = 0; from < jobs.length; from += CHUNK) {
    const part = jobs.slice(from, from + CHUNK);
    const solved = laboratory.solve(part.map(caseOf), {
      withIndicesAt: false,
      onProgress: (done, all) => tell((0.8 * (from + (part.length * done) / all)) / jobs.length),
    });
    solved.forEach(({ converged, indices }, k) => {
      if (!converged) unsettled.add(part[k].i);
      found.push(indices);
    });
  }
  const at = new Map(used.map((arm, k) => [arm, k * people.length]));
  readAlike(protocol, laboratory, people, [...unsettled], (arm, i, indices) => {
    found[at.get(arm)! + i] = indices;
  });
  tell(1);
  return {
    unsettled: unsettled.size,
    failed: found.filter(({ hr_per_min }) => hr_per_min === null).length,
    value: valuesOf(protocol, found, (patient, s, period) => at.get(protocol.sequences[s].order[period])! + patient),
  };
}

const caseOf = ({ arm, person: { patient, bare } }: { arm: Arm; person: Person }): Case => ({
  ...{ patient, settings: arm.settings, support: arm.devices },
  ...(arm.devices.size > 0 ? { start: bare.state } : {}),
});

/** A state at rest must not be compared with one on its way: who has no rest in one arm is read at one time in all. */
function readAlike(
  protocol: Protocol,
  laboratory: Laboratory,
  people: readonly Person[],
  unsettled: readonly number[],
  put: (arm: string, patient: number, indices: Indices) => void,
): void {
  const minutes = Math.min(protocol.document.schedule.period_min, UNSETTLED_MIN);
  const some = unsettled.map((i) => people[i]);
  const start = some.map(({ bare }): Place => ({ state: bare.state, steps: bare.steps }));
  for (const arm of new Set(protocol.sequences.flatMap(({ order }) => order))) {
    const { indices } = runUnder(laboratory, protocol.arms.get(arm)!, some, start, minutes * 60, () => {});
    unsettled.forEach((i, k) => {
      put(arm, i, indices[k]);
    });
  }
}

/** Arms up to a period, with the washouts between them: patients who had the same are in the same state. */
const prefix = (order: readonly string[], period: number): string => order.slice(0, period + 1).join("\n");

/** Everybody run through the periods, each from where the one before left the circulation. */
function throughTime(
  protocol: Protocol,
  laboratory: Laboratory,
  people: readonly Person[],
  tell: (share: number) => void,
): Solved {
  const { sequences, periods, arms } = protocol;
  const { period_min, first_min = period_min, washout_min = 0, washout_arm } = protocol.document.schedule;
  const paths = new Map<string, { states: readonly Place[]; at: number }>();
  const distinct = new Set(sequences.flatMap(({ order }) => order.map((_, p) => prefix(order, p))));
  const found: Indices[] = [];
  let failed = 0;
  const start = people.map(({ bare }): Place => ({ state: bare.state, steps: bare.steps }));
  const move = (arm: Arm, from: readonly Place[], minutes: number) => {
    const told = (share: number): void => tell((paths.size + share) / distinct.size);
    return runUnder(laboratory, arm, people, from, minutes * 60, told);
  };
  for (let period = 0; period < periods; period++) {
    for (const { order } of sequences) {
      const key = prefix(order, period);
      if (paths.has(key)) continue;
      let from = period === 0 ? start : paths.get(prefix(order, period - 1))!.states;
      if (period > 0 && washout_min > 0) from = move(arms.get(washout_arm!)!, from, washout_min).states;
      const { states, indices } = move(arms.get(order[period])!, from, period === 0 ? first_min : period_min);
      paths.set(key, { states, at: found.length });
      found.push(...indices);
      failed += indices.filter(({ hr_per_min }) => hr_per_min === null).length;
    }
  }
  const cell = (patient: number, s: number, period: number): number =>
    paths.get(prefix(sequences[s].order, period))!.at + patient;
  return { unsettled: 0, failed, value: valuesOf(protocol, found, cell) };
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
  tell: (share: number) => void,
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
  const states = [...from];
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

/** Numbers of all cells by measure, for quick reading in thousands of draws. */
function valuesOf(
  { measures }: Protocol,
  found: readonly Indices[],
  cell: (patient: number, sequence: number, period: number) => number,
): Truth["value"] {
  const columns = measures.map(({ index }) =>
    Float64Array.from(found, (indices) => {
      const value = indices[index];
      return typeof value === "number" && Number.isFinite(value) ? value : Number.NaN;
    }),
  );
  return (patient, sequence, period, measure) => columns[measure][cell(patient, sequence, period)];
}
