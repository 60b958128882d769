/**
 * Anderson acceleration (type II) of a fixed-point map, here the map of a whole assisted cycle. Combinations are affine,
 * so whatever the map conserves (total blood volume) the accelerated state conserves too.
 * Walker and Ni, SIAM J Numer Anal 2011;49:1715 (walker2011).
 */
import { normalLeastSquares } from "@counterpulse/numerics";

export class Anderson {
  private readonly images: Float64Array[] = [];
  private readonly residuals: Float64Array[] = [];

  constructor(
    private readonly window: number,
    /** Longest move, in the norm of the weights. */
    private readonly longestMove: number,
  ) {}

  restart(): void {
    this.images.length = 0;
    this.residuals.length = 0;
  }

  /**
   * The next point to try, from the present point, its image under the map and the weights of the norm.
   */
  next(point: Float64Array, image: Float64Array, weights: Float64Array): Float64Array {
    const residual = new Float64Array(image.length);
    for (let i = 0; i < residual.length; i++) residual[i] = image[i] - point[i];
    this.images.push(image);
    this.residuals.push(residual);
    if (this.images.length > this.window + 1) {
      this.images.shift();
      this.residuals.shift();
    }
    const n = this.images.length - 1;
    const candidate = image.slice();
    if (n > 0) {
      const last = this.residuals[n];
      const columns = this.residuals.slice(0, n).map((before) => weightedStep(last, before, weights));
      const gamma = normalLeastSquares(columns, weighted(last, weights));
      for (let j = 0; j < n; j++) {
        const [g, before] = [gamma[j], this.images[j]];
        for (let i = 0; i < candidate.length; i++) candidate[i] -= g * (image[i] - before[i]);
      }
    }
    return this.shorten(point, candidate, weights);
  }

  private shorten(point: Float64Array, candidate: Float64Array, weights: Float64Array): Float64Array {
    let length = 0;
    for (let i = 0; i < point.length; i++) length = Math.max(length, weights[i] * Math.abs(candidate[i] - point[i]));
    if (!(length > this.longestMove)) return candidate;
    const part = this.longestMove / length;
    for (let i = 0; i < candidate.length; i++) candidate[i] = point[i] + part * (candidate[i] - point[i]);
    return candidate;
  }
}

/** What has no weight has no say in the fit: most of the state are flows and histories. */
function weighted(a: Float64Array, weights: Float64Array): Float64Array {
  const column = new Float64Array(a.length);
  let k = 0;
  for (let i = 0; i < a.length; i++) if (weights[i] !== 0) column[k++] = weights[i] * a[i];
  return column.subarray(0, k);
}

function weightedStep(a: Float64Array, b: Float64Array, weights: Float64Array): Float64Array {
  const column = new Float64Array(a.length);
  let k = 0;
  for (let i = 0; i < a.length; i++) if (weights[i] !== 0) column[k++] = weights[i] * (a[i] - b[i]);
  return column.subarray(0, k);
}
