/** One study: a line, and what lies behind it once it is opened. */
import { checkClaims, claimsOf, type Study, type StudyDocument, studyDocument } from "@counterpulse/evidence";
import { canDraw, studyFigure } from "@counterpulse/report";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Theme } from "../../theme/theme.ts";
import { FindingEntry } from "../editorial/finding-entry.tsx";
import { StatusBadge } from "../parts/badge.tsx";
import { Figure } from "../parts/figure.tsx";
import { capital } from "../parts/words.ts";
import { OutcomeEntry } from "./outcome-entry.tsx";

export function StudyEntry({ study, opened }: { study: Study; opened: boolean }) {
  const [open, setOpen] = useState(opened);
  const entry = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (!opened) return;
    setOpen(true);
    entry.current?.scrollIntoView();
  }, [opened]);
  return (
    <details
      ref={entry}
      className="study"
      open={open}
      data-study={study.id}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <span className="study-name">
          {study.title} <small>{study.year}</small>
        </span>
        <span className="study-design">{study.design}</span>
        <span className="study-status">
          {hasRecalled(study) && (
            <span className="badge" data-tone="warn">
              Some outcomes recalled
            </span>
          )}
          <StatusBadge status={study.status} />
        </span>
      </summary>
      {open && <StudyBody study={study} />}
    </details>
  );
}

/** A study that was read can still have outcomes that were not. */
const hasRecalled = ({ status, outcomes }: Study): boolean =>
  status !== "RECALLED" && outcomes.some((outcome) => outcome.status === "RECALLED");

function StudyBody({ study }: { study: Study }) {
  const found = useMemo(() => studyDocument(study), [study]);
  const draw = useCallback((how: { theme: Theme; width: number }) => studyFigure(found, how), [found]);
  return (
    <div className="study-body">
      <About study={found} />
      {found.outcomes.length === 0 && <p>No outcome is known yet.</p>}
      {found.outcomes.map((outcome) => (
        <OutcomeEntry key={outcome.outcome} outcome={outcome} />
      ))}
      {canDraw(found) && <Figure draw={draw} name={study.id} />}
      <Doubts study={study} />
    </div>
  );
}

function About({ study }: { study: StudyDocument }) {
  const arms = study.arms.map(
    ({ arm, total, note }) => `${arm}${total === null ? "" : ` n = ${total}`}${note ? ` (${note})` : ""}`,
  );
  const facts: readonly (readonly [string, string | null])[] = [
    ["Population", capital(study.population)],
    ["Groups", arms.join("; ")],
    ["Primary endpoint", study.primary_endpoint],
    ["Recruitment", study.recruitment],
    ["Status", study.status_note],
    ["Remark", study.remark],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, text]) =>
        text === null || text === "" ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ),
      )}
      <div>
        <dt>Source</dt>
        <dd>
          {study.address === null ? (
            study.source
          ) : (
            <a href={study.address} rel="noreferrer" target="_blank">
              {study.source}
            </a>
          )}
        </dd>
      </div>
    </dl>
  );
}

/** What the checker found in the study's own figures. */
function Doubts({ study }: { study: Study }) {
  const found = useMemo(() => checkClaims(claimsOf(study)), [study]);
  const doubts = found.filter(({ verdict }) => verdict !== "consistent");
  if (found.length === 0) return null;
  const held = `${found.length - doubts.length} of ${found.length} stated figures that can be recomputed are consistent.`;
  return (
    <section aria-label="Checked">
      <h4>Checked</h4>
      <p>{held}</p>
      {doubts.length > 0 && (
        <ul className="findings">
          {doubts.map((finding) => (
            <FindingEntry key={`${finding.claim}${finding.rule}`} finding={finding} />
          ))}
        </ul>
      )}
    </section>
  );
}
