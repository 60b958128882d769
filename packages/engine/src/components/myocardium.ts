import { input, parameter, signal } from "../language/component.ts";

/**
 * Oxygen demand of a ventricle, beat by beat, from its pressure-volume area and contractility (suga1990):
 *
 *   VO2 per beat = a PVA + b Emax + c,   PVA = external work + potential energy
 *
 * with Emax and c given for 100 g of muscle. Potential energy is the area between the end-systolic and the end-diastolic
 * relation left of the end-systolic volume (suga1979). One mL of oxygen is about 20 J, so `a` is an efficiency of 30 %.
 */
export const myocardium = signal("myocardium", {
  doc: "Oxygen demand of a ventricle from pressure-volume area and contractility.",
  pace: "beat",
  parameters: {
    oxygen_per_pva: parameter(
      2.2e-5,
      "1/mmHg",
      [1e-5, 3e-5],
      "Oxygen (mL) per pressure-volume area (mmHg mL)",
      "suga1990 (1.8e-5 in the dog, recalled, unverified); raised so that the resting heart's flow is that of E176",
    ),
    oxygen_per_elastance: parameter(
      0.005,
      "mL^2/mmHg",
      [0.0005, 0.006],
      "Oxygen (mL) a beat per end-systolic elastance, for 100 g of muscle: calcium handling",
      "suga1990 (0.0024 in the dog, recalled, unverified); raised as the oxygen for work is",
    ),
    fibrillation_factor: parameter(
      4,
      "1",
      [1, 5],
      "Oxygen that a fibrillating heart uses over that of one at rest",
      "between buckberg1977 (3.4, recalled, unverified) and what flow in fibrillation asks for in belohlavek2012 (5)",
    ),
    basal_mL_min: parameter(
      1.9,
      "mL/min",
      [0.8, 4],
      "Basal metabolism of 100 g of muscle",
      "suga1990 (0.014 mL a beat at 135 beats a minute), recalled, unverified",
    ),
  },
  inputs: {
    power: input("mmHg*mL/s", "Mean power on the blood over the beat"),
    esv: input("mL", "End-systolic volume"),
    V0: input("mL", "Volume at zero pressure"),
    Ees: input("mmHg/mL", "End-systolic elastance"),
    strength: input("1", "Factor on what contraction develops, 0 in arrest"),
    alpha: input("mmHg", "Scale of the end-diastolic relation"),
    beta: input("1/mL", "Stiffness of the end-diastolic relation"),
    V_wall: input("mL", "Volume of the muscle"),
    fibrillates: input("1", "1 in ventricular fibrillation"),
  },
  // What slower and faster laws read: the demand of the last beats.
  states: { need: { unit: "mL/s", initial: "0.003[mL/s/mL]*V_wall", scale: 0.02, settles: "3[s]" } },
  law: `
    hundred_grams = V_wall*1.05[g/mL]/100[g]
    work = max(power*T, 0[mmHg*mL])
    # Beyond the crossing of the two relations contraction develops nothing: the area ends where its growth does.
    x = min(max(esv - V0, 0[mL]), log(max(Ees/(alpha*beta), 1))/beta)
    passive = alpha*((exp(beta*x) - 1)/beta - x)
    potential = strength*max(0.5*Ees*x*x - passive, 0[mmHg*mL])
    pva = work + potential
    elastance = Ees*strength*hundred_grams
    demand = (oxygen_per_pva*pva + oxygen_per_elastance*elastance*hundred_grams)/T + basal_mL_min*hundred_grams*(1 + (fibrillation_factor - 1)*fibrillates)
    der(need) = (demand - need)/3[s]
  `,
});
