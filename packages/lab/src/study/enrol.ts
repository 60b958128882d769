/**
 * Who takes part: candidates of a protocol's populations are drawn one after the other, and those who fit the criteria
 * without support are taken. Screening is asked for in ranges of draws, so that threads can share it; a candidate depends
 * on population, seed and number alone, and hence so does who is enrolled.
 */
import type { Patient, State } from "@counterpulse/engine";
import { stream } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import type { Laboratory } from "../laboratory.ts";
import { screen } from "../population/recruit.ts";
import { type Sampling, sampler } from "../population/sampling.ts";
import { type Share, shareOf } from "../population/share.ts";
import type { Protocol } from "./protocol.ts";

export interface EnrolRequest {
  /** How many patients are solved. */
  readonly patients: number;
  readonly seed: number;
  /** Independent draws for a study; points that cover evenly for a pool to draw studies from. */
  readonly sampling: Sampling;
}

/** Someone enrolled, with the state without support: plain data. */
export interface Person {
  readonly patient: Patient;
  readonly groups: Readonly<Record<string, string>>;
  readonly state: State;
  readonly steps: number;
}

/** Draws of one of the populations that are to be screened. */
export interface DrawRange {
  readonly component: number;
  readonly from: number;
  readonly to: number;
}

/** Why a draw is refused, or who is taken. */
export type Screened = { readonly refused: string } | { readonly person: Person };

export interface StudyEnrolment {
  readonly people: readonly Person[];
  /** Share of those drawn who met the criteria; null where nobody was drawn. */
  readonly accepted: Share | null;
}

type Tell = (share: number) => void;

/** Draws that are solved together: many enough to fill the lanes. */
const CHUNK = 512;
/** At least one in so many must be taken. */
const LEAST_ACCEPTED = 200;

export function screenDraws(
  protocol: Protocol,
  laboratory: Laboratory,
  { patients, seed, sampling }: EnrolRequest,
  { component, from, to }: DrawRange,
  tell: Tell = () => {},
): Screened[] {
  const { population } = protocol.populations[component];
  const point = sampler(sampling, population.factors.length, seed, Math.max(patients, 2));
  const draws = Array.from({ length: to - from }, (_, i) => population.at(point(from + i), from + i));
  const candidates = screen(laboratory, population, draws, protocol.document.set, (done, all) => tell(done / all));
  return candidates.map(({ patient, groups, bare, refused }) =>
    refused === null ? { person: { patient, groups, state: bare.state, steps: bare.steps } } : { refused },
  );
}

/**
 * Asks for ranges of draws to be screened, is given what was found, and ends with those enrolled.
 *
 * @throws InputError where the criteria leave too few
 */
export function* enrolling(
  protocol: Protocol,
  { patients, seed, sampling }: EnrolRequest,
  tell: Tell,
): Generator<DrawRange, StudyEnrolment, readonly Screened[]> {
  const shares = protocol.populations.map(({ share }) => share);
  const belongs = allot(shares, patients, seed, sampling);
  const found: Person[][] = [];
  let [drawn, enrolled] = [0, 0];
  for (const component of shares.keys()) {
    const wanted = belongs.filter((one) => one === component).length;
    const own = yield* enrollingOf(protocol, component, wanted, (share) =>
      tell((enrolled + share * wanted) / patients),
    );
    found.push(own.people);
    drawn += own.drawn;
    enrolled += wanted;
  }
  const next = found.map(() => 0);
  return {
    people: belongs.map((component) => found[component][next[component]++]),
    accepted: shareOf(patients, drawn),
  };
}

function* enrollingOf(
  { populations, document }: Protocol,
  component: number,
  wanted: number,
  tell: Tell,
): Generator<DrawRange, { people: Person[]; drawn: number }, readonly Screened[]> {
  const people: Person[] = [];
  const refused: Record<string, number> = {};
  const most = LEAST_ACCEPTED * wanted;
  let [from, drawn] = [0, 0];
  while (people.length < wanted) {
    if (from >= most) throw tooFew(populations[component].population.id, people.length, from, refused, document.title);
    const to = from + Math.min(nextChunk(wanted, people.length, from), most - from);
    for (const one of yield { component, from, to }) {
      if (people.length === wanted) break;
      drawn++;
      if ("person" in one) people.push(one.person);
      else refused[one.refused] = (refused[one.refused] ?? 0) + 1;
    }
    from = to;
    tell(people.length / wanted);
  }
  return { people, drawn };
}

/** As many as are likely to do, so that few are solved in vain. */
function nextChunk(wanted: number, enrolled: number, drawn: number): number {
  const rate = drawn === 0 ? 0.5 : Math.max((enrolled + 1) / (drawn + 2), 0.02);
  return Math.min(CHUNK, Math.ceil((1.05 * (wanted - enrolled)) / rate) + 2);
}

function tooFew(id: string, found: number, drawn: number, refused: Record<string, number>, title: string): InputError {
  const [worst] = Object.entries(refused).sort(([, a], [, b]) => b - a);
  return new InputError(
    `"${title}": population "${id}": of ${drawn} draws only ${found} meet the criteria, and most fail ${worst[0]} (${worst[1]}); criteria that at least one in ${LEAST_ACCEPTED} meets are allowed.`,
  );
}

/**
 * Which population each patient of a mixture belongs to: by chance in a study, as people come; as evenly as the shares
 * allow in a pool.
 */
export function allot(shares: readonly number[], patients: number, seed: number, sampling: Sampling): number[] {
  const all = shares.reduce((a, b) => a + b, 0);
  const counts = shares.map(() => 0);
  return Array.from({ length: patients }, (_, i) => {
    const component = sampling === "random" ? byChance(shares, all, seed, i) : mostBehind(shares, all, counts, i);
    counts[component]++;
    return component;
  });
}

function byChance(shares: readonly number[], all: number, seed: number, i: number): number {
  let left = stream(seed, i, "mixture").uniform() * all;
  const component = shares.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return component < 0 ? shares.length - 1 : component;
}

function mostBehind(shares: readonly number[], all: number, counts: readonly number[], i: number): number {
  const behind = shares.map((share, k) => (share / all) * (i + 1) - counts[k]);
  return behind.indexOf(Math.max(...behind));
}

/** Everybody, screened here and now. */
export function enrolHere(
  protocol: Protocol,
  laboratory: Laboratory,
  request: EnrolRequest,
  tell: Tell,
): StudyEnrolment {
  if (protocol.patient) return { people: [onePatient(protocol, laboratory)], accepted: null };
  let enrolled = 0;
  const work = enrolling(protocol, request, (share) => {
    enrolled = share;
    tell(share);
  });
  let step = work.next();
  while (!step.done) {
    const found = screenDraws(protocol, laboratory, request, step.value, (share) =>
      tell(enrolled + share * (1 - enrolled)),
    );
    step = work.next(found);
  }
  return step.value;
}

/** Of a ladder. */
export function onePatient({ patient, document }: Protocol, laboratory: Laboratory): Person {
  const settings = document.set ?? {};
  const [bare] = laboratory.solve([{ patient: patient!, settings, support: new Set() }]);
  if (!bare.converged) throw new InputError(`patient "${patient!.id}": ${bare.reason}; another patient is allowed.`);
  return { patient: patient!, groups: {}, state: bare.state, steps: bare.steps };
}
