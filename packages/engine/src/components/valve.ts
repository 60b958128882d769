import { inertial, parameter, resistive } from "../language/component.ts";

/**
 * A heart valve: Bernoulli loss and inertance of its orifice (mynard2012), shut for backward flow. Stenosis is a smaller
 * `area`.
 *
 *   L = rho l / A,  B = rho / (2 A^2),  q >= 0
 */
export const valve = inertial("valve", {
  doc: "Heart valve with inertance, Bernoulli loss and stenosis.",
  parameters: {
    area: parameter(4, "cm^2", [0.3, 10], "Effective orifice area, open", "textbook areas, recalled"),
    length: parameter(2, "cm", [0.5, 5], "Effective length of the blood that moves in it", "mynard2012"),
    viscous: parameter(
      0.002,
      "mmHg*s/mL",
      [0, 0.02],
      "Viscous resistance, open",
      "assumption; below smith2004, since Bernoulli carries the loss",
    ),
  },
  law: `
    rho = 1.06[g/mL]
    L = rho*length/area
    B = rho/2/area^2
    R = viscous
    q_min = 0[mL/s]
  `,
});

/**
 * The leak of a valve, beside it: an orifice that lets flow back only, quasi-steady by Bernoulli,
 *
 *   q = - A sqrt(2/rho) (sqrt(back + d) - sqrt(d)),  back = max(p_to - p_from, 0)
 *
 * with d = 0.1 mmHg, which makes the law linear where the pressure difference is tiny. The orifice is
 * reference_leak f / (1 - f): in a heart of normal forward output it lets back about the fraction f of what the valve
 * passes forward.
 */
export const valveLeak = resistive("valve leak", {
  doc: "Regurgitation of a valve.",
  parameters: {
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
    orifice = reference_leak*regurgitation_fraction/(1 - regurgitation_fraction)
    conductance = orifice*sqrt(2/1.06[g/mL])
    back = max(p_to - p_from, 0[mmHg])
    q = 0[mL/s] - conductance*(sqrt(back + 0.1[mmHg]) - sqrt(0.1[mmHg]))
  `,
});
