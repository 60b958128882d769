/**
 * Studies on several threads. A candidate depends on seed and number alone, true values on one patient alone, a repeat on
 * its number alone; what is added up is added up in one order. So the result has the same bits on any number of threads.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Patient } from "@counterpulse/engine";
import {
  concludePower,
  type DrawRange,
  type EnrolRequest,
  enrolling,
  enrolmentShare,
  type Laboratory,
  type Person,
  type PowerPart,
  type PowerRequest,
  type Protocol,
  REPEATS_PART,
  type RunRequest,
  runOf,
  type Screened,
  SOLVING,
  type SolvedPeople,
  type StudyEnrolment,
  type StudyPower,
  type StudyRun,
  stamp,
  studyPower,
  studyRun,
  type TruthData,
  truthData,
  truthFrom,
} from "@counterpulse/lab";
import { Piscina } from "piscina";

/** What a thread is told once. */
export interface StudyThread {
  readonly document: unknown;
  readonly where: string;
  readonly patient: Patient | null;
  readonly enrol: EnrolRequest;
}

/** What it is given to do. */
export type StudyTask =
  | { readonly kind: "screen"; readonly range: DrawRange }
  | { readonly kind: "solve"; readonly people: readonly Person[] }
  | { readonly kind: "repeats"; readonly truth: TruthData; readonly request: PlainRequest; readonly from: number };

type PlainRequest = Omit<PowerRequest, "onProgress">;
type Tell = (share: number) => void;

/** Patients that a thread solves at a time: enough to fill its lanes, few enough for threads to end together. */
const LEAST_PEOPLE = 16;
const MOST_PEOPLE = 96;
const PARTS_A_THREAD = 3;
/** Fewer patients are solved before threads have started. */
const WORTH_THREADS = 32;

const WORKER = new URL("./worker.js", import.meta.url);

export async function studyRunInThreads(
  protocol: Protocol,
  laboratory: Laboratory,
  request: RunRequest,
  threads: number,
): Promise<StudyRun> {
  const { n } = protocol.document;
  const enrol = { patients: n, seed: request.seed, sampling: "random" } as const;
  if (!worthThreads(protocol, n, threads)) return studyRun(protocol, laboratory, request);
  return withPool(protocol, enrol, threads, async (pool) => {
    const truth = await solveIn(pool, protocol, enrol, (share) => request.onProgress?.(share, 1));
    return runOf(protocol, laboratory, truthFrom(protocol, truth), request.seed);
  });
}

export async function studyPowerInThreads(
  protocol: Protocol,
  laboratory: Laboratory,
  request: PowerRequest,
  threads: number,
): Promise<StudyPower> {
  const { onProgress, ...plain } = request;
  const enrol = { patients: request.pool, seed: request.seed, sampling: "sobol" } as const;
  if (!worthThreads(protocol, request.pool, threads)) return studyPower(protocol, laboratory, request);
  return withPool(protocol, enrol, threads, async (pool) => {
    const truth = sharedTruth(await solveIn(pool, protocol, enrol, (share) => onProgress?.(SOLVING * share, 1)));
    const parts = await repeatIn(pool, truth, plain, (share) => onProgress?.(SOLVING + (1 - SOLVING) * share, 1));
    return { ...concludePower(protocol, truthFrom(protocol, truth), request, parts), model: stamp(laboratory) };
  });
}

/** A ladder is of one patient; and from its sources the program has one thread, for a thread needs what is built. */
const worthThreads = (protocol: Protocol, patients: number, threads: number): boolean =>
  threads > 1 && patients >= WORTH_THREADS && protocol.populations.length > 0 && existsSync(fileURLToPath(WORKER));

async function withPool<T>(
  { document, where, patient }: Protocol,
  enrol: EnrolRequest,
  threads: number,
  work: (pool: Piscina) => Promise<T>,
): Promise<T> {
  const workerData: StudyThread = { document, where, patient, enrol };
  const pool = new Piscina({ filename: WORKER.href, workerData, minThreads: threads, maxThreads: threads });
  try {
    return await work(pool);
  } finally {
    await pool.destroy();
  }
}

async function solveIn(pool: Piscina, protocol: Protocol, enrol: EnrolRequest, tell: Tell): Promise<TruthData> {
  const first = enrolmentShare(protocol);
  const enrolment = await enrolIn(pool, protocol, enrol, (share) => tell(first * share));
  const groups = slices(enrolment.people, partSize(pool, enrolment.people.length));
  const parts = await all<SolvedPeople>(
    groups.map((people) => pool.run({ kind: "solve", people } satisfies StudyTask)),
    (share) => tell(first + (1 - first) * share),
  );
  return truthData(enrolment, parts);
}

async function enrolIn(pool: Piscina, protocol: Protocol, enrol: EnrolRequest, tell: Tell): Promise<StudyEnrolment> {
  const work = enrolling(protocol, enrol, tell);
  let step = work.next();
  while (!step.done) {
    const { component, from, to } = step.value;
    const size = partSize(pool, to - from);
    const starts = Array.from({ length: Math.ceil((to - from) / size) }, (_, k) => from + k * size);
    const screened = await all<Screened[]>(
      starts.map((start) => {
        const range = { component, from: start, to: Math.min(to, start + size) };
        return pool.run({ kind: "screen", range } satisfies StudyTask);
      }),
    );
    step = work.next(screened.flat());
  }
  return step.value;
}

const partSize = ({ maxThreads }: Piscina, all: number): number =>
  Math.min(MOST_PEOPLE, Math.max(LEAST_PEOPLE, Math.ceil(all / maxThreads / PARTS_A_THREAD)));

function repeatIn(pool: Piscina, truth: TruthData, request: PlainRequest, tell: Tell): Promise<PowerPart[]> {
  const starts = Array.from({ length: Math.ceil(request.repeats / REPEATS_PART) }, (_, k) => k * REPEATS_PART);
  return all(
    starts.map((from) => pool.run({ kind: "repeats", truth, request, from } satisfies StudyTask)),
    tell,
  );
}

/** All results in their order. */
function all<T>(tasks: readonly Promise<T>[], tell: Tell = () => {}): Promise<T[]> {
  let done = 0;
  return Promise.all(
    tasks.map(async (task) => {
      const result = await task;
      tell(++done / tasks.length);
      return result;
    }),
  );
}

/** Values that threads read where they lie. */
function sharedTruth(truth: TruthData): TruthData {
  const values = new Float64Array(new SharedArrayBuffer(truth.values.byteLength));
  values.set(truth.values);
  return { ...truth, values };
}

const slices = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, k) => list.slice(k * size, (k + 1) * size));
