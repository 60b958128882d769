/** The mission's rows, judged: what each support does, as a person reads it. */
import type { IndexDefinition } from "@counterpulse/engine";
import type { Effect } from "@counterpulse/lab";
import type { Colours } from "./colour.ts";
import { decimalsOf, unitText } from "./index-groups.ts";
import { signed } from "./number.ts";
import { type Column, paragraph, type Row, table } from "./table.ts";

export function effectLines(
  effects: readonly Effect[],
  definitions: readonly IndexDefinition[],
  width: number,
  colours: Colours,
): string[] {
  const units = new Map(definitions.map((d) => [d.id, unitText(d.unit)]));
  // A reason that several rows share is told once, below the table.
  const reasons = [...new Set(effects.flatMap((e) => (e.holds === null && e.remark ? [e.remark] : [])))];
  const rows = effects.flatMap((e, i): Row[] => {
    const before = effects[i - 1];
    const first = before === undefined || title(before) !== title(e);
    const cells = [
      first || before.id !== e.id ? e.id : "",
      claim(e),
      signed(e.change, decimalsOf(e.index)),
      e.change === null ? "" : (units.get(e.index) ?? ""),
      e.change_pct === null ? "" : `${signed(e.change_pct, 1)} %`,
      verdict(e, reasons, colours),
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
  const notes = reasons.flatMap((reason, i) => paragraph(reason.replaceAll("`", ""), width, `  [${i + 1}] `));
  return [...table(shape, rows, { indent: 2, page: width }), "", tally(effects), ...notes.map(colours.dim)];
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

function verdict(e: Effect, reasons: readonly string[], colours: Colours): string {
  if (e.holds === true) return colours.green("holds");
  if (e.holds === false) return colours.red("does not hold");
  const note = reasons.indexOf(e.remark ?? "");
  return colours.yellow(`not known yet${note < 0 ? "" : ` [${note + 1}]`}`);
}

function tally(effects: readonly Effect[]): string {
  const count = (holds: boolean | null): number => effects.filter((e) => e.holds === holds).length;
  const open = count(null) > 0 ? `, ${count(null)} are not known yet:` : ".";
  return `Of ${effects.length} entries ${count(true)} hold, ${count(false)} do not hold${open}`;
}
