/** Section 1: the rows of the mission's tables, on the built-in patients. */
import { byCommand, type Claim, type Section } from "./claim.ts";
import type { AnswerData, ComparedPatient, JudgedEffect } from "./data.ts";
import { change, listed } from "./words.ts";

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

const COUNTED: readonly RowVerdict[] = ["holds", "in part", "fails", "not judged"];

function countRows(patients: readonly ComparedPatient[], letter: string): Record<RowVerdict, number> {
  const counts = { holds: 0, "in part": 0, fails: 0, "not judged": 0 };
  for (const patient of patients) for (const entries of rowsOf(patient, letter).values()) counts[rowVerdict(entries)]++;
  return counts;
}

/** Why an entry that the literature expects does not come out, as the model has it. */
const WHY: readonly [id: string, text: RegExp, why: string][] = [
  ["I4", /autoregulation/, "a bed that regulates itself follows the muscle's need, which the balloon lowers"],
  ["T3", /autoregulation/, "as I4"],
  ["I8", /./, "a relieved heart needs less, so less flows through the narrowing"],
  ["I9", /./, "flow was so low that the hypothesis lets the microcirculation gain"],
  ["I7", /consumption/, "ischaemic muscle that gets more oxygen uses more"],
  ["T2", /./, "as I7; nothing falls where the heart does not eject"],
  ["T1", /./, "a heart that does not eject has no ejection to ease"],
  ["E4", /consumption|stress/, "a heart too weak to meet the load stops working against it"],
];

const whyOf = ({ id, text }: JudgedEffect): string =>
  WHY.find(([row, words]) => row === id && words.test(text))?.[2] ?? "reason not known";

export function effectsSection(data: AnswerData): Pick<Section, "blocks"> {
  const shock = data.compared.filter((p) => p.shock);
  const [reference] = shock;
  const command = `counterpulse compare ${reference.id}`;
  const claims: Claim[] = [];
  const rows = TABLES.map(({ letter, name }) => {
    const [own, all] = [countRows([reference], letter), countRows(shock, letter)];
    const tell = (c: Record<RowVerdict, number>): string =>
      COUNTED.filter((v) => c[v] > 0)
        .map((v) => `${c[v]} ${v}`)
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
  const told = failing.map(({ effect, who, least, most }) => {
    const range = least === most ? change(least) : `${change(least)} to ${change(most)}`;
    const where = who.length === shock.length ? "all" : `${who.length} of ${shock.length}`;
    const text = `${effect.id}, ${effect.text.replace(/ \([^)]*\)$/, "")}: not in ${where} (${range} %): ${whyOf(effect)}`;
    return byCommand(`counterpulse compare ${who[0]}`, text, {
      row: effect.id,
      patients: who,
      change_pct: [least, most],
    });
  });
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
        claims: [
          {
            text: `What does not hold: ${told.map(({ text }) => text).join("; ")}.`,
            value: told.map(({ value }) => value),
            command: `counterpulse compare PATIENT (${listed(shock.map(({ id }) => id))})`,
          },
        ],
      },
    ],
  };
}

interface Failure {
  readonly effect: JudgedEffect;
  readonly who: string[];
  readonly least: number | null;
  readonly most: number | null;
}

function failures(patients: readonly ComparedPatient[]): Failure[] {
  const found = new Map<string, { effect: JudgedEffect; who: string[]; changes: number[] }>();
  for (const { id, effects } of patients) {
    for (const effect of effects.filter(({ holds }) => holds === false)) {
      const key = `${effect.id} ${effect.text}`;
      const one = found.get(key) ?? { effect, who: [], changes: [] };
      one.who.push(id);
      if (effect.change_pct !== null) one.changes.push(effect.change_pct);
      found.set(key, one);
    }
  }
  const ends = (changes: readonly number[]): [number | null, number | null] =>
    changes.length === 0 ? [null, null] : [Math.min(...changes), Math.max(...changes)];
  const order = TABLES.map(({ letter }) => letter).join("");
  return [...found.values()]
    .map(({ effect, who, changes }) => ({ effect, who, least: ends(changes)[0], most: ends(changes)[1] }))
    .sort(
      (x, y) => order.indexOf(x.effect.id[0]) - order.indexOf(y.effect.id[0]) || x.effect.id.localeCompare(y.effect.id),
    );
}
