/** Small and awkward drawn data against R: ties, few events, empty cells, strata, one and two studies. */
import {
  analyzeMeta,
  analyzeSurvival,
  parseCsv,
  type SurvivalAnalysis,
  type Tau2Method,
} from "@counterpulse/statistics";
import { describe, expect, test } from "vitest";
import { deviation, jsonFixture } from "../../../test/fixture.ts";

type Columns = Record<string, (string | number)[]>;
type Values = number[] | null;

interface SurvivalCase {
  data: Columns;
  cox: Values;
  zph: Values;
  logrank: number[];
  gray: Values;
  gray_strata: Values;
  fine_gray: Values;
  weibull: Values;
  incidence: number[];
  survival: number[];
  lower: (number | null)[];
  median: number | null;
}

const reference = jsonFixture<{
  survival: SurvivalCase[];
  meta: { data: Columns; results: Record<string, Values> }[];
}>("statistics/random");

function asTable(columns: Columns, more: Columns = {}): ReturnType<typeof parseCsv> {
  const all = { ...more, ...columns };
  const names = Object.keys(all);
  const rows = all[names[0]].map((_, i) => names.map((name) => all[name][i]).join(","));
  return parseCsv([names.join(","), ...rows].join("\n"));
}

/** Below this size an absolute error counts: chi-squared near 0 is a small difference of larger numbers. */
const SCALE = 1e-3;

describe.each(reference.survival.map((one, i) => [i + 1, one] as const))("drawn patients %d", (_, wanted) => {
  const table = asTable(wanted.data);
  const analyze = (more: Partial<Parameters<typeof analyzeSurvival>[1]>): SurvivalAnalysis =>
    analyzeSurvival(table, { time: "t", event: "e==1", ...more });

  test("curves, incidences", () => {
    const { km, competing } = analyze({ confidence: "log-log", competing: ["2"] });
    const last = competing?.incidence.map(({ incidence }) => incidence.at(-1) ?? 0) ?? [];
    const se = competing?.incidence.map((curve) => curve.se.at(-1) ?? 0) ?? [];
    expect(deviation(km[0].survival, wanted.survival)).toBeLessThan(1e-12);
    expect(deviation(km[0].lower, wanted.lower)).toBeLessThan(1e-12);
    expect(deviation(km[0].median, wanted.median)).toBeLessThan(1e-12);
    expect(deviation([...last, ...se], wanted.incidence)).toBeLessThan(1e-11);
  });

  test("tests", () => {
    const found = [0, 1].map((rho) => analyze({ by: "g", strata: "s", rho }).logrank?.chi2 ?? 0);
    expect(deviation(found, wanted.logrank, SCALE)).toBeLessThan(1e-10);
    for (const [strata, chi2] of [
      [undefined, wanted.gray],
      ["s", wanted.gray_strata],
    ] as const) {
      if (chi2 === null) continue;
      const gray = analyze({ by: "g", strata, competing: ["2"] }).competing?.gray ?? [];
      // cmprsk says -1 where there is no test; here that cause is left out
      expect(
        deviation(
          gray.map((t) => t.chi2),
          chi2.filter((x) => x >= 0),
          SCALE,
        ),
      ).toBeLessThan(1e-9);
    }
  });

  test("regressions", () => {
    const { cox } = analyze({ cox: ["x", "y"], strata: "s" });
    const terms = cox?.terms ?? [];
    if (wanted.cox === null) expect(terms.some(({ infinite }) => infinite)).toBe(true);
    else
      expect(deviation([...terms.map((t) => t.coef), ...terms.map((t) => t.se)], wanted.cox, SCALE)).toBeLessThan(1e-9);
    if (wanted.zph !== null)
      expect(deviation(cox?.ph_test.map((t) => t.chi2) ?? [], wanted.zph, SCALE)).toBeLessThan(1e-9);
    if (wanted.weibull !== null) {
      const { weibull } = analyze({ cox: ["x", "y"], weibull: true });
      const found = [...(weibull?.terms.map((t) => t.coef) ?? []), ...(weibull?.terms.map((t) => t.se) ?? [])];
      // survreg's own stopping rule is the limit
      expect(deviation(found, wanted.weibull, SCALE)).toBeLessThan(1e-6);
    }
    if (wanted.fine_gray === null) return;
    const fit = analyze({ cox: ["x", "y"], competing: ["2"] }).competing?.fine_gray?.terms ?? [];
    expect(deviation([...fit.map((t) => t.coef), ...fit.map((t) => t.se)], wanted.fine_gray, SCALE)).toBeLessThan(1e-8);
  });
});

describe.each(reference.meta.map((one, i) => [i + 1, one] as const))("drawn trials %d", (_, { data, results }) => {
  const table = asTable(data, { study: data.ai.map((_, i) => `S${i + 1}`) });

  test.each(Object.entries(results).filter(([, wanted]) => wanted !== null))("%s", (name, wanted) => {
    const [measure, method] = name.split(" ") as ["RR" | "OR" | "RD", Tau2Method | "MH" | "Peto"];
    if (method === "MH" || method === "Peto") {
      const { estimate, se, q, i2_pct } = analyzeMeta(table, { measure, method });
      expect(deviation([estimate, se, q.value, i2_pct], wanted, SCALE)).toBeLessThan(1e-10);
      return;
    }
    const found = analyzeMeta(table, { measure, tau2: method });
    const { estimate, se, tau2, i2_pct, h2, q, ci } = found;
    // metafor's iterations stop at 1e-13; where tau2 is 0 it may say 1e-11
    expect(deviation([estimate, se, tau2, i2_pct, h2, q.value, ci[0]], wanted, SCALE)).toBeLessThan(1e-7);
  });
});
