/** Designs as a person reads them: facts with their words, shares in percent. */
import type { Colours } from "./colour.ts";
import { fixed } from "./number.ts";
import { table } from "./table.ts";

export { points, range, share } from "@counterpulse/report";

/** What it is, its value, and what is to be said of it. */
export type Fact = readonly [what: string, value: string, remark?: string];

export function factLines(facts: readonly Fact[], width: number, paint: Colours): string[] {
  return table(
    [{ align: "left" }, { align: "right" }, { align: "left", fill: true }],
    facts.map(([what, value, remark = ""]) => [what, paint.bold(value), remark]),
    { page: width },
  );
}

/** What a simulated share is worth. */
export const simulated = ({ mc_error }: { mc_error: number }): string =>
  `Monte Carlo error ${fixed(100 * mc_error, 2)} %`;
