/** `analyze survival`: Kaplan-Meier curves, log-rank test and Cox regression of a data file. */
import { InputError, shown } from "../input-error.ts";
import { parseNumber, type Table } from "../table.ts";
import { analyzeCompeting, type CompetingAnalysis } from "./competing-analysis.ts";
import { type Covariate, type CoxFit, coxModel } from "./cox.ts";
import { groupRows, type SurvivalData, type Ties } from "./data.ts";
import { type ConfidenceType, type KaplanMeier, kaplanMeier } from "./kaplan-meier.ts";
import { landmarkData, landmarkRows } from "./landmark.ts";
import { type LogRank, logRank } from "./log-rank.ts";
import { type ProportionalHazardsTest, proportionalHazards } from "./proportional-hazards.ts";
import { type RestrictedMeans, restrictedMeans } from "./restricted-mean.ts";
import { type WeibullFit, weibull } from "./weibull.ts";

export interface SurvivalOptions {
  time: string;
  /** Such as `status==2`. */
  event: string;
  /** Column of entry times, for rows that are at risk only from then on. */
  entry?: string;
  by?: string;
  strata?: string;
  cox?: readonly string[];
  ties?: Ties;
  confidence?: ConfidenceType;
  rho?: number;
  level?: number;
  /** Only rows observed beyond this time, counted from there. */
  landmark?: number;
  /** Horizon of restricted means. */
  rmst?: number;
  /** Weibull regression on the covariates of `cox`. */
  weibull?: boolean;
  /** Values of the event's column that stand for other events, which keep the event from happening. */
  competing?: readonly string[];
}

export interface SurvivalAnalysis {
  n: number;
  dropped: number;
  /** What was asked for and does not exist, and why; and what looks like a slip. */
  notes: string[];
  level: number;
  rho: number;
  km: ({ stratum: string } & KaplanMeier)[];
  logrank: LogRank | null;
  cox: (CoxFit & { ph_test: ProportionalHazardsTest[] }) | null;
  landmark?: { time: number; left_out: number };
  rmst?: RestrictedMeans;
  weibull?: WeibullFit;
  competing?: CompetingAnalysis;
}

interface EventRule {
  column: string;
  matches(cell: string): boolean;
}

/** `COL==V`: V as a number where both are numbers, else as text, quoted or not. */
export function parseEvent(rule: string): EventRule {
  const match = /^\s*(.+?)\s*==\s*(.*?)\s*$/.exec(rule);
  if (!match || match[2] === "") throw new InputError(`event: ${shown(rule)} is not of the form COLUMN==VALUE`);
  const wanted = match[2].replace(/^(["'])(.*)\1$/, "$2");
  const number = parseNumber(wanted);
  const matches = (cell: string): boolean => cell === wanted || (number !== null && parseNumber(cell) === number);
  return { column: match[1], matches };
}

/** Numbers as they are; words as indicator columns of all values but the first. */
function covariateColumns(table: Table, name: string, rows: readonly number[]): Covariate[] {
  if (!table.isText(name)) {
    const values = table.numbers(name);
    return [{ name, values: Float64Array.from(rows, (row) => values[row]) }];
  }
  const cells = table.text(name);
  const texts = rows.map((row) => cells[row] as string);
  const levels = [...groupRows(texts).keys()];
  if (levels.length < 2) throw new InputError(`${table.source}: column ${shown(name)} has only one value`);
  return levels.slice(1).map((level) => ({
    name: `${name}=${level}`,
    term: name,
    values: Uint8Array.from(texts, (text) => (text === level ? 1 : 0)),
  }));
}

/** Rows in which no used column is missing. */
function completeRows(table: Table, columns: readonly string[]): number[] {
  const texts = columns.map((name) => table.text(name));
  const rows: number[] = [];
  for (let i = 0; i < table.length; i++) {
    if (texts.every((column) => column[i] !== null)) rows.push(i);
  }
  return rows;
}

function readSurvival(table: Table, options: SurvivalOptions, rule: EventRule, rows: readonly number[]): SurvivalData {
  const times = table.numbers(options.time);
  const entries = options.entry === undefined ? null : table.numbers(options.entry);
  const cells = table.text(rule.column);
  for (const row of rows) {
    if (times[row] < 0) throw table.error(row, options.time, `the time must be 0 or later, not ${times[row]}`);
    if (entries !== null && entries[row] >= times[row]) {
      throw table.error(
        row,
        options.entry as string,
        `entry must be before the time ${times[row]}, not ${entries[row]}`,
      );
    }
  }
  const event = Uint8Array.from(rows, (row) => (rule.matches(cells[row] as string) ? 1 : 0));
  const pick = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row]);
  return { time: pick(times), event, ...(entries === null ? {} : { entry: pick(entries) }) };
}

const MOST_SHOWN = 6;

/** No event at all may be so, or the value may be mistyped. */
function eventNotes(
  table: Table,
  column: string,
  rule: string,
  { event }: SurvivalData,
  rows: readonly number[],
): string[] {
  if (event.includes(1)) return [];
  const cells = table.text(column);
  const values = [...groupRows(rows.map((row) => cells[row] as string)).keys()];
  const shownValues = values.slice(0, MOST_SHOWN).join(", ") + (values.length > MOST_SHOWN ? ", …" : "");
  return [`no row has the event ${rule}; column ${shown(column)} holds ${shownValues}`];
}

export function analyzeSurvival(table: Table, options: SurvivalOptions): SurvivalAnalysis {
  const rule = parseEvent(options.event);
  const covariates = options.cox ?? [];
  const used = [options.time, rule.column, options.entry, options.by, options.strata, ...covariates];
  const complete = completeRows(
    table,
    used.filter((name) => name !== undefined),
  );
  if (complete.length === 0)
    throw new InputError(`${table.source}: no row has all of ${used.filter(Boolean).join(", ")}`);
  const { landmark, level = 0.95, rho = 0, confidence, ties } = options;
  const observed = readSurvival(table, options, rule, complete);
  const kept = landmark === undefined ? null : landmarkRows(observed, landmark);
  const rows = kept === null ? complete : kept.map((i) => complete[i]);
  const data = kept === null ? observed : landmarkData(observed, kept, landmark as number);
  const column = (name: string | undefined): string[] | undefined => {
    if (name === undefined) return undefined;
    const cells = table.text(name);
    return rows.map((row) => cells[row] as string);
  };
  const groups = column(options.by);
  const strata = column(options.strata);
  const notes = eventNotes(table, rule.column, options.event, data, rows);
  const unstratified = [
    options.weibull ? "Weibull" : "",
    options.competing && covariates.length > 0 ? "Fine-Gray" : "",
  ];
  if (strata !== undefined && unstratified.some(Boolean))
    notes.push(`${unstratified.filter(Boolean).join(" and ")} regression does not know the strata`);
  const columns = covariates.flatMap((name) => covariateColumns(table, name, rows));
  const curves = groups === undefined ? [["all", undefined] as const] : [...groupRows(groups)];
  const km = curves.map(([stratum, members]) => ({
    stratum,
    ...kaplanMeier(data, { confidence, level, rows: members }),
  }));
  return {
    n: rows.length,
    dropped: table.length - complete.length,
    level,
    rho,
    km,
    logrank: groups === undefined || curves.length < 2 ? null : testOf(groups),
    notes,
    cox: columns.length === 0 ? null : fitCox(),
    ...(landmark === undefined ? {} : { landmark: { time: landmark, left_out: complete.length - rows.length } }),
    ...(options.rmst === undefined ? {} : { rmst: restrictedMeans(km, options.rmst, level) }),
    ...(options.weibull ? { weibull: weibull(data, columns, level) } : {}),
    ...(options.competing === undefined ? {} : { competing: competing(options.competing) }),
  };

  /** Without an event that tells the groups apart there is no test, but there are curves. */
  function testOf(groups: readonly string[]): LogRank | null {
    try {
      return logRank(data, groups, { strata, rho });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      notes.push(error.message);
      return null;
    }
  }

  function fitCox(): SurvivalAnalysis["cox"] {
    const model = coxModel(data, columns, { ties, strata, level });
    return { ...model.fit, ph_test: proportionalHazards(model) };
  }

  function competing(values: readonly string[]): CompetingAnalysis {
    if (data.entry !== undefined) throw new InputError("competing risks: rows with a start are not allowed");
    const cells = table.text(rule.column);
    const codes = rows.map((row) => cells[row] as string);
    const request = { event: options.event, column: rule.column, values, groups, strata, columns };
    return analyzeCompeting(data, codes, { ...request, rho, level, confidence, notes });
  }
}
