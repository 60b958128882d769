/** Which studies are listed. */
import { QUESTIONS, type Question, type Status, type Study } from "@counterpulse/evidence";

export interface StudyFilter {
  readonly question: string;
  readonly status: Status | "all";
  readonly words: string;
}

export const STATUSES: readonly { readonly value: Status; readonly label: string; readonly means: string }[] = [
  { value: "READ", label: "Read", means: "seen on a page that was stored" },
  { value: "DERIVED", label: "Derived", means: "worked out from what was read" },
  { value: "RECALLED", label: "Recalled", means: "from memory, unverified; left out of pools unless asked for" },
];

/** A study counts as of a status if it, or one of its outcomes, is. */
const hasStatus = ({ status, outcomes }: Study, wanted: Status): boolean =>
  status === wanted || outcomes.some((outcome) => outcome.status === wanted);

const textOf = ({ id, title, year, design, population, source }: Study): string =>
  [id, title, year, design, population, source].join(" ").toLowerCase();

/** Questions with the studies that pass; questions without any are left out. All words must occur. */
export function filterStudies({ question, status, words }: StudyFilter): Question[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const passes = (study: Study): boolean =>
    (status === "all" || hasStatus(study, status)) && wanted.every((word) => textOf(study).includes(word));
  return QUESTIONS.filter(({ id }) => question === "all" || id === question)
    .map((one) => ({ ...one, studies: one.studies.filter(passes) }))
    .filter(({ studies }) => studies.length > 0);
}

export const allStudies: StudyFilter = { question: "all", status: "all", words: "" };

export const isShown = (found: readonly Question[], id: string): boolean =>
  found.some(({ studies }) => studies.some((study) => study.id === id));

/** The question that a study belongs to. */
export const questionOf = (id: string): string | null =>
  QUESTIONS.find(({ studies }) => studies.some((study) => study.id === id))?.id ?? null;
