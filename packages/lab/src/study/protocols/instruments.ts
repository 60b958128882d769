/** Instruments of the built-in protocols: how well each reads, with its source or that it is assumed. */
import type { ProtocolFile } from "../protocol-file.ts";

type Instrument = ProtocolFile["instruments"][string];

const LEVEL = "levelling of the transducer and its drift assumed";

export const ARTERIAL_LINE: Instrument = {
  label: "Arterial line",
  readings: 3,
  missing: 0.02,
  source: "assumption",
  measures: {
    aortic_mean_mmHg: {
      error: 3,
      bias_sd: 2,
      drift_sd_per_h: 0.2,
      source: `romagnoli2014: lines without resonance against a cuff, 5.3 to 6.4; less, for the cuff's part; ${LEVEL}`,
    },
    aortic_systolic_mmHg: {
      error: 5,
      bias_sd: 3,
      drift_sd_per_h: 0.2,
      source: `romagnoli2014, as for the mean; ${LEVEL}`,
    },
  },
};

export const PA_CATHETER: Instrument = {
  label: "Pulmonary artery catheter",
  readings: 3,
  missing: 0.1,
  source:
    "34 of 147 wedge tracings did not satisfy a reader (alkharrat1999); half of that, since a study repeats them: assumption",
  measures: {
    pcwp_mmHg: {
      error: 3,
      bias_sd: 2,
      drift_sd_per_h: 0.2,
      min: 0,
      source: `alkharrat1999: between specialists differences from -11 to 12; ${LEVEL}`,
    },
    pa_diastolic_mmHg: { error: 3, bias_sd: 2, drift_sd_per_h: 0.2, min: 0, source: `assumption; ${LEVEL}` },
    cvp_mmHg: { error: 2, bias_sd: 2, drift_sd_per_h: 0.2, source: `assumption; ${LEVEL}` },
    svo2_pct: { error: 2, bias_sd: 2, max: 100, source: "assumption; usual tolerance of the device" },
  },
};

/** Without ECMO: the body's flow passes the catheter. */
export const THERMODILUTION: Instrument = {
  label: "Thermodilution",
  readings: 3,
  missing: 0.05,
  source: "three injections; missing data assumed",
  measures: {
    total_flow_L_min: {
      error: 0.07,
      relative: true,
      bias_sd: 0.08,
      min: 0,
      source:
        "stetz1982: three injections tell changes of 12 to 15 %; systematic part between catheters yang2011; both figures recalled, unverified",
    },
    cpo_W: { error: 0.08, relative: true, bias_sd: 0.09, min: 0, source: "error of pressure and flow, as above" },
    svr_dyn_s_cm5: { error: 0.09, relative: true, bias_sd: 0.1, min: 0, source: "error of pressures and flow" },
  },
};

/** On VA-ECMO part of the cold is drained before it passes the catheter. */
export const THERMODILUTION_ON_ECMO: Instrument = {
  label: "Thermodilution on VA-ECMO",
  readings: 3,
  missing: 0.1,
  source: "assumption",
  measures: {
    co_native_L_min: {
      error: 0.12,
      relative: true,
      bias: 0.1,
      bias_sd: 0.2,
      min: 0,
      source: "assumption: nearly twice the error of stetz1982, and too high since indicator is lost to the drainage",
    },
  },
};

export const ECHO: Instrument = {
  label: "Echocardiography",
  readings: 3,
  missing: 0.15,
  source: "windows of ventilated patients: assumption",
  measures: {
    lvot_vti_cm: {
      error: 0.07,
      relative: true,
      bias_sd: 0.05,
      min: 0,
      source: "jozwiak2019: one operator, several beats; figure recalled, unverified",
    },
    lv_edv_mL: {
      error: 0.1,
      relative: true,
      bias: -0.15,
      bias_sd: 0.1,
      min: 0,
      source: "himelman1988, wider for the bedside; too small as echocardiography is, size assumed",
    },
    lvef_pct: {
      error: 5.4,
      bias_sd: 3,
      min: 0,
      max: 100,
      source: "cole2015: estimates of one operator differ with an SD of 7.6; between operators assumed",
    },
  },
};

export const LV_CATHETER: Instrument = {
  label: "Left ventricular catheter",
  readings: 3,
  missing: 0,
  source: "assumption; part of the procedure",
  measures: {
    lv_edp_mmHg: { error: 2, bias_sd: 1.5, drift_sd_per_h: 0.2, source: `assumption; ${LEVEL}` },
  },
};

export const CORONARY_SINUS: Instrument = {
  label: "Coronary sinus catheter",
  readings: 3,
  missing: 0.3,
  source: "assumption: not everybody can be catheterised",
  measures: {
    coronary_flow_mL_min: { error: 0.12, relative: true, bias_sd: 0.1, min: 0, source: "assumption" },
    lv_mvo2_mL_min: { error: 0.14, relative: true, bias_sd: 0.12, min: 0, source: "assumption: flow and two contents" },
  },
};

export const SUBLINGUAL_VIDEO: Instrument = {
  label: "Sublingual video",
  readings: 5,
  missing: 0.1,
  source: "five sites (debacker2007, recalled); missing data assumed",
  measures: {
    microvascular_flow_index: {
      error: 0.35,
      bias_sd: 0.15,
      min: 0,
      max: 3,
      source:
        "observers differ by -22 to 15 % (sdfvariability2012: SD 9 %, in pigs), sites by more: assumption. The index itself is a hypothesis of the model",
    },
  },
};

export const BLOOD_GAS: Instrument = {
  label: "Blood gas analyser",
  readings: 1,
  missing: 0.02,
  source: "assumption",
  measures: {
    lactate_mmol_L: {
      error: 0.04,
      relative: true,
      bias_sd: 0.03,
      min: 0,
      slow: true,
      source: "assumption: usual imprecision of analysers",
    },
  },
};

export const NIRS: Instrument = {
  label: "Cerebral oximeter (NIRS)",
  readings: 1,
  missing: 0.05,
  source: "mean of minutes; missing data assumed",
  measures: {
    cerebral_tissue_o2_pct: {
      error: 1.5,
      bias_sd: 3.07,
      drift_sd_per_h: 0.3,
      max: 100,
      source: "benni2018: precision 3.07 between subjects; sensor left in place, its own scatter and drift assumed",
    },
  },
};

const WANDERS = "assumption: from period to period, treatment unchanged";

/** How true values wander without any change of treatment. */
export const FLUCTUATION: NonNullable<ProtocolFile["fluctuation"]> = {
  aortic_mean_mmHg: { sd: 4, source: WANDERS },
  aortic_systolic_mmHg: { sd: 6, source: WANDERS },
  pcwp_mmHg: { sd: 1.5, source: WANDERS },
  pa_diastolic_mmHg: { sd: 1.5, source: WANDERS },
  cvp_mmHg: { sd: 1, source: WANDERS },
  svo2_pct: { sd: 2, source: WANDERS },
  total_flow_L_min: { sd: 0.06, relative: true, source: WANDERS },
  cpo_W: { sd: 0.08, relative: true, source: WANDERS },
  svr_dyn_s_cm5: { sd: 0.08, relative: true, source: WANDERS },
  co_native_L_min: { sd: 0.06, relative: true, source: WANDERS },
  lvot_vti_cm: { sd: 0.05, relative: true, source: WANDERS },
  lv_edv_mL: { sd: 0.03, relative: true, source: WANDERS },
  lvef_pct: { sd: 2, source: WANDERS },
  lv_edp_mmHg: { sd: 1.5, source: WANDERS },
  coronary_flow_mL_min: { sd: 0.06, relative: true, source: WANDERS },
  lv_mvo2_mL_min: { sd: 0.05, relative: true, source: WANDERS },
  microvascular_flow_index: { sd: 0.15, source: WANDERS },
  lactate_mmol_L: { sd: 0.05, relative: true, source: WANDERS },
  cerebral_tissue_o2_pct: { sd: 1.5, source: WANDERS },
};

/** Of what a protocol measures, out of all of them. */
export function wanders(instruments: ProtocolFile["instruments"]): ProtocolFile["fluctuation"] {
  const measured = new Set(Object.values(instruments).flatMap(({ measures }) => Object.keys(measures)));
  return Object.fromEntries(Object.entries(FLUCTUATION).filter(([id]) => measured.has(id)));
}
