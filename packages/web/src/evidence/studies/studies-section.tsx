/** The studies, by question; each opens into its outcomes, printed and recomputed. */
import { QUESTIONS, STUDIES } from "@counterpulse/evidence";
import { useEffect } from "react";
import { Segments } from "../../controls/segments.tsx";
import { useStore } from "../../state/store.ts";
import { Select } from "../parts/select.tsx";
import { choices } from "../state/choices.ts";
import { allStudies, filterStudies, isShown, questionOf, STATUSES, type StudyFilter } from "../state/study-filter.ts";
import { StudyEntry } from "./study-entry.tsx";

const questions = [
  { value: "all", label: "All questions" },
  ...QUESTIONS.map(({ id, title }) => ({ value: id, label: title })),
];
const statuses = [{ value: "all" as const, label: "All" }, ...STATUSES.map(({ value, label }) => ({ value, label }))];

export function StudiesSection({ item }: { item: string | null }) {
  const filter = useStore(choices, (value) => value.studies);
  const change = (part: Partial<StudyFilter>) => choices.update({ studies: { ...filter, ...part } });
  const found = filterStudies(filter);
  const hidden = item !== null && questionOf(item) !== null && !isShown(found, item);
  // An address leads to its study also where a filter had left it out; a later filter may leave it out again.
  useEffect(() => {
    if (hidden) choices.update({ studies: allStudies });
  }, [item]);
  const count = found.reduce((sum, { studies }) => sum + studies.length, 0);
  return (
    <>
      <h2>Studies</h2>
      <p className="lead">
        Every effect is recomputed from the counts of its groups, beside what was printed.{" "}
        {STATUSES.map(({ label, means }) => `${label}: ${means}.`).join(" ")}
      </p>
      <form className="options" onSubmit={(event) => event.preventDefault()} aria-label="Which studies">
        <Select
          label="Question"
          options={questions}
          value={filter.question}
          onChange={(question) => change({ question })}
        />
        <Segments legend="Status" options={statuses} value={filter.status} onChange={(status) => change({ status })} />
        <label className="words">
          Find
          <input type="search" value={filter.words} onChange={(event) => change({ words: event.target.value })} />
        </label>
      </form>
      <p className="count" role="status">
        {count} of {STUDIES.length} studies
      </p>
      {found.map(({ id, title, studies }) => (
        <section key={id} className="group" aria-label={title}>
          <h3>{title}</h3>
          {studies.map((study) => (
            <StudyEntry key={study.id} study={study} opened={study.id === item} />
          ))}
        </section>
      ))}
    </>
  );
}
