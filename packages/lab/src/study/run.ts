/** `study run`: one simulated data set of a protocol, and its analysis. */
import { stream } from "@counterpulse/numerics";
import type { Laboratory } from "../laboratory.ts";
import type { Share } from "../population/share.ts";
import { type ModelStamp, stamp } from "../simulate.ts";
import { analyse, type EndpointEstimate, endpointsOf } from "./analyse.ts";
import { type CriterionEstimate, decision, judgeCriteria, trulyMet } from "./criteria.ts";
import { type DataSet, drawDataSet } from "./draw.ts";
import type { Protocol } from "./protocol.ts";
import { solveTruth, type Truth } from "./truth.ts";
import { confoundingByTime, type TrueEffect, trueEffect } from "./truth-of.ts";

export interface RunEndpoint extends EndpointEstimate {
  /** Of these very patients, as the model has it: no real study knows it. */
  readonly truth: TrueEffect;
  /** What of the estimate is to be expected from time alone; null where the design keeps time out. */
  readonly confounded_by_time: number | null;
}

export interface RunCriterion extends CriterionEstimate {
  readonly truth: { readonly value: number | null; readonly met: boolean | null };
}

export interface StudyRun {
  readonly protocol: Protocol;
  readonly model: ModelStamp;
  readonly seed: number;
  readonly accepted: Share | null;
  readonly unsettled: number;
  readonly failed: number;
  readonly endpoints: readonly (RunEndpoint | RunCriterion)[];
  /** Of a ladder: whether all criteria are met. */
  readonly decision: { readonly measured: boolean | null; readonly truth: boolean | null } | null;
  readonly data: DataSet;
  readonly truth: Truth;
}

export interface RunRequest {
  readonly seed: number;
  readonly onProgress?: (done: number, all: number) => void;
}

export function studyRun(protocol: Protocol, laboratory: Laboratory, { seed, onProgress }: RunRequest): StudyRun {
  const request = { patients: protocol.document.n, seed, sampling: "random", onProgress } as const;
  return runOf(protocol, laboratory, solveTruth(protocol, laboratory, request), seed);
}

/** One data set where true values are known. */
export function runOf(protocol: Protocol, laboratory: Laboratory, truth: Truth, seed: number): StudyRun {
  const { n } = protocol.document;
  const pick = (position: number): number => position;
  const data = drawDataSet(protocol, truth, stream(seed, 0, "study data"), { n, pick, keepReadings: true });
  const { accepted, unsettled, failed } = truth;
  const criteria = judgeCriteria(protocol, data);
  const met = trulyMet(protocol, truth);
  return {
    ...{ protocol, model: stamp(laboratory), seed, accepted, unsettled, failed },
    endpoints: [
      ...criteria.map((one, i) => ({ ...one, truth: met[i] })),
      ...endpointsOf(protocol).map((endpoint) => ({
        ...analyse(protocol, endpoint, data),
        truth: trueEffect(protocol, endpoint, truth),
        confounded_by_time: confoundingByTime(protocol, endpoint, truth),
      })),
    ],
    decision:
      criteria.length > 0
        ? { measured: decision(criteria.map((c) => c.met)), truth: decision(met.map((c) => c.met)) }
        : null,
    data,
    truth,
  };
}
