/**
 * Trials, many of them: each is drawn, looked at, stopped or run to its end. What each gave stands in arrays in the order
 * of the trials, so that parts done by different threads join to the same bits.
 */
import { Drawer } from "./draw.ts";
import type { Scenario } from "./effect.ts";
import type { TrialPlan } from "./plan.ts";
import { SafetyTimes } from "./safety.ts";
import { Tally } from "./tally.ts";
import { analyse, type Finding, newSteps } from "./tests.ts";

export const DECISION = { none: 0, efficacy: 1, harm: 2, futility: 3 } as const;

/** Trials `from` up to `to`, one entry each (in `subgroups` and `safety` several). */
export interface Records {
  readonly from: number;
  readonly to: number;
  readonly look: Uint8Array;
  readonly decision: Uint8Array;
  readonly enrolled: Uint16Array;
  readonly days: Float64Array;
  readonly estimate: Float64Array;
  readonly se: Float64Array;
  readonly events: Uint16Array;
  readonly experimental: Uint16Array;
  /** A trial: for each subgroup estimate and error inside, then outside. */
  readonly subgroups: Float64Array;
  /** A trial: for each safety outcome events and patients of the experimental arm, then of the control arm. */
  readonly safety: Uint16Array;
}

export interface RunOptions {
  readonly seed: number;
  /** Only these profiles are enrolled. */
  readonly mask?: Uint8Array | null;
  readonly onProgress?: (done: number, all: number) => void;
}

export function newRecords(plan: TrialPlan, from: number, to: number): Records {
  const n = to - from;
  const real = (): Float64Array => new Float64Array(n);
  return {
    ...{ from, to, look: new Uint8Array(n), decision: new Uint8Array(n), enrolled: new Uint16Array(n) },
    ...{ days: real(), estimate: real(), se: real(), events: new Uint16Array(n), experimental: new Uint16Array(n) },
    subgroups: new Float64Array(4 * n * plan.subgroups.length),
    safety: new Uint16Array(4 * n * Object.keys(plan.protocol.safety).length),
  };
}

/** One trial at a time, with everything that it needs allocated once. */
export class TrialRunner {
  readonly drawer: Drawer;
  readonly finding: Finding = { score: 0, estimate: Number.NaN, se: Number.NaN };
  private readonly tally: Tally;
  private readonly part: Tally;
  private readonly steps;
  private readonly sign: 1 | -1;
  private readonly stratum: Uint8Array | null;
  private readonly safety: SafetyTimes;
  /** Of the trial that was run last. */
  private drawnTo = 0;

  constructor(
    readonly plan: TrialPlan,
    scenario: Scenario,
    options: RunOptions,
  ) {
    const { protocol, strata } = plan;
    const { test, stratified } = protocol.analysis;
    const timed = test !== "proportions" && test !== "bayes";
    const { day } = protocol.endpoint;
    this.drawer = new Drawer(plan, scenario, options.seed, options.mask ?? null);
    this.stratum = stratified && strata.count > 1 ? strata.code : null;
    this.tally = new Tally(this.stratum ? strata.count : 1, day, timed);
    this.part = new Tally(1, day, timed);
    this.steps = newSteps(Math.min(this.tally.bins * this.tally.strata, protocol.n) || 1);
    this.safety = new SafetyTimes(plan.outcome.safety, options.seed);
    this.sign = protocol.endpoint.event === "weaning" ? 1 : -1;
  }

  run(trial: number, records: Records): void {
    const { plan, drawer, tally, steps, finding } = this;
    const { protocol, looks } = plan;
    const { test } = protocol.analysis;
    const { drawn } = drawer;
    const [a, b] = protocol.allocation;
    let share = a / (a + b);
    this.drawnTo = 0;
    drawer.begin(trial);
    tally.clear();
    const last = looks.patients.length - 1;
    for (let k = 0; k <= last; k++) {
      const count = looks.patients[k];
      if (count > this.drawnTo) this.drawUntil(trial, count, share);
      tally.add(drawn, k === 0 ? 0 : looks.patients[k - 1], count, this.stratum, null);
      const day = drawn.entry[count - 1] + protocol.endpoint.day;
      analyse(test, tally, steps, this.sign, k === last, finding);
      const decision = decide(finding.score, looks.efficacy[k], looks.harm[k], looks.futility[k]);
      if (k < last) this.goOn(trial, day, share);
      if (decision !== DECISION.none || k === last) {
        // What is found at an interim look is worked out only where the trial ends.
        if (k < last) analyse(test, tally, steps, this.sign, true, finding);
        this.write(trial, k, decision, day, records);
        return;
      }
      share = this.nextShare(share);
    }
  }

  /** Patients who enter while follow-up is waited for are in the trial too, allocated as before. */
  private goOn(trial: number, day: number, share: number): void {
    const { entry } = this.drawer.drawn;
    while (this.drawnTo < entry.length && entry[this.drawnTo - 1] <= day)
      this.drawUntil(trial, this.drawnTo + 1, share);
  }

  private drawUntil(trial: number, to: number, share: number): void {
    this.drawer.draw(trial, this.drawnTo, to, share);
    this.drawnTo = to;
  }

  /** Thall and Wathen's rule (thall2007): in proportion to powers of the posterior probabilities, within limits. */
  private nextShare(share: number): number {
    const { bayes } = this.plan.protocol.analysis;
    if (!bayes || bayes.adaptive === 0) return share;
    const better = this.finding.score ** bayes.adaptive;
    const worse = (1 - this.finding.score) ** bayes.adaptive;
    return Math.min(1 - bayes.least_allocation, Math.max(bayes.least_allocation, better / (better + worse)));
  }

  private write(trial: number, k: number, decision: number, day: number, records: Records): void {
    const { plan, drawer, tally, finding, part, steps } = this;
    const { entry, arm } = drawer.drawn;
    const r = trial - records.from;
    const analysed = plan.looks.patients[k];
    let enrolled = analysed;
    while (enrolled < this.drawnTo && entry[enrolled] <= day) enrolled++;
    let experimental = 0;
    for (let i = 0; i < enrolled; i++) experimental += arm[i];
    records.look[r] = k;
    records.decision[r] = decision;
    records.enrolled[r] = enrolled;
    records.experimental[r] = experimental;
    records.days[r] = day;
    records.estimate[r] = finding.estimate;
    records.se[r] = finding.se;
    let events = 0;
    for (let g = 0; g < tally.count.length; g++) events += tally.count[g];
    records.events[r] = events;
    const { subgroups, protocol } = plan;
    for (let s = 0; s < subgroups.length; s++) {
      for (let side = 0; side < 2; side++) {
        part.clear();
        part.add(drawer.drawn, 0, analysed, null, side === 0 ? subgroups[s].mask : this.outside(s));
        analyse(protocol.analysis.test, part, steps, this.sign, true, finding);
        const at = 4 * (r * subgroups.length + s) + 2 * side;
        records.subgroups[at] = finding.estimate;
        records.subgroups[at + 1] = finding.se;
      }
    }
    this.safety.count(trial, drawer.drawn, analysed, records.safety, r);
  }

  private readonly masks: (Uint8Array | undefined)[] = [];
  private outside(s: number): Uint8Array {
    this.masks[s] ??= this.plan.subgroups[s].mask.map((x) => 1 - x);
    return this.masks[s]!;
  }
}

function decide(score: number, efficacy: number, harm: number, futility: number): number {
  if (score >= efficacy) return DECISION.efficacy;
  if (score <= harm) return DECISION.harm;
  return score < futility ? DECISION.futility : DECISION.none;
}

/** Trials told between two words on progress. */
const TOLD_EVERY = 250;

export function runTrials(plan: TrialPlan, scenario: Scenario, from: number, to: number, options: RunOptions): Records {
  const records = newRecords(plan, from, to);
  const runner = new TrialRunner(plan, scenario, options);
  for (let trial = from; trial < to; trial++) {
    runner.run(trial, records);
    if ((trial + 1 - from) % TOLD_EVERY === 0) options.onProgress?.(trial + 1 - from, to - from);
  }
  return records;
}

/** Parts that follow each other, as one. */
export function joinRecords(plan: TrialPlan, parts: readonly Records[]): Records {
  const sorted = [...parts].sort((a, b) => a.from - b.from);
  const joined = newRecords(plan, sorted[0].from, sorted[sorted.length - 1].to);
  for (const [name, into] of Object.entries(joined)) {
    if (!ArrayBuffer.isView(into)) continue;
    let at = 0;
    for (const part of sorted) {
      const values = part[name as "days"];
      (into as Float64Array).set(values, at);
      at += values.length;
    }
  }
  return joined;
}
