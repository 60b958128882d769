/** What a patient is, and how a built-in one is defined: by what is measured at the bedside, not by parameters. */

export interface Patient {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly source: string;
  /** Public parameter id -> value. */
  readonly parameters: Readonly<Record<string, number>>;
}

/** A value at the bedside, in the unit of its index, with the spread that is allowed and whence it is. */
export interface BedsideTarget {
  readonly index: string;
  readonly value: number;
  readonly sd: number;
  readonly source: string;
}

/** What makes the patient one of its kind, whatever the targets' spread: a bound on an index. */
export interface Criterion {
  readonly index: string;
  readonly than: "below" | "above";
  readonly bound: number;
  readonly source: string;
}

/**
 * A built-in patient as `scripts/patients.mjs` makes it: `settings` are known and set, parameters are fitted to the
 * targets (lab/src/fit) and stored in fitted.ts.
 */
export interface PatientDefinition {
  readonly id: string;
  /** For menus: at most some 25 letters. */
  readonly label: string;
  readonly title: string;
  readonly description: string;
  /** What the settings are taken from. */
  readonly source: string;
  /** Support under which the targets were taken. */
  readonly support: string;
  readonly targets: readonly BedsideTarget[];
  readonly criteria: readonly Criterion[];
  readonly settings: Readonly<Record<string, number>>;
  /** Parameters that are fitted besides the usual ones, and usual ones that are not. */
  readonly free?: readonly string[];
  readonly hold?: readonly string[];
}

export const target = (index: string, value: number, sd: number, source: string): BedsideTarget => ({
  index,
  value,
  sd,
  source,
});

export const below = (index: string, bound: number, source: string): Criterion => ({
  index,
  than: "below",
  bound,
  source,
});

export const above = (index: string, bound: number, source: string): Criterion => ({
  index,
  than: "above",
  bound,
  source,
});

/** The sources of a definition in one text: targets, criteria, settings. */
export function sourceOf({ targets, criteria, source, support }: PatientDefinition): string {
  const values = targets.map((t) => `${t.index} ${t.value} (${t.source})`).join(", ");
  const bounds = criteria.map((c) => `${c.index} ${c.than} ${c.bound} (${c.source})`).join(", ");
  const where = support === "none" ? "without support" : `on ${support}`;
  return `Fitted to bedside values ${where}: ${values}${bounds ? `. Criteria: ${bounds}` : ""}. Settings: ${source}`;
}
