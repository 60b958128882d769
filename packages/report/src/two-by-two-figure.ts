/** P value functions of one two-by-two table. */
import type { TwoByTwoAnalysis } from "@counterpulse/statistics";
import type { Drawing } from "./evidence-figures.ts";

const WIDTH = 640;

/** Why a table has no P value function; null where it has one. */
export function whyNoFigure({ table, rr }: TwoByTwoAnalysis): string | null {
  const { a, n1, b, n2 } = table;
  if (rr.value === null || rr.value === 0 || rr.ci.katz.includes(null))
    return "a group without events has no interval of the risk ratio, so there is no figure.";
  return a === n1 && b === n2 ? "where everyone has the event, the risk ratio has no interval to draw." : null;
}

/** Of the risk ratio, on the logarithmic scale of Katz's interval; only for tables that have one. */
export async function twoByTwoFigure(
  { table, rr }: TwoByTwoAnalysis,
  level: number,
  { theme = "light", width = WIDTH }: Drawing = {},
): Promise<string> {
  const { pValueFunction: draw } = await import("@counterpulse/figures");
  const { pValueFunction } = await import("@counterpulse/statistics");
  const [low, high] = rr.ci.katz as [number, number];
  const ratio = rr.value as number;
  const { a, n1, b, n2 } = table;
  const se = Math.sqrt((n1 - a) / (a * n1) + (n2 - b) / (b * n2));
  const { effect, p } = pValueFunction(Math.log(ratio), se);
  return draw({
    title: "P value of every risk ratio",
    subtitle: `${a} of ${n1} against ${b} of ${n2}.`,
    note: "Normal on the logarithmic scale (Katz).",
    width,
    theme,
    measure: "Risk ratio",
    scale: "ratio",
    levelPct: Number((100 * level).toPrecision(6)),
    curves: [{ label: "Risk ratio", estimate: ratio, ci: [low, high], effect: effect.map(Math.exp), p }],
  });
}
