/** Published values beside the model's, as a person reads them: by study, then how many hold in each class. */
import type { CaseResult, ClassCount } from "@counterpulse/lab";
import type { Colours } from "./colour.ts";
import { MISSING, significant } from "./number.ts";
import { paragraph, type Row, table } from "./table.ts";

/** The share that each class should reach. */
export const BAR_PCT = 80;

export function validationLines(
  results: readonly CaseResult[],
  counts: readonly ClassCount[],
  width: number,
  paint: Colours,
): string[] {
  const studies = [...new Set(results.map((r) => r.study))];
  const rows: Row[] = studies.flatMap((study): Row[] => {
    const own = results.filter((r) => r.study === study);
    return [paint.bold(own[0].source), ...own.map((r) => caseRow(r, paint))];
  });
  const columns = [
    { align: "left", header: "id" },
    { align: "left", header: "quantity", fill: true },
    { align: "right", header: "published" },
    { align: "right", header: "allowed" },
    { align: "right", header: "model" },
    { align: "left", header: "unit" },
    { align: "left", header: "" },
  ] as const;
  const failed = results.filter((r) => r.holds !== true);
  return [
    ...table(columns, rows, { page: width, header: paint.dim }),
    "",
    ...countLines(counts, paint),
    ...(failed.length > 0 ? ["", paint.bold("Outside, and what is thought to be the reason")] : []),
    ...failed.flatMap((r) => paragraph(reasonText(r), width, `  ${r.id}: `)),
  ];
}

function caseRow(r: CaseResult, paint: Colours): string[] {
  const verdict = r.holds === null ? paint.yellow("no value") : r.holds ? paint.green("inside") : paint.red("OUTSIDE");
  const marks = [r.counted ? "" : "recalled", r.calibrated ? "built on it" : ""].filter(Boolean).join(", ");
  return [
    r.id,
    r.quantity,
    numberText(r.published),
    boundsText(r),
    numberText(r.model),
    r.unit,
    marks ? `${verdict} (${marks})` : verdict,
  ];
}

export const numberText = (value: number | null): string => (value === null ? MISSING : significant(value, 3));

/** What is allowed, in the case's unit. */
export function boundsText({ bounds: [low, high], class: kind, published }: CaseResult): string {
  if (kind === "curve" && published !== null) return "±10 %";
  if (low === null && high === null) return MISSING;
  if (low === null) return high === 0 ? "below 0" : `at most ${numberText(high)}`;
  if (high === null) return low === 0 ? "above 0" : `at least ${numberText(low)}`;
  return `${numberText(low)} to ${numberText(high)}`;
}

export function reasonText(r: CaseResult): string {
  const explained = r.holds === null && r.notes.length > 0;
  const reason = r.outside ?? (explained ? [] : "No reason is known yet");
  return [...r.notes.map((n) => `${n}.`), reason].flat().join(" ");
}

export function countLines(counts: readonly ClassCount[], paint: Colours): string[] {
  const share = (held: number, all: number): string => (all === 0 ? MISSING : `${Math.round((100 * held) / all)} %`);
  const rows = counts.map((c) => {
    const met = c.counted === 0 || (100 * c.held) / c.counted >= BAR_PCT;
    const text = share(c.held, c.counted);
    return [
      c.class,
      `${c.held} of ${c.counted}`,
      met ? paint.green(text) : paint.red(text),
      `${c.independentHeld} of ${c.independent}`,
      share(c.independentHeld, c.independent),
      String(c.recalled),
    ];
  });
  const columns = [
    { align: "left", header: "class" },
    { align: "right", header: "hold" },
    { align: "right", header: "" },
    { align: "right", header: "not built on" },
    { align: "right", header: "" },
    { align: "right", header: "recalled, not counted" },
  ] as const;
  return table(columns, rows, { header: paint.dim });
}
