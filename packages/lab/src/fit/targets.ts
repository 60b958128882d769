/**
 * What can be asked of a fit: bedside values by index id or by the name they have at the bedside, with the error that
 * such a measurement has. A new target is one row.
 */
import { INDICES, type Model } from "@counterpulse/engine";
import { InputError } from "../input-error.ts";
import { isPlace } from "../named-indices.ts";
import { checkValue, findParameter, nearest, type Settings } from "../settings.ts";
import type { Device } from "../support.ts";

export const DEFAULT_WHERE = "--target";

export interface TargetInput {
  /** Index id or bedside name. */
  readonly index: string;
  readonly value: number;
  /** Standard deviation of the measurement; without it the usual one. */
  readonly sd?: number;
  /** What messages begin with: a file, or `--target`. */
  readonly where?: string;
}

export interface Target {
  readonly index: string;
  readonly value: number;
  readonly sd: number;
  /** Parameters that this target sets outright, instead of being searched for. */
  readonly sets: Settings | null;
}

/** A parameter that holds the measured value itself. */
interface Setting {
  readonly parameter: string;
  readonly also?: Settings;
  /** Where one of these parameters is set, the target is searched for after all. */
  readonly unless?: readonly string[];
  /** Devices without which there is no such value, and besides which no other may give one. */
  readonly device?: Device;
}

interface Row {
  readonly id: string;
  readonly names: readonly string[];
  readonly sd: number;
  /** Standard deviation as a part of the value, where that is the larger. */
  readonly share: number;
  readonly source: string;
  readonly sets?: Setting;
}

const row = (id: string, names: string, sd: number, share: number, source: string, sets?: Setting): Row => ({
  id,
  names: names.split(" ").filter(Boolean),
  sd,
  share,
  source,
  ...(sets ? { sets } : {}),
});

const LINE = "romagnoli2014: lines without resonance against a cuff, 5.3 to 6.4; less, for the cuff's part";
const CATHETER = "assumption; levelling of the transducer and breathing";
const THERMODILUTION = "stetz1982, three injections; yang2011";
const ECHO = "himelman1988, wider for the bedside";
const OXIMETER = "assumption; usual tolerance of the device";

const SPEED: Setting = { parameter: "va-ecmo.speed_rpm", also: { "va-ecmo.control": 1 }, device: "va-ecmo" };
const FLOW: Setting = {
  parameter: "va-ecmo.flow_L_min",
  also: { "va-ecmo.control": 0 },
  unless: ["va-ecmo.speed_rpm", "va-ecmo.control"],
  device: "va-ecmo",
};

/** Rows: id, bedside names, standard deviation in the index's unit, the same as a share of the value, whence. */
const ROWS: readonly Row[] = [
  row("hr_per_min", "HR rate", 1, 0, "counted", { parameter: "heart.rate_per_min" }),
  row("hb_g_dL", "Hb", 0.5, 0, OXIMETER, { parameter: "patient.hb_g_dL" }),
  row("device_flow_L_min", "ECMO_flow", 0.1, 0, OXIMETER, FLOW),
  row("ecmo_speed_rpm", "ECMO_speed RPM", 20, 0, OXIMETER, SPEED),
  row("aortic_systolic_mmHg", "SBP SAP systolic", 5, 0, LINE),
  row("aortic_end_diastolic_mmHg", "DBP DAP diastolic", 4, 0, LINE),
  row("aortic_mean_mmHg", "MAP ABP", 3, 0, LINE),
  row("aortic_augmented_diastolic_mmHg", "augmented", 5, 0, LINE),
  row("pulse_pressure_mmHg", "PP", 5, 0, LINE),
  row("cvp_mmHg", "CVP RAP", 2, 0, CATHETER),
  row("pa_systolic_mmHg", "PASP PAS sPAP", 4, 0, CATHETER),
  row("pa_diastolic_mmHg", "PADP PAD dPAP", 3, 0, CATHETER),
  row("pa_mean_mmHg", "mPAP PAM", 2.5, 0, CATHETER),
  row("pcwp_mmHg", "PCWP PAWP PAOP wedge", 3, 0, "alkharrat1999, between readers"),
  row("la_mean_mmHg", "LAP", 2, 0, CATHETER),
  row("lv_edp_mmHg", "LVEDP", 3, 0, CATHETER),
  row("lv_peak_mmHg", "LVSP", 5, 0, LINE),
  row("rv_edp_mmHg", "RVEDP", 2, 0, CATHETER),
  row("lv_edv_mL", "LVEDV EDV", 8, 0.1, ECHO),
  row("lv_esv_mL", "LVESV ESV", 8, 0.12, ECHO),
  row("lv_sv_mL", "SV", 4, 0.1, THERMODILUTION),
  row("lvef_pct", "LVEF EF", 5, 0, ECHO),
  row("rv_edv_mL", "RVEDV", 12, 0.15, "assumption; harder to image than the left"),
  row("rvef_pct", "RVEF", 7, 0, "assumption; harder to image than the left"),
  row("total_flow_L_min", "CO", 0.2, 0.1, THERMODILUTION),
  row("co_native_L_min", "native", 0.2, 0.1, THERMODILUTION),
  row("ci_L_min_m2", "CI", 0.1, 0.1, THERMODILUTION),
  row("cpo_W", "CPO", 0.04, 0.12, "error of pressure and flow"),
  row("svr_dyn_s_cm5", "SVR", 60, 0.12, "error of pressure and flow"),
  row("pvr_dyn_s_cm5", "PVR", 40, 0.25, "error of pressures and flow"),
  row("papi", "", 0.2, 0.2, "error of pressures"),
  row("svo2_pct", "SvO2", 3, 0, OXIMETER),
  row("sao2_right_radial_pct", "SaO2", 2, 0, OXIMETER),
  row("sao2_left_radial_pct", "", 2, 0, OXIMETER),
  row("sao2_femoral_pct", "", 2, 0, OXIMETER),
  row("pao2_right_radial_mmHg", "PaO2", 5, 0.05, OXIMETER),
  row("paco2_right_radial_mmHg", "PaCO2", 2, 0, OXIMETER),
  row("ecmo_p1_mmHg", "P1", 10, 0, "assumption"),
  row("ecmo_p2_mmHg", "P2", 10, 0, "assumption"),
  row("ecmo_p3_mmHg", "P3", 10, 0, "assumption"),
];

/** Values that no measurement in these units gives: a slip of the finger, not a patient. */
const POSSIBLE: Readonly<Record<string, readonly [number, number]>> = {
  mmHg: [-300, 600],
  mL: [0, 1500],
  "L/min": [0, 15],
  "L/min/m2": [0, 10],
  "%": [0, 100],
};

/** What targets there are, with their usual errors, for lists and documents. */
export const TARGETS: readonly Omit<Row, "sets">[] = ROWS;

const indexOf = (id: string) => INDICES.find((one) => one.id === id);

/** The index id of a name at the bedside, or of the id itself; letters' case does not matter. */
export function targetId(name: string): string | undefined {
  const asked = name.trim().toLowerCase();
  const found = ROWS.find((r) => r.id.toLowerCase() === asked || r.names.some((n) => n.toLowerCase() === asked));
  return found?.id ?? INDICES.find((one) => one.id.toLowerCase() === asked)?.id;
}

/**
 * Check targets and complete them.
 * @param set parameters that the user has set or freed: a target does not set those
 * @throws InputError
 */
export function resolveTargets(
  model: Model,
  inputs: readonly TargetInput[],
  support: ReadonlySet<Device>,
  set: ReadonlySet<string>,
): Target[] {
  const ids = new Map<string, TargetInput>();
  for (const input of inputs) {
    const { where = DEFAULT_WHERE } = input;
    const id = targetId(input.index);
    if (id === undefined) {
      const all = [...ROWS.flatMap((r) => [r.id, ...r.names]), ...INDICES.map((one) => one.id)];
      const near = nearest(all, input.index);
      throw new InputError(
        `${where}: there is no index "${input.index}"${near ? `; did you mean ${near}?` : ""} (\`counterpulse indices\` lists all).`,
      );
    }
    if (ids.has(id)) throw new InputError(`${where}: ${id} is given twice; each index is allowed once.`);
    ids.set(id, input);
  }
  // A speed that is a target decides what the pump holds.
  const decided = new Set(set);
  for (const id of ids.keys()) {
    const sets = ROWS.find((r) => r.id === id)?.sets;
    if (sets && !sets.unless) decided.add(sets.parameter);
  }
  return [...ids].map(([id, input]) => complete(model, id, input, support, set, decided));
}

function complete(
  model: Model,
  id: string,
  { value, sd, where = DEFAULT_WHERE }: TargetInput,
  support: ReadonlySet<Device>,
  set: ReadonlySet<string>,
  decided: ReadonlySet<string>,
): Target {
  const known = ROWS.find((r) => r.id === id);
  if (isPlace(id)) throw new InputError(`${where}: ${id} is a place, not a number; any other index is allowed.`);
  checkNumbers(id, value, sd, where);
  if (sd === undefined && !known)
    throw new InputError(
      `${where}: ${id}: its usual error is not known; give one as ${id}=${value}~sd, a number above 0.`,
    );
  const sets = known?.sets ? settingOf(model, id, known.sets, value, support, set, decided, where) : null;
  return { index: id, value, sd: sd ?? Math.max(known!.sd, known!.share * Math.abs(value)), sets };
}

function checkNumbers(id: string, value: number, sd: number | undefined, where: string): void {
  if (!Number.isFinite(value)) throw new InputError(`${where}: ${id} is ${value}; a number is allowed.`);
  if (sd !== undefined && !(Number.isFinite(sd) && sd > 0))
    throw new InputError(`${where}: ${id}: its standard deviation is ${sd}; a number above 0 is allowed.`);
  const unit = indexOf(id)?.unit ?? "";
  const range = POSSIBLE[unit];
  if (range && (value < range[0] || value > range[1]))
    throw new InputError(`${where}: ${id} = ${value} is no such measurement: ${range[0]} to ${range[1]} ${unit}.`);
}

function settingOf(
  model: Model,
  id: string,
  { parameter, also = {}, unless = [], device }: Setting,
  value: number,
  support: ReadonlySet<Device>,
  set: ReadonlySet<string>,
  decided: ReadonlySet<string>,
  where: string,
): Settings | null {
  if (device && !support.has(device))
    throw new InputError(
      `${where}: ${id} does not exist on support ${supportText(support)}; a support with ${device} is allowed.`,
    );
  if (set.has(parameter) || unless.some((other) => decided.has(other))) return null;
  // Where another device gives flow too, the sum is not what one controller holds.
  if (device && [...support].some((d) => d !== device && d !== "iabp")) return null;
  if (!model.parameters.some((p) => p.id === parameter))
    throw new InputError(`${where}: ${id}: the model has no ${parameter} yet.`);
  return { [parameter]: checkValue(findParameter(model, parameter, where), value, `${where}: ${id}`), ...also };
}

export function supportText(support: ReadonlySet<Device>): string {
  return support.size === 0 ? "none" : [...support].join("+");
}
