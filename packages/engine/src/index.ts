export {
  BLOOD_RANGE,
  type BloodConditions,
  type BloodContents,
  type BloodSample,
  type BloodTensions,
  bloodFromContents,
  bloodFromTensions,
} from "./circuits/blood.ts";
export { circulation } from "./circuits/circulation.ts";
export { AORTA } from "./circuits/gas-exchange.ts";
export { indexName } from "./circuits/gas-indices.ts";
export { evaluateIndices, INDICES, type IndexDefinition, type Indices } from "./circuits/indices.ts";
export { PATIENT_DEFINITIONS, PATIENTS } from "./circuits/patients/index.ts";
export type { BedsideTarget, Criterion, Patient, PatientDefinition } from "./circuits/patients/patient.ts";
export type { Scope } from "./circuits/scope.ts";
export { printC } from "./codegen/c.ts";
export { printJavaScript, printRates } from "./codegen/js.ts";
export * from "./codegen/kernel.ts";
export type { Program } from "./codegen/program.ts";
export { type BloodGasTerms, bloodGas } from "./components/blood-gas.ts";
export { MEMBRANE_LUNG_PARAMETERS, type MembraneLungTerms, membraneLung } from "./components/membrane-lung.ts";
export { addImpella } from "./devices/impella.ts";
export { addTandemHeart } from "./devices/tandemheart.ts";
export { addVaEcmo } from "./devices/va-ecmo.ts";
export { assemble } from "./language/assemble.ts";
export * from "./language/circuit.ts";
export * from "./language/component.ts";
export { interpretLaw, type LawDescription, type LawFunction } from "./language/interpret.ts";
export { hasSlowClocks, type Model, type ModelParameter, stateCount } from "./language/model.ts";
export { ModelError } from "./language/parse.ts";
export { parseUnit, type Unit } from "./language/units.ts";
export { Guide } from "./solve/guide.ts";
export { LaneGroup, type State } from "./solve/lane-group.ts";
export { type LaneRun, runLanes } from "./solve/lane-queue.ts";
export { type InnerParameters, ParameterRow } from "./solve/parameters.ts";
export { type FinishedBeat, ProbeRun } from "./solve/probe-run.ts";
export type { SteadyCase, SteadyResult } from "./solve/steady-case.ts";
export { type SteadyOptions, steadyStates } from "./solve/steady-state.ts";
export { DEFAULT_STEP, MOST_STEPS_TRIED, requiredSteps, stepHolds, stepsFor } from "./solve/steps.ts";
