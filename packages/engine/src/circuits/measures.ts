/** What the kernel accumulates beat by beat. Indices are formulas over these. */
import { IMPELLA } from "../devices/impella.ts";
import type { CircuitBuilder } from "../language/circuit.ts";
import type { Scope } from "./scope.ts";

/** Systole, for measuring, ends with the activation's peak. Steps that straddle it are cut there by interpolation. */
const SYSTOLE_ENDS = "ventricular_activation.end_systole";
/**
 * Diastole begins with the valve's closing a little later, when a correctly timed balloon begins to inflate. Between steps
 * too: a balloon's steep upstroke would else be counted a step late.
 */
export const DIASTOLE_BEGINS = `(${SYSTOLE_ENDS} + 0.015[s])`;
/** Part of the step that lies before a moment; 1 in steps before it, 0 after. */
const part = (moment: string): string => `clamp((${moment} - t)/dt + 1, 0, 1)`;
const cutAt = (value: string, moment: string): string =>
  `previous(${value}) + ${part(moment)}*(${value} - previous(${value}))`;

/** When a valve that stays shut would have opened, had the heart ejected: a third of the way to end-systole. */
const WOULD_OPEN = "0.33*ventricular_activation.end_systole";

export function addMeasures(c: CircuitBuilder, scope: Scope): void {
  c.beatValue("duration", "T");
  addPressures(c);
  addVentricles(c, scope);
  addFlows(c, scope);
  addCircuit(c);
  if (scope === "full") addLeftDevices(c);
}

function addPressures(c: CircuitBuilder): void {
  const root = "aortic_root.p";
  c.measure("root_mean", "mean", root);
  c.measure("root_max", "max", root);
  c.measure("root_min", "min", root);
  // In the step in which the valve opens: pressure at the crossing of ventricle and root, interpolated.
  const gap = `(lv.p - ${root})`;
  c.measure("aortic_opened", "max", `if(${gap} > 0[mmHg], 1, 0)`);
  const crossing = `if(${gap} <= 0[mmHg], 1, clamp(previous(${gap})/min(previous(${gap}) - ${gap}, 0[mmHg] - 0.000001[mmHg]), 0, 1))`;
  const opening = `previous(${root}) + ${crossing}*(${root} - previous(${root}))`;
  const systolic = cutAt(root, SYSTOLE_ENDS);
  const ejecting = `(aortic_opened > 0.5 or ${gap} > 0[mmHg]) and ${part(SYSTOLE_ENDS)} > 0`;
  c.measure("root_systolic", "max", `max(if(aortic_opened > 0.5, ${systolic}, ${opening}), ${systolic})`, ejecting);
  c.measure("root_systolic_shut", "max", systolic, `t > ${WOULD_OPEN} and ${part(SYSTOLE_ENDS)} > 0`);
  c.measure("root_diastolic_peak", "max", `max(${root}, ${cutAt(root, DIASTOLE_BEGINS)})`, `t >= ${DIASTOLE_BEGINS}`);
  // Diastole goes on after the R wave until the valve opens: a late balloon is still inflated then.
  c.measure("root_diastolic_early", "max", root, `aortic_opened < 0.5 and t < ${WOULD_OPEN}`);
  // Lowest pressure before ejection: in the last 100 ms of a beat (for the next one), and from the R wave to the opening.
  c.measure("root_min_late", "min", root, "t >= T - 0.1[s]");
  c.measure("root_min_early", "min", opening, "aortic_opened < 0.5");
  for (const [name, node] of [
    ["cvp", "right_atrium"],
    ["la", "left_atrium"],
    ["pcwp", "pulmonary_veins"],
    ["pa", "pulmonary_artery"],
  ]) {
    c.measure(`${name}_mean`, "mean", `${node}.p`);
  }
  c.measure("pa_max", "max", "pulmonary_artery.p");
  c.measure("pa_min", "min", "pulmonary_artery.p");
}

function addVentricles(c: CircuitBuilder, scope: Scope): void {
  for (const v of ["lv", "rv"]) {
    c.measure(`${v}_edp`, "max", `${v}.p`, "t <= 0[s]");
    c.measure(`${v}_edv`, "max", `${v}.V`);
    c.measure(`${v}_esv`, "min", `${v}.V`);
  }
  c.measure("lv_peak", "max", "lv.p");
  c.measure("lv_stress", "max", "lv.stress");
  c.measure("rv_stress", "max", "rv.stress");
  for (const v of ["lv", "rv"]) {
    const atTheEnd = `${part(SYSTOLE_ENDS)} > 0 and t >= ${SYSTOLE_ENDS}`;
    c.measure(`${v}_stress_end_systolic`, "max", cutAt(`${v}.stress`, SYSTOLE_ENDS), atTheEnd);
  }
  // Work on the blood: - integral of p dV, with dV/dt from the flows through valves and pump.
  const ejected = `aortic_valve.q + aortic_leak.q${scope === "full" ? ` + ${IMPELLA.flow}` : ""}`;
  c.measure("lv_power", "mean", `lv.p*(${ejected} - mitral_valve.q - mitral_leak.q)`);
  c.measure("rv_power", "mean", "rv.p*(pulmonary_valve.q + pulmonary_leak.q - tricuspid_valve.q - tricuspid_leak.q)");
  c.beatValue("lv_strength", "lv.strength");
  c.measure("lv_forward", "mean", "aortic_valve.q");
  c.measure("aortic_open", "open-fraction", "aortic_valve");
}

function addFlows(c: CircuitBuilder, scope: Scope): void {
  c.measure("aortic_flow", "mean", "aortic_valve.q + aortic_leak.q");
  c.measure("pulmonary_flow", "mean", "pulmonary_valve.q + pulmonary_leak.q");
  for (const name of ["lad", "lcx", "rca"]) c.measure(`${name}_flow`, "mean", `${name}_ostium.q`);
  c.measure("coronary_diastolic", "mean", "lad_ostium.q + lcx_ostium.q + rca_ostium.q", `t >= ${DIASTOLE_BEGINS}`);
  c.measure("brain_flow", "mean", "brain_bed.q");
  c.measure("renal_flow", "mean", "renal_bed.q");
  // VA-ECMO returns on the right, TandemHeart on the left.
  const left = "tandemheart_controller.on > 0.5 and ecmo_controller.on < 0.5";
  const leg = scope === "full" ? `if(${left}, left_leg_bed.q, right_leg_bed.q)` : "right_leg_bed.q";
  c.measure("cannulated_leg_flow", "mean", leg);
}

function addCircuit(c: CircuitBuilder): void {
  c.measure("ecmo_flow", "mean", "ecmo_return.q + ecmo_distal.q");
  c.measure("ecmo_flow_min", "min", "ecmo_return.q");
  c.measure("ecmo_speed", "mean", "ecmo_controller.speed");
  c.measure("ecmo_collapse", "max", "inferior_caval_vein.collapse");
  for (const p of ["P1", "P2", "P3"]) c.measure(`ecmo_${p}`, "mean", `ecmo_drainage.${p}`);
  c.measure("balloon_max", "max", "iabp_balloon.V");
  c.measure("balloon_min", "min", "iabp_balloon.V");
}

/** Devices and vents that drain the left heart. */
function addLeftDevices(c: CircuitBuilder): void {
  c.measure("impella_flow", "mean", IMPELLA.flow);
  c.measure("tandemheart_flow", "mean", "tandemheart_line.q");
  c.measure("tandemheart_speed", "mean", "tandemheart_controller.speed");
  c.measure("vent_flow", "mean", "septostomy.q + (ecmo_site.la_share + ecmo_site.pa_share)*ecmo_drainage.q");
  c.measure("la_collapse", "max", "left_atrium.collapse");
}
