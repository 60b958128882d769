/**
 * Scenarios of the treatment: how the hazards of each profile change, sized so that the population shows the effect that
 * was asked for. Whoever asks for a hazard ratio of 0.74 means what a registry or trial reports, an average over patients.
 */
import { root } from "@counterpulse/numerics";
import { InputError } from "../input-error.ts";
import { meets } from "./criteria.ts";
import { type Curves, coxLimit, curvesOf, type Factors, STEPS } from "./curves.ts";
import type { Outcome } from "./outcome.ts";
import type { Profiles } from "./profiles.ts";
import type { Protocol } from "./protocol-file.ts";
import { deadlyOf } from "./safety-model.ts";

export interface Wanted {
  readonly label: string;
  /** Hazard ratio of death; risk ratio of the event on the last day; the link at its stated strength. */
  readonly measure: "HR" | "RR" | "link";
  readonly value: number | null;
}

export const EFFECT_FORM = "a hazard ratio such as 0.74 or HR=0.74, a risk ratio RR=0.83, or link";

/** @param where what the message begins with */
export function parseEffect(text: string, where: string): Wanted {
  const trimmed = text.trim();
  if (trimmed === "link") return { label: "link", measure: "link", value: null };
  const [, kind = "HR", digits] = /^(?:(HR|RR)=)?(\d+\.?\d*|\.\d+)$/i.exec(trimmed) ?? [];
  const value = Number(digits);
  if (!(value >= 0.05 && value <= 20))
    throw new InputError(`${where}: "${text}" is not allowed; ${EFFECT_FORM} is, with a ratio from 0.05 to 20.`);
  const measure = kind.toUpperCase() as "HR" | "RR";
  return { label: `${measure} ${value}`, measure, value };
}

/** How strongly each profile is affected: its log hazard ratio at strength 1. */
export function relativeEffects(protocol: Protocol, profiles: Profiles, where: string): Float64Array {
  const { effect } = protocol;
  const relative = new Float64Array(profiles.size).fill(effect.kind === "direct" ? 1 : 0);
  if (effect.kind === "direct") {
    const held = effect.modifiers.map((m, i) =>
      meets(profiles.variables, [m.where], `${where}: effect.modifiers.${i}.where`),
    );
    for (let j = 0; j < relative.length; j++) {
      const first = held.findIndex((mask) => mask[j] === 1);
      if (first >= 0) relative[j] = effect.modifiers[first].times;
    }
    return relative;
  }
  effect.terms.forEach(({ index, per, hazard_ratio }, i) => {
    const change = profiles.variables.get(`change.${index}`);
    if (!change)
      throw new InputError(
        `${where}: effect.terms.${i}.index: there is no change of "${index}" in the circulation of every patient; an index of \`counterpulse indices\` is allowed.`,
      );
    for (let j = 0; j < relative.length; j++) relative[j] += (Math.log(hazard_ratio) * change[j]) / per;
  });
  return relative;
}

export interface Scenario {
  readonly wanted: Wanted;
  /** Multiplies the relative effects: a log hazard ratio, or the link's strength. */
  readonly strength: number;
  /** Hazard ratio of death of each profile under the treatment. */
  readonly death: Float64Array;
  readonly weaning: Float64Array | null;
  /** In the population, if all get what they were assigned to. */
  readonly population: {
    readonly hazard_ratio: number;
    /** Of the primary event on the last day: experimental, control. */
    readonly risks: readonly [number, number];
    readonly risk_ratio: number;
    readonly risk_difference: number;
    /** Share of profiles who are better off, and the spread of their own hazard ratios. */
    readonly helped: number;
    readonly own_hazard_ratio: { readonly p10: number; readonly median: number; readonly p90: number };
  };
}

export function factorsAt(
  strength: number,
  relative: Float64Array,
  coupling: number | null,
): Factors & { death: Float64Array } {
  return {
    death: relative.map((x) => Math.exp(strength * x)),
    weaning: coupling === null ? null : relative.map((x) => Math.exp(-strength * coupling * x)),
  };
}

export const primary =
  (protocol: Protocol) =>
  (c: Curves): Float64Array => {
    if (protocol.endpoint.event === "weaning") return c.weaned;
    return protocol.endpoint.event === "death" ? c.died : c.died.map((x, k) => x + c.crossed[k]);
  };

export function scenarioOf(protocol: Protocol, outcome: Outcome, relative: Float64Array, wanted: Wanted): Scenario {
  const coupling = protocol.endpoint.event === "weaning" ? (protocol.outcome.weaning?.effect ?? 1) : null;
  const { spread, safety } = outcome;
  const control = curvesOf(spread, factorsAt(0, relative, coupling), null, null, deadlyOf(safety, 0));
  const events = deadlyOf(safety, 1);
  const weaning = coupling !== null;
  const eventOf = (c: Curves): Float64Array => (weaning ? c.weaned : c.died);
  const at = (strength: number) => {
    const curves = curvesOf(spread, factorsAt(strength, relative, coupling), null, null, events);
    const risks: [number, number] = [eventOf(curves)[STEPS], eventOf(control)[STEPS]];
    return { hr: coxLimit([{ first: curves, second: control, weight: 1 }], (c) => c.died, 0.5), risks };
  };
  const strength = strengthFor(protocol, wanted, relative, at, events !== null);
  const factors = factorsAt(strength, relative, coupling);
  const { hr, risks } = at(strength);
  const sorted = Float64Array.from(factors.death).sort();
  const quantileOf = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return {
    wanted,
    strength,
    death: factors.death,
    weaning: factors.weaning,
    population: {
      hazard_ratio: hr,
      risks,
      risk_ratio: risks[0] / risks[1],
      risk_difference: risks[0] - risks[1],
      helped: factors.death.reduce((sum, x) => sum + (x < 1 ? 1 : 0), 0) / factors.death.length,
      own_hazard_ratio: { p10: quantileOf(0.1), median: quantileOf(0.5), p90: quantileOf(0.9) },
    },
  };
}

type At = (strength: number) => { hr: number; risks: readonly [number, number] };

/** @param more whether the treatment changes deaths by its safety events too: what was asked for is the whole effect */
function strengthFor({ effect }: Protocol, wanted: Wanted, relative: Float64Array, at: At, more: boolean): number {
  if (wanted.measure === "link") {
    if (effect.kind === "link") return 1;
    throw new InputError(
      `--effect: "link" is not allowed, since the protocol has no link to the circulation; ${EFFECT_FORM.replace(", or link", "")} is.`,
    );
  }
  if (wanted.value === 1 && !more) return 0;
  const target = Math.log(wanted.value!);
  const lacks = (strength: number): number => {
    const { hr, risks } = at(strength);
    return Math.log(wanted.measure === "HR" ? hr : risks[0] / risks[1]) - target;
  };
  if (Math.abs(lacks(0)) < 1e-12) return 0;
  const mean = relative.reduce((a, b) => a + b, 0) / relative.length;
  const steep = lacks(mean === 0 ? 0.01 : 0.01 / Math.abs(mean)) - lacks(0);
  const toward = Math.sign(-lacks(0)) * (Math.sign(steep) || 1);
  const mostOf = Math.max(...relative.map(Math.abs));
  if (effect.kind === "link" && toward < 0 && wanted.value !== 1)
    throw unreachable(wanted, "the link makes the contrary of it");
  // A factor of e^4 on a hazard is more than any treatment does.
  for (let reach = 0.1; reach <= 4.0001; reach *= 1.2) {
    const end = (toward * reach * 1.05) / Math.max(mostOf, 1e-9);
    if (Math.sign(lacks(end)) !== Math.sign(lacks(0)))
      return root(lacks, Math.min(0, end), Math.max(0, end), { tolerance: 1e-10 });
  }
  throw unreachable(wanted, "even factors of 50 on the hazards of single patients do not reach it");
}

const unreachable = ({ label }: Wanted, why: string): InputError =>
  new InputError(`--effect: ${label} cannot be: ${why}; a ratio nearer to 1 is allowed.`);
