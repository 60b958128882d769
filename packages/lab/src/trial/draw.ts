/**
 * The patients of one trial, drawn into buffers that every trial uses again: nothing is allocated in the loop. Patient i
 * of trial r is two blocks of random words, the same in every scenario, so that scenarios differ by the effect alone.
 */

import type { Scenario } from "./effect.ts";
import type { TrialPlan } from "./plan.ts";
import { TO_UNIT, Words } from "./random.ts";
import { SafetyTimes } from "./safety.ts";
import { isDeadly } from "./safety-model.ts";
import { Changes, timeOf } from "./times.ts";

export const DAYS_A_MONTH = 365.25 / 12;

/** How a patient's follow-up ended. */
export const END = { free: 0, event: 1, competing: 2, lost: 3 } as const;

export interface Drawn {
  readonly profile: Uint16Array;
  readonly arm: Uint8Array;
  readonly centre: Uint8Array;
  /** Days since the trial opened. */
  readonly entry: Float64Array;
  /** Days since entry, at most the horizon. */
  readonly time: Float64Array;
  readonly end: Uint8Array;
  /** Day of crossing over, or infinity. */
  readonly crossed: Float64Array;
  /** Day from which no safety event can be seen any more: death, weaning, loss, or the last day. */
  readonly left: Float64Array;
}

/** Times from hazards, with a factor that changes when a patient crosses over. */
export class Drawer {
  readonly drawn: Drawn;
  private readonly out = new Uint32Array(8);
  private readonly words: Words;
  private readonly left1: Int16Array;
  private readonly left0: Int16Array;
  private readonly centreFactor: Float64Array;
  private readonly eligible: Uint16Array;
  /** Probability of each profile not to cross over: of controls, of the experimental arm. */
  private readonly stays: readonly (Float64Array | null)[];
  private operational = 0;
  /** Only where safety events change the hazard of death. */
  private readonly deadly: SafetyTimes | null;
  private readonly changes: Changes;

  /** @param mask profiles that are enrolled; all without it */
  constructor(
    private readonly plan: TrialPlan,
    private readonly scenario: Scenario,
    seed: number,
    mask: Uint8Array | null,
  ) {
    const { n, randomisation } = plan.protocol;
    this.words = new Words(seed, "trial", this.out);
    const real = (): Float64Array => new Float64Array(n);
    this.drawn = {
      ...{ profile: new Uint16Array(n), arm: new Uint8Array(n), centre: new Uint8Array(n), end: new Uint8Array(n) },
      ...{ entry: real(), time: real(), crossed: real(), left: real() },
    };
    const centres = randomisation?.centres ?? 1;
    this.centreFactor = new Float64Array(centres).fill(1);
    this.left1 = new Int16Array(centres * plan.strata.count);
    this.left0 = new Int16Array(centres * plan.strata.count);
    const { to_experimental, to_control } = plan.protocol.crossover;
    const stays = (rates: Float64Array | null, until = 0) => rates?.map((rate) => Math.exp(-rate * until)) ?? null;
    this.stays = [
      stays(plan.crossing.toExperimental, to_experimental?.by_day),
      stays(plan.crossing.toControl, to_control?.by_day),
    ];
    const all = Uint16Array.from({ length: plan.profiles.size }, (_, j) => j);
    this.eligible = mask ? all.filter((j) => mask[j] === 1) : all;
    const { safety } = plan.outcome;
    this.deadly = safety.some(isDeadly) ? new SafetyTimes(safety, seed) : null;
    this.changes = new Changes(safety.length + 1);
  }

  /** Share of the population that is enrolled. */
  get share(): number {
    return this.eligible.length / this.plan.profiles.size;
  }

  begin(trial: number): void {
    const sd = this.plan.protocol.randomisation?.centre_sd ?? 0;
    this.operational = 0;
    this.left1.fill(0);
    this.left0.fill(0);
    if (sd === 0) return;
    for (let c = 0; c < this.centreFactor.length; c++) {
      // Box and Muller's; blocks from 2 on are no patient's.
      this.words.fill(2, c, trial, 0);
      const radius = Math.sqrt(-2 * Math.log((this.out[0] + 0.5) * TO_UNIT));
      this.centreFactor[c] = Math.exp(sd * radius * Math.cos(2 * Math.PI * this.out[1] * TO_UNIT));
    }
  }

  /** Patients `from` up to `to`; @param share of those tossed for who go to the experimental arm */
  draw(trial: number, from: number, to: number, share: number): void {
    const { plan, scenario, words, out, eligible, centreFactor } = this;
    const { profile, arm: arms, centre: places, entry, time: times, end: ends, crossed: crossings, left } = this.drawn;
    const { protocol, outcome, strata, crossing } = plan;
    const { death, weaning, horizon } = outcome.own;
    const { deathCourse, weaningCourse } = outcome.own;
    const dropout = protocol.dropout ? -Math.log1p(-protocol.dropout.share) / horizon : 0;
    const kept = Math.exp(-dropout * horizon);
    const composite = protocol.endpoint.event === "death-or-crossover";
    const blocks = protocol.randomisation?.blocks;
    const centres = centreFactor.length;
    const perDay = (protocol.accrual.per_month / DAYS_A_MONTH) * this.share;
    const ramp = protocol.accrual.ramp_months * DAYS_A_MONTH;
    let { operational } = this;
    for (let i = from; i < to; i++) {
      words.fill(0, i, trial, 0);
      words.fill(1, i, trial, 4);
      const j = eligible[Math.floor(out[0] * TO_UNIT * eligible.length)];
      const centre = centres === 1 ? 0 : ((out[7] & 0xffff) * centres) >>> 16;
      const arm = blocks
        ? this.fromBlock(strata.code[j] * centres + centre, out[3] * TO_UNIT, blocks, out[7] >>> 16)
        : out[3] * TO_UNIT < share
          ? 1
          : 0;
      operational -= Math.log((out[4] + 0.5) * TO_UNIT) / perDay;
      profile[i] = j;
      arms[i] = arm;
      places[i] = centre;
      entry[i] = operational >= ramp / 2 ? operational + ramp / 2 : Math.sqrt(2 * ramp * operational);
      const rates = arm === 1 ? crossing.toControl : crossing.toExperimental;
      let crossed = Number.POSITIVE_INFINITY;
      if (rates !== null) {
        const chance = (out[5] + 0.5) * TO_UNIT;
        if (chance > this.stays[arm]![j]) crossed = -Math.log(chance) / rates[j];
      }
      const ratio = scenario.death[j];
      const base = death[j] * centreFactor[centre];
      let died =
        this.deadly === null
          ? timeOf(out[1], base, arm === 1 ? ratio : 1, arm === 1 ? 1 : ratio, crossed, horizon, deathCourse)
          : this.deathWithEvents(i, trial, arm, base, ratio, crossed);
      let weaned = Number.POSITIVE_INFINITY;
      if (weaning !== null) {
        const faster = scenario.weaning![j];
        const own = arm === 1 ? faster : 1;
        weaned = timeOf(out[6], weaning[j], own, arm === 1 ? 1 : faster, crossed, horizon, weaningCourse);
      }
      const apart = weaned < died ? weaned : died;
      let gone = apart < horizon ? apart : horizon;
      if (crossed >= died || crossed >= weaned || crossed >= horizon) crossed = Number.POSITIVE_INFINITY;
      else if (composite && arm === 0) died = crossed;
      const first = weaned < died ? weaned : died;
      let time = first < horizon ? first : horizon;
      let end: number = first >= horizon ? END.free : weaning === null || weaned < died ? END.event : END.competing;
      // Most stay until the last day, and need no logarithm.
      if (dropout > 0 && (out[2] + 0.5) * TO_UNIT > kept) {
        const lost = -Math.log((out[2] + 0.5) * TO_UNIT) / dropout;
        if (lost < time) {
          time = lost;
          gone = lost;
          end = END.lost;
          if (crossed >= lost) crossed = Number.POSITIVE_INFINITY;
        }
      }
      times[i] = time;
      ends[i] = end;
      crossings[i] = crossed;
      left[i] = gone;
    }
    this.operational = operational;
  }

  /** Events that come after weaning would not matter: then no death is counted any more. */
  private deathWithEvents(i: number, trial: number, arm: number, base: number, ratio: number, crossed: number): number {
    const { changes, out } = this;
    const { safety, own } = this.plan.outcome;
    const deadly = this.deadly!;
    changes.clear();
    if (Number.isFinite(crossed)) changes.add(crossed, arm === 1 ? 1 / ratio : ratio);
    deadly.read(i, trial);
    for (let s = 0; s < safety.length; s++) {
      if (!isDeadly(safety[s])) continue;
      const day = deadly.day(s, arm);
      if (Number.isFinite(day)) changes.add(day, safety[s].hazard_ratio);
    }
    return changes.timeOf(out[1], base * (arm === 1 ? ratio : 1), own.horizon, own.deathCourse);
  }

  /** The next place of the cell's permuted block. */
  private fromBlock(cell: number, chance: number, sizes: readonly number[], size: number): number {
    const { left1, left0 } = this;
    if (left1[cell] + left0[cell] === 0) {
      const [a, b] = this.plan.protocol.allocation;
      const count = sizes[(size * sizes.length) >>> 16];
      left1[cell] = (count * a) / (a + b);
      left0[cell] = count - left1[cell];
    }
    const first = chance * (left1[cell] + left0[cell]) < left1[cell];
    if (first) left1[cell]--;
    else left0[cell]--;
    return first ? 1 : 0;
  }
}
