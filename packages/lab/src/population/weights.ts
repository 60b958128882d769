/**
 * Importance weights: the alternative to refusing draws. Each counts as often as he must, so that the weighted margins are
 * the published ones; what that costs is told as the size of an unweighted sample that would say as much (kish1965).
 */
import { InputError } from "../input-error.ts";
import { type Constraint, constraintsOf, deviationsOf, levelUnder, type Statistic, toldLevel } from "./constraints.ts";
import { type Margin, marginsOf } from "./margins.ts";
import type { Population } from "./population.ts";
import type { Subject } from "./targets.ts";
import { tilt } from "./tilting.ts";

/** One published number of a target. */
export interface Claim {
  readonly index: string;
  readonly group: Readonly<Record<string, string>> | null;
  readonly statistic: Statistic;
  readonly wanted: number;
}

/** The same, and whether weights bring it about. */
export interface Calibrated extends Claim {
  /** What is averaged: of quantiles the share at or below the published value, else the statistic itself. */
  readonly level: { readonly wanted: number; readonly before: number | null; readonly after: number | null };
  readonly met: boolean;
  /** Where it cannot be met: why, and the other numbers that stand against it. */
  readonly conflict: { readonly reason: string; readonly with: readonly Claim[] } | null;
}

export interface Weighted {
  readonly n: number;
  /** Mean 1. */
  readonly weights: Float64Array;
  /** Size of an unweighted sample with the same variance of a mean; and over n. */
  readonly effective_n: number;
  readonly effective_share: number;
  readonly largest: number;
  readonly targets: readonly Calibrated[];
  readonly margins: readonly Margin[];
}

/** Weights meet a level within so much of its own size, or of 1. */
const MET = 1e-8;

/** @throws InputError where the population names no targets, or there is nobody */
export function weigh(population: Population, subjects: readonly Subject[]): Weighted {
  const n = subjects.length;
  requireTargets(population);
  if (n === 0)
    throw new InputError(`population "${population.id}": there is nobody to weigh; one or more are allowed.`);
  const constraints = constraintsOf(population.targets, subjects);
  const { kept, conflicts } = choose(constraints, n);
  const weights = weightsFor(kept, n) ?? new Float64Array(n).fill(1);
  const squares = weights.reduce((sum, w) => sum + w * w, 0);
  return {
    n,
    weights,
    effective_n: (n * n) / squares,
    effective_share: n / squares,
    largest: weights.reduce((a, b) => Math.max(a, b), 0),
    targets: constraints.map((c) => calibrated(c, weights, conflicts.get(c) ?? null)),
    margins: marginsOf(population, subjects, weights),
  };
}

/** @throws InputError where weights have nothing to aim at */
export function requireTargets({ id, targets }: Population): void {
  if (!targets.some(({ target }) => !target.compare))
    throw new InputError(
      `population "${id}": targets: there is none to aim at; weights need one or more that are not for comparison only.`,
    );
}

function weightsFor(constraints: readonly Constraint[], n: number): Float64Array | null {
  const found = tilt(constraints.map(deviationsOf), n);
  return found.kind === "met" ? found.weights : null;
}

type Conflict = NonNullable<Calibrated["conflict"]>;

/** In the file's order: whatever can be met together with what stands before it. */
function choose(
  constraints: readonly Constraint[],
  n: number,
): { kept: Constraint[]; conflicts: Map<Constraint, Conflict> } {
  const conflicts = new Map<Constraint, Conflict>();
  const possible = constraints.filter((c) => {
    const reason = impossible(c);
    if (reason !== null) conflicts.set(c, { reason, with: [] });
    return reason === null;
  });
  if (weightsFor(possible, n)) return { kept: possible, conflicts };
  const kept: Constraint[] = [];
  for (const c of possible) {
    if (weightsFor([...kept, c], n)) kept.push(c);
    else conflicts.set(c, { reason: "contradicts others", with: against(c, kept, n).map(claimOf) });
  }
  return { kept, conflicts };
}

/** Why one constraint cannot be met by itself, or null. */
function impossible({ values, level, statistic, wanted }: Constraint): string | null {
  const known = values.filter((x) => x !== null);
  if (known.length === 0) return "nobody has a value";
  const [least, most] = known.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [known[0], known[0]]);
  if (least === most && least === level) return null;
  if (level > least && level < most) return null;
  if (statistic === "mean") return `all lie ${least >= level ? "above" : "below"} ${wanted}`;
  if (statistic === "SD") return `all lie ${least >= level ? "further" : "less far"} from the mean`;
  if (statistic === "share") return least === 1 ? "all are counted" : "none is counted";
  return `all lie ${least === 1 ? "at or below" : "above"} ${wanted}`;
}

/** The fewest of those kept that stand against it: whichever can go without an end to the contradiction goes. */
function against(one: Constraint, kept: readonly Constraint[], n: number): Constraint[] {
  return kept.reduce<Constraint[]>(
    (left, candidate) => {
      const fewer = left.filter((c) => c !== candidate);
      return weightsFor([...fewer, one], n) ? left : fewer;
    },
    [...kept],
  );
}

const claimOf = ({ row: { measure, target }, statistic, wanted }: Constraint): Claim => ({
  index: measure.id,
  group: target.group ?? null,
  statistic,
  wanted,
});

function calibrated(c: Constraint, weights: Float64Array, conflict: Conflict | null): Calibrated {
  const level = toldLevel(c);
  const after = levelUnder(c, weights);
  return {
    ...claimOf(c),
    level: { wanted: level, before: levelUnder(c), after },
    met: after !== null && Math.abs(after - level) <= MET * Math.max(1, Math.abs(level)),
    conflict,
  };
}
