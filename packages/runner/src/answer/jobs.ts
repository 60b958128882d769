/** The parts of the answer that take time, each by itself: plain data in, plain data out, on whichever thread. */
import { PATIENTS } from "@counterpulse/engine";
import {
  builtInTrial,
  type CaseResult,
  type CirculationTable,
  type Comparison,
  compare,
  type Enrolled,
  enrolFor,
  type FourSupports,
  fourSupports,
  type Laboratory,
  type Ladder,
  ladder,
  type PowerRow,
  requirePatient,
  requirePopulation,
  requireProtocol,
  type Study,
  type StudyPower,
  simulateTrial,
  studyPower,
  type TrialSimulation,
  trialFromObject,
  validate,
} from "@counterpulse/lab";

/** What each kind of job takes and gives. */
export interface AnswerJobs {
  enrol: [request: { population: string; n: number; seed: number }, result: Enrolled];
  supports: [request: { patients: Enrolled["patients"] }, result: FourSupports[]];
  compare: [request: { patient: string; supports: readonly string[] }, result: Comparison];
  ladder: [request: { patient: string; parameter: string; values: readonly number[] }, result: Ladder];
  study: [request: StudyRequest, result: StudySummary];
  validate: [request: { studies: readonly Study[] }, result: CaseResult[]];
  trial: [request: TrialJobRequest, result: TrialSimulation];
}

export interface StudyRequest {
  readonly protocol: string;
  /** The protocol's own size stands among them. */
  readonly sizes: readonly number[];
  readonly repeats: number;
  readonly seed: number;
  readonly pool: number;
}

/** The power of a study without what threads cannot be given. */
export interface StudySummary extends Pick<StudyPower, "repeats" | "pool" | "unsettled" | "endpoints"> {
  readonly id: string;
  readonly title: string;
  readonly n: number;
  readonly rows: readonly PowerRow[];
}

export interface TrialJobRequest {
  readonly protocol: string;
  readonly table: CirculationTable | null;
  readonly repeats: number;
  readonly seed: number;
}

export type AnswerKind = keyof AnswerJobs;
export type AnswerJob<K extends AnswerKind = AnswerKind> = { [P in K]: { kind: P } & AnswerJobs[P][0] }[K];
export type AnswerResult<K extends AnswerKind> = AnswerJobs[K][1];

type Progress = (done: number, all: number) => void;

export function runAnswerJob(job: AnswerJob, laboratory: Laboratory, onProgress: Progress): AnswerResult<AnswerKind> {
  const { model } = laboratory;
  switch (job.kind) {
    case "enrol":
      return enrolFor(laboratory, requirePopulation(model, job.population), { ...job, onProgress });
    case "supports":
      return fourSupports(laboratory, job.patients, onProgress);
    case "compare":
      return compare(
        { patient: requirePatient(job.patient), supports: job.supports, settings: {}, onProgress },
        laboratory,
      );
    case "ladder":
      return ladder(laboratory, requirePatient(job.patient), job.parameter, job.values, onProgress);
    case "study":
      return study(job, laboratory, onProgress);
    case "validate":
      return validate({ studies: job.studies, onProgress }, laboratory);
    case "trial":
      return trial(job, onProgress);
  }
}

function study(request: StudyRequest, laboratory: Laboratory, onProgress: Progress): StudySummary {
  const protocol = requireProtocol(laboratory.model, request.protocol);
  const { title, n } = protocol.document;
  const sizes = [...new Set([...request.sizes, n])];
  const result = studyPower(protocol, laboratory, { ...request, sizes, onProgress });
  const { repeats, pool, unsettled, endpoints, rows } = result;
  return { id: protocol.id, title: title ?? protocol.id, n, repeats, pool, unsettled, endpoints, rows };
}

function trial({ protocol: id, table, repeats, seed }: TrialJobRequest, onProgress: Progress): TrialSimulation {
  const file = builtInTrial(id);
  if (!file) throw new Error(`there is no trial protocol "${id}"`);
  const protocol = trialFromObject(file, id);
  const request = { protocol, table, effects: [], enrich: [], repeats, seed, where: id };
  return simulateTrial(request, () => performance.now() / 1000, onProgress);
}

export const BUILT_IN_PATIENTS: readonly string[] = PATIENTS.map(({ id }) => id);
