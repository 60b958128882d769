export {
  ALONE,
  BOTH,
  circulationTable,
  type Enrolled,
  enrolFor,
  type FourSupports,
  fourSupports,
} from "./four-supports.ts";
export { type Ladder, type LadderStep, ladder } from "./ladder.ts";
