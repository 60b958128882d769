/** The publications' own figures, and the same repeated here where their method and studies allow it. */
import type { PublishedResult } from "@counterpulse/evidence";
import { StatusBadge } from "../parts/badge.tsx";
import { estimateText } from "../parts/words.ts";

export function PublishedResults({ published }: { published: readonly PublishedResult[] }) {
  return (
    <section className="published" aria-label="As published">
      <h3>As published</h3>
      {published.length === 0 ? (
        <p>No pool of these was read.</p>
      ) : (
        <ul className="findings">
          {published.map((one) => (
            <Published key={`${one.study}/${one.outcome}`} result={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Published({ result }: { result: PublishedResult }) {
  const { title, outcome, status, note } = result;
  return (
    <li className="published-result">
      <h4>
        {title} <small>{outcome}</small> {status === "RECALLED" && <StatusBadge status={status} />}
      </h4>
      <dl className="finding-values">
        <div>
          <dt>As printed</dt>
          <dd>{printedEffect(result)}</dd>
        </div>
        <div>
          <dt>Repeated here</dt>
          <dd>{repeatedText(result)}</dd>
        </div>
      </dl>
      {note !== null && <p className="note">{note}</p>}
    </li>
  );
}

function printedEffect({ measure, value, ci, p }: PublishedResult): string {
  const unit = measure === "RD" ? " %" : "";
  const effect = value === null ? "" : `${measure} ${value}${unit}${ci ? ` (${ci.join(" to ")})` : ""}`;
  const parts = [effect, p === null ? "" : `P ${/^[<>]/.test(p) ? p : `= ${p}`}`].filter(Boolean);
  return parts.join(", ") || "–";
}

function repeatedText({ repeated, measure }: PublishedResult): string {
  if (repeated === null) return "cannot be repeated from counts";
  const scale = measure === "RD" ? 100 : 1;
  const [value, low, high] = [repeated.value, ...repeated.ci].map((x) => x * scale);
  const without = repeated.without.length > 0 ? `, without ${repeated.without.join(", ")}` : "";
  const agrees = repeated.agrees ? "the same" : repeated.without.length > 0 ? "not the same studies" : "not the same";
  return `${estimateText(value, [low, high], 2)}, ${repeated.method}${without}: ${agrees}`;
}
