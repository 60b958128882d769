export { analyse, type EndpointEstimate, endpointsOf } from "./analyse.ts";
export type { CriterionEstimate } from "./criteria.ts";
export { dataDictionary, parquetType } from "./dictionary.ts";
export { type DataSet, drawDataSet } from "./draw.ts";
export {
  type DrawRange,
  type EnrolRequest,
  enrolling,
  onePatient,
  type Person,
  type Screened,
  type StudyEnrolment,
  screenDraws,
} from "./enrol.ts";
export {
  concludePower,
  type EndpointSummary,
  type PowerPart,
  type PowerRequest,
  type PowerRow,
  powerOf,
  powerPart,
  REPEATS_PART,
  SOLVING,
  type StudyPower,
  studyPower,
} from "./power.ts";
export { type Protocol, protocolFromObject } from "./protocol.ts";
export { type ProtocolDocument, type ProtocolFile, protocolSchema } from "./protocol-file.ts";
export { protocolJsonSchema } from "./protocol-schema.ts";
export { builtInProtocol, PROTOCOLS, requireProtocol } from "./protocols.ts";
export { type RunCriterion, type RunEndpoint, type RunRequest, runOf, type StudyRun, studyRun } from "./run.ts";
export { type SolvedPeople, solvePeople } from "./solve-people.ts";
export { type StudyCell, type StudyColumn, type StudyTable, studyTables } from "./table.ts";
export {
  enrolmentShare,
  solveTruth,
  type Truth,
  type TruthData,
  type TruthRequest,
  truthData,
  truthFrom,
} from "./truth.ts";
export type { TrueEffect } from "./truth-of.ts";
