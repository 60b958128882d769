/**
 * What goes with an entry that does not come out as the literature expects. Each reason is told only where its own numbers
 * hold in that patient, and with them; otherwise that none was found.
 */
import { fixed } from "../number.ts";
import type { ComparedPatient, JudgedEffect, Values } from "./data.ts";
import { DISTENSION } from "./distended.ts";
import { change } from "./words.ts";

interface Rule {
  readonly rows: readonly string[];
  readonly text: RegExp;
  /** The index whose change in these two states is the reason. */
  readonly index: string;
  readonly holds: (before: number, after: number) => boolean;
  readonly why: string;
  /** What its number is called, and which is told: the change in percent, or the share before. */
  readonly name: string;
  readonly tell: "change" | "before";
}

/** A change this small is none, in percent: the limit by which rows are judged. */
const NOTICEABLE_PCT = 0.5;

const rises = (x: number, y: number): boolean => y > x;
const falls = (x: number, y: number): boolean => y < x;

/** The first that holds is told. */
const RULES: readonly Rule[] = [
  {
    ...{ rows: ["T1", "T2", "T3"], text: /./, index: "aortic_valve_open_fraction", tell: "before" },
    holds: (open) => open < DISTENSION.valve_open_below,
    why: "on VA-ECMO alone its aortic valve hardly opens, so there is no ejection to ease",
    name: "open",
  },
  {
    ...{ rows: ["I4", "T3"], text: /autoregulation/, index: "lv_mvo2_mL_min", holds: falls, tell: "change" },
    why: "the muscle needs less with the balloon, and a bed that regulates itself follows the need",
    name: "oxygen use",
  },
  {
    ...{ rows: ["I7", "T2"], text: /consumption|area/, index: "lv_stroke_work_mmHg_mL", holds: rises, tell: "change" },
    why: "relieved, the heart ejects more, and what it ejects costs oxygen",
    name: "stroke work",
  },
  {
    ...{ rows: ["E4"], text: /consumption|stress|area/, index: "lv_stroke_work_mmHg_mL", holds: falls, tell: "change" },
    why: "too weak to eject against it, the heart does less work",
    name: "stroke work",
  },
  {
    ...{ rows: ["I9"], text: /./, index: "total_flow_L_min", holds: rises, tell: "change" },
    why: "so much more flow comes that the hypothesis lets the microcirculation gain",
    name: "total flow",
  },
];

const STATES: Readonly<Record<string, readonly [before: string, after: string]>> = {
  I: ["none", "iabp"],
  E: ["none", "va-ecmo"],
  T: ["va-ecmo", "va-ecmo+iabp"],
};

export interface Reason {
  readonly why: string;
  readonly number: number | null;
  readonly name: string;
  readonly tell: "change" | "before" | null;
}

export function reasonOf({ under }: Pick<ComparedPatient, "under">, { id, text, change_pct }: JudgedEffect): Reason {
  const [before, after] = STATES[id[0]].map((support): Values => under[support] ?? {});
  for (const rule of RULES) {
    const [x, y] = [before[rule.index] ?? null, after[rule.index] ?? null];
    if (!rule.rows.includes(id) || !rule.text.test(text) || x === null || y === null) continue;
    if (!rule.holds(x, y)) continue;
    return {
      ...{ why: rule.why, name: rule.name, tell: rule.tell },
      number: rule.tell === "before" ? x : x === 0 ? null : (100 * (y - x)) / x,
    };
  }
  if (change_pct !== null && Math.abs(change_pct) < NOTICEABLE_PCT)
    return { why: `it changes by less than ${NOTICEABLE_PCT} %`, name: "", tell: null, number: null };
  return { why: "no reason found", name: "", tell: null, number: null };
}

/** Each reason once, with the numbers of all for whom it is one. */
export function reasonsText(reasons: readonly Reason[]): string {
  const unique = [...new Set(reasons.map(({ why }) => why))];
  return unique
    .map((why) => {
      const own = reasons.filter((r) => r.why === why);
      const numbers = own.flatMap(({ number }) => (number === null ? [] : [number]));
      return numbers.length === 0 ? why : `${why} (${own[0].name} ${rangeText(numbers, own[0].tell)})`;
    })
    .join("; ");
}

function rangeText(numbers: readonly number[], tell: Reason["tell"]): string {
  const before = tell === "before";
  const texts = [Math.min(...numbers), Math.max(...numbers)].map((x) => (before ? fixed(100 * x, 0) : change(x, 0)));
  return `${[...new Set(texts)].join(" to ")} %${before ? " of the beat" : ""}`;
}
