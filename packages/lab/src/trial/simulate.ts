/** `trial simulate`: a protocol under its scenarios, as one document. */
import { InputError } from "../input-error.ts";
import { type Characteristics, characteristicsOf } from "./characteristics.ts";
import type { CirculationTable } from "./circulation.ts";
import { type Driver, driversOf, type Prognosis, prognosisOf } from "./drivers.ts";
import { parseEffect, type Scenario, type Wanted } from "./effect.ts";
import { planTrial, scenarioFor, type TrialPlan } from "./plan.ts";
import { type Assumption, assumptionsOf } from "./protocol.ts";
import type { Protocol } from "./protocol-file.ts";
import { type Records, type RunOptions, runTrials } from "./run.ts";

export interface TrialRequest {
  readonly protocol: Protocol;
  readonly table: CirculationTable | null;
  /** As on the command line; the protocol's own where there are none. */
  readonly effects: readonly string[];
  /** Subgroups that alone are enrolled, each in further runs. */
  readonly enrich: readonly string[];
  readonly repeats: number;
  readonly seed: number;
  /** The file, for messages. */
  readonly where: string;
}

/** Runs that a request stands for, in their order. */
export interface TrialJob {
  readonly wanted: Wanted;
  /** Subgroup id, or null for all. */
  readonly enrolled: string | null;
}

export interface ScenarioResult extends Characteristics {
  readonly effect: string;
  readonly enrolled: string | null;
  readonly population: Scenario["population"];
  readonly strength: number;
  readonly repeats: number;
  readonly seconds: number;
}

/** The first scenario's figures stand at the top, as scripts read them; all of them under `scenarios`. */
export interface TrialSimulation extends ScenarioResult {
  readonly trial: { readonly id: string; readonly title: string; readonly n: number };
  readonly seed: number;
  /** Share of trials that reject (two-sided: in either direction) without any effect on the hazard of death. */
  readonly type_1_error: { readonly value: number; readonly mc_error: number; readonly nominal: number | null } | null;
  readonly scenarios: readonly ScenarioResult[];
  readonly looks: {
    readonly patients: readonly number[];
    readonly efficacy: readonly number[];
    readonly futility: readonly (number | null)[];
  };
  readonly circulation: TrialPlan["circulation"];
  readonly prognosis: Prognosis;
  readonly drivers: readonly Driver[];
  readonly assumptions: readonly Assumption[];
  readonly protocol: Protocol;
}

export interface TrialSetup {
  readonly request: TrialRequest;
  readonly plan: TrialPlan;
  readonly jobs: readonly TrialJob[];
  /** Those solved so far. */
  readonly solved: Map<Wanted, Scenario>;
}

export function setUpTrial(request: TrialRequest): TrialSetup {
  const { protocol, table, seed, where } = request;
  const plan = planTrial(protocol, table, seed, where);
  const given = request.effects.length > 0;
  const texts = given ? request.effects : protocol.effect.scenarios;
  const effects = texts.map((text) => parseEffect(text, given ? "--effect" : `${where}: effect.scenarios`));
  // The type I error is always told.
  const all = effects.some(({ value }) => value === 1) ? effects : [...effects, parseEffect("1", "")];
  for (const id of request.enrich) {
    if (!plan.subgroups.some((group) => group.id === id)) {
      const known = plan.subgroups.map((group) => group.id).join(", ");
      throw new InputError(
        `--enrich: there is no subgroup "${id}"; ${known ? `allowed are ${known}` : "the protocol has none"}.`,
      );
    }
  }
  const jobs = [null, ...request.enrich].flatMap((enrolled) => all.map((wanted) => ({ wanted, enrolled })));
  return { request, plan, jobs, solved: new Map() };
}

export function scenarioOfJob(
  { plan, solved }: TrialSetup,
  job: TrialJob,
): { scenario: Scenario; mask: Uint8Array | null } {
  const mask = plan.subgroups.find((group) => group.id === job.enrolled)?.mask ?? null;
  const scenario = solved.get(job.wanted) ?? scenarioFor(plan, job.wanted);
  solved.set(job.wanted, scenario);
  return { scenario, mask };
}

export function resultOfJob(setup: TrialSetup, job: TrialJob, records: Records): Omit<ScenarioResult, "seconds"> {
  const { scenario, mask } = scenarioOfJob(setup, job);
  const { population, strength } = scenario;
  return {
    ...{ effect: job.wanted.label, enrolled: job.enrolled, repeats: records.to - records.from },
    ...characteristicsOf(setup.plan, scenario, mask, records),
    ...{ population, strength },
  };
}

export function concludeTrial({ request, plan }: TrialSetup, scenarios: readonly ScenarioResult[]): TrialSimulation {
  const { protocol, seed } = request;
  const { looks } = plan;
  const none = scenarios.find(({ effect, enrolled }) => /^(HR|RR) 1$/.test(effect) && enrolled === null) ?? null;
  const { test, alpha, sided } = protocol.analysis;
  return {
    ...scenarios[0],
    trial: { id: protocol.id, title: protocol.title, n: protocol.n },
    seed,
    type_1_error: none && typeOneError(none, sided, test === "bayes" ? null : alpha),
    scenarios,
    looks: {
      patients: looks.patients,
      efficacy: looks.efficacy,
      futility: looks.futility.map((x) => (Number.isFinite(x) ? x : null)),
    },
    circulation: plan.circulation,
    prognosis: prognosisOf(plan),
    drivers: driversOf(plan),
    assumptions: assumptionsOf(protocol),
    protocol,
  };
}

function typeOneError({ power, harm, repeats }: ScenarioResult, sided: 1 | 2, nominal: number | null) {
  const value = sided === 2 ? power + harm : power;
  return { value, mc_error: Math.sqrt((value * (1 - value)) / repeats), nominal };
}

/** On this thread. @param now seconds, for the time that it took */
export function simulateTrial(
  request: TrialRequest,
  now: () => number,
  onProgress?: RunOptions["onProgress"],
): TrialSimulation {
  const setup = setUpTrial(request);
  const { repeats, seed } = request;
  const all = repeats * setup.jobs.length;
  const results = setup.jobs.map((job, k) => {
    const start = now();
    const { scenario, mask } = scenarioOfJob(setup, job);
    const records = runTrials(setup.plan, scenario, 0, repeats, {
      seed,
      mask,
      onProgress: (done) => onProgress?.(k * repeats + done, all),
    });
    const result = resultOfJob(setup, job, records);
    return { ...result, seconds: now() - start };
  });
  return concludeTrial(setup, results);
}
