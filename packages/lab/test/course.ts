/** Plain running from one bed's steady state after something changes: time courses, single beats and waveforms. */
import {
  DEFAULT_STEP,
  evaluateIndices,
  type Indices,
  LaneGroup,
  ProbeRun,
  requiredSteps,
  type State,
  stepsFor,
} from "@counterpulse/engine";
import {
  effectiveSettings,
  Laboratory,
  parseSupport,
  reader,
  requirePatient,
  type Settings,
  type Solved,
  toInner,
} from "@counterpulse/lab";
import type { Bed } from "./bedside.ts";

export interface Beat {
  /** Seconds since the change, at the beat's end. */
  readonly at: number;
  readonly period: number;
  /** Inner units. */
  readonly measures: ReadonlyMap<string, number>;
  readonly indices: Indices;
  /** Probes over the beat, one sample in so many milliseconds, in inner units. */
  readonly waves: Readonly<Record<string, readonly number[]>>;
}

/** A laboratory with probes of its own, in which beds are run on. */
export class Ward {
  private readonly laboratory: Laboratory;
  private readonly known = new Map<string, Solved>();

  constructor(readonly probes: readonly string[] = []) {
    this.laboratory = new Laboratory(probes);
  }

  solve(bed: Bed): Solved {
    const key = JSON.stringify(bed);
    const found = this.known.get(key) ?? this.laboratory.solve([caseOf(bed)])[0];
    this.known.set(key, found);
    return found;
  }

  /** An index of the steady state, which must exist. */
  index(bed: Bed, id: string): number {
    const value = this.solve(bed).indices[id];
    if (value === null || value === undefined) throw new Error(`${id} is ${value} for ${JSON.stringify(bed)}`);
    return value;
  }

  /** From the steady state of `from`, with the settings and supports of `to`, so many seconds on. */
  course(from: Bed, to: Bed, seconds: number, everyMs = 20): Beat[] {
    const { patient, settings, support } = caseOf(to);
    const effective = effectiveSettings(patient, settings, support);
    const { state } = this.solve(from);
    const { kernel, model } = this.laboratory;
    const run = new ProbeRun(kernel, toInner(model, effective), this.steps(effective, state), state, this.probes);
    const beats: Beat[] = [];
    let samples: number[][] = [];
    for (let k = 0; ; k++) {
      const time = (k * everyMs) / 1000;
      const values = Array.from(run.at(time));
      for (const b of run.beats()) {
        const before = beats.at(-1)?.measures ?? b.measures;
        const indices = evaluateIndices([b.measures], b.period, reader(model, effective), before);
        const waves = Object.fromEntries(this.probes.map((p, i) => [p, samples.map((s) => s[i])]));
        beats.push({ at: b.at, period: b.period, measures: b.measures, indices, waves });
        samples = [];
      }
      if (time > seconds) return beats;
      samples.push(values);
    }
  }

  private steps(effective: Settings, state: State): number {
    const { kernel, model } = this.laboratory;
    const group = new LaneGroup(kernel);
    for (let lane = 0; lane < kernel.lanes; lane++) group.setParameters(lane, toInner(model, effective));
    group.configure(64);
    group.configure(stepsFor(group.period(0), DEFAULT_STEP));
    group.startAt(state);
    return requiredSteps(group, DEFAULT_STEP)[0];
  }
}

const caseOf = ({ patient = "cardiogenic-shock", support = "none", settings = {} }: Bed) => ({
  patient: requirePatient(patient),
  settings,
  support: parseSupport(support),
});

/** The first beat that ends at or after a moment. */
export function beatAt(beats: readonly Beat[], seconds: number): Beat {
  const found = beats.find((b) => b.at >= seconds);
  if (!found) throw new Error(`the course ends before ${seconds} s`);
  return found;
}

/** Time (s) at which a course has gone 1 - 1/e of its way from `start` to `end`. */
export function timeConstant(beats: readonly Beat[], value: (b: Beat) => number, start: number, end: number): number {
  const target = end + (start - end) / Math.E;
  const found = beats.find((b) => (value(b) - target) * Math.sign(end - start) >= 0);
  return found ? found.at : Number.POSITIVE_INFINITY;
}

export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Pearson's correlation. */
export function correlation(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [mean(x), mean(y)];
  const sum = (f: (i: number) => number): number => x.reduce((s, _, i) => s + f(i), 0);
  const xy = sum((i) => (x[i] - mx) * (y[i] - my));
  return xy / Math.sqrt(sum((i) => (x[i] - mx) ** 2) * sum((i) => (y[i] - my) ** 2));
}
