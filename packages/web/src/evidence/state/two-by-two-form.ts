/** The two-by-two calculator: what is typed, what is wrong with it, and the analysis when nothing is. */
import { findStudy, type Outcome, STUDIES } from "@counterpulse/evidence";
import { analyzeTwoByTwo, type TwoByTwoAnalysis } from "@counterpulse/statistics";
import { readWhole } from "./whole-number.ts";

export type Cell = "a" | "n1" | "b" | "n2";

export interface TableForm {
  readonly cells: Readonly<Record<Cell, string>>;
  readonly favourable: boolean;
  readonly level: number;
  /** The outcome that the cells came from, as `study/outcome`; empty once they were changed. */
  readonly from: string;
}

export interface TableResult {
  readonly errors: Readonly<Record<Cell, string | null>>;
  readonly analysis: TwoByTwoAnalysis | null;
}

/** Larger groups would make the exact interval slow. */
export const MOST_PEOPLE = 100_000;

export function readTable({ cells, favourable, level }: TableForm): TableResult {
  const n1 = readWhole(cells.n1, "People", 1, MOST_PEOPLE);
  const n2 = readWhole(cells.n2, "People", 1, MOST_PEOPLE);
  const a = readWhole(cells.a, "Events", 0, n1.value ?? MOST_PEOPLE);
  const b = readWhole(cells.b, "Events", 0, n2.value ?? MOST_PEOPLE);
  const errors = { a: a.error, n1: n1.error, b: b.error, n2: n2.error };
  if (a.value === null || n1.value === null || b.value === null || n2.value === null) return { errors, analysis: null };
  const table = { a: a.value, n1: n1.value, b: b.value, n2: n2.value };
  return { errors, analysis: analyzeTwoByTwo(table, { level, favourable }) };
}

export const changeCell = (form: TableForm, cell: Cell, text: string): TableForm => ({
  ...form,
  cells: { ...form.cells, [cell]: text },
  from: "",
});

interface Counted {
  readonly key: string;
  readonly label: string;
  readonly recalled: boolean;
}

const counts = ({ arms }: Outcome): number[] => arms.flatMap(({ events, total }) => [events ?? -1, total ?? -1]);
const isCounted = (outcome: Outcome): boolean => outcome.arms.length === 2 && !counts(outcome).includes(-1);

/** All outcomes with counts of two groups. */
export function countedOutcomes(): Counted[] {
  return STUDIES.flatMap(({ id, title, year, outcomes }) =>
    outcomes.filter(isCounted).map(({ outcome, status }) => ({
      key: `${id}/${outcome}`,
      label: `${title} ${year}: ${outcome}`,
      recalled: status === "RECALLED",
    })),
  );
}

/** The form filled with an outcome; unchanged if there is none of that name. */
export function fillFrom(form: TableForm, key: string): TableForm {
  const [id, ...rest] = key.split("/");
  const outcome = findStudy(id)?.outcomes.find((one) => one.outcome === rest.join("/"));
  if (!outcome || !isCounted(outcome)) return form;
  const [a, n1, b, n2] = counts(outcome).map(String);
  return { ...form, cells: { a, n1, b, n2 }, favourable: outcome.favourable, from: key };
}

/** To begin with, the largest trial of the balloon. */
export function firstTable(): TableForm {
  const empty: TableForm = { cells: { a: "", n1: "", b: "", n2: "" }, favourable: false, level: 0.95, from: "" };
  const trial = findStudy("iabp-shock-ii");
  const outcome = trial?.outcomes.find(isCounted);
  return trial && outcome ? fillFrom(empty, `${trial.id}/${outcome.outcome}`) : empty;
}
