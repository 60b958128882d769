/** The publications' own figures, and the same repeated here where their method and studies allow it. */
import type { PublishedResult } from "@counterpulse/evidence";
import { Table } from "../parts/table.tsx";
import { estimateText } from "../parts/words.ts";

export function PublishedTable({ published }: { published: readonly PublishedResult[] }) {
  if (published.length === 0)
    return (
      <section aria-label="As published">
        <h3>As published</h3>
        <p>No pool of these was read.</p>
      </section>
    );
  const columns = [{ head: "Publication" }, { head: "As printed" }, { head: "Repeated here" }, { head: "Note" }];
  const rows = published.map((one) => ({
    key: `${one.study}/${one.outcome}`,
    cells: [one.title, printedText(one), repeatedText(one), one.note ?? ""],
  }));
  return (
    <section aria-label="As published">
      <h3>As published</h3>
      <Table caption="Published pools" columns={columns} rows={rows} />
    </section>
  );
}

function printedText({ measure, value, ci, p, status }: PublishedResult): string {
  const unit = measure === "RD" ? " %" : "";
  const effect = value === null ? "" : `${measure} ${value}${unit}${ci ? ` (${ci.join(" to ")})` : ""}`;
  const parts = [effect, p === null ? "" : `P ${/^[<>]/.test(p) ? p : `= ${p}`}`].filter(Boolean);
  return `${parts.join(", ")}${status === "RECALLED" ? " (recalled, unverified)" : ""}`;
}

function repeatedText({ repeated, measure }: PublishedResult): string {
  if (repeated === null) return "Cannot be repeated from counts";
  const scale = measure === "RD" ? 100 : 1;
  const [value, low, high] = [repeated.value, ...repeated.ci].map((x) => x * scale);
  const without = repeated.without.length > 0 ? `, without ${repeated.without.join(", ")}` : "";
  const agrees = repeated.agrees ? "the same" : repeated.without.length > 0 ? "not the same studies" : "not the same";
  return `${estimateText(value, [low, high], 2)}, ${repeated.method}${without}: ${agrees}`;
}
