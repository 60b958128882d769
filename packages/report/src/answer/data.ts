/** What the answer is composed of: results of the model and of simulations, as whoever computed them hands them over. */

export type Values = Readonly<Record<string, number | null>>;

export interface PatientResult {
  readonly id: string;
  readonly draw: number;
  readonly drawn: Readonly<Record<string, number>>;
  readonly none: Values;
  readonly iabp: Values;
  readonly ecmo: Values;
  readonly both: Values;
  /** The balloon's addition to VA-ECMO, both sides read at one time. */
  readonly added: { readonly before: Values; readonly after: Values };
  readonly unsettled: readonly string[];
}

/** One entry of a row of the tables of effects, judged on one patient. */
export interface JudgedEffect {
  readonly id: string;
  readonly text: string;
  readonly change_pct: number | null;
  readonly holds: boolean | null;
}

export interface ComparedPatient {
  readonly id: string;
  readonly effects: readonly JudgedEffect[];
  /** Indices under each support. */
  readonly under: Readonly<Record<string, Values>>;
}

export interface LadderResult {
  readonly patient: string;
  readonly parameter: string;
  readonly steps: readonly {
    readonly value: number;
    readonly wedge_change_mmHg: number | null;
    readonly edp_change_mmHg: number | null;
    readonly flow_change_L_min: number | null;
    readonly wedge_mmHg: number | null;
    readonly valve_open: number | null;
    readonly distended: boolean;
    readonly settled: boolean;
  }[];
}

export interface StudyResult {
  readonly id: string;
  readonly title: string;
  readonly n: number;
  readonly repeats: number;
  readonly pool: number;
  readonly endpoints: readonly {
    readonly endpoint: string;
    readonly role: string;
    readonly truth: { readonly mean: number | null };
    readonly n_80: number | null;
  }[];
  readonly rows: readonly {
    readonly n: number;
    readonly endpoint: string;
    readonly power: number;
    readonly mc_error: number;
    readonly ci_halfwidth: number | null;
    readonly true_effect: number | null;
    readonly analysed: number | null;
  }[];
}

export interface TrialScenario {
  readonly effect: string;
  readonly power: number;
  readonly harm: number;
  readonly mc_error: number;
  readonly expected_n: number;
  readonly duration_months: { readonly mean: number };
  readonly population: { readonly helped: number; readonly risks: readonly [number, number] };
  readonly subgroups: readonly {
    readonly id: string;
    readonly label: string;
    readonly share: number;
    readonly truth: number | null;
    readonly truth_outside: number | null;
    readonly interaction_power: number | null;
  }[];
}

export interface TrialResult {
  readonly protocol: {
    readonly arms: { readonly control: string };
    readonly endpoint: { readonly event: string };
    readonly analysis: { readonly test: string };
  };
  readonly trial: { readonly id: string; readonly title: string; readonly n: number };
  readonly repeats: number;
  readonly type_1_error: { readonly value: number; readonly mc_error: number } | null;
  readonly scenarios: readonly TrialScenario[];
}

export interface ClassCount {
  readonly class: string;
  readonly held: number;
  readonly counted: number;
  readonly recalled: number;
}

/** Where parameters of the model come from, by the words of their sources. */
export interface SourceCount {
  readonly all: number;
  readonly assumed: number;
  readonly recalled: number;
}

export interface AnswerData {
  readonly seed: number;
  readonly model: { readonly name: string; readonly version: string; readonly hash: string };
  readonly population: {
    readonly id: string;
    readonly title: string;
    readonly accepted: { readonly count: number; readonly of: number };
  };
  readonly patients: readonly PatientResult[];
  /** The built-in patients, the reference patient in shock first among those who have shock. */
  readonly compared: readonly (ComparedPatient & { readonly shock: boolean })[];
  readonly ladders: readonly LadderResult[];
  readonly studies: readonly StudyResult[];
  readonly trials: readonly TrialResult[];
  readonly validation: readonly ClassCount[];
  readonly sources: SourceCount;
  /** Parameter or index id to words and unit. */
  readonly words: Readonly<Record<string, { readonly label: string; readonly unit: string }>>;
  /** What is published of left ventricular distension on VA-ECMO, as shares. */
  readonly distension: readonly {
    readonly range: readonly [number, number];
    readonly what: string;
    readonly source: string;
  }[];
}
