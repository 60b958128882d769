/** Distributions of population files, each as its quantile function: a number in (0, 1) gives the parameter's value. */
import { normal } from "@counterpulse/numerics";
import { z } from "zod";

const common = {
  label: z.string().min(1).optional().describe("What readers of tables and figures know it by"),
  unit: z.string().optional().describe("Unit of the values, as the model has it; for readers, and checked"),
  relative: z.literal(true).optional().describe("Values are multiples of the base patient's"),
  source: z.string().min(1).describe("Where it comes from, or what is assumed"),
};
/** Where the tails are cut off; what is left is scaled up, so that nothing piles up at the ends. */
const ends = {
  min: z.number().optional().describe("The tail below is cut off"),
  max: z.number().optional().describe("The tail above is cut off"),
};
const weights = z.array(z.number().nonnegative()).min(1);

export const distributionSchema = z.discriminatedUnion("distribution", [
  z.strictObject({
    distribution: z.literal("normal"),
    mean: z.number(),
    sd: z.number().positive(),
    ...ends,
    ...common,
  }),
  z.strictObject({
    distribution: z.literal("lognormal"),
    median: z.number().positive(),
    cv: z.number().positive().describe("Coefficient of variation: standard deviation over mean"),
    ...ends,
    ...common,
  }),
  z.strictObject({ distribution: z.literal("uniform"), min: z.number(), max: z.number(), ...common }),
  z.strictObject({
    distribution: z.literal("triangular"),
    min: z.number(),
    mode: z.number(),
    max: z.number(),
    ...common,
  }),
  z.strictObject({
    distribution: z.literal("histogram"),
    edges: z
      .array(z.number())
      .min(2)
      .describe("Limits of the classes, rising; within a class all values are equally likely"),
    weights: weights.describe("One for each class, in any unit: counts as published will do"),
    ...common,
  }),
  z.strictObject({
    distribution: z.literal("choice"),
    values: z.array(z.number()).min(1).describe("Rising"),
    weights: weights.optional().describe("One for each value, in any unit; equal without them"),
    ...common,
  }),
]);

export type Distribution = z.output<typeof distributionSchema>;

/** What is wrong with the numbers of a distribution, in words, or null. */
export function distributionFault(d: Distribution): string | null {
  switch (d.distribution) {
    case "normal":
    case "lognormal":
      return d.min !== undefined && d.max !== undefined && d.min >= d.max ? "min below max is allowed" : null;
    case "uniform":
      return d.min >= d.max ? "min below max is allowed" : null;
    case "triangular":
      return d.min >= d.max || d.mode < d.min || d.mode > d.max
        ? "min below max and a mode between them are allowed"
        : null;
    case "histogram":
      if (d.edges.some((edge, i) => i > 0 && edge <= d.edges[i - 1])) return "edges that rise are allowed";
      if (d.weights.length !== d.edges.length - 1) return "one weight for each class between two edges is allowed";
      return someWeight(d.weights);
    case "choice":
      if (d.values.some((value, i) => i > 0 && value <= d.values[i - 1])) return "values that rise are allowed";
      if (d.weights === undefined) return null;
      if (d.weights.length !== d.values.length) return "one weight for each value is allowed";
      return someWeight(d.weights);
  }
}

function someWeight(weights: readonly number[]): string | null {
  return weights.some((w) => w > 0) ? null : "weights that are not all 0 are allowed";
}

/** Smallest and largest value of a distribution that has them by itself; infinite where only its ends cut it. */
export function supportOf(d: Distribution): [number, number] {
  switch (d.distribution) {
    case "normal":
      return [d.min ?? Number.NEGATIVE_INFINITY, d.max ?? Number.POSITIVE_INFINITY];
    case "lognormal":
      return [Math.max(d.min ?? 0, 0), d.max ?? Number.POSITIVE_INFINITY];
    case "histogram":
      return [d.edges[0], d.edges[d.edges.length - 1]];
    case "choice":
      return [Math.min(...d.values), Math.max(...d.values)];
    default:
      return [d.min, d.max];
  }
}

/**
 * The value below which a share u of the population lies.
 * @param least,most the range of the model, in the distribution's own terms: tails beyond it are cut off too
 */
export function quantile(d: Distribution, least: number, most: number): (u: number) => number {
  switch (d.distribution) {
    case "normal":
      return cut(
        d,
        least,
        most,
        (x) => (x - d.mean) / d.sd,
        (z) => d.mean + d.sd * z,
      );
    case "lognormal": {
      const sigma = Math.sqrt(Math.log1p(d.cv * d.cv));
      const score = (x: number): number => (x <= 0 ? Number.NEGATIVE_INFINITY : Math.log(x / d.median) / sigma);
      return cut(d, least, most, score, (z) => d.median * Math.exp(sigma * z));
    }
    case "uniform":
      return (u) => d.min + (d.max - d.min) * u;
    case "triangular":
      return triangular(d.min, d.mode, d.max);
    case "histogram":
      return histogram(d.edges, d.weights);
    case "choice":
      return choice(d.values, d.weights ?? d.values.map(() => 1));
  }
}

/** A distribution with a standard score, cut at both ends. */
function cut(
  d: { min?: number; max?: number },
  least: number,
  most: number,
  score: (x: number) => number,
  value: (z: number) => number,
): (u: number) => number {
  const from = normal.lower(score(Math.max(d.min ?? least, least)));
  const to = normal.lower(score(Math.min(d.max ?? most, most)));
  return (u) => value(normal.quantile(from + (to - from) * u));
}

function triangular(min: number, mode: number, max: number): (u: number) => number {
  const width = max - min;
  const rising = (mode - min) / width;
  return (u) =>
    u < rising ? min + Math.sqrt(u * width * (mode - min)) : max - Math.sqrt((1 - u) * width * (max - mode));
}

function histogram(edges: readonly number[], weights: readonly number[]): (u: number) => number {
  const sum = weights.reduce((a, b) => a + b, 0);
  const classOf = pick(weights);
  const before = weights.map((_, k) => weights.slice(0, k).reduce((a, b) => a + b, 0) / sum);
  return (u) => {
    const k = classOf(u);
    const within = Math.min(Math.max(((u - before[k]) * sum) / weights[k], 0), 1);
    return edges[k] + within * (edges[k + 1] - edges[k]);
  };
}

function choice(values: readonly number[], weights: readonly number[]): (u: number) => number {
  const at = pick(weights);
  return (u) => values[at(u)];
}

/** Which of several, each as likely as its weight says. */
export function pick(weights: readonly number[]): (u: number) => number {
  const sum = weights.reduce((a, b) => a + b, 0);
  const last = weights.findLastIndex((w) => w > 0);
  return (u) => {
    let rest = u * sum;
    const found = weights.findIndex((w) => {
      rest -= w;
      return rest < 0;
    });
    return found < 0 ? last : found;
  };
}
