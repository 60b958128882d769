/** Computes what the answer is composed of: every part a job, on as many threads as there are. */
import type { CaseResult, Enrolled, Laboratory } from "@counterpulse/lab";
import type { AnswerData } from "@counterpulse/report";
import type { AnswerPool } from "@counterpulse/runner";
import { readStudies } from "../input/studies.ts";
import { countSources, wordsOf } from "./words.ts";

export interface GatherRequest {
  readonly n: number;
  readonly seed: number;
  /** Simulated studies; trials are so many times as quick that they get TRIALS_PER_STUDY times as many. */
  readonly repeats: number;
  readonly threads: number;
  readonly onProgress?: (done: number, all: number) => void;
  /** Less than everything, for tests. */
  readonly only?: { readonly patients: readonly string[]; readonly validation: readonly string[] };
}

const POPULATION = "infarct-shock";
const SUPPORTS = ["none", "iabp", "va-ecmo", "va-ecmo+iabp"];
/** The patient on whom the tables are told row by row, and who is made worse. */
const REFERENCE = "cardiogenic-shock";
const STUDIES = [
  { protocol: "editorial", sizes: [10, 20, 40, 80, 160] },
  { protocol: "nct06336655", sizes: [] },
];
const TRIALS = ["editorial", "anzhen", "anchor", "remap-ecmo"];
/** Its effect goes through the virtual patients' circulation. */
const LINKED = "editorial-mechanism";
/** With fewer virtual patients some of its subgroups would be empty. */
const LEAST_LINKED = 100;
const TRIALS_PER_STUDY = 4;
/** Patients that studies are drawn from: more would only take longer. */
const MOST_POOL = 128;
const LADDERS = [
  { parameter: "lv.contractility_scale", values: [0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1] },
  { parameter: "aortic_valve.regurgitation_fraction", values: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6] },
];
/** Shock by the criteria of the SHOCK trial (E123), in the state without support. */
const SHOCK = { ci_below: 2.2, wedge_from: 15 };

/** About how long each takes, beside the others: for the bar only. */
const WEIGHT = { enrol: 0.03, patient: 0.1, compare: 1.2, ladder: 1.5, study: 0.15, validation: 0.24, trial: 1 };
const CHUNK = 32;

export async function gather(request: GatherRequest): Promise<AnswerData> {
  const lab = await import("@counterpulse/lab");
  const { AnswerPool: Pool } = await import("@counterpulse/runner");
  const { BUILT_IN_PATIENTS } = await import("@counterpulse/runner");
  const laboratory = new lab.Laboratory();
  const studies = (await readStudies(undefined, laboratory.model)).filter(
    ({ key }) => request.only?.validation.includes(key) ?? true,
  );
  const ids = BUILT_IN_PATIENTS.filter((id) => request.only?.patients.includes(id) ?? true);
  const pool = new Pool(request.threads, totalWeight(request, studies, ids.length), request.onProgress);
  try {
    return await computeAll(request, laboratory, pool, studies, ids);
  } finally {
    await pool.end();
  }
}

type ValidationStudy = Awaited<ReturnType<typeof readStudies>>[number];

const poolOf = (n: number): number => Math.max(2, Math.min(n, MOST_POOL));

function totalWeight({ n }: GatherRequest, studies: readonly ValidationStudy[], patients: number): number {
  const cases = studies.reduce((sum, { cases: own }) => sum + own.length, 0);
  return (
    n * (WEIGHT.enrol + WEIGHT.patient) +
    patients * WEIGHT.compare +
    LADDERS.length * WEIGHT.ladder +
    STUDIES.length * poolOf(n) * WEIGHT.study +
    cases * WEIGHT.validation +
    (TRIALS.length + 1) * WEIGHT.trial
  );
}

async function computeAll(
  request: GatherRequest,
  laboratory: Laboratory,
  pool: AnswerPool,
  studies: readonly ValidationStudy[],
  ids: readonly string[],
): Promise<AnswerData> {
  const lab = await import("@counterpulse/lab");
  const { n, seed, repeats } = request;
  const model = lab.stamp(laboratory);
  const enrolment = pool.run({ kind: "enrol", population: POPULATION, n, seed }, n * WEIGHT.enrol);
  const size = poolOf(n);
  const power = STUDIES.map(({ protocol, sizes }) =>
    pool.run({ kind: "study", protocol, sizes, repeats, seed, pool: size }, size * WEIGHT.study),
  );
  const validated = studies.map((study) =>
    pool.run({ kind: "validate", studies: [study] }, study.cases.length * WEIGHT.validation),
  );
  const compared = ids.map((patient) => pool.run({ kind: "compare", patient, supports: SUPPORTS }, WEIGHT.compare));
  const ladders = LADDERS.map((one) => pool.run({ kind: "ladder", patient: REFERENCE, ...one }, WEIGHT.ladder));
  const trial = (protocol: string, table: Parameters<typeof trialJob>[1]) =>
    pool.run(trialJob(protocol, table, TRIALS_PER_STUDY * repeats, seed), WEIGHT.trial);
  const direct = TRIALS.map((protocol) => trial(protocol, null));
  const { patients, accepted } = await enrolment;
  const solved = (
    await Promise.all(chunks(patients).map((part) => pool.run(part, part.patients.length * WEIGHT.patient)))
  ).flat();
  const table = lab.circulationTable({ model, population: POPULATION, seed }, solved);
  const trials = await Promise.all([...direct, ...(n < LEAST_LINKED ? [] : [trial(LINKED, table)])]);
  const population = lab.requirePopulation(laboratory.model, POPULATION);
  return {
    seed,
    model,
    population: { id: population.id, title: population.title, accepted },
    patients: solved,
    compared: referenceFirst((await Promise.all(compared)).map(judged)),
    ladders: await Promise.all(ladders),
    studies: await Promise.all(power),
    trials,
    validation: lab.countByClass((await Promise.all(validated)).flat() as CaseResult[]),
    sources: countSources(laboratory.model),
    words: wordsOf(population, laboratory.model),
    distension: lab.PUBLISHED_DISTENSION,
  };
}

const trialJob = (
  protocol: string,
  table: import("@counterpulse/lab").CirculationTable | null,
  repeats: number,
  seed: number,
) => ({ kind: "trial", protocol, table, repeats, seed }) as const;

function chunks(patients: Enrolled["patients"]) {
  const parts = [];
  for (let from = 0; from < patients.length; from += CHUNK)
    parts.push({ kind: "supports", patients: patients.slice(from, from + CHUNK) } as const);
  return parts;
}

function judged({ patient, columns, effects }: import("@counterpulse/lab").Comparison): AnswerData["compared"][number] {
  const { ci_L_min_m2: ci, pcwp_mmHg: wedge } = columns[0].indices;
  const shock = ci !== null && wedge !== null && ci < SHOCK.ci_below && wedge >= SHOCK.wedge_from;
  const under = Object.fromEntries(columns.map(({ support, indices }) => [support, numbersOf(indices)]));
  return { id: patient, effects, shock, under };
}

/** What is a number; places are left out. */
const numbersOf = (indices: object): Record<string, number | null> =>
  Object.fromEntries(
    Object.entries(indices).filter((entry): entry is [string, number | null] => typeof entry[1] !== "string"),
  );

const referenceFirst = (all: AnswerData["compared"]): AnswerData["compared"] => [
  ...all.filter(({ id }) => id === REFERENCE),
  ...all.filter(({ id }) => id !== REFERENCE),
];
