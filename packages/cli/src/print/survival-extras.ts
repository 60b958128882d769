/** What was asked for beside curves, test and Cox regression, as a person reads it. */
import type { SurvivalAnalysis } from "@counterpulse/statistics";
import type { Colours } from "./colour.ts";
import { fixed, significant } from "./number.ts";
import { percentOf, pText, rangeText } from "./statistics.ts";
import { table } from "./table.ts";

const number = (value: number): string => significant(value, 5);
const range = ([low, high]: readonly [number, number]): string => `${number(low)} to ${number(high)}`;

/** Parts, each with its lines; empty where nothing was asked for. */
export function survivalExtrasLines(result: SurvivalAnalysis, _width: number, paint: Colours): string[][] {
  return [
    landmarkLines(result),
    rmstLines(result, paint),
    weibullLines(result, paint),
    incidenceLines(result, paint),
    fineGrayLines(result, paint),
  ];
}

interface Term {
  name: string;
  coef: number;
  se: number;
  z: number;
  p: number;
}

/** Terms with their hazard ratios where they have one. */
function termTable(
  head: string,
  level: number,
  terms: readonly { term: Term; ratio: number | null; ci: readonly [number | null, number | null] }[],
  paint: Colours,
): string[] {
  const rows = terms.map(({ term, ratio, ci }) => [
    term.name,
    fixed(term.coef, 4),
    fixed(term.se, 4),
    fixed(ratio, 3),
    ratio === null ? "" : rangeText(ci, 3),
    fixed(term.z, 2),
    pText(term.p),
  ]);
  const right = ["coefficient", "SE", head, `${percentOf(level)} CI`, "z"];
  return table(
    [
      { align: "left", header: "term" },
      ...right.map((header) => ({ align: "right", header }) as const),
      { align: "left", header: "P" },
    ],
    rows,
    { header: paint.bold },
  );
}

function weibullLines({ weibull, level }: SurvivalAnalysis, paint: Colours): string[] {
  if (!weibull) return [];
  const { n, events, loglik, terms, hazard, shape, shape_ci, converged } = weibull;
  const accelerated = terms.map((term) => ({ term, ratio: term.time_ratio, ci: term.time_ratio_ci }));
  const proportional = hazard.map((term) => ({ term, ratio: term.hr, ci: term.hr_ci }));
  return [
    `Weibull regression, ${n} rows, ${events} events, log likelihood ${fixed(loglik[0], 3)} to ${fixed(loglik[1], 3)}, shape ${fixed(shape, 4)} (${rangeText(shape_ci, 4)})`,
    ...termTable("time ratio", level, accelerated, paint),
    ...(proportional.length > 0 ? ["", ...termTable("hazard ratio", level, proportional, paint)] : []),
    ...(converged ? [] : [paint.yellow("The fit did not converge: some terms have no finite estimate.")]),
  ];
}

function incidenceLines({ competing, level }: SurvivalAnalysis, paint: Colours): string[] {
  if (!competing) return [];
  const { incidence, causes, gray } = competing;
  const rows = incidence.map(({ stratum, cause, n, events, time, incidence: curve, se, lower, upper }) => {
    const last = curve.length - 1;
    return [
      stratum,
      causes[cause - 1].value,
      String(n),
      String(events),
      fixed(curve[last], 3),
      fixed(se[last], 3),
      rangeText([lower[last], upper[last]], 3),
      number(time[last]),
    ];
  });
  const right = ["n", "events", "incidence", "SE", `${percentOf(level)} CI`, "at time"];
  const tests = (gray ?? []).map(
    ({ cause, chi2, df, p }) =>
      `Gray's test, event ${causes[cause - 1].value}: chi² ${fixed(chi2, 3)} on ${df} df, ${pText(p)}.`,
  );
  return [
    "Cumulative incidence with competing events",
    ...table(
      [
        { align: "left", header: "group" },
        { align: "left", header: "event" },
        ...right.map((header) => ({ align: "right", header }) as const),
      ],
      rows,
      { header: paint.bold },
    ),
    ...tests,
  ];
}

function fineGrayLines({ competing, level }: SurvivalAnalysis, paint: Colours): string[] {
  const fit = competing?.fine_gray;
  if (!competing || !fit) return [];
  const terms = fit.terms.map((term) => ({ term, ratio: term.infinite ? null : term.shr, ci: term.shr_ci }));
  return [
    `Fine-Gray regression of event ${competing.causes[0].value}, ${fit.n} rows, ${fit.events} events, ${fit.competing} competing`,
    ...termTable("subdistribution HR", level, terms, paint),
    ...(fit.converged ? [] : [paint.yellow("The fit did not converge: some terms have no finite estimate.")]),
  ];
}

function landmarkLines({ landmark }: SurvivalAnalysis): string[] {
  if (!landmark) return [];
  const { time, left_out } = landmark;
  return [`Landmark ${number(time)}: ${left_out} no longer observed then were left out; times count from there.`];
}

function rmstLines({ rmst, level }: SurvivalAnalysis, paint: Colours): string[] {
  if (!rmst) return [];
  const rows = [
    ...rmst.groups.map(({ group, value, se, ci }) => [group, number(value), number(se), range(ci), ""]),
    ...rmst.differences.map(({ group, reference, difference: d }) => [
      `${group} - ${reference}`,
      number(d.value),
      number(d.se),
      range(d.ci),
      pText(d.p),
    ]),
    ...rmst.differences.flatMap(({ group, reference, ratio: r }) =>
      r === null ? [] : [[`${group} / ${reference}`, number(r.value), "", range(r.ci), pText(r.p)]],
    ),
  ];
  return table(
    [
      { align: "left", header: `mean up to ${number(rmst.horizon)}` },
      { align: "right", header: "estimate" },
      { align: "right", header: "SE" },
      { align: "right", header: `${percentOf(level)} CI` },
      { align: "left", header: "P" },
    ],
    rows,
    { header: paint.bold },
  );
}
