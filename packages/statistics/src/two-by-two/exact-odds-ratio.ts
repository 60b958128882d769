/**
 * The odds ratio given the margins: conditional maximum likelihood and Cornfield's exact interval, from Fisher's
 * noncentral hypergeometric distribution (cornfield1956), as R's fisher.test reports them.
 */
import { hypergeometric, root } from "@counterpulse/numerics";
import { checkLevel, type Estimate, type TwoByTwo } from "./table.ts";

/** The distribution of a, given all margins, for a log odds ratio. */
class Conditional {
  readonly from: number;
  readonly to: number;
  private readonly logs: Float64Array;

  constructor({ a, n1, b, n2 }: TwoByTwo) {
    const events = a + b;
    this.from = Math.max(0, events - n2);
    this.to = Math.min(events, n1);
    const central = hypergeometric(events, n1 + n2 - events, n1);
    this.logs = Float64Array.from({ length: this.to - this.from + 1 }, (_, i) => central.logDensity(this.from + i));
  }

  /** Sums of weight(x) and of weight(x) f(x). */
  private sums(logOdds: number, f: (x: number) => number): [number, number] {
    let highest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < this.logs.length; i++) highest = Math.max(highest, this.logs[i] + i * logOdds);
    let [total, weighted] = [0, 0];
    for (let i = 0; i < this.logs.length; i++) {
      const weight = Math.exp(this.logs[i] + i * logOdds - highest);
      total += weight;
      weighted += weight * f(this.from + i);
    }
    return [total, weighted];
  }

  mean(logOdds: number): number {
    const [total, weighted] = this.sums(logOdds, (x) => x);
    return weighted / total;
  }

  /** log P(X <= x) or log P(X >= x) */
  logTail(side: "lower" | "upper", x: number, logOdds: number): number {
    const [total, tail] = this.sums(logOdds, (y) => ((side === "lower" ? y <= x : y >= x) ? 1 : 0));
    return Math.log(tail / total);
  }
}

/** The zero of a monotone function of a log odds ratio, from 0 outwards; its odds ratio. */
function solve(f: (logOdds: number) => number): number {
  let reach = 1;
  while (reach < 700 && f(-reach) > 0 === f(reach) > 0) reach *= 2;
  return Math.exp(root(f, -reach, reach));
}

/** The conditional estimate and the exact interval; null stands for infinity. */
export function exactOddsRatio(table: TwoByTwo, level = 0.95): Estimate {
  checkLevel(level);
  const distribution = new Conditional(table);
  const { from, to } = distribution;
  const { a } = table;
  if (from === to) return { value: null, ci: [0, null] };
  const wanted = Math.log((1 - level) / 2);
  const lower = a === from ? 0 : solve((logOdds) => distribution.logTail("upper", a, logOdds) - wanted);
  const upper = a === to ? null : solve((logOdds) => wanted - distribution.logTail("lower", a, logOdds));
  const estimate = (): number => solve((logOdds) => distribution.mean(logOdds) - a);
  return { value: a === from ? 0 : a === to ? null : estimate(), ci: [lower, upper] };
}
