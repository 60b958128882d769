/** Waveforms by the names that users know, beside any name of the circuit such as `aortic_root.p` or `ecmo.aortic_root`. */
import type { Model } from "@counterpulse/engine";

export interface Signal {
  /** Name of the circuit. */
  readonly of: string;
  readonly unit: string;
  /** Inner units to the stated one. */
  readonly scale: number;
  readonly label: string;
}

/** By unit, the factor from inner units; the unit ends the signal's name, with _ for /. */
const SCALES = {
  mmHg: 1,
  mL: 1,
  "L/min": 0.06,
  "mL/min": 60,
  rpm: 60,
  ms: 1000,
  kPa: 0.133322,
  "mL/dL": 100,
} as const;

const signal = (of: string, unit: keyof typeof SCALES, label: string): Signal => ({
  of,
  unit,
  scale: SCALES[unit],
  label,
});

export const SIGNALS: Readonly<Record<string, Signal>> = {
  aortic_root_mmHg: signal("aortic_root.p", "mmHg", "aortic root pressure"),
  radial_mmHg: signal("right_arm_arteries.p", "mmHg", "right radial pressure"),
  femoral_mmHg: signal("left_leg_arteries.p", "mmHg", "left femoral pressure"),
  pa_mmHg: signal("pulmonary_artery.p", "mmHg", "pulmonary artery pressure"),
  cvp_mmHg: signal("right_atrium.p", "mmHg", "central venous pressure"),
  pcwp_mmHg: signal("pulmonary_veins.p", "mmHg", "pulmonary wedge pressure"),
  thorax_mmHg: signal("thorax.p", "mmHg", "intrathoracic pressure"),
  pericardium_mmHg: signal("pericardium.p", "mmHg", "pericardial pressure"),
  lv_mmHg: signal("lv.p", "mmHg", "left ventricular pressure"),
  lv_mL: signal("lv.V", "mL", "left ventricular volume"),
  lv_wall_stress_kPa: signal("lv.stress", "kPa", "left ventricular wall stress"),
  rv_mmHg: signal("rv.p", "mmHg", "right ventricular pressure"),
  rv_mL: signal("rv.V", "mL", "right ventricular volume"),
  la_mmHg: signal("left_atrium.p", "mmHg", "left atrial pressure"),
  la_mL: signal("left_atrium.V", "mL", "left atrial volume"),
  aortic_valve_L_min: signal("aortic_valve.q", "L/min", "flow through the aortic valve"),
  mitral_valve_L_min: signal("mitral_valve.q", "L/min", "flow through the mitral valve"),
  pulmonary_valve_L_min: signal("pulmonary_valve.q", "L/min", "flow through the pulmonary valve"),
  rr_ms: signal("heart.period", "ms", "RR interval"),
  lad_mL_min: signal("lad_ostium.q", "mL/min", "flow into the left anterior descending artery"),
  lcx_mL_min: signal("lcx_ostium.q", "mL/min", "flow into the circumflex artery"),
  rca_mL_min: signal("rca_ostium.q", "mL/min", "flow into the right coronary artery"),
  brain_mL_min: signal("carotids.q", "mL/min", "flow into the arteries of brain and head"),
  renal_mL_min: signal("renal_trunks.q", "mL/min", "flow into the renal arteries"),
  radial_o2_mL_dL: signal("o2.right_arm_arteries", "mL/dL", "oxygen content, right radial artery"),
  femoral_o2_mL_dL: signal("o2.left_leg_arteries", "mL/dL", "oxygen content, left femoral artery"),
  venous_o2_mL_dL: signal("o2.pulmonary_artery", "mL/dL", "oxygen content, mixed venous"),
  alveolar_o2_mmHg: signal("lung.PAO2", "mmHg", "alveolar oxygen tension"),
  alveolar_co2_mmHg: signal("lung.PACO2", "mmHg", "alveolar carbon dioxide tension"),
  balloon_mL: signal("iabp_balloon.V", "mL", "balloon volume"),
  balloon_mmHg: signal("iabp_line.p_line", "mmHg", "balloon pressure, in the gas line at the balloon"),
  ecmo_L_min: signal("ecmo_return.q", "L/min", "ECMO flow"),
  ecmo_drainage_L_min: signal("ecmo_drainage.q", "L/min", "flow drained into the ECMO and through its pump"),
  ecmo_speed_rpm: signal("ecmo_controller.speed", "rpm", "ECMO pump speed"),
  ecmo_p1_mmHg: signal("ecmo_drainage.P1", "mmHg", "circuit pressure before the pump"),
  ecmo_p2_mmHg: signal("ecmo_drainage.P2", "mmHg", "circuit pressure before the oxygenator"),
  ecmo_p3_mmHg: signal("ecmo_drainage.P3", "mmHg", "circuit pressure after the oxygenator"),
  ecmo_o2_mL_dL: signal("ecmo_membrane.o2_out", "mL/dL", "oxygen content after the oxygenator"),
  ecmo_co2_mL_dL: signal("ecmo_membrane.co2_out", "mL/dL", "carbon dioxide content after the oxygenator"),
  impella_L_min: signal("impella_pump.q", "L/min", "Impella flow"),
  tandemheart_L_min: signal("tandemheart_line.q", "L/min", "TandemHeart flow"),
  tandemheart_speed_rpm: signal("tandemheart_controller.speed", "rpm", "TandemHeart pump speed"),
  septostomy_L_min: signal("septostomy.q", "L/min", "flow through the septostomy"),
};

/** Every name of the circuit that can be recorded: what its parts define, and what the blood carries in each place. */
export function recordable(model: Model): string[] {
  const carried = model.scalars.flatMap(({ name }) =>
    model.nodes.filter((node) => node.blood).map((node) => `${name}.${node.name}`),
  );
  return [...model.outputNames, ...carried];
}
