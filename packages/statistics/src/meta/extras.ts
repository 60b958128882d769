/** What may be asked for beside the pooled effect: subgroups, meta-regression, how it hangs on single studies, asymmetry. */
import { chiSquared } from "@counterpulse/numerics";
import { InputError, shown } from "../input-error.ts";
import type { Table } from "../table.ts";
import type { MetaOptions, Pooler } from "./analysis.ts";
import type { Effect } from "./effect.ts";
import { type Asymmetry, egger, eggerRandom } from "./egger.ts";
import { type Influence, influence } from "./influence.ts";
import { type Pooled, poolEffects } from "./pool.ts";
import type { Studies } from "./read-studies.ts";
import { indicators, type MetaRegression, type Moderator, metaRegression } from "./regression.ts";
import type { Summary } from "./sensitivity.ts";
import { type TrimAndFill, trimAndFill } from "./trim-and-fill.ts";

export interface ExtrasOptions {
  /** A column. */
  subgroup?: string;
  /** Columns; words become indicators of all values but the first in alphabetical order. */
  moderators?: readonly string[];
  cumulative?: boolean;
  leaveOneOut?: boolean;
  trimAndFill?: boolean;
  egger?: boolean;
  influence?: boolean;
}

export interface Extras {
  subgroups?: {
    column: string;
    groups: ({ group: string } & Pooled)[];
    q_between: { value: number; df: number; p: number };
    /** The group of each study. */
    of_study: string[];
  };
  regression?: MetaRegression;
  cumulative?: ({ added: string } & Summary)[];
  leave_one_out?: ({ without: string } & Summary)[];
  trim_and_fill?: TrimAndFill;
  egger?: { classical: Asymmetry; random: Asymmetry | null };
  influence?: Influence[];
}

export const usedColumns = ({ subgroup, moderators = [] }: ExtrasOptions): string[] => [
  ...(subgroup === undefined ? [] : [subgroup]),
  ...moderators,
];

const summaryOf = ({ studies: _, ...rest }: Pooled): Summary => rest;

/** Each group pooled by itself, and the test that they differ: heterogeneity of the pooled effects (borenstein2009). */
function subgroups(table: Table, column: string, { rows }: Studies, level: number, pool: Pooler): Extras["subgroups"] {
  const cells = table.text(column);
  const ofStudy = rows.map((row) => cells[row] as string);
  const names = [...new Set(ofStudy)];
  if (names.length < 2) throw new InputError(`${table.source}: column ${shown(column)} has only one group`);
  const places = rows.map((_, i) => i);
  const groups = names.map((group) => ({ group, ...pool(places.filter((i) => ofStudy[i] === group)) }));
  const between = poolEffects(
    groups.map(({ group, estimate, se }) => ({ study: group, yi: estimate, vi: se * se })),
    { model: "common", test: "z", level },
  );
  const { value, df } = between.q;
  return { column, groups, q_between: { value, df, p: chiSquared(df).upper(value) }, of_study: ofStudy };
}

function moderatorsOf(table: Table, names: readonly string[], { rows }: Studies): Moderator[] {
  return names.flatMap((name) => {
    if (!table.isText(name)) {
      const values = table.numbers(name);
      return [{ name, values: rows.map((row) => values[row]) }];
    }
    const cells = table.text(name);
    const columns = indicators(
      name,
      rows.map((row) => cells[row] as string),
    );
    if (columns.length === 0) throw new InputError(`${table.source}: column ${shown(name)} has only one value`);
    return columns;
  });
}

/** @param effects those of studies whose effect is known */
export function extraAnalyses(
  table: Table,
  studies: Studies,
  options: MetaOptions,
  pool: Pooler,
  effects: readonly Effect[],
): Extras {
  const { level = 0.95, method = "IV", moderators = [] } = options;
  const onEffects = moderators.length > 0 || options.trimAndFill || options.egger || options.influence;
  if (onEffects && method !== "IV")
    throw new InputError(
      `method ${method}: moderators, trim and fill, Egger's test and influence need method IV, which pools the studies' effects`,
    );
  const all = studies.rows.map((_, i) => i);
  const nameOf = (i: number): string => studies.effects[i].study;
  const extras: Extras = {};
  if (options.subgroup !== undefined) extras.subgroups = subgroups(table, options.subgroup, studies, level, pool);
  if (moderators.length > 0)
    extras.regression = metaRegression(effects, moderatorsOf(table, moderators, studies), options);
  if (options.cumulative)
    extras.cumulative = all.map((i) => ({ added: nameOf(i), ...summaryOf(pool(all.slice(0, i + 1))) }));
  if (options.leaveOneOut) {
    if (all.length < 2) throw new InputError("leave-one-out: at least two studies are needed");
    extras.leave_one_out = all.map((i) => ({ without: nameOf(i), ...summaryOf(pool(all.toSpliced(i, 1))) }));
  }
  if (options.trimAndFill) extras.trim_and_fill = trimAndFill(effects, options);
  if (options.egger)
    extras.egger = {
      classical: egger(effects, level),
      random: options.model === "random" ? eggerRandom(effects, options) : null,
    };
  if (options.influence) extras.influence = influence(effects, options);
  return extras;
}
