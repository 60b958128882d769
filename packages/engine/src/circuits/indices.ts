/**
 * The indices of the contract as formulas over the beat measures of one assisted cycle. They know measures and
 * parameters, not the solver; units are those in their names.
 */

import { GASES } from "./gas-indices.ts";
import { MYOCARDIUM } from "./myocardial-indices.ts";

/** Reads the measures of a cycle: each beat's value, or over the cycle. */
export interface CycleView {
  /** Mean over the cycle, each beat by its duration; null where no beat has a value. */
  mean(measure: string): number | null;
  /** Extremes over the cycle. */
  highest(measure: string): number | null;
  lowest(measure: string): number | null;
  /** Mean over beats of a formula of each beat's measures and those of the beat before it. */
  perBeat(formula: (beat: (m: string) => number, before: (m: string) => number) => number): number | null;
  /** A parameter in its public unit. */
  parameter(id: string): number;
  /** Mean duration of a beat (s). */
  readonly period: number;
}

export interface IndexDefinition {
  readonly id: string;
  readonly unit: string;
  readonly definition: string;
  readonly loinc?: string;
  /** null where the index does not exist. */
  readonly value: (c: CycleView) => number | null;
}

/** mL/s to L/min. */
const L_MIN = 0.06;
/** mL/s to mL/min. */
const ML_MIN = 60;
/** mmHg per L/min to dyn s cm-5. */
const DYN = 79.9934;
const KPA = 0.133322;
/** Flows below this (L/min) carry no resistance worth dividing by. */
const LEAST_FLOW = 0.1;

const scaled = (value: number | null, factor: number): number | null => (value === null ? null : value * factor);
const difference = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b);
const ratio = (a: number | null, b: number | null, least = 1e-9): number | null =>
  a === null || b === null || Math.abs(b) < least ? null : a / b;

export function bodySurface(c: CycleView): number {
  return Math.sqrt((c.parameter("patient.weight_kg") * c.parameter("patient.height_cm")) / 3600);
}

/** Area of the left ventricle's outflow tract (cm2): diameter 5.7 mm/m2 times body surface plus 12.1 mm (leye2009). */
export const outflowArea = (c: CycleView): number => (Math.PI / 4) * (0.57 * bodySurface(c) + 1.21) ** 2;

const native = (c: CycleView): number => (c.mean("aortic_flow") ?? 0) * L_MIN;
/** Devices that return blood to arteries other than through the aortic valve, and the measures of their flows. */
const DEVICE_FLOWS = ["ecmo_flow", "tandemheart_flow", "impella_flow"] as const;
const device = (c: CycleView): number => DEVICE_FLOWS.reduce((sum, m) => sum + (c.mean(m) ?? 0), 0) * L_MIN;
const total = (c: CycleView): number => native(c) + device(c);

const endDiastolic = (c: CycleView): number | null =>
  c.perBeat((beat, before) =>
    beat("aortic_opened") > 0.5 ? Math.min(before("root_min_late"), beat("root_min_early")) : beat("root_min"),
  );

/** Diastole of the beat before, and its last part after the R wave. */
const augmented = (c: CycleView): number | null =>
  c.perBeat((beat, before) => Math.max(before("root_diastolic_peak"), beat("root_diastolic_early")));

const systolic = (c: CycleView): number | null =>
  c.perBeat((beat) => (beat("aortic_opened") > 0.5 ? beat("root_systolic") : beat("root_systolic_shut")));

/** Volume above V0 at which the end-systolic line E x and the curve alpha (exp(beta x) - 1) cross, if below `limit`. */
function crossing(E: number, alpha: number, beta: number, limit: number): number {
  const above = (x: number): number => E * x - alpha * Math.expm1(beta * x);
  if (above(limit) >= 0) return limit;
  let [low, high] = [0, limit];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    // Beyond the maximum of the difference the sign alone tells the side.
    if (above(middle) > 0 || E > alpha * beta * Math.exp(beta * middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Area between the end-systolic line, the end-diastolic curve and V0, left of the end-systolic volume (suga1979). */
function potentialEnergy(c: CycleView): number | null {
  return c.perBeat((beat) => {
    const E = c.parameter("lv.Ees");
    const strength = beat("lv_strength") * (1 - c.parameter("heart.arrested"));
    const [alpha, beta] = [c.parameter("lv.alpha"), c.parameter("lv.beta")];
    const x = crossing(E, alpha, beta, Math.max(beat("lv_esv") - c.parameter("lv.V0"), 0));
    return strength * Math.max(0.5 * E * x * x - alpha * (Math.expm1(beta * x) / beta - x), 0);
  });
}

const strokeWork = (c: CycleView): number | null => scaled(c.mean("lv_power"), c.period);

/** A line of the table of indices. */
export type Row = readonly [
  id: string,
  unit: string,
  definition: string,
  value: IndexDefinition["value"],
  loinc?: string,
];

const ROOT: Row[] = [
  [
    "hr_per_min",
    "/min",
    "heart rate; in an arrested heart the rate of the balloon console's internal trigger",
    (c) => Math.round(6e9 / c.period) / 1e8,
    "8867-4",
  ],
  ["aortic_systolic_mmHg", "mmHg", "peak aortic root pressure while the heart ejects, or would", systolic],
  ["aortic_augmented_diastolic_mmHg", "mmHg", "peak aortic root pressure in diastole", augmented],
  [
    "aortic_end_diastolic_mmHg",
    "mmHg",
    "lowest aortic root pressure between 100 ms before the R wave and the opening of the aortic valve; the beat's minimum if it stays shut",
    endDiastolic,
  ],
  ["aortic_mean_mmHg", "mmHg", "mean aortic root pressure", (c) => c.mean("root_mean"), "8478-0"],
  [
    "pulse_pressure_mmHg",
    "mmHg",
    "systolic minus end-diastolic aortic root pressure",
    (c) => difference(systolic(c), endDiastolic(c)),
  ],
  [
    "pressure_swing_mmHg",
    "mmHg",
    "highest minus lowest aortic root pressure over the cycle, balloon peak included",
    (c) => difference(c.highest("root_max"), c.lowest("root_min")),
  ],
];

const RIGHT: Row[] = [
  ["cvp_mmHg", "mmHg", "mean right atrial pressure", (c) => c.mean("cvp_mean"), "60985-9"],
  ["pa_systolic_mmHg", "mmHg", "peak pulmonary artery pressure", (c) => c.mean("pa_max"), "8440-0"],
  ["pa_diastolic_mmHg", "mmHg", "lowest pulmonary artery pressure", (c) => c.mean("pa_min"), "8385-7"],
  ["pa_mean_mmHg", "mmHg", "mean pulmonary artery pressure", (c) => c.mean("pa_mean"), "8414-5"],
  [
    "pcwp_mmHg",
    "mmHg",
    "mean pulmonary venous pressure, which a wedged catheter reads",
    (c) => c.mean("pcwp_mean"),
    "75994-4",
  ],
  ["la_mean_mmHg", "mmHg", "mean left atrial pressure", (c) => c.mean("la_mean"), "60988-3"],
];

const VENTRICLES: Row[] = [
  ["lv_edp_mmHg", "mmHg", "left ventricular pressure at the R wave", (c) => c.mean("lv_edp")],
  ["lv_peak_mmHg", "mmHg", "peak left ventricular pressure", (c) => c.mean("lv_peak")],
  ["lv_edv_mL", "mL", "largest left ventricular volume", (c) => c.mean("lv_edv")],
  ["lv_esv_mL", "mL", "smallest left ventricular volume", (c) => c.mean("lv_esv")],
  ["lv_sv_mL", "mL", "forward volume through the aortic valve a beat", (c) => scaled(c.mean("lv_forward"), c.period)],
  [
    "lvot_vti_cm",
    "cm",
    "velocity-time integral in the outflow tract: forward volume over its area, whose diameter goes with body surface (leye2009)",
    (c) => ratio(scaled(c.mean("lv_forward"), c.period), outflowArea(c)),
  ],
  [
    "lvef_pct",
    "%",
    "(end-diastolic minus end-systolic volume) / end-diastolic volume",
    (c) =>
      scaled(
        c.perBeat((b) => 1 - b("lv_esv") / b("lv_edv")),
        100,
      ),
    "10230-1",
  ],
  [
    "lv_stroke_work_mmHg_mL",
    "mmHg mL",
    "work of the left ventricle on the blood a beat: area of the pressure-volume loop",
    strokeWork,
  ],
  [
    "lv_pva_mmHg_mL",
    "mmHg mL",
    "pressure-volume area: stroke work plus potential energy under the end-systolic relation",
    (c) => {
      const [work, potential] = [strokeWork(c), potentialEnergy(c)];
      return work === null || potential === null ? null : Math.max(work, 0) + potential;
    },
  ],
  [
    "lv_peak_wall_stress_kPa",
    "kPa",
    "peak left ventricular fibre stress, thick-walled: transmural pressure (1 + 3 V / wall volume), Arts 1991",
    (c) => scaled(c.mean("lv_stress"), KPA),
  ],
  [
    "aortic_valve_open_fraction",
    "1",
    "part of the beat during which the aortic valve is open",
    (c) => c.mean("aortic_open"),
  ],
  ["rv_edp_mmHg", "mmHg", "right ventricular pressure at the R wave", (c) => c.mean("rv_edp")],
  ["rv_edv_mL", "mL", "largest right ventricular volume", (c) => c.mean("rv_edv")],
  [
    "rvef_pct",
    "%",
    "right ventricular ejection fraction",
    (c) =>
      scaled(
        c.perBeat((b) => 1 - b("rv_esv") / b("rv_edv")),
        100,
      ),
  ],
];

const OUTPUT: Row[] = [
  ["co_native_L_min", "L/min", "net flow through the aortic valve", native],
  [
    "device_flow_L_min",
    "L/min",
    "flow that devices return to arteries beside the aortic valve: VA-ECMO, TandemHeart and Impella",
    device,
  ],
  ["total_flow_L_min", "L/min", "native plus device flow: what the systemic bed receives", total],
  ["ci_L_min_m2", "L/min/m2", "total flow over body surface (Mosteller)", (c) => total(c) / bodySurface(c)],
  [
    "cpo_W",
    "W",
    "cardiac power output: mean aortic pressure x total flow / 451",
    (c) => scaled(c.mean("root_mean"), total(c) / 451),
  ],
  [
    "svr_dyn_s_cm5",
    "dyn s cm-5",
    "(mean aortic - central venous pressure) / total flow",
    (c) => scaled(ratio(difference(c.mean("root_mean"), c.mean("cvp_mean")), total(c), LEAST_FLOW), DYN),
  ],
  [
    "pvr_dyn_s_cm5",
    "dyn s cm-5",
    "(mean pulmonary artery - wedge pressure) / pulmonary flow",
    (c) =>
      scaled(
        ratio(difference(c.mean("pa_mean"), c.mean("pcwp_mean")), scaled(c.mean("pulmonary_flow"), L_MIN), LEAST_FLOW),
        DYN,
      ),
  ],
  [
    "papi",
    "1",
    "pulmonary artery pulsatility index: pulmonary pulse pressure / central venous pressure",
    (c) => {
      const cvp = c.mean("cvp_mean");
      return cvp === null || cvp < 0.5 ? null : ratio(difference(c.mean("pa_max"), c.mean("pa_min")), cvp);
    },
  ],
];

const flow = (measure: string, factor: number) => (c: CycleView) => scaled(c.mean(measure), factor);
const coronary = (c: CycleView): number | null => {
  const parts = ["lad", "lcx", "rca"].map((n) => c.mean(`${n}_flow`));
  return parts.some((p) => p === null) ? null : (parts as number[]).reduce((a, b) => a + b, 0) * ML_MIN;
};

const REGIONS: Row[] = [
  ["coronary_flow_mL_min", "mL/min", "flow into the three coronary arteries", coronary],
  ["coronary_lad_flow_mL_min", "mL/min", "flow into the left anterior descending territory", flow("lad_flow", ML_MIN)],
  ["coronary_lcx_flow_mL_min", "mL/min", "flow into the circumflex territory", flow("lcx_flow", ML_MIN)],
  ["coronary_rca_flow_mL_min", "mL/min", "flow into the right coronary territory", flow("rca_flow", ML_MIN)],
  [
    "coronary_diastolic_flow_mL_min",
    "mL/min",
    "part of the coronary flow that enters in diastole, per minute of the whole beat",
    flow("coronary_diastolic", ML_MIN),
  ],
  ["cerebral_flow_mL_min", "mL/min", "flow through the bed of brain and head", flow("brain_flow", ML_MIN)],
  ["renal_flow_mL_min", "mL/min", "flow through the renal bed", flow("renal_flow", ML_MIN)],
  [
    "leg_cannulated_flow_mL_min",
    "mL/min",
    "flow through the bed of the leg that carries the return cannula: the right one, the left under TandemHeart alone",
    flow("cannulated_leg_flow", ML_MIN),
  ],
];

const CIRCUIT: Row[] = [
  [
    "ecmo_speed_rpm",
    "rpm",
    "mean speed of the ECMO pump",
    (c) => (c.parameter("va-ecmo.on") > 0.5 ? scaled(c.mean("ecmo_speed"), 60) : null),
  ],
  [
    "ecmo_p1_mmHg",
    "mmHg",
    "mean pressure before the pump (P1, venous)",
    (c) => (c.parameter("va-ecmo.on") > 0.5 ? c.mean("ecmo_P1") : null),
  ],
  [
    "ecmo_p2_mmHg",
    "mmHg",
    "mean pressure before the oxygenator (P2)",
    (c) => (c.parameter("va-ecmo.on") > 0.5 ? c.mean("ecmo_P2") : null),
  ],
  [
    "ecmo_p3_mmHg",
    "mmHg",
    "mean pressure after the oxygenator (P3)",
    (c) => (c.parameter("va-ecmo.on") > 0.5 ? c.mean("ecmo_P3") : null),
  ],
  [
    "ecmo_lowest_flow_L_min",
    "L/min",
    "lowest flow in the return cannula over the cycle; below 0 is backflow",
    (c) => (c.parameter("va-ecmo.on") > 0.5 ? scaled(c.lowest("ecmo_flow_min"), L_MIN) : null),
  ],
  [
    "drainage_collapse_fraction",
    "1",
    "largest emptied fraction of the drained caval vein over the cycle: suction",
    (c) => (c.parameter("va-ecmo.on") > 0.5 ? c.highest("ecmo_collapse") : null),
  ],
  [
    "balloon_volume_swing_mL",
    "mL",
    "largest minus smallest balloon volume over the cycle",
    (c) => (c.parameter("iabp.on") > 0.5 ? difference(c.highest("balloon_max"), c.lowest("balloon_min")) : null),
  ],
  ...leftDevices(),
];

/** Devices and vents that drain the left heart. */
function leftDevices(): Row[] {
  const on = (c: CycleView, id: string): boolean => c.parameter(id) > 0;
  // A circuit of smaller scope has neither the measure nor the switch.
  const when = (c: CycleView, id: string, value: number | null): number | null =>
    value !== null && on(c, id) ? value : null;
  const ecmoVents = (c: CycleView): boolean =>
    on(c, "va-ecmo.on") && (on(c, "va-ecmo.la_vent_share") || on(c, "va-ecmo.pa_vent_share"));
  const drainsAtrium = (c: CycleView): boolean =>
    on(c, "tandemheart.on") || (on(c, "va-ecmo.on") && on(c, "va-ecmo.la_vent_share"));
  return [
    [
      "impella_flow_L_min",
      "L/min",
      "flow through the Impella; below 0 blood leaks back into the ventricle",
      (c) => when(c, "impella.on", scaled(c.mean("impella_flow"), L_MIN)),
    ],
    [
      "tandemheart_flow_L_min",
      "L/min",
      "flow through the TandemHeart",
      (c) => when(c, "tandemheart.on", scaled(c.mean("tandemheart_flow"), L_MIN)),
    ],
    [
      "tandemheart_speed_rpm",
      "rpm",
      "mean speed of the TandemHeart's pump",
      (c) => when(c, "tandemheart.on", scaled(c.mean("tandemheart_speed"), 60)),
    ],
    [
      "vent_flow_L_min",
      "L/min",
      "flow that vents take off before the left ventricle: septostomy, and left atrial and pulmonary artery vents into the ECMO",
      (c) => {
        const flow = c.mean("vent_flow");
        return flow !== null && (on(c, "vent.septostomy_diameter_mm") || ecmoVents(c)) ? flow * L_MIN : null;
      },
    ],
    [
      "left_atrium_collapse_fraction",
      "1",
      "largest emptied fraction of the left atrium over the cycle, where a pump drains it: suction",
      (c) => {
        const emptied = c.highest("la_collapse");
        return emptied !== null && drainsAtrium(c) ? emptied : null;
      },
    ],
  ];
}

/** All indices, in the contract's order, the device's own after them. */
export const INDICES: readonly IndexDefinition[] = [
  ...ROOT,
  ...RIGHT,
  ...VENTRICLES,
  ...OUTPUT,
  ...REGIONS,
  ...GASES,
  ...MYOCARDIUM,
  ...CIRCUIT,
].map(([id, unit, definition, value, loinc]) => ({ id, unit, definition, value, ...(loinc ? { loinc } : {}) }));

export type Indices = Record<string, number | null>;

/**
 * Evaluate all indices over the beats of one cycle.
 * @param parameter reads a parameter in its public unit
 * @param previous the beat before the first, where it was another one than the cycle's last
 */
export function evaluateIndices(
  cycle: readonly ReadonlyMap<string, number>[],
  period: number,
  parameter: (id: string) => number,
  previous: ReadonlyMap<string, number> = cycle[cycle.length - 1],
): Indices {
  // In an irregular rhythm a mean over time counts each beat by its duration.
  const durations = cycle.map((beat) => beat.get("duration") ?? period);
  const average = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
  const overTime = (measure: string): number | null => {
    let [sum, time] = [0, 0];
    for (let i = 0; i < cycle.length; i++) {
      const value = cycle[i].get(measure);
      if (value === undefined || !Number.isFinite(value)) continue;
      sum += value * durations[i];
      time += durations[i];
    }
    return time > 0 ? sum / time : null;
  };
  const extreme = (measure: string, pick: (a: number, b: number) => number): number | null => {
    let found: number | null = null;
    for (const beat of cycle) {
      const value = beat.get(measure);
      if (value !== undefined && Number.isFinite(value)) found = found === null ? value : pick(found, value);
    }
    return found;
  };
  // Each is asked for by several indices.
  const means = new Map<string, number | null>();
  const view: CycleView = {
    period: average(durations),
    parameter,
    mean: (m) => {
      const known = means.get(m);
      if (known !== undefined) return known;
      const mean = overTime(m);
      means.set(m, mean);
      return mean;
    },
    highest: (m) => extreme(m, Math.max),
    lowest: (m) => extreme(m, Math.min),
    perBeat: (formula) => {
      const list = cycle.map((beat, i) => {
        const before = i === 0 ? previous : cycle[i - 1];
        return formula(
          (m) => beat.get(m) as number,
          (m) => before.get(m) as number,
        );
      });
      return list.every(Number.isFinite) ? average(list) : null;
    },
  };
  const indices: Indices = {};
  for (const { id, value } of INDICES) {
    const result = value(view);
    indices[id] = result !== null && Number.isFinite(result) ? result : null;
  }
  return indices;
}
