import { input, parameter, signal } from "../language/component.ts";
import { bloodGas } from "./blood-gas.ts";

/**
 * The lungs as one ideal alveolar space beside a shunt (riley1949): alveolar gas is washed by the part of the ventilation
 * that reaches it and exchanges with capillary blood, which leaves in equilibrium with it; shunted blood passes unchanged.
 *
 *   FRC dPA/dt = VA (PI - PA) -+ 863 V'(STPD),   V'O2 = Q (1 - s) (c_end - c_in)
 */
export const lung = signal("lung", {
  doc: "Alveolar gas, shunt, dead space.",
  pace: "tick",
  parameters: {
    fio2: parameter(
      0.21,
      "1",
      [0.16, 1],
      "Inspired fraction of oxygen",
      "normal value; air, or the ventilator's setting",
    ),
    ventilation_L_min: parameter(
      6,
      "L/min",
      [0, 25],
      "Minute ventilation",
      "normal value; resting adult, recalled, or the ventilator's setting",
    ),
    dead_space_fraction: parameter(
      0.3,
      "1",
      [0.1, 0.8],
      "Part of the ventilation that is wasted",
      "normal value; resting adult, recalled, unverified",
    ),
    shunt_fraction: parameter(
      0.03,
      "1",
      [0, 0.9],
      "Part of the pulmonary flow that passes without exchange, oedema apart",
      "normal value; resting adult, recalled, unverified",
    ),
    frc_L: parameter(2.4, "L", [0.5, 5], "Volume of alveolar gas", "normal value; resting adult, recalled, unverified"),
    barometric_mmHg: parameter(760, "mmHg", [450, 800], "Barometric pressure", "normal value; sea level"),
  },
  inputs: {
    flow: input("mL/s", "Flow through the pulmonary capillaries"),
    o2_in: input("1", "Oxygen content of pulmonary arterial blood"),
    co2_in: input("1", "Carbon dioxide content of pulmonary arterial blood"),
    hb: input("g/dL", "Haemoglobin"),
    temperature: input("degC", "Blood temperature"),
    base_excess: input("mmol/L", "Base excess"),
    flooded: input("1", "Shunt added by oedema"),
  },
  states: {
    PAO2: { unit: "mmHg", initial: "100[mmHg]", scale: 5, settles: "turnover" },
    PACO2: { unit: "mmHg", initial: "40[mmHg]", scale: 2, settles: "turnover" },
  },
  law: `
    ${bloodGas("end", { pO2: "PAO2", pCO2: "PACO2", hb: "hb", temperature: "temperature", baseExcess: "base_excess" })}
    shunt = clamp(shunt_fraction + flooded, 0, 0.95)
    exchanging = max(flow, 0[mL/s])*(1 - shunt)
    o2_uptake = exchanging*(end_cO2 - o2_in)
    co2_output = exchanging*(co2_in - end_cCO2)
    # Time in which alveolar gas follows ventilation and blood, about; constant, so that hurrying favours neither.
    turnover = frc_L/700[mL/s]
    alveolar = ventilation_L_min*(1 - dead_space_fraction)
    dry = barometric_mmHg - 47[mmHg]
    # Gas that stays in the blood is made up for by more inspired than expired gas: nitrogen does not change.
    inspired = alveolar + 863[mmHg]/dry*(o2_uptake - co2_output)
    der(PAO2) = (max(inspired, 0[mL/s])*fio2*dry - alveolar*PAO2 - 863[mmHg]*o2_uptake)/frc_L
    der(PACO2) = (863[mmHg]*co2_output - alveolar*PACO2)/frc_L
  `,
});

/**
 * Pulmonary oedema: above a wedge pressure near the colloid osmotic pressure the capillaries leak faster than lymph
 * carries off, the alveoli flood within hours and blood that passes them is shunted; below it they clear.
 */
export const pulmonaryOedema = signal("pulmonary oedema", {
  doc: "Shunt that a high capillary pressure adds with time.",
  pace: "beat",
  parameters: {
    oedema_threshold_mmHg: parameter(
      20,
      "mmHg",
      [15, 30],
      "Capillary pressure above which the lung floods",
      "guyton1959, recalled, unverified (25 in the dog; lower with low oncotic pressure)",
    ),
    oedema_shunt_per_mmHg: parameter(
      0.012,
      "1/mmHg",
      [0, 0.05],
      "Shunt at last, per mmHg above it",
      "assumption; severe oedema, 15 mmHg above, shunts about 0.2",
    ),
    oedema_time_h: parameter(2, "h", [0.1, 24], "Time constant of flooding and clearing", "assumption; hours"),
  },
  inputs: { pressure: input("mmHg", "Mean pulmonary capillary pressure of the beat") },
  states: { flooded: { unit: "1", initial: "0", scale: 0.02, settles: "oedema_time_h" } },
  law: `
    at_last = min(oedema_shunt_per_mmHg*max(pressure - oedema_threshold_mmHg, 0[mmHg]), 0.5)
    der(flooded) = (at_last - flooded)/oedema_time_h
  `,
});
