/** Figures of the evidence: a study's outcomes in its two groups, and the forest plot of a pool. */
import type { OutcomeDocument, PoolDefinition, PoolDocument, StudyDocument } from "@counterpulse/evidence";
import type { ProportionRow } from "@counterpulse/figures";
import { metaFigure } from "./meta-figures.ts";
import { fixed, signed } from "./number.ts";

const WIDTH = 860;

/** How a figure is drawn, whatever it shows. */
export interface Drawing {
  readonly theme?: "light" | "dark";
  readonly width?: number;
}

const drawable = ({ outcomes }: StudyDocument): OutcomeDocument[] =>
  outcomes.filter(({ recomputed, arms }) => recomputed !== null && arms.length === 2);

/** Whether a study has an outcome with counts of two groups: only those can be drawn. */
export const canDraw = (study: StudyDocument): boolean => drawable(study).length > 0;

export async function studyFigure(
  study: StudyDocument,
  { theme = "light", width = WIDTH }: Drawing = {},
): Promise<string> {
  const drawn = drawable(study);
  const { proportions } = await import("@counterpulse/figures");
  const [first] = drawn;
  return proportions({
    title: `${study.title}, ${study.year}`,
    subtitle: `${capital(study.population)}. ${capital(study.design)}. Share of each group that did well.`,
    note: `Marks: share, with Wilson's 95 % interval. Difference: first minus second group in percentage points, with Newcombe's interval; P by the chi-squared test. ${noteOf(drawn)} Not a medical device.`,
    width,
    theme,
    axis: "per cent of the group",
    groups: [first.arms[0].arm, first.arms[1].arm],
    differenceHead: "difference (95 % CI), P",
    rows: drawn.map(rowOf),
  });
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function noteOf(drawn: readonly OutcomeDocument[]): string {
  const statuses = new Set(drawn.map(({ status }) => status));
  if (statuses.has("RECALLED")) return "Some counts are recalled, unverified.";
  return statuses.has("DERIVED") ? "Counts are those that alone give the printed percentages." : "Counts as published.";
}

/** The good outcome: of deaths, those who lived. */
function rowOf(outcome: OutcomeDocument): ProportionRow {
  const { favourable, recomputed } = outcome;
  const groups = outcome.arms.map(({ events, total, pct, pct_ci }) => {
    const [n, k, p, ci] = [total as number, events as number, pct as number, pct_ci as readonly [number, number]];
    return favourable
      ? { pct: p, ci, counts: `${k}/${n}` }
      : { pct: 100 - p, ci: [100 - ci[1], 100 - ci[0]] as const, counts: `${n - k}/${n}` };
  });
  return {
    label: favourable ? capital(outcome.outcome) : goodName(outcome.outcome),
    groups: [groups[0], groups[1]],
    difference: differenceText(recomputed, favourable),
  };
}

/** "death 28 d (matched)" becomes "Survival 28 d (matched)". */
function goodName(name: string): string {
  return /\bdeath\b/.test(name) ? capital(name.replace(/\bdeath\b/, "survival")) : `Without: ${name}`;
}

function differenceText(recomputed: OutcomeDocument["recomputed"], favourable: boolean): string {
  if (recomputed === null) return "";
  const { value, ci } = recomputed.rd;
  const sign = favourable ? 1 : -1;
  const ends = ci.map((end) => 100 * sign * (end as number)).sort((x, y) => x - y);
  const p = recomputed.p.chi2;
  const pText = p === null ? "" : p < 0.001 ? ", P < 0.001" : `, P = ${p.toFixed(3)}`;
  return `${signed(100 * sign * (value as number), 1)} (${fixed(ends[0], 1)} to ${fixed(ends[1], 1)})${pText}`.replaceAll(
    "-",
    "−",
  );
}

export function poolFigure(
  pool: PoolDocument,
  { favours }: PoolDefinition,
  { theme, width }: Drawing = {},
): Promise<string> {
  const published = pool.published.flatMap(({ title, measure, value, ci }) =>
    value === null || ci === null ? [] : [`${title} ${measure} ${value} (${ci.join(" to ")})`],
  );
  const left = pool.left_out.map(({ study }) => study);
  const recalled = pool.members.filter(({ status }) => status === "RECALLED").map(({ study }) => study);
  const note = [
    `Counted: ${pool.event}.`,
    ...(published.length > 0 ? [`As published: ${published.join("; ")}.`] : []),
    ...(left.length > 0 ? [`Left out, recalled: ${left.join(", ")}.`] : []),
    ...(recalled.length > 0 ? [`Counts recalled, unverified: ${recalled.join(", ")}.`] : []),
    ...pool.cautions,
    "Not a medical device.",
  ];
  return metaFigure(pool.analysis, "forest", {
    title: pool.title,
    favours,
    groups: pool.groups,
    note: note.join(" "),
    theme,
    width,
  });
}
