/** What papers state, recomputed from what else they state; and the editorial's figure, with intervals. */
import { EDITORIAL_REMARKS, findStudy, studyDocument, type Verdict } from "@counterpulse/evidence";
import { studyFigure } from "@counterpulse/report";
import { useMemo } from "react";
import { Segments } from "../../controls/segments.tsx";
import { useStore } from "../../state/store.ts";
import type { Theme } from "../../theme/theme.ts";
import { verdictNames } from "../parts/badge.tsx";
import { Figure } from "../parts/figure.tsx";
import { choices } from "../state/choices.ts";
import { type ClaimChoice, countVerdicts, findingsOf, shownFindings } from "../state/claims.ts";
import { FindingEntry } from "./finding-entry.tsx";

/** The registry whose matched pairs the editorial's figure shows. */
const FIGURE_STUDY = "aso-2016";

export function EditorialSection() {
  const choice = useStore(choices, (value) => value.claims);
  const change = (part: Partial<ClaimChoice>) => choices.update({ claims: { ...choice, ...part } });
  const findings = findingsOf(choice.document);
  const counts = countVerdicts(findings);
  const verdict = counts.some((one) => one.verdict === choice.verdict) ? choice.verdict : "all";
  const shown = shownFindings(findings, verdict);
  return (
    <>
      <h2>The editorial, recomputed</h2>
      <p className="lead">
        Each figure that the editorial on IABP under VA-ECMO states is recomputed from what else it states, and held
        against its own sources as far as they were read. A verdict allows for every value that rounds to what was
        printed; what holds only with digits cut off, or by a method that is not told, is called rounding.
      </p>
      <EditorialFigure />
      <form className="options" onSubmit={(event) => event.preventDefault()} aria-label="Which claims">
        <Segments
          legend="Claims of"
          options={[
            { value: "editorial" as const, label: "The editorial" },
            { value: "studies" as const, label: "The studies" },
          ]}
          value={choice.document}
          onChange={(document) => change({ document })}
        />
        <Segments
          legend="Verdict"
          options={[
            { value: "all" as Verdict | "all", label: `All ${findings.length}` },
            ...counts.map((one) => ({ value: one.verdict, label: `${verdictNames[one.verdict]} ${one.count}` })),
          ]}
          value={verdict}
          onChange={(chosen) => change({ verdict: chosen })}
        />
      </form>
      <p className="count" role="status">
        {shown.length} of {findings.length} stated figures
      </p>
      <ul className="findings">
        {shown.map((finding, i) => (
          <FindingEntry
            key={i}
            finding={finding}
            study={choice.document === "studies" ? nameOf(finding.study) : undefined}
          />
        ))}
      </ul>
      {choice.document === "editorial" && <Remarks />}
    </>
  );
}

function nameOf(id: string): string {
  const study = findStudy(id);
  return study ? `${study.title} ${study.year}` : id;
}

function EditorialFigure() {
  const draw = useMemo(() => {
    const study = findStudy(FIGURE_STUDY);
    if (!study) return null;
    const found = studyDocument(study);
    return (how: { theme: Theme; width: number }) => studyFigure(found, how);
  }, []);
  if (draw === null) return null;
  return (
    <section className="sheet-panel" aria-label="The editorial's figure, redrawn">
      <h3>Its figure, redrawn with intervals</h3>
      <Figure draw={draw} name="editorial" />
    </section>
  );
}

function Remarks() {
  return (
    <section aria-label="Also looked at">
      <h3>Also looked at</h3>
      <ul className="remarks">
        {EDITORIAL_REMARKS.map((remark) => (
          <li key={remark}>{remark}</li>
        ))}
      </ul>
    </section>
  );
}
