/** How a person reads the indices: in which order and groups, under which words, with how many decimals. */

export interface IndexRow {
  readonly id: string;
  readonly label: string;
  readonly decimals: number;
}

export interface IndexGroup {
  readonly title: string;
  readonly rows: readonly IndexRow[];
}

type Rows = readonly (readonly [id: string, label: string, decimals: number])[];

function group(title: string, rows: Rows): IndexGroup {
  return { title, rows: rows.map(([id, label, decimals]) => ({ id, label, decimals })) };
}

export const INDEX_GROUPS: readonly IndexGroup[] = [
  group("Heart rate and aortic root", [
    ["hr_per_min", "heart rate", 0],
    ["aortic_systolic_mmHg", "systolic", 0],
    ["aortic_augmented_diastolic_mmHg", "diastolic peak (augmented)", 0],
    ["aortic_end_diastolic_mmHg", "end-diastolic", 0],
    ["aortic_mean_mmHg", "mean", 0],
    ["pulse_pressure_mmHg", "pulse pressure", 0],
    ["pressure_swing_mmHg", "swing, balloon included", 0],
  ]),
  group("Filling", [
    ["cvp_mmHg", "central venous", 1],
    ["pa_systolic_mmHg", "pulmonary artery systolic", 0],
    ["pa_diastolic_mmHg", "pulmonary artery diastolic", 0],
    ["pa_mean_mmHg", "pulmonary artery mean", 0],
    ["pcwp_mmHg", "wedge (PCWP)", 1],
    ["la_mean_mmHg", "left atrium", 1],
    ["lv_edp_mmHg", "LV end-diastolic", 1],
    ["rv_edp_mmHg", "RV end-diastolic", 1],
  ]),
  group("Ventricles", [
    ["lv_peak_mmHg", "LV peak pressure", 0],
    ["lv_edv_mL", "LV end-diastolic volume", 0],
    ["lv_esv_mL", "LV end-systolic volume", 0],
    ["lv_sv_mL", "LV stroke volume, forward", 1],
    ["lvot_vti_cm", "velocity-time integral (VTI)", 1],
    ["lvef_pct", "LV ejection fraction", 0],
    ["lv_stroke_work_mmHg_mL", "LV stroke work", 0],
    ["aortic_valve_open_fraction", "aortic valve open, of beat", 2],
    ["rv_edv_mL", "RV end-diastolic volume", 0],
    ["rvef_pct", "RV ejection fraction", 0],
    ["rv_stroke_work_mmHg_mL", "RV stroke work", 0],
  ]),
  group("Flow and resistance", [
    ["co_native_L_min", "native, through the heart", 2],
    ["device_flow_L_min", "from devices", 2],
    ["total_flow_L_min", "total", 2],
    ["ci_L_min_m2", "cardiac index", 2],
    ["cpo_W", "cardiac power output", 2],
    ["svr_dyn_s_cm5", "systemic resistance", 0],
    ["pvr_dyn_s_cm5", "pulmonary resistance", 0],
    ["papi", "pulsatility index (PAPi)", 2],
  ]),
  group("Heart muscle and coronaries", [
    ["lv_pva_mmHg_mL", "LV pressure-volume area", 0],
    ["lv_potential_energy_mmHg_mL", "LV potential energy", 0],
    ["lv_mvo2_mL_min", "LV oxygen consumption", 1],
    ["lv_peak_wall_stress_kPa", "LV wall stress, peak", 1],
    ["lv_end_systolic_wall_stress_kPa", "LV wall stress, end-systolic", 1],
    ["rv_pva_mmHg_mL", "RV pressure-volume area", 0],
    ["rv_mvo2_mL_min", "RV oxygen consumption", 1],
    ["rv_peak_wall_stress_kPa", "RV wall stress, peak", 1],
    ["rv_end_systolic_wall_stress_kPa", "RV wall stress, end-systolic", 1],
    ["coronary_flow_mL_min", "coronary flow", 0],
    ["coronary_lad_flow_mL_min", "  left anterior descending", 0],
    ["coronary_lcx_flow_mL_min", "  circumflex", 0],
    ["coronary_rca_flow_mL_min", "  right coronary", 0],
    ["coronary_diastolic_flow_mL_min", "  of it in diastole", 0],
    ["coronary_sinus_o2_extraction", "coronary oxygen extracted", 2],
    ["coronary_lad_supply_demand", "oxygen supply/need, LAD", 2],
    ["coronary_lcx_supply_demand", "oxygen supply/need, LCX", 2],
    ["coronary_rca_supply_demand", "oxygen supply/need, RCA", 2],
    ["coronary_lad_reserve", "dilator reserve, LAD", 2],
    ["coronary_lcx_reserve", "dilator reserve, LCX", 2],
    ["coronary_rca_reserve", "dilator reserve, RCA", 2],
  ]),
  group("Organs", [
    ["cerebral_flow_mL_min", "brain and head", 0],
    ["renal_flow_mL_min", "kidneys", 0],
    ["leg_cannulated_flow_mL_min", "cannulated leg", 0],
    ["microvascular_flow_index", "microvascular (hypothesis)", 2],
  ]),
  group("Oxygen and carbon dioxide", [
    ["sao2_right_radial_pct", "saturation, right radial", 0],
    ["sao2_left_radial_pct", "saturation, left radial", 0],
    ["sao2_femoral_pct", "saturation, femoral", 0],
    ["sao2_cerebral_pct", "saturation, brain", 0],
    ["cerebral_tissue_o2_pct", "saturation, brain tissue", 0],
    ["sao2_coronary_pct", "saturation, coronary", 0],
    ["svo2_pct", "saturation, mixed venous", 0],
    ["pao2_right_radial_mmHg", "O2 tension, right radial", 0],
    ["paco2_right_radial_mmHg", "CO2 tension, right radial", 0],
    ["ph_right_radial", "pH, right radial", 2],
    ["do2_mL_min", "oxygen delivery", 0],
    ["vo2_mL_min", "oxygen consumption", 0],
    ["o2_extraction", "oxygen extraction", 2],
    ["lung_shunt_fraction", "shunt in the lung", 2],
    ["lactate_mmol_L", "lactate", 1],
    ["base_excess_mmol_L", "base excess", 1],
    ["temperature_C", "blood temperature", 1],
  ]),
  group("Share of blood from the ECMO, and watershed", [
    ["ecmo_fraction_coronary", "ECMO share, coronary", 2],
    ["ecmo_fraction_cerebral", "ECMO share, brain", 2],
    ["ecmo_fraction_right_arm", "ECMO share, right arm", 2],
    ["ecmo_fraction_left_arm", "ECMO share, left arm", 2],
    ["ecmo_fraction_renal", "ECMO share, kidneys", 2],
    ["watershed", "watershed in", 0],
  ]),
  group("Devices", [
    ["ecmo_speed_rpm", "ECMO pump speed", 0],
    ["ecmo_p1_mmHg", "P1, before the pump", 0],
    ["ecmo_p2_mmHg", "P2, before the oxygenator", 0],
    ["ecmo_p3_mmHg", "P3, after the oxygenator", 0],
    ["ecmo_lowest_flow_L_min", "ECMO flow, lowest", 2],
    ["drainage_collapse_fraction", "drained vein emptied", 2],
    ["ecmo_o2_transfer_mL_min", "oxygen given by the ECMO", 0],
    ["ecmo_co2_transfer_mL_min", "CO2 removed by the ECMO", 0],
    ["balloon_volume_swing_mL", "balloon volume moved", 0],
    ["impella_flow_L_min", "Impella flow", 2],
    ["tandemheart_flow_L_min", "TandemHeart flow", 2],
    ["tandemheart_speed_rpm", "TandemHeart pump speed", 0],
    ["vent_flow_L_min", "vent flow", 2],
    ["left_atrium_collapse_fraction", "left atrium emptied", 2],
  ]),
];

/** All groups; indices that none of them knows yet come last, under their ids. */
export function groupsFor(ids: readonly string[]): readonly IndexGroup[] {
  const known = new Set(INDEX_GROUPS.flatMap((g) => g.rows.map((row) => row.id)));
  const others = ids.filter((id) => !known.has(id)).map((id) => ({ id, label: id, decimals: 2 }));
  return others.length > 0 ? [...INDEX_GROUPS, { title: "Other", rows: others }] : INDEX_GROUPS;
}

const decimals = new Map(INDEX_GROUPS.flatMap((g) => g.rows.map((row) => [row.id, row.decimals] as const)));

export function decimalsOf(id: string): number {
  return decimals.get(id) ?? 2;
}

/** Words that the group's title gives in a table, and that an index alone needs. */
const ALONE: readonly (readonly [RegExp, string])[] = [
  [/^aortic_.*_mmHg$/, "aortic"],
  [/^(co_native|device_flow|total_flow)_L_min$/, "flow,"],
  [/^coronary_(lad|lcx|rca|diastolic)_flow/, "coronary flow,"],
  [/^(cerebral|renal|leg_cannulated)_flow/, "flow,"],
];

/** An index in words that stand by themselves; the id where there are none. */
export function labelOf(id: string): string {
  const label = INDEX_GROUPS.flatMap((group) => group.rows)
    .find((row) => row.id === id)
    ?.label.trim();
  if (label === undefined) return id;
  const [, word] = ALONE.find(([ids]) => ids.test(id)) ?? [];
  return word ? `${word} ${label}` : label;
}

/** A unit as a person reads it; nothing for pure numbers. */
export function unitText(unit: string): string {
  return unit === "1"
    ? ""
    : unit.replace("/m2", "/m²").replace("cm-5", "cm⁻⁵").replace("mmHg mL", "mmHg·mL").replace("degC", "°C");
}
