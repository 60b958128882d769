/** One patient's circulation that runs on and can be changed at any moment: what a monitor shows. */
import {
  DEFAULT_STEP,
  evaluateIndices,
  type FinishedBeat,
  type Indices,
  LaneGroup,
  type Patient,
  ProbeRun,
  requiredSteps,
  type State,
  stepsFor,
} from "@counterpulse/engine";
import { ecgMillivolts } from "./ecg.ts";
import { Laboratory } from "./laboratory.ts";
import { requirePatient } from "./patients.ts";
import { checkValue, findParameter, HELD_PUMPS, reader, type Settings, settable, toInner } from "./settings.ts";
import { DEVICES, type Device } from "./support.ts";

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
}

const NONE_ON = Object.fromEntries(DEVICES.map((d) => [d, false])) as Readonly<Record<Device, boolean>>;

export class LiveCirculation {
  readonly signals: readonly LiveSignal[] = SOURCES.map(({ id, label, unit }) => ({ id, label, unit }));
  private readonly laboratory = new Laboratory(SOURCES.flatMap((s) => (s.of === null ? [] : [s.of])));
  private readonly scratch: LaneGroup;
  private patient: Patient;
  private settings: Record<string, number> = {};
  private on: Readonly<Record<Device, boolean>> = NONE_ON;
  private run: ProbeRun;
  private observed: readonly LiveSource[] = SOURCES;
  /** Simulated time of the next sample. */
  private time = 0;
  private lastBeat: FinishedBeat | null = null;

  constructor(patient: string) {
    this.scratch = new LaneGroup(this.laboratory.kernel);
    this.patient = requirePatient(patient);
    this.run = this.begin();
  }

  get model(): { name: string; hash: string } {
    return { name: this.laboratory.model.name, hash: this.laboratory.model.hash };
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
   * Takes effect at once. Of a pump's `flow_L_min` and `speed_rpm`, the one set last says how it is held.
   * @throws InputError for an unknown parameter or a value outside its range
   */
  set(id: string, value: number): void {
    checkValue(findParameter(this.laboratory.model, id, "set"), value, "set");
    this.settings[id] = value;
    for (const pump of HELD_PUMPS) {
      if (id === `${pump}.flow_L_min`) this.settings[`${pump}.control`] = 0;
      if (id === `${pump}.speed_rpm`) this.settings[`${pump}.control`] = 1;
    }
    this.apply();
  }

  /** Devices that are not named are off. */
  setSupport(on: Readonly<Partial<Record<Device, boolean>>>): void {
    this.on = { ...NONE_ON, ...on };
    this.apply();
  }

  /** Restart from that patient's steady state without support, with that patient's parameters. */
  setPatient(id: string): void {
    this.patient = requirePatient(id);
    this.settings = {};
    this.on = NONE_ON;
    this.time = 0;
    this.lastBeat = null;
    this.run = this.begin();
  }

  /** Choose which signals `advance` fills, in this order. */
  observe(signals: readonly string[]): void {
    this.observed = signals.map((id) => {
      const source = SOURCES.find((s) => s.id === id);
      if (!source) throw new Error(`there is no signal "${id}"`);
      return source;
    });
  }

  /** Run on, write each observed signal into its array, and return the number of samples written. */
  advance(seconds: number, rateHz: number, sink: readonly Float32Array[]): number {
    const samples = Math.round(seconds * rateHz);
    const probes = SOURCES.flatMap((s) => (s.of === null ? [] : [s.of]));
    const columns = this.observed.map((s) => (s.of === null ? -1 : probes.indexOf(s.of)));
    for (let k = 0; k < samples; k++) {
      this.time += 1 / rateHz;
      const values = this.run.at(this.time);
      this.observed.forEach((source, i) => {
        sink[i][k] = columns[i] < 0 ? this.ecg() : this.shown(source, values[columns[i]]);
      });
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
      return { atSeconds: beat.at, indices };
    });
  }

  private shown(source: LiveSource, value: number): number {
    return source.device !== undefined && !this.on[source.device] ? 0 : value * source.scale;
  }

  private ecg(): number {
    return ecgMillivolts(this.run.phase, this.run.period, this.effective()["heart.arrested"] > 0.5);
  }

  private effective(): Settings {
    const switches = Object.fromEntries(DEVICES.map((d) => [`${d}.on`, this.on[d] ? 1 : 0]));
    return { "heart.arrested": 0, ...this.patient.parameters, ...this.settings, ...switches };
  }

  private begin(): ProbeRun {
    const solved = this.laboratory.solve([{ patient: this.patient, settings: {}, support: new Set() }])[0];
    const parameters = toInner(this.laboratory.model, this.effective());
    const probes = SOURCES.flatMap((s) => (s.of === null ? [] : [s.of]));
    return new ProbeRun(
      this.laboratory.kernel,
      parameters,
      this.stepsFor(parameters, solved.state),
      solved.state,
      probes,
    );
  }

  private apply(): void {
    const parameters = toInner(this.laboratory.model, this.effective());
    this.run.change(parameters, this.stepsFor(parameters, this.run.group.readState(0)));
  }

  /** Steps a beat that these parameters need at this state. */
  private stepsFor(parameters: ReadonlyMap<string, number>, state: State): number {
    const { scratch } = this;
    for (let lane = 0; lane < scratch.kernel.lanes; lane++) scratch.setParameters(lane, parameters);
    scratch.configure(64);
    scratch.configure(stepsFor(scratch.period(0), DEFAULT_STEP));
    scratch.startAt(state);
    return requiredSteps(scratch, 0, DEFAULT_STEP);
  }
}

/** A circulation in that patient's steady state without support. @throws InputError for an unknown patient */
export async function createLiveCirculation(patient: string): Promise<LiveCirculation> {
  return new LiveCirculation(patient);
}
