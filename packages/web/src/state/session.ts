/**
 * Between the worker and the screen: sends what the user sets, keeps what the worker reports, and gives React one view
 * that changes a few times a second. The traces read the history directly and never pass through React.
 */
import { Playhead } from "../monitor/playhead.ts";
import { SignalHistory } from "../monitor/signal-history.ts";
import type { LiveDescription, Supports } from "../worker/live.ts";
import { type FromWorker, sampleRateHz, type ToWorker } from "../worker/protocol.ts";
import { AlertHold, alertsOf } from "./alerts.ts";
import { type Spans, spansOf } from "./averaging.ts";
import type { Choice, Toggle } from "./choices.ts";
import type { Artery, Dial } from "./dials.ts";
import { BeatWindow } from "./readings.ts";
import {
  belongsToPatient,
  type Device,
  describeSupport,
  deviceNames,
  ecmoDial,
  engineValue,
  type HoldMode,
  impellaModelId,
  impellaModels,
  isOn,
  ratioId,
  type Settings,
  tandemDial,
  valueOf,
} from "./settings.ts";
import { createStore, type Store } from "./store.ts";
import { initialView, patientLabel, type View } from "./view.ts";

/** The part of a Worker that we use; tests give their own. */
export interface WorkerPort {
  postMessage(message: ToWorker): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** The view changes at most this often. */
const flushMs = 250;
const alertHoldSeconds = 2;

export class Session {
  readonly view: Store<View>;
  readonly history: SignalHistory;
  readonly playhead = new Playhead();
  /** Wraps the work of taking in a message, for measuring. */
  charge: (work: () => void) => void = (work) => work();
  workerLoad = Number.NaN;
  readonly #restartListeners = new Set<() => void>();
  readonly #beats = new BeatWindow();
  readonly #alertHold = new AlertHold(alertHoldSeconds);
  #freezeDue = false;
  /** The sample at which the treatment was last changed; at the start the patient is in a steady state. */
  #treatedAt = Number.NEGATIVE_INFINITY;
  #epoch = 0;
  #cameWith: Supports | undefined;
  #hidden = false;
  #seconds = 0;
  #flushTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly port: WorkerPort,
    signals: readonly string[],
  ) {
    this.history = new SignalHistory(signals);
    this.view = createStore(initialView);
    port.onmessage = ({ data }) => this.charge(() => this.#receive(data));
    port.onerror = (event) => this.#fail(event.message || "The simulation could not be loaded.");
    port.postMessage({ type: "start", patient: this.settings.patient, signals });
  }

  get settings(): Settings {
    return this.view.get().settings;
  }

  /** Calls back when another patient's samples are about to come. */
  onRestart(listener: () => void): () => void {
    this.#restartListeners.add(listener);
    return () => this.#restartListeners.delete(listener);
  }

  /** What the dial shows, in its own unit. */
  setValue(dial: Dial, value: number): void {
    this.#set({ [dial.id]: engineValue(dial, value, this.view.get().parameters) });
  }

  choose(choice: Choice, value: number): void {
    this.#set({ [choice.id]: value });
    this.announce(`${choice.label}: ${choice.options.find((option) => option.value === value)?.label}`);
  }

  toggle(toggle: Toggle): void {
    const on = !isOn(toggle, this.settings, this.view.get().parameters);
    const value = on !== (toggle.inverted ?? false) ? 1 : 0;
    this.#set(Object.fromEntries(toggle.ids.map((id) => [id, value])));
    this.announce(`${toggle.label}: ${on ? "on" : "off"}`);
  }

  /** Angioplasty: the narrowing is gone and the bed dilates; or the time after it has passed. */
  reperfuse({ name, stenosis, reperfusion }: Artery, on: boolean): void {
    this.#set(on ? { [stenosis.id]: 0, [reperfusion]: 1 } : { [reperfusion]: 0 });
    this.announce(on ? `${name} opened` : `${name} no longer freshly reperfused`);
  }

  setRatio(ratio: number): void {
    this.#set({ [ratioId]: ratio });
    this.announce(`IABP ratio 1:${ratio}`);
  }

  setEcmoMode(ecmoMode: HoldMode): void {
    this.#treat({ ecmoMode });
    this.#hold("va-ecmo", ecmoMode, ecmoDial(ecmoMode));
  }

  setTandemMode(tandemMode: HoldMode): void {
    this.#treat({ tandemMode });
    this.#hold("tandemheart", tandemMode, tandemDial(tandemMode));
  }

  setImpellaModel(model: number): void {
    this.#set({ [impellaModelId]: model });
    this.announce(`Impella ${impellaModels.find(({ id }) => id === model)?.label}`);
  }

  toggleDevice(device: Device): void {
    const support = { ...this.settings.support, [device]: !this.settings.support[device] };
    this.#treat({ support });
    this.port.postMessage({ type: "support", on: support });
    this.announce(`${deviceNames[device]} ${support[device] ? "on" : "off"}`);
  }

  setPatient(patient: string): void {
    // Heart settings belong to the patient before; devices keep theirs, so that patients can be compared under them.
    const kept = Object.entries(this.settings.values).filter(([id]) => !belongsToPatient(id));
    this.#change({ patient, values: Object.fromEntries(kept) });
    this.#epoch += 1;
    this.port.postMessage({ type: "patient", patient, epoch: this.#epoch });
    this.history.clear();
    this.playhead.reset();
    this.#beats.clear();
    this.#alertHold.clear();
    this.#freezeDue = false;
    this.#treatedAt = 0;
    this.view.update({
      readings: null,
      places: initialView.places,
      bloodToCome: 0,
      alerts: [],
      clockSeconds: 0,
    });
    for (const listener of this.#restartListeners) listener();
    this.announce(`Patient: ${patientLabel(this.view.get())}`);
  }

  setRunning(running: boolean): void {
    this.#change({ running });
    this.#sendRunning();
    this.announce(running ? "Running" : "Paused");
  }

  setSpeed(speed: number): void {
    this.#change({ speed });
    this.port.postMessage({ type: "speed", factor: speed });
    this.announce(speed === 1 ? "Real time" : `${speed} times real time`);
  }

  /** Nobody looks at a hidden tab: the patient waits. */
  setHidden(hidden: boolean): void {
    this.#hidden = hidden;
    this.#sendRunning();
  }

  /** Freezes the last whole assisted cycle and its numbers, or lets them go. */
  toggleFreeze(): void {
    if (this.view.get().frozen) {
      this.view.update({ frozen: null });
      this.announce("Frozen loop cleared");
    } else this.#freeze();
  }

  #freeze(): void {
    const { settings, parameters } = this.view.get();
    const { averaged, drawn } = this.#spans();
    const readings = this.#beats.mean(averaged);
    const end = this.history.end;
    const loop = this.#samples(drawn);
    // The label must be true of loop and numbers: the beats in which the treatment changed have to pass first.
    const passed = this.#samples(averaged) + loop;
    if (readings === null || loop > end || end - this.#treatedAt < passed) {
      if (!this.#freezeDue) this.announce("Freezes with the next whole beat");
      this.#freezeDue = true;
      return;
    }
    this.#freezeDue = false;
    this.view.update({
      frozen: {
        label: `${patientLabel(this.view.get())}, ${describeSupport(settings, parameters)}`,
        readings,
        volume: this.history.slice("lv.V", end - loop, end),
        pressure: this.history.slice("lv.p", end - loop, end),
      },
    });
    this.announce("Loop and numbers frozen; tiles show the change");
  }

  announce(announcement: string): void {
    this.view.update({ announcement });
  }

  /** Samples in the beats that the loop shows; a second's worth before as many are measured. */
  loopSamples(): number {
    return this.#samples(this.#spans().drawn);
  }

  #samples(beats: number): number {
    return Math.round(sampleRateHz * (this.#beats.duration(beats) ?? 1));
  }

  #spans(): Spans {
    return spansOf(this.settings, this.view.get().parameters);
  }

  /** Of a pump's flow and speed the one set last is held. */
  #hold(pump: Device, mode: HoldMode, dial: Dial): void {
    const { parameters } = this.view.get();
    this.port.postMessage({ type: "set", id: dial.id, value: valueOf(dial, this.settings, parameters) });
    this.announce(`${deviceNames[pump]} holds its ${mode === "flow" ? "flow" : "pump speed"}`);
  }

  #change(part: Partial<Settings>): void {
    this.view.update({ settings: { ...this.settings, ...part } });
  }

  #set(values: Readonly<Record<string, number>>): void {
    this.#treat({ values: { ...this.settings.values, ...values } });
    for (const [id, value] of Object.entries(values)) this.port.postMessage({ type: "set", id, value });
  }

  /** A change that the patient feels. */
  #treat(part: Partial<Settings>): void {
    this.#treatedAt = this.history.end;
    this.#change(part);
  }

  #sendRunning(): void {
    this.port.postMessage({ type: "run", running: this.settings.running && !this.#hidden });
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case "fault":
        this.#fail(message.message);
        break;
      case "load":
        this.workerLoad = message.share;
        break;
      case "ready":
        if (message.epoch !== this.#epoch) break;
        this.#meet(message.about);
        this.#sendDevices();
        break;
      case "samples":
        if (message.epoch !== this.#epoch) break;
        this.history.append(message.count, message.data);
        this.#seconds = message.atSeconds;
        this.#scheduleFlush();
        break;
      case "beat":
        if (message.epoch !== this.#epoch) break;
        this.#beats.add(message.beat);
        break;
    }
  }

  #meet({ model, patients, parameters, indices, aorta, ownSupport, baseline }: LiveDescription): void {
    // The devices of the patient before leave with that patient; what was switched on here stays.
    const stays = (device: Device) => this.settings.support[device] && !this.#cameWith?.[device];
    const support = { ...ownSupport };
    for (const device of Object.keys(support) as Device[]) support[device] ||= stays(device);
    this.#cameWith = ownSupport;
    this.#change({ support });
    const meanings = Object.fromEntries(indices.map(({ id, definition }) => [id, definition]));
    this.view.update({ status: "live", model, patients, parameters, meanings, aorta, baseline });
  }

  /** A patient starts on his own devices and with the engine's settings: tell it what is on and what was set. */
  #sendDevices(): void {
    const { support, values, ecmoMode, tandemMode } = this.settings;
    for (const [id, value] of Object.entries(values)) this.port.postMessage({ type: "set", id, value });
    // Of flow and speed the one set last counts.
    for (const { id } of [ecmoDial(ecmoMode), tandemDial(tandemMode)])
      if (values[id] !== undefined) this.port.postMessage({ type: "set", id, value: values[id] });
    if (!sameSupport(support, this.#cameWith)) this.port.postMessage({ type: "support", on: support });
  }

  #fail(fault: string): void {
    this.view.update({ status: "failed", fault });
  }

  #scheduleFlush(): void {
    this.#flushTimer ??= setTimeout(() => {
      this.#flushTimer = undefined;
      this.charge(() => this.#flush());
    }, flushMs);
  }

  #flush(): void {
    const { settings, parameters, baseline, alerts: before } = this.view.get();
    const { averaged } = this.#spans();
    const readings = this.#beats.mean(averaged);
    this.view.update({
      clockSeconds: Math.floor(this.#seconds),
      readings,
      places: this.#beats.places(averaged),
      bloodToCome: this.#beats.bloodToCome,
    });
    if (this.#freezeDue) this.#freeze();
    const present = readings ? alertsOf({ indices: readings, settings, parameters, baseline }) : [];
    const alerts = this.#alertHold.settle(present, this.#seconds);
    const fresh = alerts.filter(({ id }) => !before.some((old) => old.id === id));
    if (fresh.length > 0) this.announce(fresh.map(({ text }) => text).join(" "));
    if (alerts.length > 0 || before.length > 0) this.view.update({ alerts });
  }
}

const sameSupport = (a: Supports, b: Supports | undefined) =>
  (Object.keys(a) as Device[]).every((device) => a[device] === b?.[device]);
