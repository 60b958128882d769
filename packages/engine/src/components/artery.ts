import { inertial, input, node, parameter } from "../language/component.ts";

/**
 * Wall of an arterial compartment: linear compliance. A balloon inside displaces blood: `displaced` adds to the volume
 * that stretches the wall, while V stays the blood's own.
 *
 *   p = (V + displaced - V0) / (C * scale) + p_out
 */
export const arterialWall = node("arterial wall", {
  doc: "Elastic arterial compartment.",
  initial: "max(V0 + C*compliance_scale*(p_start - p_out), 0.7*V0)",
  parameters: {
    C: parameter(0.1, "mL/mmHg", [0.001, 20], "Compliance", "heldt2004"),
    V0: parameter(20, "mL", [0.3, 800], "Unstressed volume", "heldt2004"),
  },
  inputs: {
    compliance_scale: input("1", "Factor on all arterial compliances", "1"),
    displaced: input("mL", "Volume of a balloon inside", "0[mL]"),
    p_out: input("mmHg", "Pressure outside the wall", "0[mmHg]"),
  },
  law: `
    p = (V + displaced - V0)/(C*compliance_scale) + p_out
  `,
});

/**
 * Wall of a large artery: a standard linear solid, for the wall creeps (westerhof1970, valdezjasso2009). A second spring
 * of `creep` times the first resists fast stretch and relaxes within `creep_time`: it damps the ringing of pulse waves.
 *
 *   p = E (x + creep (x - y)) + p_out,  tau dy/dt = x - y,  x = V + displaced - V0
 */
export const largeArteryWall = node("large artery wall", {
  doc: "Viscoelastic arterial compartment.",
  initial: "max(V0 + C*compliance_scale*(p_start - p_out), 0.7*V0)",
  parameters: {
    C: parameter(0.1, "mL/mmHg", [0.01, 1], "Compliance", "heldt2004"),
    V0: parameter(20, "mL", [2, 100], "Unstressed volume", "heldt2004"),
    creep: parameter(
      0.6,
      "1",
      [0, 2],
      "Stiffness that relaxes, over the lasting stiffness",
      "valdezjasso2009; size assumed",
    ),
    creep_time_ms: parameter(10, "ms", [4, 50], "Time constant of relaxation", "valdezjasso2009; size assumed"),
  },
  inputs: {
    compliance_scale: input("1", "Factor on all arterial compliances", "1"),
    displaced: input("mL", "Volume of a balloon inside", "0[mL]"),
    p_out: input("mmHg", "Pressure outside the wall", "0[mmHg]"),
  },
  states: { relaxed: { unit: "mL", initial: "C*compliance_scale*80[mmHg]", scale: 0.5 } },
  law: `
    E = 1/(C*compliance_scale)
    x = V + displaced - V0
    der(relaxed) = (x - relaxed)/creep_time_ms
    p = E*(1 + creep)*x - E*creep*relaxed + p_out
  `,
});

/**
 * A length of artery: inertance of its blood and viscous loss, both from length and cross-section, the latter with the
 * boundary layer of pulsatile flow. `narrowing` multiplies the viscous loss where a catheter or balloon takes room.
 *
 *   L = rho l / A,  R = 8 pi mu l / A^2 * pulsatile
 */
export const arterialSegment = inertial("arterial segment", {
  doc: "Inertance and viscous resistance of an arterial segment.",
  parameters: {
    length: parameter(10, "cm", [1, 60], "Length", "westerhof1969"),
    area: parameter(3, "cm^2", [0.05, 12], "Cross-section", "westerhof1969"),
    pulsatile: parameter(
      3,
      "1",
      [1, 40],
      "Viscous loss over that of steady flow in a straight tube",
      "assumption; boundary layer of pulsatile flow, branches",
    ),
  },
  inputs: {
    narrowing: input("1", "Factor on the viscous resistance", "1"),
  },
  law: `
    rho = 1.06[g/mL]
    mu = 0.0035[Pa*s]
    L = rho*length/area
    R = 25.13274*mu*length/area^2*pulsatile*narrowing
  `,
});
