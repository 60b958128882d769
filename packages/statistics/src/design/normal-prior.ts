/** Normal priors of an effect (a log ratio or a difference), the posterior, and assurance (spiegelhalter1994). */
import { normal } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { requireBetween } from "./check.ts";

export interface NormalLaw {
  mean: number;
  sd: number;
}

/** Centred on no effect, with a chance of `tail` that the effect is as large as the alternative or larger. */
export const scepticalPrior = (alternative: number, tail = 0.05): NormalLaw => ({
  mean: 0,
  sd: Math.abs(alternative) / normal.upperQuantile(requireBetween("tail", tail, 0, 0.5)),
});

/** Centred on the alternative, with a chance of `tail` that there is no effect or a contrary one. */
export const enthusiasticPrior = (alternative: number, tail = 0.05): NormalLaw => ({
  ...scepticalPrior(alternative, tail),
  mean: alternative,
});

/** An estimate whose variance is doubled, say, for what may be wrong with it: `weight` 0.5; and shrunk by a share. */
export function discountedPrior(estimate: number, se: number, weight = 1, share = 1): NormalLaw {
  requireBetween("weight", weight, 0, 1 + 1e-12);
  requireBetween("se", se, 0, Number.POSITIVE_INFINITY);
  return { mean: share * estimate, sd: se / Math.sqrt(weight) };
}

/** Posterior of an estimate with its standard error. */
export function normalPosterior(prior: NormalLaw, estimate: number, se: number): NormalLaw {
  requireBetween("se", se, 0, Number.POSITIVE_INFINITY);
  requireBetween("prior sd", prior.sd, 0, Number.POSITIVE_INFINITY);
  const [w0, w1] = [1 / prior.sd ** 2, 1 / se ** 2];
  return { mean: (w0 * prior.mean + w1 * estimate) / (w0 + w1), sd: Math.sqrt(1 / (w0 + w1)) };
}

/** Probability of an effect below a limit. */
export const probabilityBelow = ({ mean, sd }: NormalLaw, limit: number): number => normal.lower((limit - mean) / sd);

export function normalInterval({ mean, sd }: NormalLaw, level = 0.95): [number, number] {
  const z = normal.upperQuantile((1 - requireBetween("level", level, 0, 1)) / 2);
  return [mean - z * sd, mean + z * sd];
}

export interface Assurance {
  /** Expected probability of a significant result, with an effect below 0 and above 0. */
  below: number;
  above: number;
}

/** Power averaged over the prior, in closed form: the estimate is normal with both variances. */
export function assurance(prior: NormalLaw, se: number, alpha = 0.05): Assurance {
  requireBetween("alpha", alpha, 0, 1);
  requireBetween("se", se, 0, Number.POSITIVE_INFINITY);
  const limit = normal.upperQuantile(alpha / 2) * se;
  const sd = Math.hypot(prior.sd, se);
  return { below: normal.lower((-limit - prior.mean) / sd), above: normal.upper((limit - prior.mean) / sd) };
}

/** Mean of the estimates that come out significant in the direction of the effect, over the true effect (gelman2014). */
export function exaggeration(effect: number, se: number, alpha = 0.05): number {
  if (effect === 0) throw new InputError("effect: 0 is not allowed; a number other than 0 is.");
  const [size, z] = [Math.abs(effect) / se, normal.upperQuantile(alpha / 2)];
  const beyond = normal.upper(z - size);
  return 1 + normal.density(z - size) / beyond / size;
}

/** Share of the significant results whose sign is wrong. */
export function wrongSign(effect: number, se: number, alpha = 0.05): number {
  const [size, z] = [Math.abs(effect) / se, normal.upperQuantile(alpha / 2)];
  const [right, wrong] = [normal.upper(z - size), normal.upper(z + size)];
  return wrong / (right + wrong);
}
