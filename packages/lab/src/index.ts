export * from "./accuracy.ts";
export * from "./answer/index.ts";
export * from "./compare.ts";
export * from "./definition.ts";
export { type Effect, judgeEffects } from "./effects.ts";
export * from "./fit/fit.ts";
export { FREE_PARAMETERS } from "./fit/priors.ts";
export type { FittedParameter, FittedTarget } from "./fit/report.ts";
export { withSetPoints } from "./fit/resting.ts";
export * from "./fit/target-file.ts";
export { TARGETS, type TargetInput, targetId } from "./fit/targets.ts";
export { InputError } from "./input-error.ts";
export * from "./laboratory.ts";
export * from "./live.ts";
export * from "./loops.ts";
export * from "./named-indices.ts";
export * from "./patient-schema.ts";
export * from "./patients.ts";
export * from "./population/index.ts";
export * from "./record.ts";
export * from "./sensitivity/index.ts";
export * from "./settings.ts";
export { recordable, SIGNALS, type Signal } from "./signals.ts";
export * from "./simulate.ts";
export * from "./spread.ts";
export * from "./study/index.ts";
// Studies and trials both have protocols: plain names are the study's, a trial's say so.
export {
  builtInProtocol,
  type DataSet,
  PROTOCOLS,
  type Protocol,
  type ProtocolFile,
  protocolFromObject,
  protocolSchema,
  type Truth,
} from "./study/index.ts";
export * from "./support.ts";
export * from "./trial/index.ts";
export {
  builtInProtocol as builtInTrial,
  type DataSet as TrialDataSet,
  PROTOCOLS as TRIAL_PROTOCOLS,
  type Protocol as TrialProtocol,
  type ProtocolFile as TrialProtocolFile,
  protocolFromObject as trialFromObject,
  protocolSchema as trialProtocolSchema,
  type Truth as TrialTruth,
} from "./trial/index.ts";
export * from "./validation/index.ts";
