/** Every study, by question. */
import type { Study } from "../study.ts";
import { BALLOON_ON_ECMO } from "./balloon-on-ecmo.ts";
import { BALLOON_ON_ECMO_REVIEWS } from "./balloon-on-ecmo-reviews.ts";
import { BALLOON_TRIALS } from "./balloon-trials.ts";
import { ECLS_COHORTS } from "./ecls-cohorts.ts";
import { ECLS_TRIALS } from "./ecls-trials.ts";
import { PERCUTANEOUS_ASSIST } from "./percutaneous-assist.ts";
import { REGISTERED_TRIALS } from "./registered-trials.ts";
import { REGISTRIES } from "./registries.ts";

/** Studies by the question that they bear on, in the order in which they are listed. */
export interface Question {
  readonly id: string;
  readonly title: string;
  readonly studies: readonly Study[];
}

export const QUESTIONS: readonly Question[] = [
  {
    id: "balloon-on-ecmo",
    title: "IABP and other unloading on VA-ECMO",
    studies: [...BALLOON_ON_ECMO, ...BALLOON_ON_ECMO_REVIEWS],
  },
  { id: "ecls", title: "ECLS in shock and arrest", studies: [...ECLS_COHORTS, ...ECLS_TRIALS] },
  { id: "percutaneous-assist", title: "Percutaneous assist devices", studies: PERCUTANEOUS_ASSIST },
  { id: "balloon", title: "IABP in infarct shock", studies: BALLOON_TRIALS },
  { id: "registries", title: "Registries and scores", studies: REGISTRIES },
  { id: "registered", title: "Trials under way", studies: REGISTERED_TRIALS },
];

/** Every study, in the order of the list. */
export const STUDIES: readonly Study[] = QUESTIONS.flatMap(({ studies }) => studies);
