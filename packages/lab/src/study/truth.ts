/**
 * True values: what the circulation of each patient does in each period, before anybody measures it. Solved once; data
 * sets, one or thousands, are drawn from them.
 */
import type { Laboratory } from "../laboratory.ts";
import type { Share } from "../population/share.ts";
import { type EnrolRequest, enrolHere, type Person, type StudyEnrolment } from "./enrol.ts";
import type { Protocol } from "./protocol.ts";
import { cellsOf, type SolvedPeople, solvePeople } from "./solve-people.ts";

export interface Enrolled {
  readonly id: string;
  readonly groups: Readonly<Record<string, string>>;
}

/** True values as plain data, which threads can be given. */
export interface TruthData {
  readonly patients: readonly Enrolled[];
  /** Share of those drawn who met the criteria; null where nobody was drawn. */
  readonly accepted: Share | null;
  /** Patients without a steady state in some arm: run through time instead. */
  readonly unsettled: number;
  /** Patients and periods that could not be computed. */
  readonly failed: number;
  /** By patient, cell and measure. */
  readonly values: Float64Array;
}

export interface Truth extends Omit<TruthData, "values"> {
  /** Value of a measure, by its number in the protocol; NaN where it does not exist. */
  value(patient: number, sequence: number, period: number, measure: number): number;
}

export interface TruthRequest extends EnrolRequest {
  readonly onProgress?: (done: number, all: number) => void;
}

/** Patients that are solved together. */
const CHUNK = 128;

/** Share of the time that goes by until everybody is enrolled, about. */
export const enrolmentShare = ({ document }: Protocol): number => (document.schedule.values === "steady" ? 0.4 : 0.1);

export function solveTruth(protocol: Protocol, laboratory: Laboratory, request: TruthRequest): Truth {
  const tell = (share: number): void => request.onProgress?.(share, 1);
  const first = enrolmentShare(protocol);
  const enrolment = enrolHere(protocol, laboratory, request, (share) => tell(first * share));
  const { people } = enrolment;
  const parts: SolvedPeople[] = [];
  for (let from = 0; from < people.length; from += CHUNK) {
    const some = people.slice(from, from + CHUNK);
    const later = (share: number): void => tell(first + ((1 - first) * (from + share * some.length)) / people.length);
    parts.push(solvePeople(protocol, laboratory, some, later));
  }
  return truthFrom(protocol, truthData(enrolment, parts));
}

/** @param parts of the people in their order */
export function truthData({ people, accepted }: StudyEnrolment, parts: readonly SolvedPeople[]): TruthData {
  const sum = (of: (part: SolvedPeople) => number): number => parts.reduce((a, part) => a + of(part), 0);
  const values = new Float64Array(sum((part) => part.values.length));
  let at = 0;
  for (const part of parts) {
    values.set(part.values, at);
    at += part.values.length;
  }
  return {
    patients: people.map(({ patient, groups }: Person) => ({ id: patient.id, groups })),
    ...{ accepted, unsettled: sum((part) => part.unsettled), failed: sum((part) => part.failed), values },
  };
}

export function truthFrom(protocol: Protocol, { values, ...rest }: TruthData): Truth {
  const { keys, at } = cellsOf(protocol);
  const wide = protocol.measures.length;
  const high = keys.length;
  return { ...rest, value: (patient, s, period, m) => values[(patient * high + at[s][period]) * wide + m] };
}
