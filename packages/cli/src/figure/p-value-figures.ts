/** P value functions of one two-by-two table. */
import type { TwoByTwoAnalysis } from "@counterpulse/statistics";
import { InputError } from "../errors.ts";

const WIDTH = 640;

/** Of the risk ratio, on the logarithmic scale of Katz's interval. */
export async function twoByTwoFigure({ table, rr }: TwoByTwoAnalysis, level: number): Promise<string> {
  const { pValueFunction: draw } = await import("@counterpulse/figures");
  const { pValueFunction } = await import("@counterpulse/statistics");
  const [low, high] = rr.ci.katz;
  if (rr.value === null || low === null || high === null || rr.value === 0)
    throw new InputError("--figure: a group without events has no interval of the risk ratio, so there is no figure.");
  const { a, n1, b, n2 } = table;
  const se = Math.sqrt((n1 - a) / (a * n1) + (n2 - b) / (b * n2));
  if (!(se > 0))
    throw new InputError("--figure: where everyone has the event, the risk ratio has no interval to draw.");
  const { effect, p } = pValueFunction(Math.log(rr.value), se);
  return draw({
    title: "P value of every risk ratio",
    subtitle: `${a} of ${n1} against ${b} of ${n2}.`,
    note: "Normal on the logarithmic scale (Katz).",
    width: WIDTH,
    theme: "light",
    measure: "Risk ratio",
    scale: "ratio",
    levelPct: Number((100 * level).toPrecision(6)),
    curves: [{ label: "Risk ratio", estimate: rr.value, ci: [low, high], effect: effect.map(Math.exp), p }],
  });
}
