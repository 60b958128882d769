/**
 * The sliders: which of the engine's parameters each sets, and the range that makes sense at the bedside, within what
 * the engine allows. What a parameter means and where its values come from is the engine's to say (`LiveParameter`).
 */

/** A setting made with a slider. Numbers are as shown; the engine's own are `factor` times these. */
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
  /** 0.01 where a fraction is shown in per cent. */
  readonly factor?: number;
  /** The change against the patient's own value is what is shown and set. */
  readonly fromOwn?: boolean;
  /** Words beside the number. */
  readonly remark?: (value: number) => string;
  /** Words instead of the number and its unit. */
  readonly words?: (value: number) => string | null;
  readonly signed?: boolean;
  readonly prefix?: string;
}

type Numbers = readonly [min: number, max: number, step: number, initial: number, digits: number];

const dial = (id: string, label: string, unit: string, numbers: Numbers, more: Partial<Dial> = {}): Dial => {
  const [min, max, step, initial, digits] = numbers;
  return { id, label, unit, min, max, step, initial, digits, ...more };
};

const percent = { factor: 0.01 };
const timing = (value: number) => (value === 0 ? "correct" : value < 0 ? "early" : "late");
const given = (value: number) => (value === 0 ? "unchanged" : value > 0 ? "given" : "removed");
const none = (value: number) => (value === 0 ? "none" : null);
const offset: Numbers = [-150, 150, 5, 0, 0];

export const dials = {
  volume: dial("iabp.volume_mL", "Balloon volume", "mL", [25, 50, 1, 40, 0]),
  inflation: dial("iabp.inflation_offset_ms", "Inflation", "ms", offset, { signed: true, remark: timing }),
  deflation: dial("iabp.deflation_offset_ms", "Deflation", "ms", offset, { signed: true, remark: timing }),

  flow: dial("va-ecmo.flow_L_min", "Set flow", "L/min", [0, 6, 0.1, 4, 1]),
  speed: dial("va-ecmo.speed_rpm", "Set speed", "rpm", [0, 5000, 50, 3400, 0]),
  sweep: dial("va-ecmo.sweep_L_min", "Sweep", "L/min", [0, 12, 0.1, 2, 1]),
  fdo2: dial("va-ecmo.fdo2", "FdO₂", "%", [21, 100, 1, 100, 0], percent),
  water: dial("va-ecmo.water_C", "Water", "°C", [30, 42, 0.5, 37, 1]),
  atrialVent: dial("va-ecmo.la_vent_share", "LA vent", "%", [0, 50, 1, 0, 0], { ...percent, words: none }),
  pulmonaryVent: dial("va-ecmo.pa_vent_share", "PA vent", "%", [0, 50, 1, 0, 0], { ...percent, words: none }),
  septostomy: dial("vent.septostomy_diameter_mm", "Septostomy", "mm", [0, 20, 1, 0, 0], { words: none }),

  impellaLevel: dial("impella.level", "Level", "", [0, 9, 1, 8, 0], { prefix: "P-" }),
  tandemFlow: dial("tandemheart.flow_L_min", "Set flow", "L/min", [0, 5, 0.1, 3.5, 1]),
  tandemSpeed: dial("tandemheart.speed_rpm", "Set speed", "rpm", [0, 7500, 100, 6000, 0]),

  rate: dial("heart.rate_per_min", "Heart rate", "/min", [40, 150, 1, 90, 0]),
  contractility: dial("lv.contractility_scale", "LV contractility", "", [0.2, 2, 0.05, 1, 2], { prefix: "×" }),
  rightContractility: dial("rv.contractility_scale", "RV contractility", "", [0.2, 2, 0.05, 1, 2], { prefix: "×" }),

  fio2: dial("lung.fio2", "FiO₂", "%", [21, 100, 1, 21, 0], percent),
  ventilation: dial("lung.ventilation_L_min", "Ventilation", "L/min", [0, 20, 0.5, 6, 1]),
  shunt: dial("lung.shunt_fraction", "Lung shunt", "%", [0, 90, 1, 3, 0], percent),
  chest: dial("thorax.pressure_mmHg", "Chest pressure", "mmHg", [-8, 20, 1, -4, 0]),
  swing: dial("thorax.swing_mmHg", "Chest swing", "mmHg", [-12, 20, 1, 0, 0], {
    signed: true,
    words: none,
    remark: (value) => (value < 0 ? "breathing" : "ventilated"),
  }),
  breath: dial("thorax.breath_beats", "Beats/breath", "", [2, 12, 1, 5, 0]),

  blood: dial("patient.blood_volume_mL", "Blood volume", "mL", [-1500, 2000, 50, 0, 0], {
    signed: true,
    fromOwn: true,
    remark: given,
  }),
  haemoglobin: dial("patient.hb_g_dL", "Haemoglobin", "g/dL", [4, 18, 0.5, 14, 1]),
  temperature: dial("patient.temperature_C", "Temperature", "°C", [30, 41, 0.5, 37, 1]),

  noradrenaline: dial("drugs.noradrenaline_ug_kg_min", "Noradrenaline", "µg/kg/min", [0, 2, 0.01, 0, 2]),
  adrenaline: dial("drugs.adrenaline_ug_kg_min", "Adrenaline", "µg/kg/min", [0, 1, 0.01, 0, 2]),
  dobutamine: dial("drugs.dobutamine_ug_kg_min", "Dobutamine", "µg/kg/min", [0, 20, 0.5, 0, 1]),
  milrinone: dial("drugs.milrinone_ug_kg_min", "Milrinone", "µg/kg/min", [0, 1, 0.025, 0, 3]),
  vasopressin: dial("drugs.vasopressin_U_min", "Vasopressin", "U/min", [0, 0.1, 0.005, 0, 3]),
  reflexGain: dial("reflexes.gain", "Gain", "", [0, 2, 0.05, 1, 2], { prefix: "×" }),
} as const satisfies Record<string, Dial>;

/** Narrowing of each coronary artery. */
export const arteries = (["lad", "lcx", "rca"] as const).map((id) => {
  const name = { lad: "LAD", lcx: "LCx", rca: "RCA" }[id];
  return {
    id,
    name,
    stenosis: dial(`coronary.${id}.stenosis_pct`, `${name} stenosis`, "%", [0, 99, 1, 0, 0]),
    reperfusion: `coronary.${id}.reperfusion`,
    ischaemia: `coronary.${id}.ischaemia`,
  };
});
export type Artery = (typeof arteries)[number];
