/** All runs of all studies at once: one batch of steady states for each time at which values are wanted. */
import type { Indices } from "@counterpulse/engine";
import type { Case, Laboratory, Solved } from "../laboratory.ts";
import { requirePopulation } from "../population/populations.ts";
import { recruit } from "../population/recruit.ts";
import { parseSupport } from "../support.ts";
import type { MadePatient } from "./patients.ts";
import { modelSettings, toAnimal } from "./scale.ts";
import type { Study, StudyRun } from "./study.ts";
import { waveformValues } from "./waveforms.ts";

/** A run's values by id, in the size of the study's animal; null where one does not exist. */
export interface RunValues {
  readonly values: Readonly<Record<string, number | null>>;
  readonly support: string;
  readonly settings: Readonly<Record<string, number>>;
  /** Why the values are not those of a steady state, or null. */
  readonly reason: string | null;
}

export interface PlannedRun {
  readonly study: Study;
  readonly name: string;
  readonly run: StudyRun;
}

export const runKey = (study: Study, name: string): string => `${study.key}/${name}`;

const SEED = 1;

export function solveRuns(
  laboratory: Laboratory,
  planned: readonly PlannedRun[],
  patients: ReadonlyMap<string, MadePatient>,
  onProgress?: (done: number, all: number) => void,
): Map<string, RunValues> {
  const results = new Map<string, RunValues>();
  const single = planned.filter((p) => "patient" in p.run);
  const times = [...new Set(single.map(({ run }) => ("patient" in run ? run.at_s : undefined)))];
  let before = 0;
  for (const at of times) {
    const group = single.filter(({ run }) => "patient" in run && run.at_s === at);
    const cases = group.map((p) => caseOf(laboratory, p, patients));
    const solved = laboratory.solve(cases, {
      ...(at === undefined ? { withIndicesAt: false } : { atSeconds: at }),
      onProgress: (done, all) => onProgress?.(before + (group.length * done) / all, planned.length),
    });
    group.forEach((p, i) => {
      results.set(runKey(p.study, p.name), readSolved(p, solved[i], at));
    });
    before += group.length;
  }
  for (const p of planned) {
    if ("patient" in p.run) continue;
    results.set(runKey(p.study, p.name), solvePopulation(laboratory, p));
    onProgress?.(++before, planned.length);
  }
  return results;
}

function caseOf(laboratory: Laboratory, { study, run }: PlannedRun, patients: ReadonlyMap<string, MadePatient>): Case {
  if (!("patient" in run)) throw new Error("a population has no case of its own");
  const { patient } = patients.get(runKey(study, run.patient))!;
  const settings = modelSettings(laboratory.model, run.settings ?? {}, study.scale);
  return { patient, settings, support: parseSupport(run.support ?? "none") };
}

function readSolved({ study, run }: PlannedRun, solved: Solved, at: number | undefined): RunValues {
  const indices: Indices = at === undefined ? solved.indices : (solved.indicesAt ?? solved.indices);
  const waves = "patient" in run && run.waveforms ? waveformValues(solved) : {};
  const values: Record<string, number | null> = {};
  for (const [id, value] of Object.entries({ ...indices, ...waves })) {
    if (typeof value === "number") values[id] = toAnimal(id, value, study.scale);
    else if (value === null) values[id] = null;
  }
  return {
    values,
    support: run.support ?? "none",
    settings: run.settings ?? {},
    reason: at === undefined ? solved.reason : null,
  };
}

/** Medians over those enrolled. */
function solvePopulation(laboratory: Laboratory, { run }: PlannedRun): RunValues {
  if (!("population" in run)) throw new Error("a single patient is no population");
  const { population, n, support = "none", settings = {} } = run;
  const { enrolled } = recruit(laboratory, requirePopulation(laboratory.model, population), {
    n,
    seed: SEED,
    sampling: "sobol",
  });
  const devices = parseSupport(support);
  const solved =
    devices.size === 0
      ? enrolled.map((c) => c.bare)
      : laboratory.solve(
          enrolled.map(({ patient, bare }) => ({ patient, settings, support: devices, start: bare.state })),
          { withIndicesAt: false, guided: true },
        );
  const ids = Object.keys(solved[0].indices);
  const values = ids.flatMap((id) => {
    const all = solved.map((s) => s.indices[id]).filter((v) => typeof v === "number");
    return all.length < n / 2 ? [] : [[id, median(all)] as const];
  });
  return { values: Object.fromEntries(values), support, settings, reason: null };
}

function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
