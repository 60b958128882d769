export { analyse, type EndpointEstimate, endpointsOf } from "./analyse.ts";
export type { CriterionEstimate } from "./criteria.ts";
export { dataDictionary, parquetType } from "./dictionary.ts";
export { type DataSet, drawDataSet } from "./draw.ts";
export {
  type EndpointSummary,
  type PowerRequest,
  type PowerRow,
  powerOf,
  type StudyPower,
  studyPower,
} from "./power.ts";
export { type Protocol, protocolFromObject } from "./protocol.ts";
export { type ProtocolDocument, type ProtocolFile, protocolSchema } from "./protocol-file.ts";
export { protocolJsonSchema } from "./protocol-schema.ts";
export { builtInProtocol, PROTOCOLS, requireProtocol } from "./protocols.ts";
export { type RunCriterion, type RunEndpoint, type RunRequest, type StudyRun, studyRun } from "./run.ts";
export { type StudyCell, type StudyColumn, type StudyTable, studyTables } from "./table.ts";
export { solveTruth, type Truth, type TruthRequest } from "./truth.ts";
export type { TrueEffect } from "./truth-of.ts";
