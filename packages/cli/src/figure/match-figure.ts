/** The love plot of `analyze match`: balance before, after matching and, where asked for, after weighting. */
import type { MatchAnalysis } from "@counterpulse/statistics";

const WIDTH = 720;
export const WEIGHTS = {
  iptw: "inverse probability weights",
  att: "weights for the treated",
  overlap: "overlap weights",
} as const;

export async function matchFigure(result: MatchAnalysis, title = "Balance of treated and controls"): Promise<string> {
  const { lovePlot } = await import("@counterpulse/figures");
  const { balance, weighting, n_treated, n_control, n_pairs, method } = result;
  const rows = balance
    .map((row, i) => ({
      label: row.covariate,
      differences: [row.smd_before, row.smd_after, ...(weighting ? [weighting.balance[i].smd_after] : [])],
    }))
    .sort((a, b) => Math.abs(b.differences[0] ?? 0) - Math.abs(a.differences[0] ?? 0));
  return lovePlot({
    title,
    subtitle: `${n_treated} treated, ${n_control} controls; ${n_pairs} pairs by ${method} matching.`,
    note: "By the treated group's standard deviation before matching. The dashed lines are at 0.1.",
    width: WIDTH,
    theme: "light",
    series: ["before", "matched", ...(weighting ? [WEIGHTS[weighting.kind]] : [])],
    rows,
  });
}
