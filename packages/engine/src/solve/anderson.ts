/**
 * Anderson acceleration (type II) of a fixed-point map, here the map of a whole assisted cycle. Combinations are affine,
 * so whatever the map conserves (total blood volume) the accelerated state conserves too.
 * Walker and Ni, SIAM J Numer Anal 2011;49:1715 (walker2011).
 */
import { solvePositive } from "@counterpulse/numerics";
import { giveRoom, takeRoom } from "./rooms.ts";

/** One step of the past: the image, and the residual in the norm of the weights, without what has no weight. */
interface Step {
  readonly image: Float64Array;
  readonly residual: Float64Array;
}

export class Anderson {
  /** Oldest first. */
  private steps: Step[] = [];
  /** Products of their residuals, in the same order, by rows of `width`: a new step adds one row. */
  private readonly products: Float64Array;
  private readonly width: number;
  private readonly normal: Float64Array;
  private readonly gamma: Float64Array;
  /** The norm, kept until the next restart, and the places that have a weight: most of a state are flows and histories. */
  private weights: Float64Array | null = null;
  private places: readonly number[] = [];

  constructor(
    private readonly window: number,
    /** Longest move, in the norm of the weights. */
    private readonly longestMove: number,
  ) {
    this.width = window + 1;
    this.products = new Float64Array(this.width * this.width);
    this.normal = new Float64Array(window * window);
    this.gamma = new Float64Array(window);
  }

  /** Forget all steps, and give back the room that they took. */
  restart(): void {
    this.keepLast(0);
    if (this.weights !== null) giveRoom(this.weights);
    this.weights = null;
  }

  /** Forget all but the last steps, where many searches wait and their memory counts. */
  keepLast(count: number): void {
    while (this.steps.length > count) {
      const { image, residual } = this.forgetOldest();
      giveRoom(image);
      giveRoom(residual);
    }
  }

  private forgetOldest(): Step {
    this.products.copyWithin(0, this.width + 1);
    return this.steps.shift()!;
  }

  /**
   * The next point to try, from the present point and its image under the map.
   * @param weights of the norm; those of the first call after a restart hold
   * @param into where it is put, which is neither point nor image; without it a fresh array
   */
  next(
    point: Float64Array,
    image: Float64Array,
    weights: Float64Array,
    into: Float64Array = new Float64Array(image.length),
  ): Float64Array {
    if (this.weights === null) {
      this.weights = takeRoom(weights.length);
      this.weights.set(weights);
      if (!areWeighted(weights, this.places)) this.places = weighted(weights);
    }
    this.add(point, image);
    this.fit();
    this.combine(image, into);
    this.shorten(point, into);
    return into;
  }

  private add(point: Float64Array, image: Float64Array): void {
    const { places, steps, products, width } = this;
    // The oldest step's room is used again.
    const room = steps.length > this.window ? this.forgetOldest() : null;
    const residual = room?.residual ?? takeRoom(places.length);
    for (let k = 0; k < places.length; k++) {
      const at = places[k];
      residual[k] = this.weights![at] * (image[at] - point[at]);
    }
    const kept = room?.image ?? takeRoom(image.length);
    kept.set(image);
    steps.push({ image: kept, residual });
    const row = (steps.length - 1) * width;
    for (let j = 0; j < steps.length; j++) products[row + j] = dot(steps[j].residual, residual);
  }

  /** The part of each earlier step in the combination whose residual is least, from differences to the last. */
  private fit(): void {
    const { products: p, width, normal, gamma, window } = this;
    const n = this.steps.length - 1;
    const last = n * width;
    const own = p[last + n];
    for (let i = 0; i < n; i++) {
      gamma[i] = own - p[last + i];
      for (let j = 0; j <= i; j++) normal[i * window + j] = own - p[last + i] - p[last + j] + p[i * width + j];
    }
    solvePositive(normal, window, gamma, n);
  }

  /** image - sum of gamma (image - earlier image), four earlier ones at a time. */
  private combine(image: Float64Array, candidate: Float64Array): void {
    const { steps, gamma } = this;
    const n = steps.length - 1;
    const part = (j: number): number => (j < n ? gamma[j] : 0);
    const earlier = (j: number): Float64Array => steps[Math.min(j, n)].image;
    candidate.set(image);
    for (let j = 0; j < n; j += 4) {
      const [a, b, c, d] = [part(j), part(j + 1), part(j + 2), part(j + 3)];
      const [one, two, three, four] = [earlier(j), earlier(j + 1), earlier(j + 2), earlier(j + 3)];
      for (let i = 0; i < candidate.length; i++) {
        const x = image[i];
        candidate[i] -= a * (x - one[i]) + b * (x - two[i]) + (c * (x - three[i]) + d * (x - four[i]));
      }
    }
  }

  private shorten(point: Float64Array, candidate: Float64Array): void {
    let length = 0;
    const { places, weights } = this;
    for (let k = 0; k < places.length; k++) {
      const i = places[k];
      length = Math.max(length, weights![i] * Math.abs(candidate[i] - point[i]));
    }
    if (!(length > this.longestMove)) return;
    const part = this.longestMove / length;
    for (let i = 0; i < candidate.length; i++) candidate[i] = point[i] + part * (candidate[i] - point[i]);
  }
}

function weighted(weights: Float64Array): number[] {
  const places: number[] = [];
  for (let i = 0; i < weights.length; i++) if (weights[i] !== 0) places.push(i);
  return places;
}

/** Whether these places, in order, are those with a weight. */
function areWeighted(weights: Float64Array, places: readonly number[]): boolean {
  let k = 0;
  for (let i = 0; i < weights.length; i++) if (weights[i] !== 0 && places[k++] !== i) return false;
  return k === places.length;
}

/** Four sums side by side, since each waits for its last. */
function dot(a: Float64Array, b: Float64Array): number {
  // -0 is no small integer to V8, which else would keep each sum in a fresh box.
  let s0 = -0;
  let s1 = -0;
  let s2 = -0;
  let s3 = -0;
  let k = 0;
  for (; k + 3 < a.length; k += 4) {
    s0 += a[k] * b[k];
    s1 += a[k + 1] * b[k + 1];
    s2 += a[k + 2] * b[k + 2];
    s3 += a[k + 3] * b[k + 3];
  }
  for (; k < a.length; k++) s0 += a[k] * b[k];
  return s0 + s1 + (s2 + s3);
}
