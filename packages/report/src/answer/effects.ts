/** Details, part 1: the rows of the mission's tables, on the built-in patients. */
import { byCommand, type Claim, type Section } from "./claim.ts";
import type { AnswerData, ComparedPatient, JudgedEffect } from "./data.ts";
import { reasonOf, reasonsText } from "./reasons.ts";

const TABLES = [
  { letter: "I", name: "IABP, against none" },
  { letter: "E", name: "VA-ECMO, against none" },
  { letter: "T", name: "IABP added to VA-ECMO" },
] as const;

type RowVerdict = "holds" | "in part" | "fails" | "not judged";

/** A row holds if all that it names does. */
function rowVerdict(entries: readonly JudgedEffect[]): RowVerdict {
  const judged = entries.filter(({ holds }) => holds !== null);
  if (judged.length === 0) return "not judged";
  const held = judged.filter(({ holds }) => holds).length;
  return held === judged.length ? "holds" : held === 0 ? "fails" : "in part";
}

function rowsOf({ effects }: ComparedPatient, letter: string): Map<string, JudgedEffect[]> {
  const rows = new Map<string, JudgedEffect[]>();
  for (const effect of effects)
    if (effect.id.startsWith(letter)) rows.set(effect.id, [...(rows.get(effect.id) ?? []), effect]);
  return rows;
}

const SAID: Readonly<Record<RowVerdict, string>> = {
  holds: "hold",
  "in part": "in part",
  fails: "do not",
  "not judged": "not judged",
};
const COUNTED: readonly RowVerdict[] = ["holds", "in part", "fails", "not judged"];

function countRows(patients: readonly ComparedPatient[], letter: string): Record<RowVerdict, number> {
  const counts = { holds: 0, "in part": 0, fails: 0, "not judged": 0 };
  for (const patient of patients) for (const entries of rowsOf(patient, letter).values()) counts[rowVerdict(entries)]++;
  return counts;
}

export function effectsSection(data: AnswerData): Pick<Section, "blocks"> {
  const shock = data.compared.filter((p) => p.shock);
  const [reference] = shock;
  const command = `counterpulse compare ${reference.id}`;
  const claims: Claim[] = [];
  const rows = TABLES.map(({ letter, name }) => {
    const [own, all] = [countRows([reference], letter), countRows(shock, letter)];
    const tell = (c: Record<RowVerdict, number>): string =>
      COUNTED.filter((v) => c[v] > 0)
        .map((v) => `${c[v]} ${SAID[v]}`)
        .join(", ");
    claims.push(
      byCommand(command, `${name}: rows of the table in ${reference.id}: ${tell(own)}.`, own),
      byCommand(
        "counterpulse compare PATIENT",
        `${name}: rows in ${shock.length} built-in patients in shock: ${tell(all)}.`,
        all,
      ),
    );
    return [`${letter}: ${name}`, tell(own), tell(all)];
  });
  const failing = failures(shock);
  const asked = `counterpulse compare PATIENT`;
  return {
    blocks: [
      {
        head: [
          "table of effects",
          `rows in \`${reference.id}\``,
          `rows in ${shock.length} patients in shock, together`,
        ],
        rows,
        claims,
      },
      {
        head: ["row that does not hold", "in", "what goes with it, in the model"],
        rows: failing.map(({ row, what, who, why }) => [`${row}: ${what}`, `${who.length} of ${shock.length}`, why]),
        claims: failing.map(({ row, what, who, why, changes }) =>
          byCommand(asked, `${row}: ${what}: does not hold in ${who.length} of ${shock.length} patients: ${why}.`, {
            ...{ row, patients: who },
            change_pct: changes.length === 0 ? null : [Math.min(...changes), Math.max(...changes)],
          }),
        ),
      },
    ],
  };
}

interface Failure {
  readonly row: string;
  /** What the row says that does not hold, each once. */
  readonly what: string;
  readonly who: readonly string[];
  readonly why: string;
  readonly changes: readonly number[];
}

/** By row, in the order of the tables. */
function failures(patients: readonly ComparedPatient[]): Failure[] {
  const all = patients.flatMap((patient) =>
    patient.effects.filter(({ holds }) => holds === false).map((effect) => ({ patient, effect })),
  );
  const order = TABLES.map(({ letter }) => letter).join("");
  const rows = [...new Set(all.map(({ effect }) => effect.id))].sort(
    (x, y) => order.indexOf(x[0]) - order.indexOf(y[0]) || x.localeCompare(y),
  );
  return rows.map((row) => {
    const own = all.filter(({ effect }) => effect.id === row);
    const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
    return {
      row,
      what: unique(own.map(({ effect }) => effect.text.replace(/ \([^)]*\)$/, ""))).join("; "),
      who: unique(own.map(({ patient }) => patient.id)),
      why: reasonsText(own.map(({ patient, effect }) => reasonOf(patient, effect))),
      changes: own.flatMap(({ effect }) => (effect.change_pct === null ? [] : [effect.change_pct])),
    };
  });
}
