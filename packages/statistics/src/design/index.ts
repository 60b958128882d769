/** Designs of trials. */
export * from "./adaptive.ts";
export * from "./beta-binomial.ts";
export {
  CLASSICAL_FORM,
  type Classical,
  type Efficacy,
  efficacyBounds,
  evenTimes,
  MOST_LOOKS,
  parseClassical,
} from "./boundaries.ts";
export type { Errors } from "./check.ts";
export * from "./exact-power.ts";
export * from "./interim.ts";
export * from "./log-rank.ts";
export * from "./log-rank-simulation.ts";
export * from "./normal-prior.ts";
export * from "./operating.ts";
export * from "./precision.ts";
export * from "./proportions.ts";
export * from "./question.ts";
export * from "./reestimate-blinded.ts";
export * from "./reestimate-unblinded.ts";
export { type Futility, type SequentialDesign, type SequentialOptions, sequentialDesign } from "./sequential.ts";
export { parseSpending, SPENDING_FORM, type Spending, spent } from "./spending.ts";
export * from "./t-tests.ts";
