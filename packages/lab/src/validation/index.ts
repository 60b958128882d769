export { Bench, DEVICE_RIGS, RIG_READINGS } from "./bench.ts";
export {
  type Bounds,
  boundsOf,
  CURVE_TOLERANCE,
  deviation,
  holds,
  inside,
  standardError,
  worstPoint,
} from "./judge.ts";
export { type CaseClass, CLASSES, type Study, type StudyCase, studyFromObject, studySchema } from "./study.ts";
export {
  type CaseResult,
  type ClassCount,
  type CurvePoint,
  countByClass,
  recordOf,
  type ValidationRequest,
  validate,
} from "./validate.ts";
