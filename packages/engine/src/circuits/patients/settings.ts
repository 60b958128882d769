/** Settings that several patients share, each with what it is taken from. */

/** Intubated and sedated: oxygen, positive pressure in the chest, much dead space. */
export const VENTILATED = {
  source:
    "ventilated with PEEP, 50 % oxygen, dead space 0.4, 7.4 L/min for normal carbon dioxide, haemoglobin 12.5: assumptions",
  settings: {
    "thorax.pressure_mmHg": 0,
    "lung.fio2": 0.5,
    "lung.dead_space_fraction": 0.4,
    "lung.ventilation_L_min": 7.4,
    "patient.hb_g_dL": 12.5,
  },
} as const;

/** The culprit after angioplasty: what is left of the narrowing. */
export const LAD_OPENED = {
  source: "LAD after angioplasty, residual narrowing A082",
  settings: { "coronary.lad.stenosis_pct": 18 },
} as const;

const STARVED_BEDS = ["left_arm", "right_arm", "renal", "left_leg", "right_leg"] as const;

/** Capillaries in shock are perfused unevenly: beds take less of what is delivered. The gut's part is fitted to lactate. */
export const MALDISTRIBUTED = {
  source:
    "beds take at most half of the oxygen delivered (assumption; ronco1993 has 0.6 for the whole body at its limit)",
  settings: Object.fromEntries(STARVED_BEDS.map((bed) => [`${bed}_tissue.critical_extraction`, 0.5])),
} as const;

/** Fitted besides the usual parameters: the lung's shunt to arterial saturation, the gut's extraction to lactate. */
export const LUNG_AND_GUT = ["lung.shunt_fraction", "splanchnic_tissue.critical_extraction"] as const;
