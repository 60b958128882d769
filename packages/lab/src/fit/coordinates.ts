/**
 * Parameters as the search sees them: a coordinate z of any size that is standard normal under the prior. A logit keeps
 * the value inside the model's range, whatever z; its scale is such that near the median a step of one in z is one
 * standard deviation (of the logarithm, for parameters that are only ever scaled).
 */

/** What is believed of a parameter before any target is seen. */
export interface Prior {
  readonly id: string;
  /** `log`: the spread is a factor, as for elastances and resistances. `linear`: it is in the parameter's unit. */
  readonly scale: "log" | "linear";
  readonly median: number;
  /** One standard deviation: a factor above 1, or a distance. */
  readonly spread: number;
  readonly min: number;
  readonly max: number;
  readonly source: string;
}

const warp = ({ scale }: Prior, x: number): number => (scale === "log" ? Math.log(x) : x);
const unwarp = ({ scale }: Prior, s: number): number => (scale === "log" ? Math.exp(s) : s);
const sigma = ({ scale, spread }: Prior): number => (scale === "log" ? Math.log(spread) : spread);

/** Part of the range that lies below a value, on the parameter's scale; never quite 0 or 1. */
function fraction(prior: Prior, value: number): number {
  const [low, high] = [warp(prior, prior.min), warp(prior, prior.max)];
  return Math.min(Math.max((warp(prior, value) - low) / (high - low), 1e-4), 1 - 1e-4);
}

const logit = (t: number): number => Math.log(t / (1 - t));

/** Logit of the median, and what one in z adds to it. */
function shape(prior: Prior): { centre: number; step: number; width: number } {
  const width = warp(prior, prior.max) - warp(prior, prior.min);
  const t = fraction(prior, prior.median);
  return { centre: logit(t), step: sigma(prior) / (width * t * (1 - t)), width };
}

export function toValue(prior: Prior, z: number): number {
  const { centre, step, width } = shape(prior);
  const t = 1 / (1 + Math.exp(-(centre + step * z)));
  return Math.min(Math.max(unwarp(prior, warp(prior, prior.min) + width * t), prior.min), prior.max);
}

/** The value as it is published: six digits, so that files can be read; what is reported is computed with these. */
export function publishedValue(prior: Prior, z: number): number {
  return Math.min(Math.max(Number(toValue(prior, z).toPrecision(6)), prior.min), prior.max);
}

export function toCoordinate(prior: Prior, value: number): number {
  const { centre, step } = shape(prior);
  return (logit(fraction(prior, value)) - centre) / step;
}

/** Change of the value with z: turns a spread of z into one of the parameter, in its unit. */
export function slope(prior: Prior, z: number): number {
  const { centre, step, width } = shape(prior);
  const t = 1 / (1 + Math.exp(-(centre + step * z)));
  const warped = width * step * t * (1 - t);
  return prior.scale === "log" ? warped * toValue(prior, z) : warped;
}
