/** Figures of a survival analysis: Kaplan-Meier curves or cumulative incidences, with numbers at risk. */
import type { StepFigure } from "@counterpulse/figures";
import type { SurvivalAnalysis } from "@counterpulse/statistics";
import { InputError } from "../errors.ts";
import { fixed } from "../print/number.ts";
import { percentOf, pWhole } from "../print/statistics.ts";

export interface SurvivalFigureWords {
  /** By default incidences where competing events were named. */
  readonly kind?: "survival" | "incidence";
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
  return `${name}: chi² ${fixed(logrank.chi2, 2)} on ${logrank.df} df, ${pWhole(logrank.p)}.`;
}

export async function survivalFigure(result: SurvivalAnalysis, words: SurvivalFigureWords = {}): Promise<string> {
  const kind = words.kind ?? (result.competing ? "incidence" : "survival");
  if (kind === "incidence") return incidenceFigure(result, words);
  const { stepCurves } = await import("@counterpulse/figures");
  const { km } = result;
  checkNumber(km.length, "groups");
  return stepCurves({
    ...shared(result, words),
    title: words.title ?? "Survival",
    start: 1,
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
  });
}

function checkNumber(count: number, what: string): void {
  if (count > MOST_CURVES)
    throw new InputError(`--figure: there are ${count} ${what}; up to ${MOST_CURVES} can be drawn.`);
}

function shared(
  { level, landmark }: SurvivalAnalysis,
  words: SurvivalFigureWords,
): Pick<StepFigure, "width" | "theme" | "xLabel" | "note"> {
  return {
    width: words.width ?? WIDTH,
    theme: words.theme ?? "light",
    xLabel: words.timeLabel ?? (landmark ? `Time since ${landmark.time}` : "Time"),
    note: words.note ?? `Bands: ${percentOf(level)} confidence, point by point.`,
  };
}

/** A curve for each group and cause; the numbers at risk stand with the first cause. */
async function incidenceFigure(result: SurvivalAnalysis, words: SurvivalFigureWords): Promise<string> {
  const { stepCurves } = await import("@counterpulse/figures");
  const { competing } = result;
  if (!competing) throw new InputError("--figure-kind: incidence needs --competing.");
  const { incidence, causes, gray } = competing;
  checkNumber(incidence.length, "curves of groups and causes");
  const one = result.km.length === 1;
  const nameOf = (stratum: string, cause: number): string => {
    const value = causes[cause - 1].value;
    return one ? `event ${value}` : `${stratum}, event ${value}`;
  };
  const curves = [...incidence]
    .sort((a, b) => a.cause - b.cause)
    .map((curve) => ({
      label: nameOf(curve.stratum, curve.cause),
      time: curve.time,
      value: curve.incidence,
      lower: curve.lower.map((limit) => limit ?? 0),
      upper: curve.upper.map((limit) => limit ?? 0),
      ...(curve.cause === 1 ? { atRisk: curve.at_risk, riskLabel: curve.stratum } : {}),
    }));
  const tests = gray?.map(
    ({ cause, chi2, df, p }) => `event ${causes[cause - 1].value}: chi² ${fixed(chi2, 2)} on ${df} df, ${pWhole(p)}`,
  );
  return stepCurves({
    ...shared(result, words),
    title: words.title ?? "Cumulative incidence with competing events",
    start: 0,
    yLabel: "Cumulative incidence",
    curves,
    remark: tests ? `Gray's test, ${tests.join("; ")}.` : undefined,
  });
}
