/** The weighted risk sets of Fine and Gray's regression, in one pass over the times. */
import type { CompetingData } from "./competing-data.ts";
import type { Covariate } from "./cox.ts";
import { fallingOrder } from "./order.ts";

export interface Frame {
  /** Rows by rising time. */
  order: Uint32Array;
  time: Float64Array;
  /** 0 censored, 1 the cause, 2 another; in the rows' order. */
  state: Uint8Array;
  /** Columns, centred and scaled. */
  x: Float64Array[];
  scales: number[];
  /** Chance of not being censored before each row's time. */
  uncensored: Float64Array;
  /** Sum of x over the events. */
  eventSums: Float64Array;
}

/** The risk set at a time with events of the cause. */
export interface Risk {
  /** Place in the order of its first row. */
  at: number;
  events: number;
  /** Chance of not being censored before. */
  uncensored: number;
  /** Sum of the weighted hazards, and weighted moments of x over it. */
  total: number;
  mean: Float64Array;
  second: Float64Array;
}

/** Kaplan and Meier's estimate of censoring just before each row's time. */
function censoring({ time }: CompetingData, state: Uint8Array, order: Uint32Array): Float64Array {
  const before = new Float64Array(time.length);
  let g = 1;
  for (let i = 0; i < order.length; ) {
    const t = time[order[i]];
    const atRisk = order.length - i;
    let censored = 0;
    for (; i < order.length && time[order[i]] === t; i++) {
      before[order[i]] = g;
      if (state[order[i]] === 0) censored++;
    }
    g *= 1 - censored / atRisk;
  }
  return before;
}

export function frameOf(data: CompetingData, cause: number, covariates: readonly Covariate[]): Frame {
  const { time } = data;
  const n = time.length;
  const state = data.cause.map((c) => (c === 0 ? 0 : c === cause ? 1 : 2));
  const order = fallingOrder(time).reverse();
  const scales: number[] = [];
  const x = covariates.map(({ values }) => {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += values[i] / n;
    let largest = 0;
    for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(values[i] - mean));
    const scale = largest || 1;
    scales.push(scale);
    return Float64Array.from({ length: n }, (_, i) => (values[i] - mean) / scale);
  });
  const eventSums = Float64Array.from(x, (column) =>
    column.reduce((sum, value, i) => (state[i] === 1 ? sum + value : sum), 0),
  );
  return { order, time, state, x, scales, uncensored: censoring(data, state, order), eventSums };
}

/** exp(x b) of every row. */
export function hazards({ x, time }: Frame, beta: Float64Array): Float64Array {
  const out = new Float64Array(time.length);
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let j = 0; j < beta.length; j++) sum += beta[j] * x[j][i];
    out[i] = Math.exp(sum);
  }
  return out;
}

/** Sums of weight, weight x, weight x x'. */
export class Moments {
  total = 0;
  readonly first: Float64Array;
  readonly second: Float64Array;

  constructor(private readonly x: readonly Float64Array[]) {
    this.first = new Float64Array(x.length);
    this.second = new Float64Array(x.length ** 2);
  }

  add(row: number, weight: number): void {
    const { x, first, second } = this;
    const p = x.length;
    this.total += weight;
    for (let j = 0; j < p; j++) {
      const wx = weight * x[j][row];
      first[j] += wx;
      for (let m = 0; m < p; m++) second[j * p + m] += wx * x[m][row];
    }
  }
}

/** Risk sets in the order of time. Those still observed are summed from the end, those gone by another cause from the start. */
export function risksAt(frame: Frame, beta: Float64Array): Risk[] {
  const { order, time, state, x, uncensored } = frame;
  const p = beta.length;
  const hazard = hazards(frame, beta);
  const starts = eventStarts(frame);
  const risks: Risk[] = starts.map(({ at, events }) => ({
    ...{ at, events, uncensored: uncensored[order[at]], total: 0 },
    ...{ mean: new Float64Array(p), second: new Float64Array(p * p) },
  }));
  const observed = new Moments(x);
  for (let i = order.length - 1, k = risks.length - 1; k >= 0; k--) {
    for (; i >= risks[k].at; i--) observed.add(order[i], hazard[order[i]]);
    addMoments(risks[k], observed, 1);
  }
  const gone = new Moments(x);
  for (let i = 0, k = 0; k < risks.length; k++) {
    for (; i < risks[k].at; i++) {
      const row = order[i];
      if (state[row] === 2 && time[row] < time[order[risks[k].at]]) gone.add(row, hazard[row] / uncensored[row]);
    }
    addMoments(risks[k], gone, risks[k].uncensored);
  }
  for (const { total, mean, second } of risks) {
    for (let j = 0; j < p; j++) mean[j] /= total;
    for (let j = 0; j < p * p; j++) second[j] /= total;
  }
  return risks;
}

function addMoments(risk: Risk, { total, first, second }: Moments, weight: number): void {
  risk.total += weight * total;
  for (let j = 0; j < first.length; j++) risk.mean[j] += weight * first[j];
  for (let j = 0; j < second.length; j++) risk.second[j] += weight * second[j];
}

/** Where each time with an event of the cause begins in the order, and how many there are. */
function eventStarts({ order, time, state }: Frame): { at: number; events: number }[] {
  const starts: { at: number; events: number }[] = [];
  for (let i = 0; i < order.length; ) {
    const [at, t] = [i, time[order[i]]];
    let events = 0;
    for (; i < order.length && time[order[i]] === t; i++) if (state[order[i]] === 1) events++;
    if (events > 0) starts.push({ at, events });
  }
  return starts;
}
