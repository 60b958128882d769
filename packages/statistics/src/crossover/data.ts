/** The data of a crossover study: one row a subject and period. */
import { InputError, shown } from "../input-error.ts";
import { parseNumber, type Table } from "../table.ts";

export interface CrossoverColumns {
  subject: string;
  period: string;
  treatment: string;
  outcome: string;
}

export interface Subject {
  name: string;
  /** By period; undefined where the subject has no row. */
  treatment: (0 | 1 | undefined)[];
  outcome: (number | undefined)[];
}

export interface CrossoverData {
  /** In their order: of numbers the natural one, of words that of the alphabet. */
  periods: string[];
  subjects: Subject[];
  /** Rows with a missing value. */
  dropped: number;
}

function inOrder(values: ReadonlySet<string>): string[] {
  const numbers = [...values].map((value) => ({ value, number: parseNumber(value) }));
  const numeric = numbers.every(({ number }) => number !== null);
  return numbers
    .sort((a, b) =>
      numeric ? (a.number as number) - (b.number as number) : a.value < b.value ? -1 : Number(a.value > b.value),
    )
    .map(({ value }) => value);
}

export function readCrossover(table: Table, columns: CrossoverColumns): CrossoverData {
  const names = [columns.subject, columns.period, columns.treatment, columns.outcome];
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw new InputError(`crossover: the column ${shown(twice)} is named for two things`);
  const [subject, period] = [table.text(columns.subject), table.text(columns.period)];
  const [treatment, outcome] = [table.numbers(columns.treatment), table.numbers(columns.outcome)];
  const rows = [...treatment.keys()].filter(
    (i) => subject[i] !== null && period[i] !== null && !Number.isNaN(treatment[i]) && !Number.isNaN(outcome[i]),
  );
  const periods = inOrder(new Set(rows.map((i) => period[i] as string)));
  const at = new Map(periods.map((value, k) => [value, k]));
  const subjects = new Map<string, Subject>();
  for (const i of rows) {
    const name = subject[i] as string;
    const t = treatment[i];
    if (t !== 0 && t !== 1) throw table.error(i, columns.treatment, `${t} is neither 0 nor 1`);
    const own = subjects.get(name) ?? { name, treatment: [], outcome: [] };
    subjects.set(name, own);
    const k = at.get(period[i] as string) as number;
    if (own.outcome[k] !== undefined) {
      throw table.error(i, columns.period, `subject ${shown(name)} has a second row of period ${shown(periods[k])}`);
    }
    own.treatment[k] = t;
    own.outcome[k] = outcome[i];
  }
  if (periods.length < 2) {
    throw new InputError(`${table.source}: column ${shown(columns.period)} has fewer than 2 periods`);
  }
  return { periods, subjects: [...subjects.values()], dropped: table.length - rows.length };
}
