/** One outcome: its groups, what was printed, and what the counts give. */
import type { OutcomeDocument } from "@counterpulse/evidence";
import { pText } from "@counterpulse/report";
import { StatusBadge } from "../parts/badge.tsx";
import { Table } from "../parts/table.tsx";
import { capital, estimateText, fixed, pointsText, rangeText } from "../parts/words.ts";

const bases: Readonly<Record<string, string>> = {
  pooled: "pooled",
  model: "by a model or a log-rank test",
  "kaplan-meier": "Kaplan-Meier",
  credible: "a credible interval",
};

export function OutcomeEntry({ outcome }: { outcome: OutcomeDocument }) {
  const { arms, printed, recomputed, status, note } = outcome;
  const known = arms.some(({ events }) => events !== null) || printed.percents !== null;
  return (
    <section className="outcome" aria-label={outcome.outcome}>
      <h4>
        {capital(outcome.outcome)} <StatusBadge status={status} />
      </h4>
      {known && <Groups outcome={outcome} />}
      <Effects printed={printedText(outcome)} recomputed={recomputed} />
      {note !== null && <p className="note">{note}</p>}
    </section>
  );
}

function Groups({ outcome: { outcome, arms, printed } }: { outcome: OutcomeDocument }) {
  const columns = [
    { head: "Group" },
    { head: "Events", numeric: true },
    { head: "% (95 % CI)", numeric: true },
    { head: "Printed %", numeric: true },
  ];
  const rows = arms.map(({ arm, events, total, pct, pct_ci }, i) => ({
    key: arm,
    cells: [
      arm,
      total === null ? "–" : `${events ?? "?"}/${total}`,
      pct_ci === null ? "–" : `${fixed(pct, 1)} (${rangeText(pct_ci, 1)})`,
      printed.percents?.[i] ?? "–",
    ],
  }));
  return <Table caption={`Groups: ${outcome}`} columns={columns} rows={rows} />;
}

function Effects({ printed, recomputed }: { printed: string; recomputed: OutcomeDocument["recomputed"] }) {
  const facts: [string, string][] = printed === "" ? [] : [["Printed", printed]];
  if (recomputed !== null) {
    const { rr, or, rd, p, nnt, e_value } = recomputed;
    facts.push(
      [`Risk ratio, ${rr.method}`, estimateText(rr.value, rr.ci, 2)],
      [`Odds ratio, ${or.method}`, estimateText(or.value, or.ci, 2)],
      [`Risk difference, ${rd.method}`, `${pointsText(rd.value, rd.ci)} %`],
      ["P, chi-squared; Fisher", `${pText(p.chi2)}; ${pText(p.fisher)}`],
      ["Number needed", nnt],
    );
    if (e_value !== null)
      facts.push(["E-value; of the nearer limit", `${fixed(e_value.point, 2)}; ${fixed(e_value.ci, 2)}`]);
  }
  if (facts.length === 0) return null;
  return (
    <dl className="effects">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function printedText({ measure, printed, p, basis }: OutcomeDocument): string {
  const unit = measure === "RD" ? " %" : "";
  const ci = printed.ci95 === null ? "" : ` (${printed.ci95.join(" to ")})`;
  const effect = printed.effect === null ? "" : `${measure} ${printed.effect}${unit}${ci}`;
  const parts = [effect, p === null ? "" : `P ${/^[<>]/.test(p) ? p : `= ${p}`}`].filter(Boolean);
  if (parts.length === 0) return "";
  return `${parts.join(", ")}${basis === null ? "" : `; ${bases[basis]}`}`;
}
