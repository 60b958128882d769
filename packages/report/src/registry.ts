/** The Japanese registry's counts and the registered trials, from the evidence: nothing is written a second time here. */
import type { Outcome, Study } from "@counterpulse/evidence";
import type { TwoByTwo } from "@counterpulse/statistics";

const REGISTRY = "aso-2016";
/** The trial whose size the editorial calls feasible. */
const FEASIBLE = "iabp-shock-ii";
/** The trials that ask the editorial's question, by their ids in the evidence. */
const TRIALS = ["anzhen", "anchor", "unloading-physiology", "remap-ecmo"] as const;

export interface Source {
  readonly study: string;
  readonly address: string | null;
  readonly status: string;
}

const sourceOf = ({ title, year, address }: Study, status: string): Source => ({
  study: `${title} ${year}`,
  address,
  status,
});

async function studyOf(id: string): Promise<Study> {
  const { STUDIES } = await import("@counterpulse/evidence");
  const study = STUDIES.find((one) => one.id === id);
  if (!study) throw new Error(`The evidence has no study "${id}".`);
  return study;
}

function countsOf(study: Study, wanted: RegExp): { counts: TwoByTwo; outcome: Outcome } {
  const outcome = study.outcomes.find((one) => wanted.test(one.outcome));
  const [first, second] = outcome?.arms ?? [];
  if (!outcome || !first?.events || !first.total || !second?.events || !second.total)
    throw new Error(`The evidence has no counts of ${wanted} in "${study.id}".`);
  return { counts: { a: first.events, n1: first.total, b: second.events, n2: second.total }, outcome };
}

/** Deaths at 28 days in the matched pairs, with and without the balloon. */
export async function registryDeaths(): Promise<{ counts: TwoByTwo; source: Source }> {
  const study = await studyOf(REGISTRY);
  const { counts, outcome } = countsOf(study, /^death 28 d/);
  return { counts, source: sourceOf(study, outcome.status) };
}

/** Not weaned from ECMO in the matched pairs: the contrary of what is printed, so that fewer is better here too. */
export async function registryNotWeaned(): Promise<{ counts: TwoByTwo; source: Source }> {
  const study = await studyOf(REGISTRY);
  const { counts, outcome } = countsOf(study, /^weaned/);
  const { a, n1, b, n2 } = counts;
  return { counts: { a: n1 - a, n1, b: n2 - b, n2 }, source: sourceOf(study, outcome.status) };
}

/** Hazard ratio of death with its interval. */
export async function registryHazardRatio(): Promise<{ estimate: number; ci: [number, number] }> {
  const study = await studyOf(REGISTRY);
  const found = study.outcomes.find((one) => one.measure === "HR");
  if (!found?.effect || !found.ci95) throw new Error(`The evidence has no hazard ratio of "${study.id}".`);
  return { estimate: Number(found.effect), ci: [Number(found.ci95[0]), Number(found.ci95[1])] };
}

/** Patients that IABP-SHOCK II randomised. */
export async function feasibleSize(): Promise<{ n: number; source: Source }> {
  const study = await studyOf(FEASIBLE);
  const n = study.arms.reduce((sum, arm) => sum + (arm.total ?? 0), 0);
  return { n, source: sourceOf(study, study.status) };
}

export interface RegisteredTrial {
  readonly id: string;
  readonly title: string;
  /** null where none is registered. */
  readonly n: number | null;
  readonly design: string;
  readonly population: string;
  readonly arms: readonly string[];
  readonly endpoint: string | null;
  readonly source: Source;
}

/** The number stands in the design, as registered: "RCT, n=358 (179+179)". */
export async function registeredTrials(): Promise<RegisteredTrial[]> {
  const studies = await Promise.all(TRIALS.map(studyOf));
  return studies.map((study) => {
    const n = /\bn=(\d+)/.exec(study.design)?.[1];
    return {
      ...{ id: study.id, title: study.title, n: n === undefined ? null : Number(n), design: study.design },
      ...{
        population: study.population,
        arms: study.arms.map(({ arm }) => arm),
        endpoint: study.primaryEndpoint ?? null,
      },
      source: sourceOf(study, study.status),
    };
  });
}
