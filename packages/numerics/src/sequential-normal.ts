/**
 * Probabilities that a normal process observed at a few looks first crosses a boundary at each of them: multivariate
 * normal rectangles of group-sequential designs, by recursive integration (armitage1969) with Gauss-Legendre panels.
 *
 * The process S has independent increments, S_k normal with mean drift * t_k and variance t_k; bounds are on the scale
 * of Z_k = S_k / sqrt(t_k), whose correlation between looks j < k is sqrt(t_j / t_k).
 */
import { normal } from "./distributions/normal.ts";
import { gaussLegendre } from "./quadrature.ts";

/** Where the process goes on after a look: z between the two bounds, which may be infinite. */
export type Interval = readonly [lower: number, upper: number];

/** The process after a look, if it goes on: the density of S times quadrature weights, at the nodes. */
export interface Continuing {
  /** Looks done. */
  look: number;
  nodes: Float64Array;
  masses: Float64Array;
}

const POINTS = 20;
/** Width of a panel in units of the narrowest kernel. */
const PANEL = 2.5;
/** Standard deviations from the mean beyond which nothing is carried on: less than 1e-19. */
const FAR = 9.2;

export class SequentialNormal {
  private readonly narrowest: number[];

  /**
   * @param times information at the looks, rising
   * @param drift mean of S per unit of information
   */
  constructor(
    readonly times: readonly number[],
    readonly drift = 0,
  ) {
    const increments = times.map((t, k) => t - (k === 0 ? 0 : times[k - 1]));
    if (!increments.every((d) => d > 0)) throw new RangeError(`information times must rise from above 0: ${times}`);
    this.narrowest = increments.map((d, k) => Math.sqrt(Math.min(d, increments[k + 1] ?? d)));
  }

  /** Before the first look: all at 0. */
  start(): Continuing {
    return { look: 0, nodes: new Float64Array(1), masses: new Float64Array(1).fill(1) };
  }

  /** Probability to go on until now and to lie above z at the next look. */
  above(state: Continuing, z: number): number {
    return this.beyond(state, z, 1);
  }

  /** Probability to go on until now and to lie below z at the next look. */
  below(state: Continuing, z: number): number {
    return this.beyond(state, z, -1);
  }

  private beyond(state: Continuing, z: number, sign: 1 | -1): number {
    const { bound, sd, shift } = this.next(state, z);
    let sum = 0;
    for (let i = 0; i < state.nodes.length; i++) {
      sum += state.masses[i] * normal.upper((sign * (bound - state.nodes[i] - shift)) / sd);
    }
    return sum;
  }

  /** The process after the next look, where z there lies in one of the intervals. */
  proceed(state: Continuing, intervals: readonly Interval[]): Continuing {
    const time = this.times[state.look];
    const middle = this.drift * time;
    const reach = FAR * Math.sqrt(time);
    const rule = gaussLegendre(POINTS);
    const nodes: number[] = [];
    const masses: number[] = [];
    for (const [lower, upper] of intervals) {
      const from = Math.max(lower * Math.sqrt(time), middle - reach);
      const to = Math.min(upper * Math.sqrt(time), middle + reach);
      if (!(from < to)) continue;
      const panels = Math.ceil((to - from) / (PANEL * this.narrowest[state.look]));
      const half = (to - from) / panels / 2;
      for (let j = 0; j < panels; j++) {
        for (let i = 0; i < POINTS; i++) {
          const s = from + (2 * j + 1 + rule.nodes[i]) * half;
          nodes.push(s);
          masses.push(rule.weights[i] * half * this.density(state, s));
        }
      }
    }
    return { look: state.look + 1, nodes: Float64Array.from(nodes), masses: Float64Array.from(masses) };
  }

  /** Density of S at the next look, having gone on until now. */
  private density(state: Continuing, s: number): number {
    const { sd, shift } = this.next(state, 0);
    let sum = 0;
    for (let i = 0; i < state.nodes.length; i++) {
      const z = (s - state.nodes[i] - shift) / sd;
      if (z < 2 * FAR && z > -2 * FAR) sum += state.masses[i] * Math.exp((-z * z) / 2);
    }
    return sum / (sd * Math.sqrt(2 * Math.PI));
  }

  private next({ look }: Continuing, z: number): { bound: number; sd: number; shift: number } {
    const increment = this.times[look] - (look === 0 ? 0 : this.times[look - 1]);
    return { bound: z * Math.sqrt(this.times[look]), sd: Math.sqrt(increment), shift: this.drift * increment };
  }
}

export interface Crossing {
  /** Probability to cross the upper bound first, and at this look; the same for the lower one. */
  upper: number[];
  lower: number[];
}

/** First-crossing probabilities at every look, for bounds on z. */
export function crossingProbabilities(times: readonly number[], bounds: readonly Interval[], drift = 0): Crossing {
  if (times.length !== bounds.length) throw new RangeError(`${times.length} times but ${bounds.length} bounds`);
  const process = new SequentialNormal(times, drift);
  let state = process.start();
  const result: Crossing = { upper: [], lower: [] };
  bounds.forEach(([lower, upper], k) => {
    result.upper.push(process.above(state, upper));
    result.lower.push(process.below(state, lower));
    if (k < bounds.length - 1) state = process.proceed(state, [[lower, upper]]);
  });
  return result;
}
