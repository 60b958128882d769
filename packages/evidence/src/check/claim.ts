/** Claims: what a paper states, in a form that can be recomputed. Stated figures are texts, as printed. */

interface Stated {
  readonly study: string;
  /** What is claimed, in words; a text is made up where there is none. */
  readonly claim?: string;
  /** Shown with the verdict. */
  readonly note?: string;
}

export interface ProportionClaim extends Stated {
  readonly kind: "proportion";
  /** null: does any count fit? */
  readonly events: number | null;
  readonly total: number;
  readonly stated_pct: string;
  /** Other groups that the percentage may be of, by name: told if one of them fits. */
  readonly denominators?: Readonly<Record<string, number>>;
}

export interface SumClaim extends Stated {
  readonly kind: "sum";
  readonly parts: readonly (number | string)[];
  readonly stated_total: number | string;
}

export interface TwoByTwoClaim extends Stated {
  readonly kind: "two_by_two";
  readonly a: number;
  readonly n1: number;
  readonly b: number;
  readonly n2: number;
  readonly stated_p?: string;
  readonly stated_rr?: string;
  readonly stated_or?: string;
  readonly stated_rd?: string;
  readonly stated_nnt?: string;
  readonly stated_ci?: readonly [string, string];
  /** Of the interval; 0.95 unless given. */
  readonly level?: number;
  /** The groups are matched pairs: McNemar's tests count among the standard ones. */
  readonly paired?: boolean;
}

export interface RatioClaim extends Stated {
  readonly kind: "ratio";
  readonly measure: "RR" | "OR" | "HR";
  readonly estimate: string;
  readonly ci: readonly [string, string] | null;
  readonly level?: number;
  readonly stated_p?: string;
  /** Percentages printed for the two groups, whose ratio should lie in the interval. */
  readonly percents?: readonly [string, string];
  /** Events and totals of the two groups, of which the ratio is stated. */
  readonly counts?: { readonly a: number; readonly n1: number; readonly b: number; readonly n2: number };
}

export interface DifferenceClaim extends Stated {
  readonly kind: "difference";
  readonly estimate_pct: string;
  readonly ci_pct?: readonly [string, string] | null;
  readonly level?: number;
  readonly stated_p?: string;
  readonly stated_nnt?: string;
}

/** Two places that should say the same: legend and text, a paper and its source. */
export interface ComparisonClaim extends Stated {
  readonly kind: "comparison";
  readonly stated: string;
  readonly elsewhere: string;
  /** Where the other stands. */
  readonly where: string;
}

export type Claim = ProportionClaim | SumClaim | TwoByTwoClaim | RatioClaim | DifferenceClaim | ComparisonClaim;
export type ClaimKind = Claim["kind"];

export const VERDICTS = ["consistent", "rounding", "inconsistent", "impossible"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One stated figure, recomputed. */
export interface Finding {
  readonly study: string;
  readonly claim: string;
  readonly stated: string;
  /** What follows from the other figures; null where nothing can be computed. */
  readonly recomputed: number | string | null;
  /** Between what the recomputed value may lie, given the printed precision; null: no bound on that side. */
  readonly bounds: readonly [number | null, number | null];
  readonly verdict: Verdict;
  /** Which rule judged, in a word or two. */
  readonly rule: string;
  /** Why, in a sentence. */
  readonly reason: string;
  readonly note: string | null;
}
