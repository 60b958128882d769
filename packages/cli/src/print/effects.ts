/** The mission's rows, judged: what each support does, as a person reads it. */
import type { IndexDefinition } from "@counterpulse/engine";
import type { Effect, Settings } from "@counterpulse/lab";
import type { Colours } from "./colour.ts";
import { decimalsOf, unitText } from "./index-groups.ts";
import { signed, significant } from "./number.ts";
import { type Column, paragraph, type Row, table } from "./table.ts";

/** @param unitOf the unit of a parameter */
export function effectLines(
  effects: readonly Effect[],
  definitions: readonly IndexDefinition[],
  unitOf: (parameter: string) => string,
  width: number,
  colours: Colours,
): string[] {
  const units = new Map(definitions.map((d) => [d.id, unitText(d.unit)]));
  // What several rows share is told once, below the table.
  const notes = [...new Set(effects.flatMap((e) => notesOf(e, unitOf)))];
  const rows = effects.flatMap((e, i): Row[] => {
    const before = effects[i - 1];
    const first = before === undefined || title(before) !== title(e);
    const cells = [
      first || before.id !== e.id ? e.id : "",
      claim(e),
      signed(e.change, decimalsOf(e.index)),
      e.change === null ? "" : (units.get(e.index) ?? ""),
      e.change_pct === null ? "" : `${signed(e.change_pct, 1)} %`,
      verdict(e, colours) +
        notesOf(e, unitOf)
          .map((note) => ` [${notes.indexOf(note) + 1}]`)
          .join(""),
    ];
    return first ? [...(before ? [""] : []), colours.bold(title(e)), cells] : [cells];
  });
  const shape: Column[] = [
    { align: "left" },
    { align: "left", fill: true },
    { align: "point" },
    { align: "left" },
    { align: "right" },
    { align: "left" },
  ];
  const below = notes.flatMap((note, i) => paragraph(note.replaceAll("`", ""), width, `  [${i + 1}] `));
  return [...table(shape, rows, { indent: 2, page: width }), "", tally(effects), ...below.map(colours.dim)];
}

/** Under which settings an entry was worked out, when not the columns' own, and why it has no verdict. */
function notesOf(e: Effect, unitOf: (parameter: string) => string): string[] {
  return [
    ...(e.with === null ? [] : [`both columns solved again with ${settingsText(e.with, unitOf)}`]),
    ...(e.holds === null && e.remark ? [e.remark] : []),
  ];
}

/** Settings as one would type them; those that differ only in the territory stand together: `coronary.lad/lcx/rca.…`. */
function settingsText(settings: Settings, unitOf: (parameter: string) => string): string {
  const parts = new Map<string, { first: string; middles: string[]; last: string }>();
  for (const [id, value] of Object.entries(settings)) {
    const [first, ...rest] = id.split(".");
    const unit = unitOf(id);
    const last = `${rest.at(-1)} = ${significant(value)}${unit === "1" ? "" : ` ${unit}`}`;
    const key = rest.length > 1 ? `${first} ${last}` : id;
    const part = parts.get(key) ?? { first, middles: [], last };
    part.middles.push(...rest.slice(0, -1));
    parts.set(key, part);
  }
  return [...parts.values()]
    .map(({ first, middles, last }) => [first, ...(middles.length > 0 ? [middles.join("/")] : []), last].join("."))
    .join(", ");
}

function title(e: Effect): string {
  const pair = `(${e.support} against ${e.reference})`;
  if (e.id.startsWith("T")) return `What the balloon adds to VA-ECMO ${pair}`;
  return `What ${e.id.startsWith("I") ? "the IABP" : "VA-ECMO"} does ${pair}`;
}

/** What the row says, without the reason of an open one; in the short words of the table above it. */
function claim(e: Effect): string {
  const text = e.holds === null && e.remark ? e.text.replace(` (${e.remark})`, "") : e.text;
  return text.replaceAll("left ventricular", "LV").replaceAll("pulmonary capillary wedge pressure", "wedge pressure");
}

function verdict(e: Effect, colours: Colours): string {
  if (e.holds === true) return colours.green("holds");
  return e.holds === false ? colours.red("does not hold") : colours.yellow("not known");
}

function tally(effects: readonly Effect[]): string {
  const count = (holds: boolean | null): number => effects.filter((e) => e.holds === holds).length;
  const open = count(null);
  const rest = open === 0 ? "" : `, ${open} ${open === 1 ? "is" : "are"} not known`;
  return `Of ${effects.length} entries ${count(true)} hold, ${count(false)} do not hold${rest}.`;
}
