import { input, parameter, signal } from "../language/component.ts";

/**
 * Oxygen use of a bed: what it needs, or the most that can be taken from what is delivered (cain1977). Carbon dioxide
 * follows by the respiratory quotient.
 */
export const tissue = signal("tissue", {
  doc: "Oxygen uptake of a bed with its dependence on supply.",
  pace: "tick",
  parameters: {
    share: parameter(
      0.1,
      "1",
      [0, 0.8],
      "Share of the body's oxygen need outside the heart",
      "textbook distribution, recalled, unverified",
    ),
    critical_extraction: parameter(
      0.7,
      "1",
      [0.4, 0.9],
      "Largest part of the delivered oxygen that can be taken",
      "ronco1993 (0.6 of whole-body delivery); beds, recalled, unverified",
    ),
  },
  inputs: {
    flow: input("mL/s", "Flow through the bed"),
    o2_in: input("1", "Oxygen content of the blood that enters"),
    o2_held: input("1", "Oxygen content of the blood behind it"),
    need: input("mL/s", "The body's oxygen need outside the heart"),
    quotient: input("1", "Respiratory quotient"),
  },
  // Over a beat the tissue's own oxygen (myoglobin, what is dissolved) tides it over: uptake follows the mean supply.
  states: { delivery: { unit: "mL/s", initial: "5*share*need", scale: 0.1 } },
  law: `
    der(delivery) = (max(flow, 0[mL/s])*o2_in - delivery)/2[s]
    demand = share*need
    # Blood that is nearly empty gives no more, whatever the mean supply was.
    left = clamp(o2_held/(0.12*o2_in + 0.0001), 0, 1)
    o2_uptake = left*min(demand, critical_extraction*max(delivery, 0[mL/s]))
    co2_output = quotient*o2_uptake
  `,
});

/** Blood and metabolism: what all beds share. */
export const metabolism = signal("metabolism", {
  doc: "Oxygen need of the body outside the heart, and its change with temperature.",
  parameters: {
    vo2_mL_min: parameter(
      225,
      "mL/min",
      [60, 500],
      "Oxygen need at 37 degC outside the heart",
      "normal value; 3.3 mL/kg/min in 75 kg with the heart, recalled, unverified",
    ),
    respiratory_quotient: parameter(
      0.82,
      "1",
      [0.65, 1.1],
      "Carbon dioxide made per oxygen used",
      "normal value; resting adult, recalled, unverified",
    ),
    q10: parameter(2.2, "1", [1.5, 3.5], "Factor on metabolism for 10 degC", "erecinska2003, recalled, unverified"),
  },
  inputs: { temperature: input("degC", "Body temperature") },
  law: `
    need = vo2_mL_min*exp(log(q10)*(temperature - 37[degC])/10[degC])
    quotient = respiratory_quotient
  `,
});

/**
 * Lactate of the whole body: made at rest, and where oxygen is missing (six ATP of an O2 made up for by as many lactate);
 * taken up mainly by the liver, less when its flow is low. It lowers the base excess by as much.
 */
export const lactate = signal("lactate", {
  doc: "Lactate production and clearance, and the base excess they leave.",
  pace: "beat",
  parameters: {
    lactate_basal_mmol_min: parameter(
      1.2,
      "mmol/min",
      [0.4, 4],
      "Production with enough oxygen",
      "connor1982, recalled, unverified (about 1 mmol/kg/h)",
    ),
    lactate_per_oxygen: parameter(
      0.27,
      "mmol/mL",
      [0, 0.5],
      "Lactate made for each mL of oxygen that is missing",
      "textbook stoichiometry; 6 ATP per O2, 1 per lactate, 22.4 mL per mmol",
    ),
    lactate_most_mmol_L: parameter(
      25,
      "mmol/L",
      [15, 40],
      "Concentration at which no more is made",
      "assumption; highest values that are seen",
    ),
    lactate_volume_L_kg: parameter(
      0.5,
      "L/kg",
      [0.2, 0.7],
      "Volume of distribution per body weight",
      "assumption; between extracellular and body water",
    ),
    lactate_normal_mmol_L: parameter(
      1,
      "mmol/L",
      [0.4, 2],
      "Concentration at rest",
      "normal value, recalled, unverified",
    ),
    hepatic_flow_mL_min: parameter(
      1350,
      "mL/min",
      [500, 2500],
      "Splanchnic flow at which clearance is normal",
      "heldt2004; resting regional flow",
    ),
    base_excess_mmol_L: parameter(
      0,
      "mmol/L",
      [-25, 15],
      "Base excess but for the lactate above normal",
      "normal value",
    ),
  },
  inputs: {
    missing: input("mL/s", "Oxygen that tissues need and do not get"),
    splanchnic_flow: input("mL/s", "Flow through the splanchnic bed"),
    weight: input("kg", "Body weight"),
  },
  states: {
    concentration: { unit: "mmol/L", initial: "1[mmol/L]", scale: 0.2, settles: "volume/(clearance + 0.001[L/s])" },
  },
  law: `
    volume = lactate_volume_L_kg*weight
    # Acidosis stops glycolysis: little is made beyond some 25 mmol/L.
    brake = clamp(1 - concentration/lactate_most_mmol_L, 0, 1)
    production = lactate_basal_mmol_min + lactate_per_oxygen*max(missing, 0[mL/s])*brake
    # Uptake is little lowered until liver flow has halved.
    liver = clamp(1.6*splanchnic_flow/hepatic_flow_mL_min, 0.15, 1)
    clearance = lactate_basal_mmol_min/lactate_normal_mmol_L*liver
    der(concentration) = (production - clearance*concentration)/volume
    base_excess = max(base_excess_mmol_L - (concentration - lactate_normal_mmol_L), -28[mmol/L])
  `,
});

/** Body temperature: held by the body at its own set value, and drawn toward the water of the heat exchanger on ECMO. */
export const bodyTemperature = signal("body temperature", {
  doc: "Heat balance of the body with a heat exchanger.",
  pace: "beat",
  parameters: {
    temperature_C: parameter(
      37,
      "degC",
      [28, 42],
      "Temperature that the body holds without a heat exchanger",
      "normal value",
    ),
    thermal_time_h: parameter(
      3,
      "h",
      [0.5, 12],
      "Time constant with which the body holds it",
      "assumption; sedated and covered",
    ),
    heat_capacity_J_g_K: parameter(
      3.5,
      "J/g/K",
      [3, 4],
      "Heat capacity of the body",
      "burton1935, recalled, unverified",
    ),
  },
  inputs: {
    weight: input("kg", "Body weight"),
    heat: input("W/K", "Heat that the exchanger gives per degree of difference to its water"),
    water: input("degC", "Temperature of the water"),
  },
  states: {
    blood: {
      unit: "degC",
      initial: "temperature_C",
      scale: 0.05,
      settles: "capacity/(capacity/thermal_time_h + heat)",
    },
  },
  law: `
    capacity = heat_capacity_J_g_K*weight
    der(blood) = (temperature_C - blood)/thermal_time_h + heat*(water - blood)/capacity
  `,
});

/** Blood: what its gases depend on. */
export const blood = signal("blood", {
  doc: "Haemoglobin.",
  parameters: {
    hb_g_dL: parameter(14, "g/dL", [3, 20], "Haemoglobin", "normal value"),
  },
  law: `
    hb = hb_g_dL
  `,
});
