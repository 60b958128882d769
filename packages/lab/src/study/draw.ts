/**
 * One data set: who is randomised to what, who drops out, what is missing, and what the instruments read. Everything
 * comes from one random stream in one order, patient by patient, so that the first patients of a larger study are those
 * of a smaller one.
 */
import { normal, type Stream } from "@counterpulse/numerics";
import type { Measure, Protocol } from "./protocol.ts";
import type { Truth } from "./truth.ts";

/** Why a value is not there. */
export const REASONS = ["", "missing", "dropped out", "does not exist"] as const;
const [, MISSING, DROPPED, NONE] = REASONS.keys();

export interface DataSet {
  readonly n: number;
  /** Number of the patient among those solved. */
  readonly who: Int32Array;
  readonly sequence: Int32Array;
  /** Mean of the readings, by patient, period, measure; NaN where there is none. */
  readonly values: Float64Array;
  /** By patient, period, measure: place in REASONS. */
  readonly reasons: Uint8Array;
  /** Single readings in the same order, where they were asked for. */
  readonly readings: readonly (readonly number[])[] | null;
}

export interface DrawOptions {
  readonly n: number;
  /** Number of the patient that comes next. */
  readonly pick: (position: number, stream: Stream) => number;
  /** Single readings are kept; else only their mean is drawn, which has the same distribution. */
  readonly keepReadings?: boolean;
  /** Instead of the protocol's. */
  readonly readings?: number;
}

const gauss = (stream: Stream): number => normal.quantile(stream.uniform() || 2 ** -54);

export function drawDataSet(protocol: Protocol, truth: Truth, stream: Stream, options: DrawOptions): DataSet {
  const { n, pick } = options;
  const { periods, measures } = protocol;
  const size = n * periods * measures.length;
  const [who, sequence] = [new Int32Array(n), new Int32Array(n)];
  const [values, reasons] = [new Float64Array(size), new Uint8Array(size)];
  const readings = options.keepReadings ? Array.from({ length: size }, (): number[] => []) : null;
  const allocate = allocation(protocol, stream);
  const leaving = protocol.document.dropout?.per_period ?? 0;
  for (let i = 0; i < n; i++) {
    who[i] = pick(i, stream);
    sequence[i] = allocate();
    const end = lastPeriod(periods, leaving, stream);
    const lost = lostReadings(protocol, stream);
    measures.forEach((measure, m) => {
      const truths = (period: number): number => truth.value(who[i], sequence[i], period, m);
      const own = patientOf(measure, stream);
      for (let period = 0; period < periods; period++) {
        const at = (i * periods + period) * measures.length + m;
        const kept = readings?.[at] ?? null;
        const count = options.readings ?? measure.readings;
        const value = observe(measure, truths(period), protocol.hours[period], own, count, stream, kept);
        const gone = period > end ? DROPPED : lost.get(measure.instrument)![period] ? MISSING : 0;
        reasons[at] = gone || (Number.isNaN(value) ? NONE : 0);
        if (reasons[at] !== 0 && kept) kept.length = 0;
        values[at] = reasons[at] === 0 ? value : Number.NaN;
      }
    });
  }
  return { n, who, sequence, values, reasons, readings };
}

/** Permuted blocks, each with every sequence by its share. */
function allocation({ sequences }: Protocol, stream: Stream): () => number {
  if (sequences.length === 1) return () => 0;
  const block = sequences.flatMap(({ share }, s) => Array.from({ length: share }, () => s));
  // Blocks of two allocations would give every second one away.
  const whole = block.length < 4 ? [...block, ...block] : block;
  let left: number[] = [];
  return () => {
    if (left.length === 0) {
      left = [...whole];
      for (let k = left.length - 1; k > 0; k--) {
        const j = Math.floor(stream.uniform() * (k + 1));
        [left[k], left[j]] = [left[j], left[k]];
      }
    }
    return left.pop()!;
  };
}

/** Who leaves does so before a later period, and is not seen again. */
function lastPeriod(periods: number, leaving: number, stream: Stream): number {
  for (let period = 1; period < periods && leaving > 0; period++) if (stream.uniform() < leaving) return period - 1;
  return periods - 1;
}

/** By instrument and period: whether it gives nothing. All that it measures is then missing. */
function lostReadings({ document, periods }: Protocol, stream: Stream): ReadonlyMap<string, readonly boolean[]> {
  return new Map(
    Object.entries(document.instruments).map(([name, { missing }]) => [
      name,
      Array.from({ length: periods }, () => missing > 0 && stream.uniform() < missing),
    ]),
  );
}

/** What stays with a patient through the study. */
interface Own {
  readonly bias: number;
  readonly drift: number;
  readonly trend: number;
}

function patientOf({ bias = 0, bias_sd = 0, drift_sd_per_h = 0, trend }: Measure, stream: Stream): Own {
  return {
    bias: bias + (bias_sd > 0 ? bias_sd * gauss(stream) : 0),
    drift: drift_sd_per_h > 0 ? drift_sd_per_h * gauss(stream) : 0,
    trend: trend.per_h + (trend.sd_per_h > 0 ? trend.sd_per_h * gauss(stream) : 0),
  };
}

function observe(
  measure: Measure,
  truth: number,
  hours: number,
  own: Own,
  count: number,
  stream: Stream,
  kept: number[] | null,
): number {
  const { error, relative, fluctuation, trend } = measure;
  const size = Math.abs(truth);
  const wander = fluctuation.sd > 0 ? fluctuation.sd * gauss(stream) * (fluctuation.relative ? size : 1) : 0;
  const today = truth + wander + own.trend * hours * (trend.relative ? size : 1);
  const scale = relative ? Math.abs(today) : 1;
  const middle = today + (own.bias + own.drift * hours) * scale;
  const read = (of: number): number =>
    clip(middle + (error > 0 ? ((error * scale) / Math.sqrt(of)) * gauss(stream) : 0), measure);
  if (!kept) return read(count);
  for (let k = 0; k < count; k++) kept.push(read(1));
  return kept.reduce((a, b) => a + b, 0) / count;
}

const clip = (value: number, { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: Measure): number =>
  Math.min(Math.max(value, min), max);
