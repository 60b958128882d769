export type {
  Characteristics,
  LookResult,
  Spread as TrialSpread,
  SubgroupResult,
} from "./characteristics.ts";
export { type CirculationTable, solveCirculations } from "./circulation.ts";
export { type DataSet, trialData } from "./dataset.ts";
export type { Driver } from "./drivers.ts";
export { EFFECT_FORM, parseEffect, type Scenario, type Wanted } from "./effect.ts";
export { planTrial, scenarioFor, type TrialPlan, type Truth, truthOf } from "./plan.ts";
export { type Assumption, assumptionsOf, protocolFromObject, trialJsonSchema } from "./protocol.ts";
export { type Protocol, type ProtocolFile, protocolSchema } from "./protocol-file.ts";
export { builtInProtocol, PROTOCOLS } from "./protocols/index.ts";

export { joinRecords, type Records, type RunOptions, runTrials } from "./run.ts";
export type { SafetyResult } from "./safety-results.ts";
export {
  concludeTrial,
  resultOfJob,
  type ScenarioResult,
  scenarioOfJob,
  setUpTrial,
  simulateTrial,
  type TrialJob,
  type TrialRequest,
  type TrialSetup,
  type TrialSimulation,
} from "./simulate.ts";
