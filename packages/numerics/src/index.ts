export { betaDistribution } from "./distributions/beta.ts";
export { binomial, poisson } from "./distributions/binomial.ts";
export type { Distribution } from "./distributions/distribution.ts";
export { fDistribution } from "./distributions/f.ts";
export { chiSquared, gammaDistribution } from "./distributions/gamma.ts";
export { hypergeometric } from "./distributions/hypergeometric.ts";
export { noncentralChiSquared } from "./distributions/noncentral-chi-squared.ts";
export { noncentralT } from "./distributions/noncentral-t.ts";
export { normal } from "./distributions/normal.ts";
export { studentT } from "./distributions/student-t.ts";
export { inverse } from "./inverse.ts";
export { latinHypercube } from "./latin-hypercube.ts";
export { leastSquares, solvePositive } from "./least-squares.ts";
export { hash32, philox, type Stream, stream } from "./philox.ts";
export { gaussLegendre, type Rule } from "./quadrature.ts";
export { type RisingRoot, risingRoot } from "./rising-root.ts";
export { type RootOptions, root } from "./root.ts";
export {
  type Continuing,
  type Crossing,
  crossingProbabilities,
  type Interval,
  SequentialNormal,
} from "./sequential-normal.ts";
export { SOBOL_DIMENSIONS, type SobolSequence, sobol } from "./sobol.ts";
export { gaussian, log1mExp, log1pMinus, logAddExp } from "./special/elementary.ts";
export { erf, erfc, erfcx } from "./special/error-function.ts";
export { incompleteBeta, logIncompleteBeta } from "./special/incomplete-beta.ts";
export { incompleteGamma, logIncompleteGamma, type Tails } from "./special/incomplete-gamma.ts";
export { logBeta, logChoose, logGamma, logGamma1p, logGammaRatio, stirlingError } from "./special/log-gamma.ts";
