/** A protocol made ready: everything a trial needs, in flat arrays that threads can be given. */
import { InputError } from "../input-error.ts";
import type { CirculationTable } from "./circulation.ts";
import { meets } from "./criteria.ts";
import { type CrossingModel, coxLimit, curvesOf, STEPS, type Stratum } from "./curves.ts";
import { primary, relativeEffects, type Scenario, scenarioOf, type Wanted } from "./effect.ts";
import { type Looks, looksOf } from "./looks.ts";
import { crossingRates, type Outcome, outcomeOf } from "./outcome.ts";
import { type Profiles, profilesOf } from "./profiles.ts";
import type { Protocol, TestName } from "./protocol-file.ts";
import { deadlyOf, incidences } from "./safety-model.ts";

export interface Subgroup {
  readonly id: string;
  readonly label: string;
  readonly share: number;
  readonly mask: Uint8Array;
}

export interface TrialPlan {
  readonly protocol: Protocol;
  readonly profiles: Profiles;
  readonly outcome: Outcome;
  readonly looks: Looks;
  readonly relative: Float64Array;
  readonly strata: { readonly code: Uint8Array; readonly count: number };
  readonly subgroups: readonly Subgroup[];
  readonly crossing: { readonly toExperimental: Float64Array | null; readonly toControl: Float64Array | null };
  readonly circulation: Pick<CirculationTable, "model" | "population" | "seed" | "n" | "unsettled"> | null;
}

/** Where the effect is found in a very large trial, by intention to treat, on the scale of the analysis. */
export interface Truth {
  /** Risk or incidence difference, experimental minus control; or log hazard ratio. */
  readonly value: number;
  readonly scale: "risk difference" | "log hazard ratio";
  /** Of the primary event on the last day, as assigned: experimental, control. */
  readonly risks: readonly [number, number];
}

export function planTrial(protocol: Protocol, table: CirculationTable | null, seed: number, where: string): TrialPlan {
  const profiles = profilesOf(protocol, table, seed, where);
  checkTogether(protocol, where);
  const masks = (protocol.randomisation?.strata ?? []).map((criterion, i) =>
    meets(profiles.variables, [criterion], `${where}: randomisation.strata.${i}`),
  );
  const code = new Uint8Array(profiles.size);
  masks.forEach((mask, i) => {
    for (let j = 0; j < code.length; j++) code[j] |= mask[j] << i;
  });
  const { to_experimental, to_control } = protocol.crossover;
  return {
    ...{ protocol, profiles },
    outcome: outcomeOf(protocol, profiles, where),
    looks: looksOf(protocol, where),
    relative: relativeEffects(protocol, profiles, where),
    strata: { code, count: 2 ** masks.length },
    subgroups: Object.entries(protocol.subgroups).map(([id, { label, where: criteria }]) => {
      const mask = meets(profiles.variables, criteria, `${where}: subgroups.${id}.where`);
      const share = mask.reduce((a, b) => a + b, 0) / mask.length;
      if (share === 0 || share === 1)
        throw new InputError(
          `${where}: subgroups.${id}: ${share === 0 ? "nobody belongs" : "all belong"} to it; limits that divide the population are allowed.`,
        );
      return { id, label, share, mask };
    }),
    crossing: {
      toExperimental: to_experimental ? crossingRates(to_experimental, profiles) : null,
      toControl: to_control ? crossingRates(to_control, profiles) : null,
    },
    circulation: table && {
      ...{ model: table.model, population: table.population, seed: table.seed, n: table.n, unsettled: table.unsettled },
    },
  };
}

const WEANING_TESTS: readonly TestName[] = ["gray", "cause-specific", "proportions", "bayes"];

function checkTogether({ endpoint, analysis, crossover, allocation, randomisation }: Protocol, where: string): void {
  const { test } = analysis;
  if (endpoint.event === "weaning" && !WEANING_TESTS.includes(test))
    throw new InputError(
      `${where}: analysis.test: "${test}" is not allowed for weaning, with which death competes; ${WEANING_TESTS.join(", ")} are.`,
    );
  if (endpoint.event !== "weaning" && (test === "gray" || test === "cause-specific"))
    throw new InputError(
      `${where}: analysis.test: "${test}" is not allowed without a competing cause; proportions, log-rank, cox and bayes are.`,
    );
  if (endpoint.event === "death-or-crossover" && !crossover.to_experimental)
    throw new InputError(
      `${where}: crossover.to_experimental: it is missing; the endpoint death-or-crossover needs it.`,
    );
  const sum = allocation[0] + allocation[1];
  const block = randomisation?.blocks?.find((size) => size % sum !== 0);
  if (block !== undefined)
    throw new InputError(
      `${where}: randomisation.blocks: ${block} is not allowed with the allocation ${allocation.join(":")}; multiples of ${sum} are.`,
    );
  if (analysis.stratified && test !== "log-rank" && test !== "cox" && test !== "proportions")
    throw new InputError(
      `${where}: analysis.stratified: it is not allowed with the test "${test}"; with proportions, log-rank and cox it is.`,
    );
  if (analysis.bayes && analysis.bayes.adaptive > 0 && randomisation?.blocks)
    throw new InputError(
      `${where}: randomisation.blocks: they are not allowed with an allocation that adapts; none are.`,
    );
}

export const scenarioFor = (plan: TrialPlan, wanted: Wanted): Scenario =>
  scenarioOf(plan.protocol, plan.outcome, plan.relative, wanted);

/** Crossing over in each arm: controls to the treatment, the treated away from it. */
export function crossingModels(plan: TrialPlan, scenario: Scenario): [CrossingModel | null, CrossingModel | null] {
  const { protocol, crossing } = plan;
  const treated = { death: scenario.death, weaning: scenario.weaning };
  const { to_experimental, to_control } = protocol.crossover;
  const ends = protocol.endpoint.event === "death-or-crossover";
  return [
    crossing.toControl && {
      rate: crossing.toControl,
      until: to_control!.by_day,
      after: { death: null, weaning: null },
      ends: false,
    },
    crossing.toExperimental && { rate: crossing.toExperimental, until: to_experimental!.by_day, after: treated, ends },
  ];
}

/**
 * @param use profiles of a subgroup; all without it
 * @param stratified whether the analysis is; hazard ratios within strata are not those among all
 */
export function truthOf(plan: TrialPlan, scenario: Scenario, use: Uint8Array | null, stratified = false): Truth {
  const { protocol } = plan;
  const event = primary(protocol);
  const { test } = protocol.analysis;
  const strata = stratified
    ? strataWithin(plan, use).map((mask) => armsOf(plan, scenario, mask))
    : [armsOf(plan, scenario, use)];
  const total = strata.reduce((sum, { weight }) => sum + weight, 0);
  const risk = (arm: "first" | "second"): number =>
    strata.reduce((sum, s) => sum + (s.weight * event(s[arm])[STEPS]) / total, 0);
  const risks: [number, number] = [risk("first"), risk("second")];
  if (test === "proportions" || test === "bayes" || test === "gray")
    return { value: risks[0] - risks[1], scale: "risk difference", risks };
  const [a, b] = protocol.allocation;
  return { value: Math.log(coxLimit(strata, event, a / (a + b))), scale: "log hazard ratio", risks };
}

function armsOf(plan: TrialPlan, scenario: Scenario, use: Uint8Array | null): Stratum {
  const [away, rescue] = crossingModels(plan, scenario);
  const treated = { death: scenario.death, weaning: scenario.weaning };
  const weight = use ? use.reduce((sum, x) => sum + x, 0) : plan.profiles.size;
  const { spread, safety } = plan.outcome;
  return {
    first: curvesOf(spread, treated, away, use, deadlyOf(safety, 1)),
    second: curvesOf(spread, UNTREATED, rescue, use, deadlyOf(safety, 0)),
    weight,
  };
}

/** Shares of patients who have each safety event, as assigned: experimental, control. Crossing over ends nothing here. */
export function safetyShares(plan: TrialPlan, scenario: Scenario, use: Uint8Array | null): [number[], number[]] {
  const { spread, safety } = plan.outcome;
  const treated = { death: scenario.death, weaning: scenario.weaning };
  const [away, rescue] = crossingModels(plan, scenario).map((model) => model && { ...model, ends: false });
  const share = (arm: 0 | 1, factors: typeof treated | typeof UNTREATED, crossing: CrossingModel | null): number[] =>
    incidences(safety, arm, spread, curvesOf(spread, factors, crossing, use, deadlyOf(safety, arm)));
  return [share(1, treated, away), share(0, UNTREATED, rescue)];
}

const UNTREATED = { death: null, weaning: null };

/** Profiles of each stratum that has any. */
function strataWithin({ strata: { code, count } }: TrialPlan, use: Uint8Array | null): Uint8Array[] {
  const masks = Array.from({ length: count }, (_, s) => code.map((c, j) => (c === s && (use?.[j] ?? 1) === 1 ? 1 : 0)));
  return masks.filter((mask) => mask.some((x) => x === 1));
}
