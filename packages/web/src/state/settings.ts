/** What the person at the bedside has set: supports, devices, patient, speed. Values go by the engine's parameter ids. */
import { PATIENT_DEFINITIONS } from "@counterpulse/engine";
import type { LiveParameter, Supports } from "../worker/live.ts";

export type Device = keyof Supports;
export const deviceNames: Readonly<Record<Device, string>> = {
  iabp: "IABP",
  "va-ecmo": "VA-ECMO",
  impella: "Impella",
  tandemheart: "TandemHeart",
};

/** In the order of `counterpulse patients`. */
export const patients = PATIENT_DEFINITIONS.map(({ id, label, title }) => ({ id, label, title }));

/** Who lies in the bed when the page opens. */
const FIRST_PATIENT = "cardiogenic-shock";

export const speeds = [1, 2, 5, 10] as const;
export const assistRatios = [1, 2, 3, 4] as const;

export const impellaModels = [
  { id: 0, label: "2.5" },
  { id: 1, label: "CP" },
] as const;

/** How a pump is held: at a flow, by adjusting its speed, or at a speed, whatever flow results. */
export type HoldMode = "flow" | "speed";

/** A setting made with a slider: the range that makes sense at the bedside, within what the engine allows. */
export interface Dial {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Shown until the engine has told its own default. */
  readonly initial: number;
  readonly digits: number;
  /** Words beside the number, for settings that are right at one value and wrong to both sides. */
  readonly remark?: (value: number) => string;
  readonly signed?: boolean;
  readonly prefix?: string;
}

const timing = (value: number) => (value === 0 ? "correct" : value < 0 ? "early" : "late");
const offset = { unit: "ms", min: -150, max: 150, step: 5, initial: 0, digits: 0, signed: true, remark: timing };

export const dials = {
  volume: {
    id: "iabp.volume_mL",
    label: "Balloon volume",
    unit: "mL",
    min: 25,
    max: 50,
    step: 1,
    initial: 40,
    digits: 0,
  },
  inflation: { id: "iabp.inflation_offset_ms", label: "Inflation", ...offset },
  deflation: { id: "iabp.deflation_offset_ms", label: "Deflation", ...offset },
  flow: {
    id: "va-ecmo.flow_L_min",
    label: "Set flow",
    unit: "L/min",
    min: 0,
    max: 6,
    step: 0.1,
    initial: 4,
    digits: 1,
  },
  speed: {
    id: "va-ecmo.speed_rpm",
    label: "Set speed",
    unit: "rpm",
    min: 0,
    max: 5000,
    step: 50,
    initial: 3400,
    digits: 0,
  },
  impellaLevel: {
    id: "impella.level",
    label: "Level",
    unit: "",
    prefix: "P-",
    min: 0,
    max: 9,
    step: 1,
    initial: 8,
    digits: 0,
  },
  tandemFlow: {
    id: "tandemheart.flow_L_min",
    label: "Set flow",
    unit: "L/min",
    min: 0,
    max: 5,
    step: 0.1,
    initial: 3.5,
    digits: 1,
  },
  tandemSpeed: {
    id: "tandemheart.speed_rpm",
    label: "Set speed",
    unit: "rpm",
    min: 0,
    max: 7500,
    step: 100,
    initial: 6000,
    digits: 0,
  },
  rate: {
    id: "heart.rate_per_min",
    label: "Heart rate",
    unit: "/min",
    min: 40,
    max: 150,
    step: 1,
    initial: 90,
    digits: 0,
  },
  contractility: {
    id: "lv.contractility_scale",
    label: "LV contractility",
    unit: "",
    prefix: "×",
    min: 0.2,
    max: 2,
    step: 0.05,
    initial: 1,
    digits: 2,
  },
} as const satisfies Record<string, Dial>;

export const ratioId = "iabp.ratio";
export const impellaModelId = "impella.model";

/** The dial by which a pump is held. */
export const ecmoDial = (mode: HoldMode): Dial => dials[mode];
export const tandemDial = (mode: HoldMode): Dial => (mode === "flow" ? dials.tandemFlow : dials.tandemSpeed);

/** Settings of the heart belong to a patient and fall back to the next patient's own; those of devices stay. */
export const belongsToPatient = (id: string) => !/^(iabp|va-ecmo|impella|tandemheart)\./.test(id);

export interface Settings {
  readonly patient: string;
  readonly support: Supports;
  readonly ecmoMode: HoldMode;
  readonly tandemMode: HoldMode;
  readonly values: Readonly<Record<string, number>>;
  readonly running: boolean;
  readonly speed: number;
}

export const initialSettings: Settings = {
  patient: FIRST_PATIENT,
  support: { iabp: false, "va-ecmo": false, impella: false, tandemheart: false },
  ecmoMode: "flow",
  tandemMode: "flow",
  values: {},
  running: true,
  speed: 1,
};

export function valueOf(dial: Dial, settings: Settings, parameters: readonly LiveParameter[]): number {
  return settings.values[dial.id] ?? parameters.find(({ id }) => id === dial.id)?.default ?? dial.initial;
}

export function rangeOf(dial: Dial, parameters: readonly LiveParameter[]): { min: number; max: number } {
  const allowed = parameters.find(({ id }) => id === dial.id);
  return {
    min: Math.max(dial.min, allowed?.min ?? dial.min),
    max: Math.min(dial.max, allowed?.max ?? dial.max),
  };
}

export const ratioOf = (settings: Settings) => settings.values[ratioId] ?? 1;

/** Until it is chosen, the engine's own default. */
export const impellaModelOf = (settings: Settings, parameters: readonly LiveParameter[]) =>
  settings.values[impellaModelId] ?? parameters.find(({ id }) => id === impellaModelId)?.default ?? 1;

/** For labels and announcements: what supports the patient, in a few words. */
export function describeSupport(settings: Settings, parameters: readonly LiveParameter[] = []): string {
  const { support, ecmoMode, tandemMode } = settings;
  const parts: string[] = [];
  const held = (name: string, dial: Dial): string =>
    `${name} ${valueOf(dial, settings, parameters).toFixed(dial.digits)}\u00a0${dial.unit}`;
  if (support["va-ecmo"]) parts.push(held("VA-ECMO", ecmoDial(ecmoMode)));
  if (support.impella) {
    const model = impellaModels.find(({ id }) => id === impellaModelOf(settings, parameters))?.label;
    parts.push(`Impella ${model} P-${valueOf(dials.impellaLevel, settings, parameters)}`);
  }
  if (support.tandemheart) parts.push(held("TandemHeart", tandemDial(tandemMode)));
  if (support.iabp) parts.push(`IABP 1:${ratioOf(settings)}`);
  return parts.length === 0 ? "no support" : parts.join(" + ");
}
