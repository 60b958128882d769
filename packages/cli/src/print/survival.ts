/** A survival analysis as a person reads it, and its document in the promised order. */
import type { KaplanMeier, SurvivalAnalysis } from "@counterpulse/statistics";
import type { Colours } from "./colour.ts";
import { fixed, MISSING, significant } from "./number.ts";
import { ordered } from "./ordered.ts";
import { droppedLines, percentOf, pText, rangeText } from "./statistics.ts";
import { survivalExtrasLines } from "./survival-extras.ts";
import { paragraph, table } from "./table.ts";

const KM_KEYS = [
  ...(["stratum", "n", "events", "median", "median_ci", "time", "at_risk", "events_at"] as const),
  ...(["survival", "lower", "upper"] as const),
];
const TERM_KEYS = ["name", "coef", "hr", "se", "z", "p", "hr_ci"] as const;

export function survivalDocument(result: SurvivalAnalysis): object {
  const { cox } = result;
  const fit =
    cox === null
      ? null
      : ordered({ ...cox, terms: cox.terms.map((term) => ordered(term, TERM_KEYS)) }, [
          ...["ties", "n", "events", "loglik", "score_p", "terms", "ph_test"],
        ] as (keyof typeof cox & string)[]);
  const km = result.km.map((curve) => ordered(curve, KM_KEYS));
  return ordered({ ...result, km, cox: fit }, ["km", "logrank", "cox"]);
}

const timeText = (value: number | null): string => (value === null ? MISSING : significant(value, 4));

export function survivalLines(result: SurvivalAnalysis, width: number, paint: Colours): string[] {
  const parts = [
    [
      `${result.n} rows, ${result.km.reduce((sum, { events }) => sum + events, 0)} events.`,
      ...droppedLines(result.dropped),
      ...result.notes.flatMap((note) => paragraph(`${note}.`, width, "! ").map(paint.yellow)),
    ],
    curveLines(result, paint),
    logRankLines(result, paint),
    coxLines(result, paint),
    ...survivalExtrasLines(result, width, paint),
  ];
  return parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : ["", ...part]));
}

/** Where the curve is read off: the last survival known. */
const lastOf = ({ time, survival }: KaplanMeier): string =>
  time.length === 0 ? MISSING : `${fixed(survival[survival.length - 1], 3)} at ${timeText(time[time.length - 1])}`;

function curveLines({ km, level }: SurvivalAnalysis, paint: Colours): string[] {
  const rows = km.map((curve) => [
    curve.stratum,
    String(curve.n),
    String(curve.events),
    timeText(curve.median),
    `${timeText(curve.median_ci[0])} to ${timeText(curve.median_ci[1])}`,
    lastOf(curve),
  ]);
  return table(
    [
      { align: "left", header: "group" },
      { align: "right", header: "n" },
      { align: "right", header: "events" },
      { align: "right", header: "median" },
      { align: "right", header: `${percentOf(level)} CI` },
      { align: "right", header: "last survival" },
    ],
    rows,
    { header: paint.bold },
  );
}

function logRankLines({ logrank, rho }: SurvivalAnalysis, paint: Colours): string[] {
  if (logrank === null) return [];
  const rows = logrank.groups.map(({ group, n, observed, expected }) => [
    group,
    String(n),
    fixed(observed, rho === 0 ? 0 : 2),
    fixed(expected, 2),
  ]);
  const name = rho === 0 ? "Log-rank test" : "Peto-Peto test";
  return [
    ...table(
      [
        { align: "left", header: "group" },
        { align: "right", header: "n" },
        { align: "right", header: "observed" },
        { align: "right", header: "expected" },
      ],
      rows,
      { header: paint.bold },
    ),
    `${name}: chi² ${fixed(logrank.chi2, 3)} on ${logrank.df} df, ${pText(logrank.p)}.`,
  ];
}

function coxLines({ cox, level }: SurvivalAnalysis, paint: Colours): string[] {
  if (cox === null) return [];
  const rows = cox.terms.map(({ name, coef, hr, se, z, p, hr_ci, infinite }) => [
    name,
    fixed(coef, 4),
    fixed(se, 4),
    infinite ? MISSING : fixed(hr, 3),
    infinite ? "no finite estimate" : rangeText(hr_ci, 3),
    fixed(z, 2),
    pText(p),
  ]);
  const { likelihood_ratio, wald, score } = cox.tests;
  const test = (name: string, t: typeof wald): string =>
    `${name} chi² ${fixed(t.chi2, 2)} on ${t.df} df, ${pText(t.p)}`;
  return [
    `Cox regression, ${cox.ties} ties, ${cox.n} rows, ${cox.events} events, log likelihood ${fixed(cox.loglik[0], 3)} to ${fixed(cox.loglik[1], 3)}`,
    ...table(
      [
        { align: "left", header: "term" },
        { align: "right", header: "coefficient" },
        { align: "right", header: "SE" },
        { align: "right", header: "hazard ratio" },
        { align: "right", header: `${percentOf(level)} CI` },
        { align: "right", header: "z" },
        { align: "left", header: "P" },
      ],
      rows,
      { header: paint.bold },
    ),
    `All terms: ${test("likelihood ratio", likelihood_ratio)}; ${test("Wald", wald)}; ${test("score", score)}.`,
    ...table(
      [
        { align: "left", header: "proportional hazards" },
        { align: "right", header: "chi²" },
        { align: "right", header: "df" },
        { align: "left", header: "P" },
      ],
      cox.ph_test.map(({ name, chi2, df, p }) => [name, fixed(chi2, 3), String(df), pText(p)]),
      { header: paint.bold },
    ),
    ...(cox.converged ? [] : [paint.yellow("Some terms have no finite estimate: the likelihood rises without end.")]),
  ];
}
