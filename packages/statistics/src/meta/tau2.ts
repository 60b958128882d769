/** The between-study variance by a named method. */
import type { Tau2Method } from "./effect.ts";
import { freedom, type Problem } from "./problem.ts";
import { likelihoodTau2 } from "./tau2-likelihood.ts";
import { derSimonianLaird, hedges, hunterSchmidt, pauleMandel, sidikJonkman } from "./tau2-moments.ts";

const estimators: Record<Tau2Method, (problem: Problem) => number> = {
  DL: derSimonianLaird,
  HE: hedges,
  HS: hunterSchmidt,
  SJ: sidikJonkman,
  PM: pauleMandel,
  EB: pauleMandel,
  ML: (problem) => likelihoodTau2(problem, "ML"),
  REML: (problem) => likelihoodTau2(problem, "REML"),
};

/** The between-study variance, not below 0; 0 where there are no degrees of freedom to estimate it. */
export const estimateTau2 = (problem: Problem, method: Tau2Method): number =>
  freedom(problem) < 1 ? 0 : Math.max(0, estimators[method](problem));
