/** What was asked for beside curves, test and Cox regression, as a person reads it. */
import type { SurvivalAnalysis } from "@counterpulse/statistics";
import type { Colours } from "./colour.ts";
import { significant } from "./number.ts";
import { percentOf, pText } from "./statistics.ts";
import { table } from "./table.ts";

const number = (value: number): string => significant(value, 5);
const range = ([low, high]: readonly [number, number]): string => `${number(low)} to ${number(high)}`;

/** Parts, each with its lines; empty where nothing was asked for. */
export function survivalExtrasLines(result: SurvivalAnalysis, _width: number, paint: Colours): string[][] {
  return [landmarkLines(result), rmstLines(result, paint)];
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
