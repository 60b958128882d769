/** A printed P against what P can have been. */
import type { Verdict } from "./claim.ts";
import { holds, overlap, type Printed, type Range, roundsTo, strictly, truncatesTo } from "./printed.ts";

/** Why a printed P cannot be; null if it can. */
export function impossibleP({ value, comparison, text }: Printed): string | null {
  if (value < 0 || (value === 0 && comparison === "<")) return `A P of ${text} cannot be: it lies between 0 and 1.`;
  if (value > 1 || (value === 1 && comparison === ">")) return `A P of ${text} cannot be: it lies between 0 and 1.`;
  return null;
}

type Judged = Exclude<Verdict, "impossible">;

/** "<=0.001" of 0.0014 holds only because that rounds to 0.001; a P that was cut instead of rounded is told, too. */
export function judgeP(stated: Printed, p: number): Judged {
  if (holds(strictly(stated), p)) return "consistent";
  return holds(roundsTo(stated), p) || holds(truncatesTo(stated), p) ? "rounding" : "inconsistent";
}

export function judgePRange(stated: Printed, range: Range): Judged {
  if (overlap(strictly(stated), range)) return "consistent";
  return overlap(roundsTo(stated), range) || overlap(truncatesTo(stated), range) ? "rounding" : "inconsistent";
}
