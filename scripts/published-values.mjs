/** The generated part of docs/published-values.md: the values in validation/, by record, as the studies state them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const STATUS = { READ: "READ", DERIVED: "DERIVED", RECALLED: "RECALLED, unverified" };
const cell = (text) => String(text).replace(/\s+/g, " ").replace(/\|/g, "\\|").replace(/</g, "&lt;");

/** Folders of validation/: each is a study, and its name its citation key. */
export function studyKeys(root) {
  const folder = join(root, "validation");
  const isStudy = (name) => existsSync(join(folder, name, "study.yaml"));
  return existsSync(folder) ? readdirSync(folder).filter(isStudy).sort() : [];
}

const readStudy = (root, key) => parse(readFileSync(join(root, "validation", key, "study.yaml"), "utf8"));

function spreadText({ kind, value, n }) {
  if (Array.isArray(value)) return `${kind} ${value.map((end) => end ?? "…").join(" to ")}`;
  return `${value} ${kind}${n ? `, n = ${n}` : ""}`;
}

function valueText(one) {
  if (one.curve) return one.curve.published.join(", ");
  const size = one.published ?? null;
  const shown = size === null ? (one.sign === undefined ? "" : one.sign === "+" ? "up" : "down") : size;
  return `${shown}${one.spread ? ` (${spreadText(one.spread)})` : ""}`.trim();
}

function conditionOf(one, species) {
  const { curve } = one;
  const along = curve ? `at ${curve.vary} ${curve.at.join(", ")}` : "";
  return [along, species === "human" ? "" : species].filter(Boolean).join("; ");
}

/** A row for each case that is not there by hand; the first of a record carries its anchor, unless that is there. */
export function studyRows(root, known) {
  const seen = new Set(known);
  const cases = studyKeys(root).flatMap((key) => {
    const { source, address, species, cases: list } = readStudy(root, key);
    const from = `${cell(source)}${address ? ` [link](${address})` : ""}`;
    return list.filter((one) => !known.includes(one.id)).map((one) => ({ one, species, source: from }));
  });
  cases.sort((a, b) => (a.one.id < b.one.id ? -1 : a.one.id > b.one.id ? 1 : 0));
  return cases.map(({ one, species, source }) => {
    const record = one.id.slice(0, 4);
    const anchor = seen.has(record) ? "" : `<a id="${record}"></a>`;
    seen.add(record);
    const status = STATUS[one.status ?? "READ"];
    const place = one.from === "recalled" ? "" : `, ${one.from}`;
    return [
      `${anchor}${one.id}`,
      ...[one.quantity, valueText(one), one.unit, conditionOf(one, species)].map(cell),
      `${source}${cell(place)}`,
      status,
    ];
  });
}

/** Ids of the rows written by hand. */
export const recordsOf = (text) => [...text.matchAll(/<a id="([A-G]\d{3})">/g)].map(([, id]) => id);

/** @param table as in scripts/docs.mjs */
export function publishedValuesPage(before, root, table) {
  const [hand] = before.split("<!-- studies -->");
  const rows = studyRows(root, recordsOf(hand));
  const header = ["id", "quantity", "value (spread)", "unit", "condition", "source", "status"];
  return before.replace(
    /(<!-- studies -->\n)[\s\S]*?(<!-- end -->)/,
    (_, start, end) => `${start}\n${table(header, rows)}\n\n${end}`,
  );
}
