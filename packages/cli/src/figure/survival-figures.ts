/** Figures of a survival analysis: Kaplan-Meier curves with numbers at risk. */
import type { SurvivalAnalysis } from "@counterpulse/statistics";
import { InputError } from "../errors.ts";
import { fixed } from "../print/number.ts";
import { percentOf, pText } from "../print/statistics.ts";

export interface SurvivalFigureWords {
  readonly title?: string;
  readonly timeLabel?: string;
  readonly theme?: "light" | "dark";
  readonly width?: number;
  readonly note?: string;
}

const WIDTH = 720;
/** Curves that one can still tell from each other. */
export const MOST_CURVES = 8;

function testText({ logrank, rho }: SurvivalAnalysis): string | undefined {
  if (logrank === null) return undefined;
  const name = rho === 0 ? "Log-rank test" : "Peto-Peto test";
  return `${name}: chi² ${fixed(logrank.chi2, 2)} on ${logrank.df} df, ${pText(logrank.p)}.`;
}

export async function survivalFigure(result: SurvivalAnalysis, words: SurvivalFigureWords = {}): Promise<string> {
  const { stepCurves } = await import("@counterpulse/figures");
  const { km, level, landmark } = result;
  if (km.length > MOST_CURVES)
    throw new InputError(`--figure: --by gives ${km.length} groups; up to ${MOST_CURVES} can be drawn.`);
  const bands = `Bands: ${percentOf(level)} confidence, point by point.`;
  return stepCurves({
    title: words.title ?? "Survival",
    width: words.width ?? WIDTH,
    theme: words.theme ?? "light",
    start: 1,
    xLabel: words.timeLabel ?? (landmark ? `Time since ${landmark.time}` : "Time"),
    yLabel: "Probability without the event",
    curves: km.map((curve) => ({
      label: curve.stratum,
      time: curve.time,
      value: curve.survival,
      lower: curve.lower,
      upper: curve.upper,
      censored: curve.censored_at,
      atRisk: curve.at_risk,
    })),
    remark: testText(result),
    note: words.note ?? bands,
  });
}
