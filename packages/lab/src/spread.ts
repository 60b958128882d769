/** `spread`: a population under one support, and the share of it whose left ventricle is distended (row E5). */
import { type Distension, distension } from "./compare.ts";
import type { Laboratory, Solved } from "./laboratory.ts";
import { type Margin, marginsOf, neededIndices } from "./population/margins.ts";
import type { Population } from "./population/population.ts";
import type { PopulationDocument } from "./population/population-file.ts";
import { type Candidate, recruit } from "./population/recruit.ts";
import type { Sampling } from "./population/sampling.ts";
import { type Share, shareOf } from "./population/share.ts";
import { type Summary, summarise } from "./population/summary.ts";
import type { Settings } from "./settings.ts";
import { type ModelStamp, stamp } from "./simulate.ts";
import { parseSupport } from "./support.ts";

export interface SpreadRequest {
  readonly population: Population;
  readonly n: number;
  readonly seed: number;
  readonly sampling: Sampling;
  readonly support: string;
  readonly settings: Settings;
  readonly atSeconds?: number;
  readonly onProgress?: (done: number, all: number) => void;
}

export interface SpreadPatient {
  readonly id: string;
  readonly draw: number;
  readonly groups: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, number>>;
  /** Indices of the margins without support, and what distension is judged by under it. */
  readonly without: Readonly<Record<string, number | null>>;
  readonly supported: Readonly<Record<string, number | null>>;
  readonly converged: boolean;
  readonly reason: string | null;
  /** null where the valve or the wedge pressure is not known. */
  readonly lv_distended: boolean | null;
  readonly lv_distension: Distension;
}

export interface Spread {
  readonly model: ModelStamp;
  readonly population: { readonly id: string; readonly title: string; readonly source: string };
  readonly file: PopulationDocument;
  readonly support: string;
  readonly set: Settings;
  readonly seed: number;
  readonly sampling: Sampling;
  readonly n: number;
  readonly acceptance: Share & { readonly refused: Readonly<Record<string, number>> };
  readonly clipped: Readonly<Record<string, number>>;
  readonly margins: readonly Margin[];
  readonly distension: {
    readonly either: Share;
    readonly valve_shut: Share;
    readonly wedge_raised: Share;
    readonly both: Share;
  };
  readonly published: readonly PublishedShare[];
  /** Without a steady state under support: judged by their values `at_s` after its start. */
  readonly unsettled: { readonly count: number; readonly at_s: number; readonly reasons: Record<string, number> };
  /** The calculation gave no value: not among those judged. */
  readonly failed: number;
  readonly changes: (Summary & { readonly index: string })[];
  readonly patients: SpreadPatient[];
}

export interface PublishedShare {
  readonly range: readonly [number, number];
  readonly what: string;
  readonly source: string;
}

/** What the share is read beside. */
export const PUBLISHED_DISTENSION: readonly PublishedShare[] = [
  { range: [0.1, 0.6], what: "left ventricular distension on VA-ECMO", source: "the editorial, row E5" },
  {
    range: [0.07, 0.29],
    what: "7 % decompressed at once, 22 % more with lung oedema and a diastolic pulmonary pressure above 25 mmHg",
    source: "truby2017, 121 runs",
  },
];

/** Indices that are told of each patient beside the margins. */
const TOLD = ["pcwp_mmHg", "lv_edp_mmHg", "aortic_mean_mmHg", "total_flow_L_min", "aortic_valve_open_fraction"];
const CHUNK = 512;
const DEFAULT_AT_S = 60;

export function spread(request: SpreadRequest, laboratory: Laboratory): Spread {
  const { population, n, seed, sampling, support, settings } = request;
  const devices = parseSupport(support);
  const { enrolled, accepted, refused, clipped } = recruit(laboratory, population, {
    n,
    seed,
    sampling,
    settings,
    onProgress: (done) => request.onProgress?.(done / 2, n),
  });
  const solved = solveInChunks(enrolled, (part, before) =>
    laboratory.solve(
      part.map(({ patient, bare }) => ({ patient, settings, support: devices, start: bare.state })),
      {
        atSeconds: request.atSeconds,
        withIndicesAt: false,
        guided: true,
        onProgress: (done, all) => request.onProgress?.((n + before + (part.length * done) / all) / 2, n),
      },
    ),
  );
  const indices = [...new Set([...neededIndices(population), ...TOLD])];
  const patients = enrolled.map((one, i) => describe(one, solved[i], indices));
  const judged = patients.filter((p) => p.lv_distended !== null);
  const share = (holds: (p: SpreadPatient) => boolean): Share => shareOf(judged.filter(holds).length, judged.length);
  return {
    model: stamp(laboratory),
    population: { id: population.id, title: population.title, source: population.source },
    file: population.document,
    support,
    set: settings,
    seed,
    sampling,
    n,
    acceptance: { ...accepted, refused },
    clipped,
    margins: marginsOf(
      population,
      enrolled.map(({ groups, bare }) => ({ groups, indices: bare.indices })),
    ),
    distension: {
      either: share((p) => p.lv_distended === true),
      valve_shut: share((p) => p.lv_distension.valve_shut),
      wedge_raised: share((p) => p.lv_distension.wedge_raised),
      both: share((p) => p.lv_distension.valve_shut && p.lv_distension.wedge_raised),
    },
    published: devices.has("va-ecmo") ? PUBLISHED_DISTENSION : [],
    unsettled: unsettled(solved, request.atSeconds ?? DEFAULT_AT_S),
    failed: patients.length - judged.length,
    changes: TOLD.map((index) => ({ index, ...summarise(changesOf(patients, index)) })),
    patients,
  };
}

function solveInChunks(
  enrolled: readonly Candidate[],
  solve: (part: readonly Candidate[], before: number) => Solved[],
): Solved[] {
  const solved: Solved[] = [];
  for (let from = 0; from < enrolled.length; from += CHUNK)
    solved.push(...solve(enrolled.slice(from, from + CHUNK), from));
  return solved;
}

function describe(one: Candidate, solved: Solved, indices: readonly string[]): SpreadPatient {
  const lv = distension(solved.indices, one.bare.indices);
  const known = solved.indices.aortic_valve_open_fraction !== null && lv.wedge_rise_mmHg !== null;
  const pickFrom = (all: Readonly<Record<string, unknown>>): Record<string, number | null> =>
    Object.fromEntries(indices.map((id) => [id, typeof all[id] === "number" ? (all[id] as number) : null]));
  return {
    id: one.patient.id,
    draw: one.draw,
    groups: one.groups,
    parameters: one.drawn,
    without: pickFrom(one.bare.indices),
    supported: pickFrom(solved.indices),
    converged: solved.converged,
    reason: solved.reason,
    lv_distended: known ? lv.valve_shut || lv.wedge_raised : null,
    lv_distension: lv,
  };
}

function unsettled(solved: readonly Solved[], at: number): Spread["unsettled"] {
  const reasons: Record<string, number> = {};
  const without = solved.filter((s) => !s.converged);
  for (const { reason } of without) {
    // Figures differ from patient to patient; what happened does not.
    const kind = (reason ?? "no reason given").split(/[:;]/)[0].replace(/ within.*/, "");
    reasons[kind] = (reasons[kind] ?? 0) + 1;
  }
  return { count: without.length, at_s: at, reasons };
}

function changesOf(patients: readonly SpreadPatient[], index: string): number[] {
  return patients.flatMap(({ without, supported }) => {
    const [before, after] = [without[index], supported[index]];
    return before === null || after === null ? [] : [after - before];
  });
}
