/** What a reader of the evidence has chosen; it stays while the page is open, whichever view is shown. */
import { createStore } from "../../state/store.ts";
import type { ClaimChoice } from "./claims.ts";
import { initialPoolChoice, type PoolChoice } from "./pool-choice.ts";
import { allStudies, type StudyFilter } from "./study-filter.ts";
import { initialTrial, type TrialForm } from "./trial-form.ts";
import { firstTable, type TableForm } from "./two-by-two-form.ts";

export interface Choices {
  readonly studies: StudyFilter;
  readonly pool: PoolChoice;
  readonly claims: ClaimChoice;
  readonly table: TableForm;
  readonly trial: TrialForm;
}

export const choices = createStore<Choices>({
  studies: allStudies,
  pool: initialPoolChoice,
  claims: { document: "editorial", verdict: "inconsistent" },
  table: firstTable(),
  trial: initialTrial,
});
