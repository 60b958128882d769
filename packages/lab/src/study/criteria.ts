/** Criteria of a weaning trial: is what was measured beyond the limit, and how sure is that, given the instrument. */
import { normal } from "@counterpulse/numerics";
import type { DataSet } from "./draw.ts";
import type { Protocol } from "./protocol.ts";
import type { Truth } from "./truth.ts";

export interface CriterionEstimate {
  readonly index: string;
  readonly role: "criterion";
  readonly analysis: "criterion";
  readonly at: string;
  readonly limit: number;
  readonly side: "at least" | "at most";
  /** Mean of the readings. */
  readonly estimate: number | null;
  /** From the instrument's error of one reading; bias and drift are not in it. */
  readonly se: number | null;
  readonly ci: readonly [number, number] | null;
  /** Two-sided, of a true value at the limit. */
  readonly p: number | null;
  readonly met: boolean | null;
  readonly source: string;
}

const Z95 = normal.quantile(0.975);

export function judgeCriteria(protocol: Protocol, data: DataSet, readings?: number): CriterionEstimate[] {
  const { measures, periods, sequences, document } = protocol;
  return (document.criteria ?? []).map(({ index, at, at_least, at_most, source }) => {
    const m = measures.findIndex((one) => one.index === index);
    const period = sequences[0].order.lastIndexOf(at);
    const value = data.values[(0 * periods + period) * measures.length + m];
    const limit = (at_least ?? at_most)!;
    const side = at_least !== undefined ? "at least" : "at most";
    const common = { index, role: "criterion", analysis: "criterion", at, limit, side, source } as const;
    if (Number.isNaN(value)) return { ...common, estimate: null, se: null, ci: null, p: null, met: null };
    const { error, relative } = measures[m];
    const se = (error * (relative ? Math.abs(value) : 1)) / Math.sqrt(readings ?? measures[m].readings);
    const z = se > 0 ? Math.abs(value - limit) / se : Number.POSITIVE_INFINITY;
    return {
      ...common,
      estimate: value,
      se,
      ci: [value - Z95 * se, value + Z95 * se],
      p: 2 * normal.upper(z),
      met: meets(value, limit, side),
    };
  });
}

const meets = (value: number, limit: number, side: "at least" | "at most"): boolean =>
  side === "at least" ? value >= limit : value <= limit;

/** Whether the true values meet the criteria, one by one; null where a value does not exist. */
export function trulyMet(protocol: Protocol, truth: Truth): { value: number | null; met: boolean | null }[] {
  return (protocol.document.criteria ?? []).map(({ index, at, at_least, at_most }) => {
    const m = protocol.measures.findIndex((one) => one.index === index);
    const value = truth.value(0, 0, protocol.sequences[0].order.lastIndexOf(at), m);
    if (Number.isNaN(value)) return { value: null, met: null };
    const side = at_least !== undefined ? "at least" : "at most";
    return { value, met: meets(value, (at_least ?? at_most)!, side) };
  });
}

/** All criteria; unknown while one is missing, unless another already fails. */
export function decision(met: readonly (boolean | null)[]): boolean | null {
  if (met.some((one) => one === false)) return false;
  return met.some((one) => one === null) ? null : true;
}
