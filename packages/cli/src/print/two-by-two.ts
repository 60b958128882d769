/** One two-by-two table as a person reads it. */
import type { TwoByTwoAnalysis } from "@counterpulse/statistics";
import type { Colours } from "./colour.ts";
import { fixed, MISSING } from "./number.ts";
import { estimateText, percentOf, pText, rangeText } from "./statistics.ts";
import { paragraph, table } from "./table.ts";

const pct = (value: number): number => 100 * value;
const pctRange = (ci: readonly [number, number]): [number, number] => [pct(ci[0]), pct(ci[1])];

export function twoByTwoLines(result: TwoByTwoAnalysis, level: number, width: number, paint: Colours): string[] {
  const { table: cells, risks, rd, rr, or, nnt, tests, e_value } = result;
  const risk = (i: number, events: number, n: number): string =>
    `${events} of ${n}, ${estimateText(pct(risks[i].value), pctRange(risks[i].ci), 1)} %`;
  const rows: (readonly string[])[] = [
    ["risk difference", `${fixed(pct(rd.value), 1)} %`, `${rangeText(pctRange(rd.ci.newcombe), 1)} %`, "Newcombe"],
    ["", "", `${rangeText(pctRange(rd.ci.miettinen_nurminen), 1)} %`, "Miettinen-Nurminen"],
    ["", "", `${rangeText(pctRange(rd.ci.wald), 1)} %`, "Wald"],
    ["risk ratio", fixed(rr.value, 3), rangeText(rr.ci.katz, 3), "Katz"],
    ["odds ratio", fixed(or.value, 3), rangeText(or.ci.woolf, 3), "Woolf"],
    ["", fixed(or.conditional, 3), rangeText(or.ci.exact, 3), "exact, conditional"],
  ];
  const e =
    e_value === null
      ? []
      : [`E-value of the risk ratio: ${fixed(e_value.point, 2)}; of its nearer limit: ${fixed(e_value.ci, 2)}.`];
  return [
    `experimental  ${risk(0, cells.a, cells.n1)}`,
    `control       ${risk(1, cells.b, cells.n2)}`,
    "",
    ...table(
      [
        { align: "left", header: "measure" },
        { align: "right", header: "estimate" },
        { align: "right", header: `${percentOf(level)} CI` },
        { align: "left", header: "by" },
      ],
      rows,
      { header: paint.bold },
    ),
    "",
    ...paragraph(`${nnt.text}, from Newcombe's interval.`, width, "Number needed to treat: "),
    "",
    ...table(
      [
        { align: "left", header: "test" },
        { align: "right", header: "chi²" },
        { align: "left", header: "P" },
      ],
      [
        ["chi-squared", fixed(tests.chi2.value, 3), pText(tests.chi2.p)],
        ["Yates", fixed(tests.yates.value, 3), pText(tests.yates.p)],
        ["Fisher", MISSING, pText(tests.fisher.p)],
        ["mid-P", MISSING, pText(tests.mid_p.p)],
      ],
      { header: paint.bold },
    ),
    ...(e.length > 0 ? ["", ...e] : []),
  ];
}
