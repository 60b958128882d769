/** `analyze crossover`: treatment, period and carry-over of a data file. */
import { InputError, shown } from "../input-error.ts";
import type { Table } from "../table.ts";
import { type CrossoverColumns, type CrossoverData, readCrossover } from "./data.ts";
import { type Equivalence, equivalence, type TEstimate } from "./estimate.ts";
import { hillsArmitage, type Sequence } from "./hills-armitage.ts";
import { mixedCrossover, type PeriodTest } from "./mixed.ts";

export type CrossoverMethod = "hills-armitage" | "mixed";
export const crossoverMethods: readonly CrossoverMethod[] = ["hills-armitage", "mixed"];

export interface CrossoverOptions extends CrossoverColumns {
  /** By default Hills and Armitage's for two periods, the mixed model for more. */
  method?: CrossoverMethod;
  /** The outcome's logarithm is analysed; estimates are then also given as ratios, and margins are ratios. */
  log?: boolean;
  /** Margins of equivalence. */
  margins?: readonly [number, number];
  level?: number;
}

export interface CrossoverAnalysis {
  method: CrossoverMethod;
  n_subjects: number;
  n_rows: number;
  dropped: number;
  /** Subjects left out because a period is missing; the mixed model keeps them. */
  incomplete: number;
  scale: "plain" | "log";
  treatment: TEstimate;
  /** Of two periods, the second less the first; of more, the joint test, with `effects` against the first. */
  period: TEstimate | PeriodTest;
  carryover: { estimate: number | null; se: number | null; t: number | null; df: number | null; p: number | null };
  /** Treatment 1 by treatment 0, on the log scale only. */
  ratio: { value: number; ci: [number, number] } | null;
  sequences: Sequence[] | null;
  variance: { within: number; between: number; loglik: number } | null;
  equivalence: (Equivalence & { margins_ratio: [number, number] | null; ci_ratio: [number, number] | null }) | null;
}

function onLogScale(data: CrossoverData, table: Table, column: string): CrossoverData {
  const bad = table.numbers(column).findIndex((y) => y <= 0);
  if (bad >= 0) throw table.error(bad, column, "the logarithm needs values above 0");
  return {
    ...data,
    subjects: data.subjects.map((subject) => ({
      ...subject,
      outcome: subject.outcome.map((y) => (y === undefined ? y : Math.log(y))),
    })),
  };
}

function equivalenceOf(
  treatment: TEstimate,
  margins: readonly [number, number],
  log: boolean,
): CrossoverAnalysis["equivalence"] {
  if (log && !(margins[0] > 0)) {
    throw new InputError(`equivalence: margins of a ratio must be above 0, not ${margins[0]}`);
  }
  const found = equivalence(treatment, log ? [Math.log(margins[0]), Math.log(margins[1])] : margins);
  const [low, high] = found.ci;
  return {
    ...found,
    margins_ratio: log ? [margins[0], margins[1]] : null,
    ci_ratio: log ? [Math.exp(low), Math.exp(high)] : null,
  };
}

export function analyzeCrossover(table: Table, options: CrossoverOptions): CrossoverAnalysis {
  const { log = false, margins, level } = options;
  const read = readCrossover(table, options);
  const data = log ? onLogScale(read, table, options.outcome) : read;
  const two = data.periods.length === 2;
  const method = options.method ?? (two ? "hills-armitage" : "mixed");
  if (method === "hills-armitage" && !two) {
    throw new InputError(
      `crossover: column ${shown(options.period)} has ${data.periods.length} periods; Hills and Armitage's method takes 2, the mixed model more`,
    );
  }
  const rows = data.subjects.reduce((sum, { outcome }) => sum + outcome.filter((y) => y !== undefined).length, 0);
  const common = { method, n_subjects: data.subjects.length, n_rows: rows, dropped: data.dropped } as const;
  const scale = log ? "log" : "plain";
  const closing = (treatment: TEstimate) => ({
    ratio: log ? { value: Math.exp(treatment.estimate), ci: treatment.ci.map(Math.exp) as [number, number] } : null,
    equivalence: margins === undefined ? null : equivalenceOf(treatment, margins, log),
  });
  if (method === "hills-armitage") {
    const { treatment, period, carryover, sequences, incomplete } = hillsArmitage(data, level);
    return {
      ...common,
      incomplete,
      scale,
      treatment,
      period,
      carryover,
      sequences,
      variance: null,
      ...closing(treatment),
    };
  }
  const { treatment, period, carryover, sigma2, between2, loglik } = mixedCrossover(data, level);
  return {
    ...common,
    incomplete: 0,
    scale,
    treatment,
    period: two ? period.effects[0] : period,
    carryover: carryover ?? { estimate: null, se: null, t: null, df: null, p: null },
    sequences: null,
    variance: { within: sigma2, between: between2, loglik },
    ...closing(treatment),
  };
}
