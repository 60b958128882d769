/**
 * `sensitivity`: which characteristics of the patients of a population decide what a change of support does, by
 * variance-based indices. They presume independent factors, so correlations and criteria of enrolment are left out of the
 * design; how many of its patients would have been enrolled is counted, and for those the rank correlations stand apart.
 */
import type { Model } from "@counterpulse/engine";
import type { Laboratory } from "../laboratory.ts";
import type { Population } from "../population/population.ts";
import { refusal } from "../population/recruit.ts";
import { checkSettings, type Settings } from "../settings.ts";
import { stamp } from "../simulate.ts";
import { type Change, checkChanges, checkOutputs, outcomes } from "./changes.ts";
import { concludeSensitivity, type Sensitivity } from "./conclude.ts";
import { type Design, saltelliDesign } from "./design.ts";

/** Changes that tell whether the balloon helps. */
export const DEFAULT_OUTPUTS = ["pcwp_mmHg", "lv_edp_mmHg", "total_flow_L_min", "coronary_flow_mL_min"] as const;
export const DEFAULT_CHANGE: Change = { from: "va-ecmo", to: "va-ecmo+iabp" };

export interface SensitivityRequest {
  readonly population: Population;
  /** Rows of the design; powers of two fill the space most evenly. */
  readonly n: number;
  readonly seed: number;
  readonly outputs?: readonly string[];
  readonly changes?: readonly Change[];
  readonly settings?: Settings;
  readonly atSeconds?: number;
  readonly onProgress?: (done: number, all: number) => void;
}

/** What is computed, after all checks: enough to work on any part of it anywhere. */
export interface SensitivityPlan {
  readonly request: SensitivityRequest;
  readonly design: Design;
  readonly outputs: readonly string[];
  readonly changes: readonly Change[];
  readonly settings: Settings;
}

/** What came out at some of the design's points; plain data, so that it may come from elsewhere. */
export interface SensitivityPart {
  readonly from: number;
  /** By output, point by point; NaN where there is no value. */
  readonly values: Float64Array[];
  readonly meetsCriteria: Uint8Array;
  readonly unsettled: Record<string, number>;
  readonly clipped: Record<string, number>;
}

/** @throws InputError */
export function planSensitivity(request: SensitivityRequest, model: Model): SensitivityPlan {
  const outputs = request.outputs ?? DEFAULT_OUTPUTS;
  const changes = request.changes ?? [DEFAULT_CHANGE];
  checkOutputs(outputs);
  checkChanges(changes);
  const settings = checkSettings(model, request.settings ?? {}, "--set");
  const design = saltelliDesign(request.n, request.population.factors.length, request.seed);
  return { request, design, outputs, changes, settings };
}

/** Points worked on together; each comes out the same whatever stands beside it. */
export const PART_POINTS = 512;

export function sensitivity(request: SensitivityRequest, laboratory: Laboratory): Sensitivity {
  const plan = planSensitivity(request, laboratory.model);
  const { size } = plan.design;
  const parts: SensitivityPart[] = [];
  for (let from = 0; from < size; from += PART_POINTS) {
    const to = Math.min(from + PART_POINTS, size);
    parts.push(
      evaluatePart(plan, laboratory, from, to, (done) => request.onProgress?.(from + done * (to - from), size)),
    );
  }
  return concludeSensitivity(plan, stamp(laboratory), parts);
}

/** Points `from` up to `to`. @param onProgress told the share that is done */
export function evaluatePart(
  plan: SensitivityPlan,
  laboratory: Laboratory,
  from: number,
  to: number,
  onProgress?: (share: number) => void,
): SensitivityPart {
  const { request, design, outputs, changes, settings } = plan;
  const count = to - from;
  const patients = Array.from({ length: count }, (_, i) =>
    request.population.atIndependent(design.point(from + i), from + i),
  );
  const found = outcomes(laboratory, patients, changes, {
    settings,
    atSeconds: request.atSeconds,
    onProgress: (done, all) => onProgress?.(done / all),
  });
  const values = changes.flatMap(() => outputs.map(() => new Float64Array(count)));
  const part: SensitivityPart = { from, values, meetsCriteria: new Uint8Array(count), unsettled: {}, clipped: {} };
  found.forEach((outcome, i) => {
    for (const id of patients[i].clipped) count1(part.clipped, id);
    for (const support of outcome.unsettled) count1(part.unsettled, support);
    if (!outcome.bare.converged) count1(part.unsettled, "none");
    part.meetsCriteria[i] = refusal(outcome.bare, request.population.accept) === null ? 1 : 0;
    outcome.changes.forEach(({ before, after }, c) => {
      outputs.forEach((id, k) => {
        values[c * outputs.length + k][i] = difference(before?.[id], after?.[id]);
      });
    });
  });
  return part;
}

function count1(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

function difference(before: unknown, after: unknown): number {
  if (typeof before !== "number" || typeof after !== "number") return Number.NaN;
  const change = after - before;
  return Number.isFinite(change) ? change : Number.NaN;
}
