/** The part of `analyze survival` that knows other events than the one asked about. */
import { InputError, shown } from "../input-error.ts";
import { parseNumber } from "../table.ts";
import type { CompetingData } from "./competing-data.ts";
import type { Covariate } from "./cox.ts";
import { type CumulativeIncidence, cumulativeIncidence } from "./cumulative-incidence.ts";
import { groupRows, type SurvivalData } from "./data.ts";
import { type FineGrayFit, fineGray } from "./fine-gray.ts";
import { type GrayTest, grayTest } from "./gray-test.ts";
import type { ConfidenceType } from "./kaplan-meier.ts";

export interface CompetingAnalysis {
  /** The event asked about is cause 1; the others follow in the order given. */
  causes: { cause: number; value: string }[];
  incidence: ({ stratum: string } & CumulativeIncidence)[];
  gray: GrayTest[] | null;
  /** Of cause 1, on the covariates; not stratified. */
  fine_gray: FineGrayFit | null;
}

export interface CompetingRequest {
  /** Such as `status==2`, and its column. */
  event: string;
  column: string;
  /** Of the competing events. */
  values: readonly string[];
  groups?: readonly string[];
  strata?: readonly string[];
  columns: readonly Covariate[];
  rho: number;
  level: number;
  confidence?: ConfidenceType;
  /** Where it is said what does not exist. */
  notes: string[];
}

/** Equal as numbers where both are numbers, else as text. */
function same(cell: string, value: string): boolean {
  const number = parseNumber(value);
  return cell === value || (number !== null && parseNumber(cell) === number);
}

/** @param codes what stands in the event's column, row by row */
function causesOf(
  data: SurvivalData,
  codes: readonly string[],
  { event, column, values }: CompetingRequest,
): Uint8Array {
  const cause = Uint8Array.from(data.event);
  values.forEach((value, k) => {
    let found = 0;
    codes.forEach((code, i) => {
      if (!same(code, value)) return;
      if (cause[i] !== 0) {
        const where = cause[i] === 1 ? `the event ${event} itself` : "a competing event already";
        throw new InputError(`competing: ${shown(value)} is ${where}`);
      }
      cause[i] = k + 2;
      found++;
    });
    if (found === 0) throw new InputError(`competing: no row has ${shown(value)} in column ${shown(column)}`);
  });
  return cause;
}

/** Nothing where no event tells the groups apart. */
function testOf(
  data: CompetingData,
  cause: number,
  groups: readonly string[],
  { strata, rho, notes }: CompetingRequest,
): GrayTest[] {
  try {
    return [grayTest(data, cause, groups, { strata, rho })];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    notes.push(`cause ${cause}: ${error.message}`);
    return [];
  }
}

export function analyzeCompeting(
  data: SurvivalData,
  codes: readonly string[],
  request: CompetingRequest,
): CompetingAnalysis {
  const { event, values, groups, columns, level, confidence } = request;
  if (values.length === 0) throw new InputError("competing: name at least one value");
  const competing: CompetingData = { time: data.time, cause: causesOf(data, codes, request) };
  const causes = values.length + 1;
  const members = groups === undefined ? [["all", undefined] as const] : [...groupRows(groups)];
  const present = Array.from({ length: causes }, (_, k) => k + 1).filter((k) => competing.cause.includes(k));
  return {
    causes: [event.replace(/^.*?==\s*/, ""), ...values].map((value, k) => ({ cause: k + 1, value })),
    incidence: members.flatMap(([stratum, rows]) =>
      cumulativeIncidence(competing, { rows, causes, level, confidence }).map((curve) => ({ stratum, ...curve })),
    ),
    gray:
      groups === undefined || members.length < 2
        ? null
        : present.flatMap((cause) => testOf(competing, cause, groups, request)),
    fine_gray: columns.length === 0 ? null : fineGray(competing, 1, columns, level),
  };
}
