/** A published study as data. */

/** READ on a page that was stored; DERIVED by arithmetic from what was read; RECALLED from memory, unverified. */
export type Status = "READ" | "DERIVED" | "RECALLED";

export type Measure = "RR" | "OR" | "HR" | "RD";

/**
 * What an effect or percentage rests on, where it is not simply the counts beside it: a pool of studies, a model (Cox,
 * adjusted regression), a Kaplan-Meier estimate, or a Bayesian posterior.
 */
export type Basis = "pooled" | "model" | "kaplan-meier" | "credible";

export interface Arm {
  readonly arm: string;
  readonly total: number | null;
  readonly note?: string;
}

export interface OutcomeArm {
  readonly arm: string;
  readonly events: number | null;
  readonly total: number | null;
}

/** Figures stand as text, with the decimals that were printed; a risk difference in percentage points. */
export interface Outcome {
  readonly outcome: string;
  /** The event is a good one, such as survival. */
  readonly favourable: boolean;
  /** Experimental, then control; or the only group. */
  readonly arms: readonly OutcomeArm[];
  /** Percentages printed for the arms. */
  readonly percents?: readonly string[];
  readonly measure?: Measure;
  readonly effect?: string;
  readonly ci95?: readonly [string, string];
  readonly p?: string;
  readonly basis?: Basis;
  /** Number needed to treat, as printed. */
  readonly nnt?: string;
  readonly status: Status;
  readonly note?: string;
}

export interface Study {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly design: string;
  readonly population: string;
  readonly arms: readonly Arm[];
  readonly outcomes: readonly Outcome[];
  readonly source: string;
  readonly address: string | null;
  readonly more?: readonly string[];
  readonly status: Status;
  readonly statusNote?: string;
  /** What the publication gives as its number of patients. */
  readonly totalStated?: number;
  readonly primaryEndpoint?: string;
  readonly recruitment?: string;
  readonly remark?: string;
  readonly haemodynamics?: readonly { what: string; difference: number; ci95: readonly [number, number] }[];
  readonly score?: {
    readonly items?: string;
    readonly what: string;
    readonly classes: readonly { points: string; survival: number }[];
    readonly auc: readonly number[];
  };
}
