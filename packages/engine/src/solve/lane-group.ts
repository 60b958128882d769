/** A group of lanes run in step: patients side by side in one vector, with the same number of steps a beat. */
import type { Group, Kernel } from "../codegen/kernel.ts";
import { HASTE, STEPS } from "../codegen/program.ts";
import { STAGE } from "../language/graph.ts";
import type { ModelMeasure } from "../language/model.ts";
import { type InnerParameters, ParameterOrder } from "./parameters.ts";

/**
 * Registers that go on from beat to beat, as one vector: volumes, flows, signal states, concentrations and histories.
 * Taken between beats, when nothing has moved since the last tick.
 */
export type State = Float64Array;

/** A slot, and the slot where its starting value stands. */
interface Start {
  readonly slot: number;
  readonly from: number;
}

const CARRIED = /^(volume|flow|state|concentration|history):/;

export class LaneGroup {
  readonly group: Group;
  readonly carried: readonly string[];
  private readonly carriedSlots: readonly number[];
  private readonly beatSlots: readonly {
    slot: number;
    every: number;
    offset: number;
    values: readonly number[] | null;
  }[];
  private readonly bloodSlots: readonly number[];
  private readonly parameterSlots: readonly number[];
  /** Those that the kernel keeps: it may be without those that no law reads. */
  readonly measures: readonly ModelMeasure[];
  private readonly measureSlots: readonly { name: string; slot: number; perStep: boolean }[];
  private readonly slotOf: ReadonlyMap<string, number>;
  private readonly slots: readonly number[];
  private readonly hasteSlot: number;
  private readonly stepsSlot: number;
  private readonly periodSlot: number;
  /** Registers that begin at nothing, and slots with the slots of their starting values. */
  private readonly zeroSlots: readonly number[];
  /** Slots of the greatest rate (1/s) and squared frequency (1/s2) that the steps must resolve, set by the kernel's `stiffness`. */
  readonly stiffness: { readonly rate: number; readonly frequency: number };
  private readonly primeSlots: readonly number[];
  /** What the histories of all lanes were, while those of one are primed. */
  private readonly others: Float64Array;
  private readonly starts: Readonly<Record<"states" | "volumes" | "concentrations", readonly Start[]>>;
  /** Where in memory the group's numbers begin, and how far the slots are apart. */
  private readonly base: number;
  private readonly stride: number;
  /** Nodes that take up or give what blood is too much or missing: their volumes, and their shares of what is too much. */
  private readonly reservoirs: readonly { readonly volume: number; readonly share: number }[];
  private readonly bloodVolumeSlot: number | null;
  private readonly order: ParameterOrder;
  /** Whether the slots of a lane's stiffness are those of the state that it began or ended its last beat in. */
  private readonly looked: boolean[];
  /** Whether beats may differ in length. */
  private readonly varies: boolean;
  /** Periods that the table was made for. */
  private readonly tabled: number[] = [];
  /** Beats since the start of each lane: the assisted cycle follows from it. */
  readonly beatNumber: number[];
  steps = 0;
  /** Single precision only: blood volume that each lane must keep, since rounding would lose a little in every step. */
  private readonly kept: (number | null)[];

  constructor(readonly kernel: Kernel) {
    const { program } = kernel;
    this.group = kernel.allocate();
    this.base = this.group.block / kernel.bytes;
    this.stride = kernel.stride;
    this.looked = Array<boolean>(kernel.lanes).fill(false);
    this.slotOf = program.slot;
    this.slots = [...program.slot.values()];
    [this.hasteSlot, this.stepsSlot, this.periodSlot] = [HASTE, STEPS, "clock:T"].map((name) => this.slot(name));
    this.stiffness = { rate: this.slot("stiffness:rate"), frequency: this.slot("stiffness:frequency") };
    this.zeroSlots = program.registers.flatMap((r) => (r.reset === null ? [r.slot] : []));
    this.starts = this.startsOf();
    this.primeSlots = program.prime.map((p) => p.slot);
    this.others = new Float64Array(this.primeSlots.length * kernel.lanes);
    const carried = program.registers.filter((r) => CARRIED.test(r.name));
    this.carried = carried.map((r) => r.name);
    this.carriedSlots = carried.map((r) => r.slot);
    this.beatSlots = program.model.beatInputs.map((b) => ({
      slot: this.slot(`beat:${b.name}`),
      every: this.slot(`initial:${b.name}:every`),
      offset: b.offset,
      values: b.values,
    }));
    this.varies = program.graph.stageOf(program.model.period) > STAGE.parameter;
    const { nodes, measures, parameters } = program.model;
    this.parameterSlots = parameters.map((p) => this.slot(`parameter:${p.id}`));
    this.order = new ParameterOrder(parameters);
    this.reservoirs = nodes.flatMap(({ name, reservoir }) =>
      reservoir === null
        ? []
        : [{ volume: this.slot(`volume:${name}`), share: this.slot(`initial:${name}:reservoir`) }],
    );
    this.bloodVolumeSlot = program.model.bloodVolume === null ? null : this.slot("initial::blood-volume");
    this.bloodSlots = nodes.filter((n) => n.blood).map((n) => this.slot(`volume:${n.name}`));
    this.measures = measures.filter((m) => this.slotOf.has(`measure:${m.name}`));
    this.measureSlots = this.measures.map((m) => ({
      name: m.name,
      slot: this.slot(`measure:${m.name}`),
      perStep: m.kind === "mean" || m.kind === "open-fraction",
    }));
    this.beatNumber = Array<number>(kernel.lanes).fill(0);
    this.kept = Array<number | null>(kernel.lanes).fill(null);
  }

  /** Let slow things in this lane go half of their way in a cycle, for a search; or at their own pace again. */
  hasten(lane: number, on: boolean): void {
    this.write(this.hasteSlot, lane, on ? this.cycle(lane) : 0);
  }

  /** Bring the slots of a lane's stiffness up to the R wave of its present state; in a beat's end once for all lanes. */
  lookAtStiffness(lane: number): void {
    if (this.looked[lane]) return;
    this.kernel.stiffness(this.group, 0);
    this.looked.fill(true);
  }

  /** The same in another phase of the beat. */
  lookAtStiffnessIn(step: number): void {
    this.kernel.stiffness(this.group, step);
    this.looked.fill(false);
  }

  /** Whether a place of the state is a volume of blood. */
  isBlood(place: number): boolean {
    return this.bloodSlots.includes(this.carriedSlots[place]);
  }

  slot(name: string): number {
    const slot = this.slotOf.get(name);
    if (slot === undefined) throw new Error(`the program has no slot "${name}"`);
    return slot;
  }

  private index(slot: number, lane: number): number {
    return this.base + slot * this.stride + lane;
  }

  read(slot: number, lane: number): number {
    return this.kernel.memory()[this.index(slot, lane)];
  }

  write(slot: number, lane: number, value: number): void {
    this.kernel.memory()[this.index(slot, lane)] = value;
  }

  get(name: string, lane: number): number {
    return this.read(this.slot(name), lane);
  }

  /** Write all parameters of a lane. Call `configure` when all lanes are set. */
  setParameters(lane: number, parameters: InnerParameters): void {
    const memory = this.kernel.memory();
    const { base, stride, slots, parameterSlots } = this;
    // What a run that broke down has left in the lane would break down the next. None breaks down without its state.
    if (!this.isSound(lane))
      for (let i = 0; i < slots.length; i++) {
        const at = base + slots[i] * stride + lane;
        if (Number.isNaN(memory[at])) memory[at] = 0;
      }
    const values = this.order.valuesOf(parameters);
    for (let i = 0; i < values.length; i++) memory[base + parameterSlots[i] * stride + lane] = values[i];
  }

  /** Whether every number that goes on from beat to beat is one. */
  private isSound(lane: number): boolean {
    const memory = this.kernel.memory();
    const { base, stride, carriedSlots } = this;
    for (let i = 0; i < carriedSlots.length; i++)
      if (Number.isNaN(memory[base + carriedSlots[i] * stride + lane])) return false;
    return true;
  }

  /** Steps a beat must be a multiple of this, so that the last tick falls on the beat's end. */
  get quantum(): number {
    return this.kernel.program.tickSteps ?? 1;
  }

  /** Take the parameters into use with so many steps a beat, or the few more that the quantum asks for. */
  configure(wanted: number): void {
    const steps = Math.ceil(wanted / this.quantum) * this.quantum;
    // Sums of a beat that is under way are counted in steps; in shorter or longer ones they stand for more or fewer.
    const ratio = this.steps > 0 ? steps / this.steps : 1;
    for (const m of this.measureSlots) {
      if (!m.perStep || ratio === 1) continue;
      for (let lane = 0; lane < this.kernel.lanes; lane++) this.write(m.slot, lane, this.read(m.slot, lane) * ratio);
    }
    this.steps = steps;
    for (let lane = 0; lane < this.kernel.lanes; lane++) this.write(this.stepsSlot, lane, steps);
    this.looked.fill(false);
    this.kernel.prepare(this.group);
    this.kernel.reserveTable(this.group, steps);
    this.tabulate();
    this.kernel.settle(this.group);
  }

  period(lane: number): number {
    return this.read(this.periodSlot, lane);
  }

  /** Beats of the assisted cycle: the least common multiple of the beat inputs' periods. */
  cycle(lane: number): number {
    return this.beatSlots.reduce((n, b) => leastCommonMultiple(n, Math.round(this.read(b.every, lane))), 1);
  }

  /** Put a lane at the start of a beat: volumes at their starting pressures, the total at the patient's blood volume. */
  initialise(lane: number): void {
    this.kept[lane] = null;
    this.looked[lane] = false;
    const { states, volumes, concentrations } = this.starts;
    const memory = this.kernel.memory();
    for (const slot of this.zeroSlots) memory[this.index(slot, lane)] = 0;
    // Starting values follow from parameters and from the slow states; so those are set first, and then all anew.
    for (let pass = 0; pass < 2; pass++) {
      this.take(states, lane);
      this.kernel.prepare(this.group);
    }
    this.take(volumes, lane);
    this.refill(lane);
    this.take(concentrations, lane);
    this.kernel.settle(this.group);
    this.beatNumber[lane] = 0;
    this.primeLane(lane);
  }

  /** Bring a lane's blood to the volume that its parameters ask for, whatever state it is in. */
  refill(lane: number): void {
    if (this.bloodVolumeSlot !== null) this.fill(lane, this.read(this.bloodVolumeSlot, lane));
  }

  /** Give so much blood (mL), or take it away, of the composition of the veins it goes into, at any moment. */
  addBlood(lane: number, volume: number): void {
    this.fill(lane, this.bloodVolume(lane) + volume);
    this.kept[lane] = null;
  }

  private startsOf(): LaneGroup["starts"] {
    const { nodes, states, scalars } = this.kernel.program.model;
    const start = (slot: string, from: string): Start => ({
      slot: this.slot(slot),
      from: this.slot(`initial:${from}`),
    });
    return {
      states: states.map((s) => start(`state:${s.name}`, s.name)),
      volumes: nodes.map((n) => start(`volume:${n.name}`, n.name)),
      concentrations: scalars.flatMap((s) =>
        nodes.flatMap((n) => (n.blood ? [start(`concentration:${s.name}.${n.name}`, s.name)] : [])),
      ),
    };
  }

  private take(starts: readonly Start[], lane: number): void {
    const memory = this.kernel.memory();
    for (const { slot, from } of starts) memory[this.index(slot, lane)] = memory[this.index(from, lane)];
  }

  /**
   * Bring the total to the patient's blood volume: what is too much goes into the reservoirs by their compliance, what is
   * missing is taken from them by their content, or, where they do not hold enough, from all nodes alike.
   */
  private fill(lane: number, total: number): void {
    this.looked[lane] = false;
    const missing = total - this.bloodVolume(lane);
    let [held, shares] = [0, 0];
    for (const { volume, share } of this.reservoirs) {
      held += this.read(volume, lane);
      shares += this.read(share, lane);
    }
    if (missing < -0.8 * held) return this.scaleBlood(lane, total / this.bloodVolume(lane));
    for (const { volume, share } of this.reservoirs) {
      const before = this.read(volume, lane);
      const part = missing < 0 ? (missing * before) / held : (missing * this.read(share, lane)) / shares;
      this.write(volume, lane, before + part);
    }
  }

  private scaleBlood(lane: number, factor: number): void {
    for (const slot of this.bloodSlots) this.write(slot, lane, this.read(slot, lane) * factor);
  }

  /** Histories of the multistep scheme, as if the present rates had held before. Other lanes keep theirs. */
  private primeLane(lane: number): void {
    this.setBeatInputs(lane);
    if (this.varies) this.takePeriod();
    const { primeSlots, others } = this;
    const { lanes } = this.kernel;
    const memory = this.kernel.memory();
    primeSlots.forEach((slot, i) => {
      for (let l = 0; l < lanes; l++) others[i * lanes + l] = memory[this.index(slot, l)];
    });
    this.kernel.prime(this.group, 0);
    primeSlots.forEach((slot, i) => {
      for (let l = 0; l < lanes; l++) if (l !== lane) memory[this.index(slot, l)] = others[i * lanes + l];
    });
  }

  private setBeatInputs(lane: number): void {
    for (const b of this.beatSlots) {
      const every = Math.max(1, Math.round(this.read(b.every, lane)));
      const since = this.beatNumber[lane] - b.offset;
      const place = ((since % every) + every) % every;
      this.write(b.slot, lane, b.values === null ? (place === 0 ? 1 : 0) : b.values[place % b.values.length]);
    }
  }

  /** Begin a beat in every lane: call before running its first step. */
  beginBeat(): void {
    this.looked.fill(false);
    for (let lane = 0; lane < this.kernel.lanes; lane++) this.setBeatInputs(lane);
    this.kernel.begin(this.group);
    if (this.varies) this.takePeriod();
  }

  /** Where beats differ in length, the next one's is taken into use before it begins. */
  private takePeriod(): void {
    this.kernel.prepare(this.group);
    if (this.tabled.every((period, lane) => this.period(lane) === period)) return;
    this.tabulate();
    this.kernel.settle(this.group);
  }

  private tabulate(): void {
    this.kernel.tabulate(this.group, this.steps);
    for (let lane = 0; lane < this.kernel.lanes; lane++) this.tabled[lane] = this.period(lane);
  }

  /** Steps of the present beat, with the ticks that fall among them. */
  advance(start: number, count: number): void {
    const { tickSteps } = this.kernel.program;
    if (tickSteps === null) return this.kernel.run(this.group, start, count);
    for (let at = start; at < start + count; ) {
      const next = Math.min(start + count, (Math.floor(at / tickSteps) + 1) * tickSteps);
      this.kernel.run(this.group, at, next - at);
      if (next % tickSteps === 0) this.kernel.carry(this.group, next - 1);
      at = next;
    }
  }

  /** Finish a beat: slow signals advance, and the beat is counted. */
  endBeat(): void {
    this.kernel.turn(this.group, this.steps - 1);
    this.kernel.settle(this.group);
    for (let lane = 0; lane < this.kernel.lanes; lane++) {
      this.beatNumber[lane]++;
      if (this.kernel.bytes === 4) this.restoreVolume(lane);
    }
  }

  /** Scale all blood volumes so that their sum is what it was before the rounding of a beat in single precision. */
  private restoreVolume(lane: number): void {
    const now = this.bloodVolume(lane);
    const kept = this.kept[lane] ?? now;
    this.kept[lane] = kept;
    this.scaleBlood(lane, kept / now);
  }

  /** One whole beat of every lane. */
  beat(): void {
    this.beginBeat();
    this.advance(0, this.steps);
    this.endBeat();
  }

  /** @param state where it is put; without it a fresh array */
  readState(lane: number, state: State = new Float64Array(this.carriedSlots.length)): State {
    const memory = this.kernel.memory();
    const { base, stride, carriedSlots } = this;
    // A plain loop: this is done after every beat.
    for (let i = 0; i < state.length; i++) state[i] = memory[base + carriedSlots[i] * stride + lane];
    return state;
  }

  writeState(lane: number, state: State): void {
    this.kept[lane] = null;
    this.looked[lane] = false;
    const memory = this.kernel.memory();
    const { base, stride, carriedSlots } = this;
    for (let i = 0; i < carriedSlots.length; i++) memory[base + carriedSlots[i] * stride + lane] = state[i];
    this.kernel.settle(this.group);
  }

  /** Put all lanes at this state, with nothing left of what ran before. */
  startAt(state: State): void {
    for (let lane = 0; lane < this.kernel.lanes; lane++) {
      this.initialise(lane);
      this.writeState(lane, state);
    }
  }

  /** Blood in all nodes that hold blood (mL). */
  bloodVolume(lane: number): number {
    let total = 0;
    for (const slot of this.bloodSlots) total += this.read(slot, lane);
    return total;
  }

  /** The measures of the beat that has just ended, in inner units and the model's order; means are over the beat. */
  measured(lane: number): Float64Array {
    const { measureSlots, steps } = this;
    const memory = this.kernel.memory();
    const values = new Float64Array(measureSlots.length);
    for (let i = 0; i < values.length; i++) {
      const { slot, perStep } = measureSlots[i];
      const value = memory[this.index(slot, lane)];
      values[i] = perStep ? value / steps : value;
    }
    return values;
  }

  /** The same, by name. */
  readMeasures(lane: number): Map<string, number> {
    return this.named(this.measured(lane));
  }

  named(measures: Float64Array): Map<string, number> {
    return new Map(this.measureSlots.map(({ name }, i) => [name, measures[i]]));
  }
}

export function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}
