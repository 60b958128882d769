/** Enrolment: candidates are drawn one after the other, and those who fit the criteria without support are taken. */
import { InputError } from "../input-error.ts";
import type { Laboratory, Solved } from "../laboratory.ts";
import { checkSettings, type Settings } from "../settings.ts";
import type { Acceptance, Population, Virtual } from "./population.ts";
import { type Sampling, sampler } from "./sampling.ts";
import { type Share, shareOf } from "./share.ts";

export interface Candidate extends Virtual {
  /** The state without support. */
  readonly bare: Solved;
  /** First criterion that is not met, "no steady state", or null of those who are taken. */
  readonly refused: string | null;
}

export interface RecruitOptions {
  /** How many are wanted. */
  readonly n: number;
  readonly seed: number;
  readonly sampling: Sampling;
  /** Over what the population draws. */
  readonly settings?: Settings;
  /** Draws after which the search is given up. */
  readonly mostDraws?: number;
  readonly onProgress?: (enrolled: number, wanted: number) => void;
}

export interface Enrolment {
  readonly enrolled: readonly Candidate[];
  /** Share of the draws that were taken, up to the last one taken. */
  readonly accepted: Share;
  /** Reason -> draws refused for it: the first criterion, in the file's order, that was not met. */
  readonly refused: Readonly<Record<string, number>>;
  /** Parameter -> enrolled who stand at the end of its range because body size would have put them beyond. */
  readonly clipped: Readonly<Record<string, number>>;
}

export const NO_STEADY_STATE = "no steady state";

/** Draws that are solved together: many enough to fill the lanes. */
const CHUNK = 512;
/** At least one in so many must be taken. */
const LEAST_ACCEPTED = 200;

/** Candidates `from` up to `to`, solved without support and judged; each depends on population, seed and number alone. */
export function screen(
  laboratory: Laboratory,
  population: Population,
  draws: readonly Virtual[],
  settings: Settings = {},
  onProgress?: (done: number, all: number) => void,
): Candidate[] {
  const cases = draws.map(({ patient }) => ({ patient, settings, support: new Set<never>() }));
  const solved = laboratory.solve(cases, { guided: true, onProgress });
  return draws.map((virtual, i) => ({ ...virtual, bare: solved[i], refused: refusal(solved[i], population.accept) }));
}

export function refusal({ converged, indices }: Solved, accept: Acceptance): string | null {
  if (!converged) return NO_STEADY_STATE;
  for (const [id, [min, max]] of accept) {
    const value = indices[id];
    if (typeof value !== "number" || (min !== null && value < min) || (max !== null && value > max)) return id;
  }
  return null;
}

/** @throws InputError where the criteria leave too few */
export function recruit(laboratory: Laboratory, population: Population, options: RecruitOptions): Enrolment {
  const { n, seed, sampling, onProgress } = options;
  const settings = checkSettings(laboratory.model, options.settings ?? {}, "--set");
  const point = sampler(sampling, population.factors.length, seed, Math.max(n, 2));
  const most = options.mostDraws ?? LEAST_ACCEPTED * n;
  const enrolled: Candidate[] = [];
  const refused: Record<string, number> = {};
  let drawn = 0;
  let taken = 0;
  while (enrolled.length < n) {
    if (drawn >= most) throw tooFew(population, enrolled.length, drawn, refused);
    const count = Math.min(nextChunk(n, enrolled.length, drawn), most - drawn);
    const draws = Array.from({ length: count }, (_, i) => population.at(point(drawn + i), drawn + i));
    const before = enrolled.length;
    const candidates = screen(laboratory, population, draws, settings, (done, all) =>
      onProgress?.(Math.min(n, before + (done / all) * Math.min(count, n - before)), n),
    );
    for (const candidate of candidates) {
      if (enrolled.length === n) break;
      taken = candidate.draw + 1;
      if (candidate.refused === null) enrolled.push(candidate);
      else refused[candidate.refused] = (refused[candidate.refused] ?? 0) + 1;
    }
    drawn += count;
  }
  return { enrolled, accepted: shareOf(n, taken), refused, clipped: countClipped(enrolled) };
}

/** As many as are likely to do, so that few are solved in vain. */
function nextChunk(n: number, enrolled: number, drawn: number): number {
  const rate = drawn === 0 ? 0.5 : Math.max((enrolled + 1) / (drawn + 2), 0.02);
  return Math.min(CHUNK, Math.ceil((1.05 * (n - enrolled)) / rate) + 2);
}

function tooFew(population: Population, found: number, drawn: number, refused: Record<string, number>): InputError {
  const [worst] = Object.entries(refused).sort(([, a], [, b]) => b - a);
  return new InputError(
    `population "${population.id}": of ${drawn} draws only ${found} meet the criteria, and most fail ${worst[0]} (${worst[1]}); criteria that at least one in ${LEAST_ACCEPTED} meets are allowed.`,
  );
}

export function countClipped(enrolled: readonly Pick<Virtual, "clipped">[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { clipped } of enrolled) for (const id of clipped) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}
