/** One patient's circulation that runs on and can be changed at any moment: what a monitor shows. */
import {
  AORTA,
  DEFAULT_STEP,
  evaluateIndices,
  type FinishedBeat,
  INDICES,
  type Indices,
  type InnerParameters,
  indexName,
  LaneGroup,
  PATIENT_DEFINITIONS,
  type Patient,
  ProbeRun,
  requiredSteps,
  type State,
  stepsFor,
} from "@counterpulse/engine";
import { type EcgBeat, ecgMillivolts } from "./ecg.ts";
import { Laboratory } from "./laboratory.ts";
import { requirePatient } from "./patients.ts";
import { checkValue, findParameter, HELD_PUMPS, reader, type Settings, settable, toInner } from "./settings.ts";
import { DEVICES, type Device, parseSupport } from "./support.ts";

export interface LiveSignal {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
}

interface LiveSource extends LiveSignal {
  /** Circuit name; null for the ECG, which is drawn from the phase. */
  readonly of: string | null;
  readonly scale: number;
  /** Shown as 0 while this device is off. */
  readonly device?: Device;
}

const SOURCES: readonly LiveSource[] = [
  { id: "ecg", label: "ECG", unit: "mV", of: null, scale: 1 },
  { id: "aortic_root.p", label: "Aortic root pressure", unit: "mmHg", of: "aortic_root.p", scale: 1 },
  { id: "right_arm_arteries.p", label: "Right radial pressure", unit: "mmHg", of: "right_arm_arteries.p", scale: 1 },
  { id: "pulmonary_artery.p", label: "Pulmonary artery pressure", unit: "mmHg", of: "pulmonary_artery.p", scale: 1 },
  { id: "right_atrium.p", label: "Central venous pressure", unit: "mmHg", of: "right_atrium.p", scale: 1 },
  { id: "iabp.volume", label: "Balloon volume", unit: "mL", of: "iabp_balloon.V", scale: 1, device: "iabp" },
  { id: "iabp.pressure", label: "Balloon pressure", unit: "mmHg", of: "iabp_line.p_line", scale: 1, device: "iabp" },
  { id: "ecmo.flow", label: "ECMO flow", unit: "L/min", of: "ecmo_return.q", scale: 0.06, device: "va-ecmo" },
  {
    id: "impella.flow",
    label: "Impella flow",
    unit: "L/min",
    of: "impella_pump.q",
    scale: 0.06,
    device: "impella",
  },
  {
    id: "tandemheart.flow",
    label: "TandemHeart flow",
    unit: "L/min",
    of: "tandemheart_line.q",
    scale: 0.06,
    device: "tandemheart",
  },
  { id: "lad.flow", label: "LAD flow", unit: "mL/min", of: "lad_ostium.q", scale: 60 },
  { id: "thorax.p", label: "Intrathoracic pressure", unit: "mmHg", of: "thorax.p", scale: 1 },
  { id: "lv.p", label: "Left ventricular pressure", unit: "mmHg", of: "lv.p", scale: 1 },
  { id: "lv.V", label: "Left ventricular volume", unit: "mL", of: "lv.V", scale: 1 },
];

/** A parameter as a form shows it; the default is the present patient's. */
export interface LiveParameter {
  readonly id: string;
  readonly unit: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly description: string;
  readonly source: string;
}

export interface LiveBeat {
  /** Simulated time at which the beat ended. */
  readonly atSeconds: number;
  readonly indices: Indices;
  /** Share of blood from the oxygenator in each segment of `aorta`; empty without VA-ECMO. */
  readonly ecmoShares: readonly number[];
  /** The index `watershed` by name. */
  readonly watershed: string | null;
  /** Blood that is still to be given, or, below 0, to be taken (mL). */
  readonly bloodToCome: number;
}

/** What an index means, as `counterpulse indices` tells. */
export interface LiveIndex {
  readonly id: string;
  readonly unit: string;
  readonly definition: string;
}

const BLOOD_VOLUME = "patient.blood_volume_mL";
const HAEMOGLOBIN = "patient.hb_g_dL";
/** A changed blood volume is given, or taken, at an even pace over this time. */
export const INFUSION_SECONDS = 30;
/**
 * What would jump within a beat moves at the R wave: strength and stiffness of the ventricles with the next beat, and an
 * infusion over the time (s) in which the drug comes to act, about (assumption: fluids in the line run faster than usual).
 */
const GLIDES: readonly { readonly id: RegExp; readonly seconds: number }[] = [
  { id: /^(lv|rv)\./, seconds: 0 },
  { id: /^drugs\..*_(ug_kg_min|U_min)$/, seconds: 20 },
];

interface Glide {
  value: number;
  readonly target: number;
  readonly perSecond: number;
}

const PROBES = SOURCES.flatMap((s) => (s.of === null ? [] : [s.of]));

const NONE_ON = Object.fromEntries(DEVICES.map((d) => [d, false])) as Readonly<Record<Device, boolean>>;

export class LiveCirculation {
  readonly signals: readonly LiveSignal[] = SOURCES.map(({ id, label, unit }) => ({ id, label, unit }));
  readonly patients = PATIENT_DEFINITIONS.map(({ id, label, title, description }) => ({
    id,
    label,
    title,
    description,
  }));
  readonly indices: readonly LiveIndex[] = INDICES.map(({ id, unit, definition }) => ({ id, unit, definition }));
  /** Segments of the aorta from the heart to the groin. */
  readonly aorta: readonly string[] = AORTA;
  private readonly laboratory = new Laboratory(PROBES);
  private readonly scratch: LaneGroup;
  private patient: Patient;
  private settings: Record<string, number> = {};
  private on: Readonly<Record<Device, boolean>>;
  private run: ProbeRun;
  /** Indices of the patient's own steady state, without support. */
  private own: Indices = {};
  private observed: readonly LiveSource[] = SOURCES;
  private columns: readonly number[] = columnsOf(SOURCES);
  /** Everything in effect; null when it has changed and the run does not know yet. */
  private inEffect: Settings | null = null;
  private readonly glides = new Map<string, Glide>();
  private readonly infusion = { rest: 0, perSecond: 0 };
  /** Simulated time of the next sample. */
  private time = 0;
  private lastBeat: FinishedBeat | null = null;

  constructor(patient: string) {
    this.scratch = new LaneGroup(this.laboratory.kernel);
    this.patient = requirePatient(patient);
    this.on = this.ownSupport;
    this.run = this.begin();
  }

  get model(): { name: string; hash: string } {
    return { name: this.laboratory.model.name, hash: this.laboratory.model.hash };
  }

  /** The devices on which the patient comes: some would not live without. */
  get ownSupport(): Readonly<Record<Device, boolean>> {
    const { support } = PATIENT_DEFINITIONS.find(({ id }) => id === this.patient.id) ?? { support: "none" };
    return { ...NONE_ON, ...Object.fromEntries([...parseSupport(support)].map((device) => [device, true])) };
  }

  /** Indices of the patient's steady state without support: what changes can be held against. */
  get baseline(): Indices {
    return this.own;
  }

  get parameters(): LiveParameter[] {
    return settable(this.laboratory.model).map(({ id, spec }) => ({
      id,
      unit: spec.unit,
      default: this.patient.parameters[id] ?? spec.value,
      min: spec.min,
      max: spec.max,
      description: spec.description,
      source: spec.source,
    }));
  }

  /**
   * Takes effect with the next sample; the ventricles' strength with the next beat, drugs over some seconds (GLIDES), and
   * blood volume is given or taken over INFUSION_SECONDS. Of a pump's `flow_L_min`
   * and `speed_rpm`, the one set last says how it is held.
   * @throws InputError for an unknown parameter or a value outside its range
   */
  set(id: string, value: number): void {
    checkValue(findParameter(this.laboratory.model, id, "set"), value, "set");
    const before = reader(this.laboratory.model, this.effective())(id);
    if (id === BLOOD_VOLUME) this.infuse(value - before);
    if (id === HAEMOGLOBIN) this.exchangeBlood(value / before);
    const glide = GLIDES.find((g) => g.id.test(id));
    const perSecond = glide && glide.seconds > 0 ? Math.abs(value - before) / glide.seconds : Number.POSITIVE_INFINITY;
    if (glide) this.glides.set(id, { value: before, target: value, perSecond });
    this.settings[id] = value;
    for (const pump of HELD_PUMPS) {
      if (id === `${pump}.flow_L_min`) this.settings[`${pump}.control`] = 0;
      if (id === `${pump}.speed_rpm`) this.settings[`${pump}.control`] = 1;
    }
    this.inEffect = null;
  }

  /** Devices that are not named are off. */
  setSupport(on: Readonly<Partial<Record<Device, boolean>>>): void {
    this.on = { ...NONE_ON, ...on };
    this.inEffect = null;
  }

  /** Restart from that patient's steady state on the devices of `ownSupport`, with that patient's parameters. */
  setPatient(id: string): void {
    this.patient = requirePatient(id);
    this.settings = {};
    this.on = this.ownSupport;
    this.time = 0;
    this.lastBeat = null;
    this.infusion.rest = 0;
    this.glides.clear();
    this.run = this.begin();
  }

  /** Choose which signals `advance` fills, in this order. */
  observe(signals: readonly string[]): void {
    const observed = signals.map((id) => {
      const source = SOURCES.find((s) => s.id === id);
      if (!source) throw new Error(`there is no signal "${id}"`);
      return source;
    });
    this.observed = observed;
    this.columns = columnsOf(observed);
  }

  /** Run on, write each observed signal into its array, and return the number of samples written. */
  advance(seconds: number, rateHz: number, sink: readonly Float32Array[]): number {
    const samples = Math.round(seconds * rateHz);
    const { observed, columns } = this;
    for (let k = 0; k < samples; k++) {
      if (this.inEffect === null) this.apply();
      if (this.infusion.rest !== 0) this.giveBlood(1 / rateHz);
      this.time += 1 / rateHz;
      const { phase } = this.run;
      const values = this.run.at(this.time);
      if (this.glides.size > 0 && this.run.phase < phase) this.glide();
      for (let i = 0; i < observed.length; i++)
        sink[i][k] = columns[i] < 0 ? this.ecg() : this.shown(observed[i], values[columns[i]]);
    }
    return samples;
  }

  /** The beats that ended since the last call. */
  beats(): LiveBeat[] {
    return this.run.beats().map((beat) => {
      const before = this.lastBeat ?? beat;
      this.lastBeat = beat;
      // The beat before belongs to the view: pressure before the R wave counts for the beat that follows.
      const indices = evaluateIndices(
        [beat.measures],
        beat.period,
        reader(this.laboratory.model, this.effective()),
        before.measures,
      );
      return {
        atSeconds: beat.at,
        indices,
        ecmoShares: this.on["va-ecmo"] ? AORTA.map((node) => beat.measures.get(`ecmo_${node}`) ?? 0) : [],
        watershed: indexName("watershed", indices.watershed) as string | null,
        bloodToCome: this.infusion.rest,
      };
    });
  }

  /** In the first samples of a beat. */
  private glide(): void {
    for (const [id, glide] of this.glides) {
      const rest = glide.target - glide.value;
      const move = Math.min(Math.abs(rest), glide.perSecond * this.run.period);
      glide.value += Math.sign(rest) * move;
      if (Math.abs(rest) <= move) this.glides.delete(id);
    }
    this.inEffect = null;
  }

  /** A change while blood is still being given moves what is left, over the whole time again. */
  private infuse(volume: number): void {
    this.infusion.rest += volume;
    this.infusion.perSecond = Math.abs(this.infusion.rest) / INFUSION_SECONDS;
  }

  private giveBlood(seconds: number): void {
    const { rest, perSecond } = this.infusion;
    const volume = Math.sign(rest) * Math.min(Math.abs(rest), perSecond * seconds);
    this.run.addBlood(volume);
    this.infusion.rest = Math.abs(rest - volume) < 1e-6 ? 0 : rest - volume;
  }

  /** Blood of another haemoglobin has, at the same saturation, so much more or less oxygen. */
  private exchangeBlood(ratio: number): void {
    const { group } = this.run;
    group.carried
      .filter((name) => name.startsWith("concentration:o2."))
      .map((name) => group.slot(name))
      .forEach((slot) => {
        for (let lane = 0; lane < group.kernel.lanes; lane++) group.write(slot, lane, group.read(slot, lane) * ratio);
      });
  }

  private shown(source: LiveSource, value: number): number {
    return source.device !== undefined && !this.on[source.device] ? 0 : value * source.scale;
  }

  private ecg(): number {
    const settings = this.effective();
    const arrested = settings["heart.arrested"] > 0.5;
    if (arrested) return 0;
    const rhythm = settings["heart.rhythm"] ?? 0;
    const usual: EcgBeat = (["sinus", "no-atria", "paced"] as const)[rhythm];
    const of = (input: string): EcgBeat =>
      (settings["heart.ectopic_every"] ?? 0) > 1.5 && this.run.group.get(`beat:${input}`, 0) > 0.5 ? "ectopic" : usual;
    return ecgMillivolts(this.run.phase, this.run.period, arrested, {
      now: of("ectopic"),
      next: of("before_ectopic"),
      fibrillation: rhythm === 1 ? this.time : null,
    });
  }

  private effective(): Settings {
    if (this.inEffect) return this.inEffect;
    const switches = Object.fromEntries(DEVICES.map((d) => [`${d}.on`, this.on[d] ? 1 : 0]));
    const gliding = Object.fromEntries([...this.glides].map(([id, { value }]) => [id, value]));
    return { "heart.arrested": 0, ...this.patient.parameters, ...this.settings, ...gliding, ...switches };
  }

  private begin(): ProbeRun {
    const support = new Set(DEVICES.filter((device) => this.on[device]));
    const without = { patient: this.patient, settings: {}, support: new Set<Device>() };
    const cases = support.size === 0 ? [without] : [without, { ...without, support }];
    const solutions = this.laboratory.solve(cases, { withIndicesAt: false });
    this.own = solutions[0].indices;
    const solved = solutions[cases.length - 1];
    this.inEffect = null;
    this.inEffect = this.effective();
    const parameters = toInner(this.laboratory.model, this.inEffect);
    const steps = this.stepsFor(parameters, solved.state);
    return new ProbeRun(this.laboratory.kernel, parameters, steps, solved.state, PROBES);
  }

  private apply(): void {
    this.inEffect = this.effective();
    const parameters = toInner(this.laboratory.model, this.inEffect);
    this.run.change(parameters, this.stepsFor(parameters, this.run.group.readState(0)));
  }

  /** Steps a beat that these parameters need at this state. */
  private stepsFor(parameters: InnerParameters, state: State): number {
    const { scratch } = this;
    for (let lane = 0; lane < scratch.kernel.lanes; lane++) scratch.setParameters(lane, parameters);
    scratch.configure(64);
    scratch.configure(stepsFor(scratch.period(0), DEFAULT_STEP));
    scratch.startAt(state);
    return requiredSteps(scratch, DEFAULT_STEP)[0];
  }
}

/** Place of each signal among the probes; -1 for the one that is drawn. */
function columnsOf(sources: readonly LiveSource[]): number[] {
  return sources.map((s) => (s.of === null ? -1 : PROBES.indexOf(s.of)));
}

/** A circulation in the state in which that patient comes. @throws InputError for an unknown patient */
export async function createLiveCirculation(patient: string): Promise<LiveCirculation> {
  return new LiveCirculation(patient);
}
