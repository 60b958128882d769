import { inertial, parameter } from "../language/component.ts";

/**
 * A heart valve: Bernoulli loss and inertance of its orifice (mynard2012), shut for backward flow unless it leaks.
 *
 *   L = rho l / A,  B = rho / (2 A^2),  B_back = rho / (2 A_leak^2)
 *
 * Stenosis is a smaller `area`. Regurgitation is an orifice for backward flow of reference_leak f / (1 - f): in a heart
 * of normal forward output it lets back about the fraction f of what the valve passes forward.
 */
export const valve = inertial("valve", {
  doc: "Heart valve with inertance, Bernoulli loss, stenosis and regurgitation.",
  parameters: {
    area: parameter(4, "cm^2", [0.3, 10], "Effective orifice area, open", "mynard2012"),
    length: parameter(2, "cm", [0.5, 5], "Effective length of the blood that moves in it", "mynard2012"),
    viscous: parameter(0.002, "mmHg*s/mL", [0, 0.02], "Viscous resistance, open", "smith2004"),
    regurgitation_fraction: parameter(
      0,
      "1",
      [0, 0.6],
      "Fraction of the forward volume that leaks back, about",
      "model choice",
    ),
    reference_leak: parameter(
      0.35,
      "cm^2",
      [0.1, 1],
      "Leak orifice at which half flows back",
      "assumption; from orifice flow at normal pressures",
    ),
  },
  law: `
    rho = 1.06[g/mL]
    leak = reference_leak*regurgitation_fraction/(1 - regurgitation_fraction)
    L = rho*length/area
    B = rho/2/area^2
    B_back = rho/2/max(leak, 0.001[cm^2])^2
    R = viscous
    q_min = if(leak > 0[cm^2], 0[mL/s] - 100000[mL/s], 0[mL/s])
  `,
});
