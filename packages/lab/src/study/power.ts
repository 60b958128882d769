/**
 * `study power`: a study repeated thousands of times. Patients are solved once; each repeat draws its patients from them
 * with replacement and measures them anew.
 */
import { stream } from "@counterpulse/numerics";
import type { Laboratory } from "../laboratory.ts";
import { type ModelStamp, stamp } from "../simulate.ts";
import { analyse, type Endpoint, endpointsOf } from "./analyse.ts";
import { drawDataSet } from "./draw.ts";
import { ladderPower } from "./ladder-power.ts";
import { neededFor } from "./needed.ts";
import type { Protocol } from "./protocol.ts";
import { Tally, type TallyPart } from "./tally.ts";
import { solveTruth, type Truth } from "./truth.ts";
import { type TrueEffect, trueEffect } from "./truth-of.ts";

export interface PowerRow {
  /** Patients; in a ladder readings at each step. */
  readonly n: number;
  readonly endpoint: string;
  readonly role: string;
  readonly analysis: string;
  /** Share of repeats with P below alpha; of a criterion, those in which it is met. */
  readonly power: number;
  /** Mean half-width of the 95 % interval; null where there is none. */
  readonly ci_halfwidth: number | null;
  /** Standard error of the power from the number of repeats. */
  readonly mc_error: number;
  /** Standard error of the power from the number of patients solved; rather too large, since they lie evenly. */
  readonly pool_error: number | null;
  readonly true_effect: number | null;
  readonly mean_estimate: number | null;
  readonly sd_estimate: number | null;
  /** Share of intervals that hold the true effect. */
  readonly coverage: number | null;
  /** Share of the repeats with P below alpha whose estimate has the wrong sign. */
  readonly wrong_sign: number | null;
  /** Mean number of patients analysed. */
  readonly analysed: number | null;
  /** Repeats that could not be analysed. */
  readonly failed: number;
}

export interface EndpointSummary {
  readonly endpoint: string;
  readonly role: string;
  readonly analysis: string;
  readonly contrast: readonly [string, string] | null;
  readonly truth: TrueEffect;
  /** Patients for a power of 80 and 90 % by the t test's formula, with mean and spread of the repeats; null beyond 100,000. */
  readonly n_80: number | null;
  readonly n_90: number | null;
}

export interface StudyPower {
  readonly protocol: Protocol;
  readonly model: ModelStamp | null;
  readonly seed: number;
  readonly repeats: number;
  readonly pool: number;
  readonly unsettled: number;
  readonly rows: readonly PowerRow[];
  readonly endpoints: readonly EndpointSummary[];
  readonly truth: Truth;
}

export interface PowerRequest {
  readonly sizes: readonly number[];
  readonly repeats: number;
  readonly seed: number;
  /** Patients that are solved. */
  readonly pool: number;
  readonly onProgress?: (done: number, all: number) => void;
}

export function studyPower(protocol: Protocol, laboratory: Laboratory, request: PowerRequest): StudyPower {
  const { pool, seed, onProgress } = request;
  const solving = (done: number, all: number): void => onProgress?.((SOLVING * done) / all, 1);
  const truth = solveTruth(protocol, laboratory, { patients: pool, seed, sampling: "sobol", onProgress: solving });
  const drawing = (done: number, all: number): void => onProgress?.(SOLVING + ((1 - SOLVING) * done) / all, 1);
  return { ...powerOf(protocol, truth, { ...request, onProgress: drawing }), model: stamp(laboratory) };
}

/** Share of the time that solving the pool takes, about. */
export const SOLVING = 0.8;

/** Repeats that are added up together, on whichever thread: in other parts rounding would be another. */
export const REPEATS_PART = 50;

/** The power of a protocol where true values are known. */
export function powerOf(protocol: Protocol, truth: Truth, request: PowerRequest): StudyPower {
  const { repeats, onProgress } = request;
  const parts: PowerPart[] = [];
  if (protocol.document.design !== "ladder") {
    for (let from = 0; from < repeats; from += REPEATS_PART) {
      parts.push(powerPart(protocol, truth, request, from));
      onProgress?.(Math.min(repeats, from + REPEATS_PART), repeats);
    }
  }
  return concludePower(protocol, truth, request, parts);
}

/** By size, in rising order, and endpoint. */
export type PowerPart = readonly (readonly TallyPart[])[];

/** Repeats from a number on, up to REPEATS_PART of them: they depend on nothing but seed and number. */
export function powerPart(protocol: Protocol, truth: Truth, request: PowerRequest, from: number): PowerPart {
  const plan = planOf(protocol, truth, request);
  repeatStudy(plan, request, from, Math.min(request.repeats, from + REPEATS_PART));
  return plan.tallies.map((row) => row.map((tally) => tally.part()));
}

/** @param parts all of them, in their order */
export function concludePower(
  protocol: Protocol,
  truth: Truth,
  request: PowerRequest,
  parts: readonly PowerPart[],
): StudyPower {
  const { repeats, seed } = request;
  const { unsettled, patients } = truth;
  const common = { protocol, model: null, seed, repeats, pool: patients.length, unsettled, truth };
  if (protocol.document.design === "ladder") return { ...common, ...ladderPower(protocol, truth, request) };
  const { sizes, endpoints, truths, tallies } = planOf(protocol, truth, request);
  for (const part of parts) {
    part.forEach((row, k) => {
      row.forEach((tally, e) => {
        tallies[k][e].addPart(tally);
      });
    });
  }
  const rows = sizes.flatMap((_, k) =>
    endpoints.map((endpoint, e): PowerRow => ({ ...tallies[k][e].row(repeats), ...named(endpoint) })),
  );
  return { ...common, rows, endpoints: endpoints.map((one, e) => summary(protocol, one, truths[e], tallies, e)) };
}

interface Plan {
  readonly protocol: Protocol;
  readonly truth: Truth;
  readonly sizes: readonly number[];
  readonly endpoints: readonly Endpoint[];
  readonly truths: readonly TrueEffect[];
  /** By size and endpoint. */
  readonly tallies: readonly (readonly Tally[])[];
}

function planOf(protocol: Protocol, truth: Truth, request: PowerRequest): Plan {
  const endpoints = endpointsOf(protocol);
  const sizes = [...new Set(request.sizes)].sort((a, b) => a - b);
  const truths = endpoints.map((endpoint) => trueEffect(protocol, endpoint, truth));
  const tallies = sizes.map((n) => endpoints.map((_, e) => new Tally(n, truth.patients.length, truths[e].mean)));
  return { protocol, truth, sizes, endpoints, truths, tallies };
}

const named = ({ index, role, analysis }: Endpoint) => ({ endpoint: index, role, analysis });

function repeatStudy(plan: Plan, { seed }: PowerRequest, from: number, to: number): void {
  const { protocol, truth, sizes, endpoints, tallies } = plan;
  const pool = truth.patients.length;
  const largest = sizes[sizes.length - 1];
  for (let r = from; r < to; r++) {
    // Sizes share their patients: the smaller study is the beginning of the larger one.
    const data = drawDataSet(protocol, truth, stream(seed, r, "study power"), {
      n: largest,
      pick: (_, { uniform }) => Math.floor(uniform() * pool),
    });
    sizes.forEach((n, k) => {
      endpoints.forEach((endpoint, e) => {
        tallies[k][e].add(analyse(protocol, endpoint, data, n), protocol.alpha, data.who);
      });
    });
  }
}

function summary(
  { document, alpha }: Protocol,
  endpoint: Endpoint,
  truth: TrueEffect,
  tallies: readonly (readonly Tally[])[],
  e: number,
): EndpointSummary {
  const last = tallies[tallies.length - 1][e];
  const contrast = endpoint.contrast ?? null;
  const needed = (power: number): number | null => neededFor(document.design, last.moments(), alpha, power);
  return { ...named(endpoint), contrast, truth, n_80: needed(0.8), n_90: needed(0.9) };
}
