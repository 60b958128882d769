/** Every study, in the order of the list. */
import type { Study } from "../study.ts";
import { BALLOON_ON_ECMO } from "./balloon-on-ecmo.ts";
import { BALLOON_ON_ECMO_REVIEWS } from "./balloon-on-ecmo-reviews.ts";
import { BALLOON_TRIALS } from "./balloon-trials.ts";
import { ECLS_COHORTS } from "./ecls-cohorts.ts";
import { ECLS_TRIALS } from "./ecls-trials.ts";
import { PERCUTANEOUS_ASSIST } from "./percutaneous-assist.ts";
import { REGISTERED_TRIALS } from "./registered-trials.ts";
import { REGISTRIES } from "./registries.ts";

export const STUDIES: readonly Study[] = [
  ...BALLOON_ON_ECMO,
  ...BALLOON_ON_ECMO_REVIEWS,
  ...ECLS_COHORTS,
  ...ECLS_TRIALS,
  ...PERCUTANEOUS_ASSIST,
  ...BALLOON_TRIALS,
  ...REGISTRIES,
  ...REGISTERED_TRIALS,
];
