/** What the person at the bedside has set: supports, devices, patient, speed. Values go by the engine's parameter ids. */
import type { LiveParameter, Supports } from "../worker/live.ts";
import type { Choice, Toggle } from "./choices.ts";
import { type Dial, dials } from "./dials.ts";

export type Device = keyof Supports;
export const deviceNames: Readonly<Record<Device, string>> = {
  iabp: "IABP",
  "va-ecmo": "VA-ECMO",
  impella: "Impella",
  tandemheart: "TandemHeart",
};

/** With whom the page begins; the engine tells all. */
const firstPatient = "cardiogenic-shock";

export const speeds = [1, 2, 5, 10] as const;
export const assistRatios = [1, 2, 3, 4] as const;

export const impellaModels = [
  { id: 0, label: "2.5" },
  { id: 1, label: "CP" },
] as const;

/** How a pump is held: at a flow, by adjusting its speed, or at a speed, whatever flow results. */
export type HoldMode = "flow" | "speed";

export const ratioId = "iabp.ratio";
export const impellaModelId = "impella.model";

/** The dial by which a pump is held. */
export const ecmoDial = (mode: HoldMode): Dial => dials[mode];
export const tandemDial = (mode: HoldMode): Dial => (mode === "flow" ? dials.tandemFlow : dials.tandemSpeed);

/** What was set of the body belongs to a patient and falls back to the next patient's own; devices and holes stay. */
export const belongsToPatient = (id: string) => !/^(iabp|va-ecmo|impella|tandemheart|vent)\./.test(id);

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
  patient: firstPatient,
  support: { iabp: false, "va-ecmo": false, impella: false, tandemheart: false },
  ecmoMode: "flow",
  tandemMode: "flow",
  values: {},
  running: true,
  speed: 1,
};

/** The patient's own value, in the engine's unit. */
const ownOf = (id: string, parameters: readonly LiveParameter[]) => parameters.find((p) => p.id === id)?.default;

/** In effect, in the engine's unit; `initial` until the engine has told its own. */
export const effective = (id: string, { values }: Settings, parameters: readonly LiveParameter[], initial = 0) =>
  values[id] ?? ownOf(id, parameters) ?? initial;

/** Rid of the dust of binary fractions. */
const clean = (value: number) => Number(value.toPrecision(12));

/** As the dial shows it. */
export function valueOf(dial: Dial, settings: Settings, parameters: readonly LiveParameter[]): number {
  const { factor = 1, fromOwn } = dial;
  const own = ownOf(dial.id, parameters);
  if (fromOwn) return own === undefined ? 0 : clean((effective(dial.id, settings, parameters) - own) / factor);
  return clean(effective(dial.id, settings, parameters, dial.initial * factor) / factor);
}

/** What the engine is told when the dial shows this. */
export function engineValue(dial: Dial, shown: number, parameters: readonly LiveParameter[]): number {
  const origin = dial.fromOwn ? (ownOf(dial.id, parameters) ?? 0) : 0;
  return clean(origin + shown * (dial.factor ?? 1));
}

export function rangeOf(dial: Dial, parameters: readonly LiveParameter[]): { min: number; max: number } {
  const allowed = parameters.find(({ id }) => id === dial.id);
  if (!allowed) return { min: dial.min, max: dial.max };
  const { factor = 1 } = dial;
  const origin = dial.fromOwn ? allowed.default : 0;
  // Whole steps within what is allowed, so that the slider's steps stay round numbers.
  const steps = (bound: number, round: (x: number) => number) =>
    clean(round(clean((bound - origin) / factor / dial.step)) * dial.step);
  return {
    min: Math.max(dial.min, steps(allowed.min, Math.ceil)),
    max: Math.min(dial.max, steps(allowed.max, Math.floor)),
  };
}

/** The option that is in effect; the nearest where a patient's own value is none of them. */
export function optionOf(choice: Choice, settings: Settings, parameters: readonly LiveParameter[]): number {
  const value = effective(choice.id, settings, parameters, choice.options[0].value);
  const distance = (option: { value: number }) => Math.abs(option.value - value);
  return choice.options.reduce((best, option) => (distance(option) < distance(best) ? option : best)).value;
}

/** On when all of its parameters are. */
export function isOn({ ids, inverted = false }: Toggle, settings: Settings, parameters: readonly LiveParameter[]) {
  return ids.every((id) => effective(id, settings, parameters) > 0.5 !== inverted);
}

export const ratioOf = (settings: Settings) => settings.values[ratioId] ?? 1;

/** Until it is chosen, the engine's own default. */
export const impellaModelOf = (settings: Settings, parameters: readonly LiveParameter[]) =>
  effective(impellaModelId, settings, parameters, 1);

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
