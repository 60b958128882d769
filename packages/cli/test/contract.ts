/** Names that the project promises to scripts; a change here is a change for everyone who uses the command. */

export const INDEX_IDS = [
  ["hr_per_min", "aortic_systolic_mmHg", "aortic_augmented_diastolic_mmHg", "aortic_end_diastolic_mmHg"],
  ["aortic_mean_mmHg", "pulse_pressure_mmHg", "pressure_swing_mmHg", "cvp_mmHg", "pa_systolic_mmHg"],
  ["pa_diastolic_mmHg", "pa_mean_mmHg", "pcwp_mmHg", "la_mean_mmHg", "lv_edp_mmHg", "lv_peak_mmHg", "lv_edv_mL"],
  ["lv_esv_mL", "lv_sv_mL", "lvef_pct", "lv_stroke_work_mmHg_mL", "lv_pva_mmHg_mL", "lv_mvo2_mL_min"],
  ["lv_peak_wall_stress_kPa", "aortic_valve_open_fraction", "rv_edp_mmHg", "rv_edv_mL", "rvef_pct"],
  ["co_native_L_min", "device_flow_L_min", "total_flow_L_min", "ci_L_min_m2", "cpo_W", "svr_dyn_s_cm5"],
  ["pvr_dyn_s_cm5", "papi", "coronary_flow_mL_min", "coronary_lad_flow_mL_min", "coronary_lcx_flow_mL_min"],
  ["coronary_rca_flow_mL_min", "coronary_diastolic_flow_mL_min", "cerebral_flow_mL_min", "renal_flow_mL_min"],
  ["leg_cannulated_flow_mL_min", "sao2_right_radial_pct", "sao2_left_radial_pct", "sao2_femoral_pct"],
  ["sao2_cerebral_pct", "sao2_coronary_pct", "svo2_pct", "pao2_right_radial_mmHg", "paco2_right_radial_mmHg"],
  ["ecmo_fraction_coronary", "ecmo_fraction_cerebral", "ecmo_fraction_left_arm", "ecmo_fraction_renal"],
  ["watershed", "do2_mL_min", "vo2_mL_min", "microvascular_flow_index"],
].flat();

/** Where the watershed may lie, from the heart on: an index that is a name. */
export const SEGMENTS = [
  ...["aortic_root", "aortic_arch", "upper_thoracic_aorta", "lower_thoracic_aorta"],
  ...["abdominal_aorta", "right_iliac_artery"],
];

/** A device's own indices: null while it is off. */
export const DEVICE_INDEX_IDS = {
  "va-ecmo": [
    ...["ecmo_fraction_coronary", "ecmo_fraction_cerebral", "ecmo_fraction_left_arm", "ecmo_fraction_renal"],
    ...["ecmo_o2_transfer_mL_min", "ecmo_co2_transfer_mL_min"],
  ],
  impella: ["impella_flow_L_min"],
  tandemheart: ["tandemheart_flow_L_min", "tandemheart_speed_rpm"],
};

export const SETTABLE_IDS = [
  "iabp.volume_mL",
  "iabp.ratio",
  "iabp.inflation_offset_ms",
  "iabp.deflation_offset_ms",
  "va-ecmo.speed_rpm",
  "va-ecmo.flow_L_min",
  "va-ecmo.drainage_cannula_Fr",
  "va-ecmo.return_cannula_Fr",
  "va-ecmo.sweep_L_min",
  "va-ecmo.fdo2",
  "va-ecmo.la_vent_share",
  "va-ecmo.pa_vent_share",
  "vent.septostomy_diameter_mm",
  "impella.level",
  "impella.model",
  "tandemheart.speed_rpm",
  "tandemheart.flow_L_min",
  "coronary.lad.stenosis_pct",
  "coronary.lcx.stenosis_pct",
  "coronary.rca.stenosis_pct",
  "lv.contractility_scale",
  "lung.shunt_fraction",
  "aortic_valve.regurgitation_fraction",
  "mitral_valve.regurgitation_fraction",
  "patient.hb_g_dL",
  "patient.weight_kg",
  "patient.height_cm",
  "heart.rate_per_min",
  "heart.arrested",
  "reflexes.on",
];

export const EFFECT_ROWS = {
  iabp: ["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9"],
  "va-ecmo": ["E1", "E2", "E3", "E4", "E5", "E6"],
  "va-ecmo+iabp": ["T1", "T2", "T3"],
};

/** Rows that must hold on the built-in patient in shock. */
export const ROWS_THAT_HOLD = ["I1", "I2", "I3", "I6", "E1", "E2", "E4", "T1"];
