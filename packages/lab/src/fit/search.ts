/** The search for the most probable parameters: which can be told at all, several starts, and the best end of them. */
import { InputError } from "../input-error.ts";
import type { Laboratory, Solved } from "../laboratory.ts";
import { findConflict } from "./contradictions.ts";
import { type Prior, publishedValue } from "./coordinates.ts";
import { asPatient, Forward, type ForwardCase, type Solution } from "./forward.ts";
import { differences, type Evaluation, gaussNewton, type Optimum, objectiveOf } from "./gauss-newton.ts";
import { type Start, startingPoints } from "./starts.ts";
import { supportText } from "./targets.ts";

export interface StartReport {
  readonly from: string;
  /** Sum of squares of the targets' z and of the parameters' distances from their priors; null without a steady state. */
  readonly objective: number | null;
  readonly end: string;
}

/** What would be met without one of two targets that contradict each other: their places, and the largest |z| left. */
export interface Contradiction {
  readonly worst: number;
  readonly partner: number | null;
  readonly withoutWorst: number;
  readonly withoutPartner: number | null;
}

export interface Found {
  /** The parameters that were searched for; the others of the case's priors are told by no target. */
  readonly priors: readonly Prior[];
  readonly optimum: Optimum<Solution>;
  readonly solved: Solved;
  readonly starts: readonly StartReport[];
  /** Another end that is nearly as good, elsewhere. */
  readonly rival: Optimum<Solution> | null;
  readonly contradiction: Contradiction | null;
  readonly work: { readonly cases: number; readonly beats: number };
}

/** A parameter that moves no target by this many standard deviations when it moves by one of its own is left alone. */
const INFORMS = 0.1;
/** A search that comes so near an end already found (in prior standard deviations) goes the same way. */
const JOINED = 0.2;
/** An end is a rival when it is less probable by no more than this and differs by more than that in a parameter. */
const RIVAL = { objective: 2, distance: 1 };

type Began = Start & { readonly evaluation: Evaluation<Solution> | null };

export function search(
  laboratory: Laboratory,
  asked: ForwardCase,
  options: { starts: number; seed: number; onProgress?: (done: number, all: number) => void },
): Found {
  const work = { cases: 0, beats: 0 };
  const forwardOf = (one: ForwardCase, asReported = false): Forward => new Forward(laboratory, one, work, asReported);
  const { one, jacobian } = withInformed(asked, forwardOf(asked));
  let forward = forwardOf(one);
  const starts = startingPoints(one.priors, options.starts, options.seed);
  let began = begin(forward, starts);
  if (began.every((b) => b.evaluation === null)) {
    forward = forwardOf(one, true);
    began = begin(forward, starts);
    if (began.every((b) => b.evaluation === null)) refuse(forward);
  }
  const ends = descend(forward, began, jacobian, options.onProgress);
  const first = ends.reduce((a, b) => (b.optimum.objective < a.optimum.objective ? b : a)).optimum;
  const best = gaussNewton(forward.evaluate, first, { jacobian: first.jacobian });
  const rival = ends.find(({ optimum: o }) => o !== first && isRival(o, best))?.optimum ?? null;
  const { optimum, solved } = settle(laboratory, forward, best, () => forwardOf(one, true));
  const contradiction = contradict(one, optimum, forwardOf);
  return { priors: one.priors, optimum, solved, starts: reports(began, ends), rival, contradiction, work };
}

/** The case with those parameters alone of which a target tells something at the priors' medians, and how it does. */
function withInformed(one: ForwardCase, forward: Forward): { one: ForwardCase; jacobian?: Float64Array[] } {
  const centre = new Float64Array(one.priors.length);
  const [evaluation] = forward.evaluate([centre], null);
  if (!evaluation) return { one };
  const columns = differences(forward.evaluate, centre, evaluation);
  const tells = columns.map((column) => Math.hypot(...column) >= INFORMS);
  const medians = one.priors.filter((_, j) => !tells[j]).map((p) => [p.id, publishedValue(p, 0)] as const);
  const held = { ...one.held, ...Object.fromEntries(medians) };
  const told = { ...one, priors: one.priors.filter((_, j) => tells[j]), held };
  return { one: told, jacobian: columns.filter((_, j) => tells[j]) };
}

/** All starts in one batch; the most probable first. */
function begin(forward: Forward, starts: readonly Start[]): Began[] {
  const evaluations = forward.evaluate(
    starts.map((s) => s.point),
    null,
  );
  const objective = ({ evaluation, point }: Began): number =>
    evaluation ? objectiveOf(point, evaluation.residuals) : Number.POSITIVE_INFINITY;
  return starts
    .map((s, i): Began => ({ ...s, evaluation: evaluations[i] }))
    .sort((a, b) => objective(a) - objective(b));
}

interface End {
  readonly from: string;
  readonly optimum: Optimum<Solution>;
  /** The start whose end this search came to, and left the rest to. */
  readonly joined: string | null;
}

/** Each start to its end, with the derivatives that the one before it was left with. */
function descend(
  forward: Forward,
  began: readonly Began[],
  centre: readonly Float64Array[] | undefined,
  onProgress?: (done: number, all: number) => void,
): End[] {
  const ends: End[] = [];
  let jacobian = centre;
  began.forEach(({ from, point, evaluation }, i) => {
    onProgress?.(i, began.length);
    if (!evaluation) return;
    const reached = (at: Float64Array): End | undefined =>
      ends.find((e) => e.joined === null && distance(e.optimum.point, at) < JOINED);
    const stop = (at: Float64Array): boolean => reached(at) !== undefined;
    const optimum = gaussNewton(
      forward.evaluate,
      { point, evaluation },
      { stop, rough: true, ...(jacobian ? { jacobian } : {}) },
    );
    jacobian = optimum.jacobian;
    ends.push({ from, optimum, joined: reached(optimum.point)?.from ?? null });
  });
  onProgress?.(began.length, began.length);
  return ends;
}

function distance(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, z, i) => Math.max(most, Math.abs(z - b[i])), 0);
}

function isRival(other: Optimum<Solution>, best: Optimum<Solution>): boolean {
  return other.objective - best.objective < RIVAL.objective && distance(other.point, best.point) > RIVAL.distance;
}

/**
 * The patient as every other command solves it. Where that is not the steady state that the search saw, because no
 * patient would reach it, the search goes on with the values that are reported.
 */
function settle(
  laboratory: Laboratory,
  forward: Forward,
  best: Optimum<Solution>,
  reporting: () => Forward,
): { optimum: Optimum<Solution>; solved: Solved } {
  const solve = (at: Float64Array): Solved => {
    const [parameters] = forward.patientsAt([at], publishedValue);
    return laboratory.solve([{ patient: asPatient(parameters), settings: {}, support: forward.one.support }])[0];
  };
  const solved = solve(best.point);
  if (solved.converged || forward.asReported) return { optimum: best, solved };
  const again = reporting();
  const [evaluation] = again.evaluate([best.point], null);
  if (!evaluation) return { optimum: best, solved };
  const optimum = gaussNewton(again.evaluate, { point: best.point, evaluation }, { maxIterations: 10 });
  return { optimum, solved: solve(optimum.point) };
}

/** Whether targets contradict each other, by searching again without either of the two suspects. */
function contradict(
  one: ForwardCase,
  optimum: Optimum<Solution>,
  forwardOf: (one: ForwardCase) => Forward,
): Contradiction | null {
  // One target alone has nothing to stand against.
  const conflict = one.goals.length > 1 ? findConflict(optimum) : null;
  if (!conflict) return null;
  const without = (left: number): number => {
    const forward = forwardOf({ ...one, goals: one.goals.filter((_, i) => i !== left) });
    const [evaluation] = forward.evaluate([optimum.point], optimum.evaluation.start);
    if (!evaluation) return Number.NaN;
    const end = gaussNewton(forward.evaluate, { point: optimum.point, evaluation }, { maxIterations: 10 });
    return end.evaluation.residuals.reduce((most, r) => Math.max(most, Math.abs(r)), 0);
  };
  const { worst, partner } = conflict;
  return { worst, partner, withoutWorst: without(worst), withoutPartner: partner === null ? null : without(partner) };
}

function reports(began: readonly Began[], ends: readonly End[]): StartReport[] {
  return began.map(({ from }) => {
    const end = ends.find((e) => e.from === from);
    if (!end) return { from, objective: null, end: "no steady state there" };
    // A search that joined another would have gone on to where that one ended.
    const { objective, converged } = (ends.find((e) => e.from === end.joined) ?? end).optimum;
    const text = end.joined ? `came to the end of ${end.joined}` : converged ? "converged" : "did not converge";
    return { from, objective, end: text };
  });
}

/** No start gives the targets: because one of them does not exist there, or because nothing settles. */
function refuse(forward: Forward): never {
  const indices = forward.indicesAt(new Float64Array(forward.one.priors.length));
  const missing = forward.one.goals.find(({ index }) => indices[index] === null);
  const support = supportText(forward.one.support);
  throw new InputError(
    missing
      ? `--target: ${missing.index} does not exist on support ${support}; indices that do are allowed.`
      : `--target: no start comes to values of the targets on support ${support}; other settings or a patient to start from (--patient) are allowed.`,
  );
}
