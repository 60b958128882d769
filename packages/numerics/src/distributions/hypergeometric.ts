/**
 * The hypergeometric distribution. The density as a quotient of three binomial ones (loader2000), whose common p
 * cancels; the tails by summing away from k, which keeps the smaller one's digits.
 */
import { log1mExp } from "../special/elementary.ts";
import { excess, logBinomialKernel, share } from "../special/saddle-point.ts";
import { discrete } from "./discrete.ts";
import { type Distribution, requireCount } from "./distribution.ts";

/** Successes among `draws` without replacement from an urn. */
export function hypergeometric(successes: number, failures: number, draws: number): Distribution {
  requireCount("successes", successes);
  requireCount("failures", failures);
  requireCount("draws", draws);
  const total = successes + failures;
  if (draws > total) throw new RangeError(`draws must be at most ${total}, not ${draws}`);
  const at = share(total === 0 ? 0 : draws / total);
  const from = Math.max(0, draws - failures);
  const to = Math.min(draws, successes);
  const kernel = (a: number, b: number): number => logBinomialKernel(a, b, at, excess(a, b, at));
  const whole = kernel(draws, total - draws);
  const logDensity = (k: number): number => kernel(k, successes - k) + kernel(draws - k, failures - draws + k) - whole;

  /** P(X = k) / P(X = k - 1) */
  const ratio = (k: number): number => ((successes - k + 1) * (draws - k + 1)) / (k * (failures - draws + k));
  /** log P(X <= k) or log P(X >= k), the terms falling away from k. */
  const sumFrom = (k: number, step: 1 | -1): number => {
    let term = 1;
    let sum = 1;
    for (let i = k; step > 0 ? i < to : i > from; i += step) {
      term *= step > 0 ? ratio(i + 1) : 1 / ratio(i);
      sum += term;
      if (term < sum * 1e-17) break;
    }
    return logDensity(k) + Math.log(sum);
  };
  const mean = total === 0 ? 0 : (draws * successes) / total;
  const logLower = (k: number): number => (k < mean ? sumFrom(k, -1) : log1mExp(Math.min(sumFrom(k + 1, 1), 0)));
  const logUpper = (k: number): number => (k < mean ? log1mExp(Math.min(sumFrom(k, -1), 0)) : sumFrom(k + 1, 1));
  const sd = total > 1 ? Math.sqrt((mean * (failures / total) * (total - draws)) / (total - 1)) : 0;
  return discrete(
    {
      logDensity,
      lower: (k) => Math.exp(logLower(k)),
      upper: (k) => Math.exp(logUpper(k)),
      logLower,
      logUpper,
    },
    { from, to, mean, sd },
  );
}
