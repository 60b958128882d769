/** From a patient, a support and the user's settings to the model's parameters; everything a user may set is checked here. */
import {
  type InnerParameters,
  type Model,
  type ModelParameter,
  ParameterRow,
  type Patient,
} from "@counterpulse/engine";
import { InputError } from "./input-error.ts";
import { DEVICES, type Device } from "./support.ts";

/** Public parameter id -> value in the parameter's own unit. */
export type Settings = Readonly<Record<string, number>>;

/** Switches that the support sets; a user names supports instead. */
const SWITCHES = new Set(DEVICES.map((d) => `${d}.on`));

/** Parameters that `--set` takes: all but the devices' switches. */
export function settable(model: Model): ModelParameter[] {
  return model.parameters.filter((p) => !SWITCHES.has(p.id));
}

export function findParameter(model: Model, id: string, where: string): ModelParameter {
  if (SWITCHES.has(id)) throw new InputError(`${where}: ${id} follows from the support; name the device there.`);
  const found = settable(model).find((p) => p.id === id);
  if (!found) throw new InputError(`${where}: there is no parameter "${id}"${suggestion(model, id)}.`);
  return found;
}

function suggestion(model: Model, id: string): string {
  const near = nearest(
    settable(model).map((p) => p.id),
    id,
  );
  return near
    ? `; did you mean ${near}? (\`counterpulse parameters\` lists all)`
    : "; `counterpulse parameters` lists all";
}

/** The id that was probably meant. */
export function nearest(ids: readonly string[], typed: string): string | undefined {
  const asked = typed.toLowerCase();
  const near = ids
    .map((id) => ({ id, distance: editDistance(id.toLowerCase(), asked) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return near && near.distance <= 6 ? near.id : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}

/** Check one value against the parameter's range. @param where what the message begins with: a file or `--set` */
export function checkValue(parameter: ModelParameter, value: unknown, where: string): number {
  const { id, spec } = parameter;
  const allowed = `${spec.whole ? "a whole number" : "a number"} from ${spec.min} to ${spec.max}${spec.unit === "1" ? "" : ` ${spec.unit}`}`;
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new InputError(
      `${where}: ${id} is ${typeof value === "number" ? value : JSON.stringify(value)}${commaHint(value)}; ${allowed} is allowed.`,
    );
  if (value < spec.min || value > spec.max || (spec.whole && !Number.isInteger(value))) {
    throw new InputError(`${where}: ${id} = ${value} is outside what is allowed: ${allowed}.`);
  }
  return value;
}

function commaHint(value: unknown): string {
  return typeof value === "string" && /^[+-]?\d+,\d+$/.test(value)
    ? ` (write ${value.replace(",", ".")}, with a decimal point)`
    : "";
}

/** Check settings as a whole. */
export function checkSettings(model: Model, settings: Readonly<Record<string, unknown>>, where: string): Settings {
  return Object.fromEntries(
    Object.entries(settings).map(([id, value]) => [id, checkValue(findParameter(model, id, where), value, where)]),
  );
}

/** Devices whose pump holds a flow or a speed, whichever `control` says. */
export const HELD_PUMPS = ["va-ecmo", "tandemheart"] as const;

/** A flow or a speed that the user sets decides what the controller holds, unless the device's `control` says so itself. */
export function impliedControl(settings: Settings): Settings {
  return HELD_PUMPS.reduce(controlOf, settings);
}

function controlOf(settings: Settings, pump: (typeof HELD_PUMPS)[number]): Settings {
  const [control, speed, flow] = ["control", "speed_rpm", "flow_L_min"].map((name) => `${pump}.${name}`);
  if (control in settings || !(speed in settings || flow in settings)) return settings;
  if (flow in settings && speed in settings) {
    throw new InputError(`--set: ${speed} and ${flow} cannot both be held; give one of them, or ${control} too.`);
  }
  // Said of the flow too: a fitted patient may hold a speed.
  return { ...settings, [control]: speed in settings ? 1 : 0 };
}

/** Everything in effect: patient, then the user's settings, then the switches. */
export function effectiveSettings(patient: Patient, settings: Settings, support: ReadonlySet<Device>): Settings {
  const switches = Object.fromEntries(DEVICES.map((d) => [`${d}.on`, support.has(d) ? 1 : 0]));
  return { ...patient.parameters, ...impliedControl(settings), ...switches };
}

/** Public values to inner units, for the solver. What a circuit of smaller scope does not have is left out. */
export function toInner(model: Model, settings: Settings): InnerParameters {
  const { parameters } = model;
  const values = new Float64Array(parameters.length);
  for (let i = 0; i < values.length; i++)
    values[i] = (settings[parameters[i].id] ?? Number.NaN) * parameters[i].unit.scale;
  return new ParameterRow(placesOf(model), values);
}

const places = new WeakMap<Model, ReadonlyMap<string, number>>();

function placesOf(model: Model): ReadonlyMap<string, number> {
  const known = places.get(model) ?? new Map(model.parameters.map((p, i) => [p.id, i]));
  places.set(model, known);
  return known;
}

const parameters = new WeakMap<Model, ReadonlyMap<string, ModelParameter>>();

function parametersOf(model: Model): ReadonlyMap<string, ModelParameter> {
  const known = parameters.get(model) ?? new Map(model.parameters.map((p) => [p.id, p]));
  parameters.set(model, known);
  return known;
}

/** The value in effect of any parameter, in its public unit. */
export function reader(model: Model, settings: Settings): (id: string) => number {
  const known = parametersOf(model);
  return (id) => {
    const value = settings[id] ?? known.get(id)?.spec.value;
    if (value === undefined) throw new Error(`no parameter "${id}"`);
    return value;
  };
}
