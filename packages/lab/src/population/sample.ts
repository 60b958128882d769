/** A population drawn and looked at without support: who is enrolled, how near the targets are, and weights that meet them. */
import type { Laboratory } from "../laboratory.ts";
import { type ModelStamp, stamp } from "../simulate.ts";
import { type Margin, marginsOf } from "./margins.ts";
import type { Population } from "./population.ts";
import { countClipped, recruit, screen } from "./recruit.ts";
import { type Sampling, sampler } from "./sampling.ts";
import { type Share, shareOf } from "./share.ts";
import type { Subject } from "./targets.ts";
import { requireTargets, type Weighted, weigh } from "./weights.ts";

/** Whose margins are told: those who meet the criteria, or all draws that have a steady state, whatever the criteria. */
export const WHOM = ["enrolled", "drawn"] as const;
export type Whom = (typeof WHOM)[number];

export interface SampleRequest {
  readonly population: Population;
  /** How many are enrolled, or drawn. */
  readonly n: number;
  readonly seed: number;
  readonly sampling: Sampling;
  readonly whom: Whom;
  /** Look for weights that meet the targets. */
  readonly weighted: boolean;
  readonly onProgress?: (done: number, all: number) => void;
}

export interface Weighting extends Omit<Weighted, "weights" | "n"> {
  readonly patients: readonly { readonly draw: number; readonly weight: number }[];
}

export interface PopulationSample {
  readonly model: ModelStamp;
  readonly population: { readonly id: string; readonly title: string; readonly source: string };
  readonly whom: Whom;
  /** Those whose margins are told. */
  readonly n: number;
  readonly seed: number;
  readonly sampling: Sampling;
  readonly acceptance: Share & { readonly refused: Readonly<Record<string, number>> };
  /** Parameter -> those told of who stand at the end of its range because body size would have put them beyond. */
  readonly clipped: Readonly<Record<string, number>>;
  readonly margins: readonly Margin[];
  readonly weights: Weighting | null;
}

interface Drawn extends Subject {
  readonly draw: number;
  readonly clipped: readonly string[];
}

type Found = Pick<PopulationSample, "acceptance"> & { readonly people: readonly Drawn[] };

/** @throws InputError */
export function samplePopulation(request: SampleRequest, laboratory: Laboratory): PopulationSample {
  const { population, seed, sampling, whom } = request;
  if (request.weighted) requireTargets(population);
  const { acceptance, people } = whom === "enrolled" ? enrolled(request, laboratory) : drawn(request, laboratory);
  const weighted = request.weighted ? weigh(population, people) : null;
  return {
    model: stamp(laboratory),
    population: { id: population.id, title: population.title, source: population.source },
    ...{ whom, n: people.length, seed, sampling, acceptance },
    clipped: countClipped(people),
    margins: marginsOf(population, people),
    weights: weighted && weightingOf(weighted, people),
  };
}

function weightingOf({ weights, n: _, ...rest }: Weighted, people: readonly Drawn[]): Weighting {
  return { ...rest, patients: people.map(({ draw }, i) => ({ draw, weight: weights[i] })) };
}

function enrolled({ population, n, seed, sampling, onProgress }: SampleRequest, laboratory: Laboratory): Found {
  const found = recruit(laboratory, population, { n, seed, sampling, onProgress });
  const people = found.enrolled.map(({ draw, groups, clipped, bare }) => ({
    ...{ draw, groups, clipped, indices: bare.indices },
  }));
  return { acceptance: { ...found.accepted, refused: found.refused }, people };
}

const CHUNK = 512;

function drawn({ population, n, seed, sampling, onProgress }: SampleRequest, laboratory: Laboratory): Found {
  const point = sampler(sampling, population.factors.length, seed, Math.max(n, 2));
  const refused: Record<string, number> = {};
  const people: Drawn[] = [];
  let accepted = 0;
  for (let from = 0; from < n; from += CHUNK) {
    const count = Math.min(CHUNK, n - from);
    const draws = Array.from({ length: count }, (_, i) => population.at(point(from + i), from + i));
    const candidates = screen(laboratory, population, draws, {}, (done, all) =>
      onProgress?.(from + (count * done) / all, n),
    );
    for (const { draw, groups, clipped, bare, refused: why } of candidates) {
      if (why === null) accepted++;
      else refused[why] = (refused[why] ?? 0) + 1;
      if (bare.converged) people.push({ draw, groups, clipped, indices: bare.indices });
    }
  }
  return { acceptance: { ...shareOf(accepted, n), refused }, people };
}
