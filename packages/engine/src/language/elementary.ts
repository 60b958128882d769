/**
 * exp and log written in the graph's own arithmetic, so that every back end computes them with the same operations in
 * the same order: that is what makes the JavaScript twin and WebAssembly agree to the last bit.
 */
import type { Graph, Ref } from "./graph.ts";

export type Precision = "f64" | "f32";

interface ExpSettings {
  readonly ln2High: number;
  readonly ln2Low: number;
  readonly terms: number;
  readonly limit: number;
}

const EXP: Record<Precision, ExpSettings> = {
  f64: {
    ln2High: 0.69314718036912381649,
    ln2Low: 1.90821492927058770002e-10,
    terms: 12,
    limit: 700,
  },
  f32: { ln2High: 0.693359375, ln2Low: -2.1219444e-4, terms: 6, limit: 86 },
};

/** Sum of c[k] x^k by Estrin's scheme: shorter chains than Horner's, which the processor overlaps. */
function estrin(g: Graph, x: Ref, coefficients: readonly number[]): Ref {
  let terms = coefficients.map((c) => g.constant(c));
  let power = x;
  while (terms.length > 1) {
    const next: Ref[] = [];
    for (let i = 0; i < terms.length; i += 2) {
      next.push(i + 1 < terms.length ? g.add(terms[i], g.mul(terms[i + 1], power)) : terms[i]);
    }
    terms = next;
    if (terms.length > 1) power = g.mul(power, power);
  }
  return terms[0];
}

/** exp(a) = 2^k exp(r), |r| <= ln2/2, Taylor to the 12th power (relative error below 5e-16; 6th for single precision). */
export function expPolynomial(g: Graph, a: Ref): Ref {
  const { ln2High, ln2Low, terms, limit } = EXP[g.precision];
  const x = g.max(g.min(a, g.constant(limit)), g.constant(-limit));
  const scaled = g.mul(x, g.constant(Math.LOG2E));
  const k = g.nearest(scaled);
  const r = g.sub(g.sub(x, g.mul(k, g.constant(ln2High))), g.mul(k, g.constant(ln2Low)));
  const coefficients = [1];
  for (let n = 1; n <= terms; n++) coefficients.push(coefficients[n - 1] / n);
  return g.mul(estrin(g, r, coefficients), g.pow2(k));
}

/** log(a) = k ln2 + 2 artanh((m-1)/(m+1)), m in [sqrt(1/2), sqrt(2)); arguments below 1e-30 are read as 1e-30. */
export function logSeries(g: Graph, a: Ref): Ref {
  const x = g.max(a, g.constant(1e-30));
  const mantissa = g.mantissa(x);
  const large = g.lt(g.constant(Math.SQRT2), mantissa);
  const m = g.select(large, g.mul(mantissa, g.constant(0.5)), mantissa);
  const k = g.select(large, g.add(g.exponent(x), g.constant(1)), g.exponent(x));
  const s = g.div(g.sub(m, g.constant(1)), g.add(m, g.constant(1)));
  const series = Array.from({ length: g.precision === "f64" ? 11 : 5 }, (_, n) => 2 / (2 * n + 1));
  const artanh = g.mul(s, estrin(g, g.mul(s, s), series));
  return g.add(g.mul(k, g.constant(EXP.f64.ln2High)), g.add(artanh, g.mul(k, g.constant(EXP.f64.ln2Low))));
}
