/** Margins: what those enrolled are like without support, each target beside what came out. */
import type { Population } from "./population.ts";
import type { Target } from "./population-file.ts";
import { requireQuantity } from "./quantities.ts";
import { type Share, shareOf } from "./share.ts";
import { type Summary, summarise, summariseWeighted } from "./summary.ts";
import { concerns, counted, type Measure, type Subject, type TargetRow } from "./targets.ts";

export interface Margin extends Summary {
  /** An index, a ratio of indices, or a criterion of the file. */
  readonly index: string;
  /** Words and unit for a person where it is no index. */
  readonly label: string | null;
  readonly unit: string;
  /** Group -> member where it is of some only. */
  readonly group: Readonly<Record<string, string>> | null;
  readonly target: Target | null;
  /** Of a target that is a share: the one that came out. The interval is left out where patients are weighted. */
  readonly share: Share | null;
}

type Row = Pick<TargetRow, "measure"> & { readonly target: Target | null };

/** Criteria of enrolment first, then what else has targets, in the file's order. */
function rowsOf({ accept, targets }: Population): Row[] {
  const ids = [...new Set([...accept.keys(), ...targets.map(({ measure }) => measure.id)])];
  return ids.flatMap((id): Row[] => {
    const own = targets.filter(({ measure }) => measure.id === id);
    const told = own.some(({ target }) => target.group === undefined && target.kind !== "share");
    if (told || !accept.has(id)) return own;
    return [{ measure: { ...requireQuantity(id, id), kind: "quantity" }, target: null }, ...own];
  });
}

/** Indices that the margins follow from. */
export function neededIndices(population: Population): string[] {
  return [...new Set(rowsOf(population).flatMap(({ measure }) => measure.needs))];
}

/** Whether targets look at groups. */
export const targetsGroups = ({ targets }: Population): boolean =>
  targets.some(({ target }) => target.group !== undefined);

/** @param weights one for each subject; all the same without them */
export function marginsOf(population: Population, subjects: readonly Subject[], weights?: ArrayLike<number>): Margin[] {
  return rowsOf(population).map(({ measure, target }) => {
    const among = subjects.flatMap((subject, i) =>
      target === null || concerns(target, subject) ? [{ subject, weight: weights?.[i] ?? 1 }] : [],
    );
    return {
      index: measure.id,
      label: measure.label,
      unit: measure.unit,
      group: target?.group ?? null,
      target,
      share: target?.kind === "share" ? shareAmong(among, { measure, target }, weights !== undefined) : null,
      ...summaryAmong(among, measure, weights !== undefined),
    };
  });
}

type Among = readonly { readonly subject: Subject; readonly weight: number }[];

function summaryAmong(among: Among, measure: Measure, weighted: boolean): Summary {
  // A criterion has no distribution; how many are known stands in its share.
  if (measure.kind === "criterion") return summarise([]);
  const known = among.flatMap(({ subject, weight }) => {
    const value = measure.of(subject.indices);
    return value === null ? [] : [{ value, weight }];
  });
  const values = known.map(({ value }) => value);
  if (!weighted) return summarise(values);
  return summariseWeighted(
    values,
    known.map(({ weight }) => weight),
  );
}

function shareAmong(among: Among, row: TargetRow, weighted: boolean): Share {
  const known = among.flatMap(({ subject, weight }) => {
    const value = counted(row, subject);
    return value === null ? [] : [{ value, weight }];
  });
  const hits = known.filter(({ value }) => value === 1);
  const plain = shareOf(hits.length, known.length);
  if (!weighted || plain.share === null) return plain;
  const sum = (of: typeof known): number => of.reduce((a, { weight }) => a + weight, 0);
  return { ...plain, share: sum(known) > 0 ? sum(hits) / sum(known) : null, ci: null };
}
