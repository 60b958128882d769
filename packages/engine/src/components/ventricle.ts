import { input, node, parameter } from "../language/component.ts";

/**
 * A ventricle: linear end-systolic and exponential end-diastolic pressure-volume relation, joined by the activation e
 * (burkhoff1993; design after suga1974).
 *
 *   p_passive = alpha (exp(beta (V - V0)) - 1)
 *   p_free = p_passive + e c max(Ees (V - V0) - p_passive, 0) - suction below V0,  c: contractility_scale inotropy
 *   p = p_free(V - septal_shift) + p_out, to second order in the shift
 *
 * The septum moves a small volume out of one ventricle's free wall into the other's; its effect is taken to second order.
 * Wall (fibre) stress is that of a thick-walled rotationally symmetric chamber, sigma = p_transmural (1 + 3 V / V_wall)
 * (arts1991).
 */
export const ventricle = node("ventricle", {
  doc: "Ventricle with linear end-systolic and exponential end-diastolic relation.",
  initial: "V0 + min(log(1 + p_start/alpha)/beta, 120[mL])",
  parameters: {
    Ees: parameter(2.3, "mmHg/mL", [0.1, 6], "End-systolic elastance", "burkhoff1993"),
    contractility_scale: parameter(
      1,
      "1",
      [0.1, 3],
      "Factor on the pressure that contraction develops at a given volume, and so on the end-systolic elastance",
      "model choice",
    ),
    V0: parameter(10, "mL", [5, 60], "Volume at zero transmural pressure", "burkhoff1993"),
    alpha: parameter(0.34, "mmHg", [0.05, 3], "Scale of the end-diastolic relation", "burkhoff1993"),
    beta: parameter(0.024, "1/mL", [0.008, 0.05], "Stiffness of the end-diastolic relation", "burkhoff1993"),
    suction: parameter(
      60,
      "mmHg",
      [30, 150],
      "Suction of the empty ventricle: restoring force of the wall squeezed below V0",
      "nikolic1988; size assumed",
    ),
    V_wall: parameter(150, "mL", [20, 400], "Volume of the muscle", "assumption; normal muscle mass over its density"),
  },
  inputs: {
    e: input("1", "Activation, 0 to 1"),
    inotropy: input("1", "Factor of reflexes, drugs and ischaemia on contractility", "1"),
    septal_shift: input("mL", "Volume by which the septum bulges away from this ventricle", "0[mL]"),
    p_out: input("mmHg", "Pressure around the ventricle: pericardium and thorax"),
  },
  law: `
    x = V - V0
    filling = alpha*exp(beta*x)
    p_passive = filling - alpha
    # What contraction adds; a ventricle stretched beyond the crossing of the two relations develops nothing.
    stretched = Ees*x - p_passive
    strength = contractility_scale*inotropy
    developed = strength*max(stretched, 0[mmHg])
    # Below V0 the squeezed wall sucks, whatever the activation.
    squeezed = max(1 - V/V0, 0)
    p_free = p_passive + e*developed - suction*squeezed*squeezed
    slope = beta*filling + e*strength*if(stretched > 0[mmHg], Ees - beta*filling, 0[mmHg/mL]) + 2*suction*squeezed/V0
    # The free wall at its own volume, V less the septum's share, to second order.
    curvature = beta*beta*filling*(1 - e*strength*if(stretched > 0[mmHg], 1, 0))
    p_transmural = p_free - septal_shift*(slope - 0.5*max(curvature, 0[mmHg/mL^2])*septal_shift)
    p = p_transmural + p_out
    stress = p_transmural*(1 + 3*V/V_wall)
  `,
});
