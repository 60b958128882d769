/** One stated figure with what follows from the others, the rule that judged, and why. */
import type { Finding } from "@counterpulse/evidence";
import { VerdictBadge } from "../parts/badge.tsx";
import { capital, printedText, tellNumber } from "../parts/words.ts";

export function FindingEntry({ finding, study }: { finding: Finding; study?: string }) {
  const { claim, stated, verdict, rule, reason, note } = finding;
  return (
    <li className="finding" data-verdict={verdict}>
      <VerdictBadge verdict={verdict} />
      <div>
        <h4>
          {study !== undefined && <span className="finding-study">{study}: </span>}
          {capital(claim)}
        </h4>
        <dl className="finding-values">
          <div>
            <dt>Stated</dt>
            <dd>{printedText(stated)}</dd>
          </div>
          <div>
            <dt>Recomputed</dt>
            <dd>{recomputedText(finding)}</dd>
          </div>
          <div>
            <dt>Rule</dt>
            <dd>{rule}</dd>
          </div>
        </dl>
        <p>
          {printedText(reason)} {note}
        </p>
      </div>
    </li>
  );
}

/** With its bounds, where they tell more than the value. */
function recomputedText({ recomputed, bounds: [low, high] }: Finding): string {
  if (recomputed === null) return "–";
  if (typeof recomputed === "string") return printedText(recomputed);
  const text = tellNumber(recomputed);
  const [from, to] = [low, high].map((x) => (x === null ? "–" : tellNumber(x)));
  return from === to || (low === null && high === null) ? text : `${text} (${from} to ${to})`;
}
