import { input, parameter, signal } from "../language/component.ts";

/**
 * Arterial and cardiopulmonary baroreflexes (heldt2004; CVSim's static gains, G159-G161): deviations of mean aortic and of
 * transmural right atrial pressure from their set points, limited, move resistance, venous tone, contractility and, unless
 * the rate is clamped, the heart rate. Effectors follow with their own time constants (ursino1998).
 *
 *   b = x / (1 + |x| / limit),  resistance = 1 - k_R b - k_Rcp b_cp, ...
 *
 * The set points are the patient's own resting pressures: the tone that already prevails there is in the patient's other
 * parameters (baroreceptors reset within hours, and a patient in shock is given drugs to a pressure besides). So the
 * reflexes act on what a device changes. `gain` scales all of them: heart failure and sedation blunt them.
 */
export const baroreflexes = signal("baroreflexes", {
  doc: "Arterial and cardiopulmonary baroreflexes about the patient's own resting pressures.",
  pace: "beat",
  parameters: {
    on: parameter(1, "1", [0, 1], "1: reflexes act", "model choice", { whole: true }),
    gain: parameter(
      1,
      "1",
      [0, 2],
      "Factor on all gains",
      "ferguson1992, recalled, unverified; 1 in health, heart failure and sedation blunt the reflexes",
    ),
    set_point_mmHg: parameter(
      91,
      "mmHg",
      [30, 150],
      "Mean aortic pressure at which the arterial reflex is at rest",
      "heldt2004; the patient's own resting pressure",
    ),
    cardiopulmonary_set_point_mmHg: parameter(
      8,
      "mmHg",
      [-2, 35],
      "Transmural right atrial pressure at which the cardiopulmonary reflex is at rest",
      "heldt2004; the patient's own resting pressure",
    ),
    rate_clamped: parameter(
      1,
      "1",
      [0, 1],
      "1: the heart rate is the one set; 0: the reflex moves it",
      "model choice",
      { whole: true },
    ),
    contractility_clamped: parameter(0, "1", [0, 1], "1: the reflex leaves contractility alone", "model choice", {
      whole: true,
    }),
    resistance_clamped: parameter(0, "1", [0, 1], "1: the reflex leaves resistance alone", "model choice", {
      whole: true,
    }),
    venous_clamped: parameter(0, "1", [0, 1], "1: the reflex leaves the veins alone", "model choice", { whole: true }),
    limit_mmHg: parameter(
      28,
      "mmHg",
      [5, 60],
      "Largest signal of the arterial reflex",
      "heldt2004 (18 mmHg times pi/2)",
    ),
    cardiopulmonary_limit_mmHg: parameter(
      7.9,
      "mmHg",
      [2, 20],
      "Largest signal of the cardiopulmonary reflex",
      "heldt2004 (5 mmHg times pi/2)",
    ),
    resistance_gain: parameter(
      0.03,
      "1/mmHg",
      [0, 0.08],
      "Part of the resistance taken away per mmHg",
      "heldt2004 (0.13 of 3.0-4.9 mmHg s/mL)",
    ),
    venous_gain: parameter(
      0.011,
      "1/mmHg",
      [0, 0.04],
      "Part of the unstressed venous volume added per mmHg",
      "heldt2004 (26.6 of 2540 mL)",
    ),
    contractility_gain: parameter(
      0.006,
      "1/mmHg",
      [0, 0.05],
      "Part of the contractility taken away per mmHg",
      "heldt2004 gives 0.014 of 0.40 mL/mmHg left and 0.021 of 1.3 right, for standing up in health; a third of that here, since failing hearts hardly answer to sympathetic drive (bristow1982, recalled, unverified) and balloons raise output as published only then (A079, A105)",
    ),
    rate_gain_ms: parameter(
      21,
      "ms/mmHg",
      [0, 40],
      "RR interval added per mmHg",
      "heldt2004 (12 sympathetic and 9 parasympathetic)",
    ),
    cardiopulmonary_resistance_gain: parameter(
      0.07,
      "1/mmHg",
      [0, 0.15],
      "The same for resistance, cardiopulmonary",
      "heldt2004 (0.3 of 3.0-4.9 mmHg s/mL)",
    ),
    cardiopulmonary_venous_gain: parameter(
      0.043,
      "1/mmHg",
      [0, 0.1],
      "The same for venous volume, cardiopulmonary",
      "heldt2004 (110 of 2540 mL)",
    ),
    cardiopulmonary_gain: parameter(
      0.5,
      "1",
      [0, 2],
      "Factor on the cardiopulmonary gains",
      "assumption; weaker in the supine and the congested than in orthostasis, for which the gains were set",
    ),
    resistance_s: parameter(
      6,
      "s",
      [2, 30],
      "Time constant of the arterioles",
      "ursino1998 (G202, recalled, unverified)",
    ),
    venous_s: parameter(20, "s", [4, 60], "Time constant of the veins", "ursino1998 (G202, recalled, unverified)"),
    contractility_s: parameter(
      8,
      "s",
      [2, 30],
      "Time constant of contractility",
      "ursino1998 (G202, recalled, unverified)",
    ),
    rate_s: parameter(
      3,
      "s",
      [2, 15],
      "Time constant of the heart rate",
      "ursino1998 (G202, recalled, unverified); between vagal and sympathetic",
    ),
  },
  inputs: {
    pressure: input("mmHg", "Mean aortic pressure of the beat"),
    atrial_pressure: input("mmHg", "Transmural mean right atrial pressure of the beat"),
  },
  states: {
    resistance: { unit: "1", initial: "1", scale: 0.02, settles: "resistance_s" },
    venous: { unit: "1", initial: "1", scale: 0.005, settles: "venous_s" },
    contractility: { unit: "1", initial: "1", scale: 0.02, settles: "contractility_s" },
    interval: { unit: "ms", initial: "0[ms]", scale: 10, settles: "rate_s" },
  },
  law: `
    x = pressure - set_point_mmHg
    arterial = on*gain*x/(1 + abs(x)/limit_mmHg)
    y = atrial_pressure - cardiopulmonary_set_point_mmHg
    cardiopulmonary = on*gain*cardiopulmonary_gain*y/(1 + abs(y)/cardiopulmonary_limit_mmHg)
    R = 1 - (1 - resistance_clamped)*(resistance_gain*arterial + cardiopulmonary_resistance_gain*cardiopulmonary)
    V = 1 + (1 - venous_clamped)*(venous_gain*arterial + cardiopulmonary_venous_gain*cardiopulmonary)
    E = 1 - (1 - contractility_clamped)*contractility_gain*arterial
    der(resistance) = (clamp(R, 0.35, 2.5) - resistance)/resistance_s
    der(venous) = (clamp(V, 0.7, 1.2) - venous)/venous_s
    der(contractility) = (clamp(E, 0.5, 1.8) - contractility)/contractility_s
    der(interval) = ((1 - rate_clamped)*rate_gain_ms*arterial - interval)/rate_s
  `,
});

/**
 * Cerebral autoregulation: between two pressures the vessels of the brain hold its flow, though not wholly, and beyond them
 * they are passive. They take no part in the systemic reflex.
 */
export const cerebralAutoregulation = signal("cerebral autoregulation", {
  doc: "Cerebral flow held between its limits of pressure.",
  pace: "beat",
  parameters: {
    flow_mL_min: parameter(
      750,
      "mL/min",
      [300, 1300],
      "Flow that brain and head need",
      "heldt2004; resting regional flow",
    ),
    pressure_sensitivity: parameter(
      0.37,
      "1",
      [0, 1],
      "Relative change of flow over that of the perfusion pressure, between the limits",
      "cbfcurve2024: 0.37 +/- 0.38 for rising pressure in 143 studies (falls weigh more: 1.47)",
    ),
    usual_pressure_mmHg: parameter(
      88,
      "mmHg",
      [60, 120],
      "Perfusion pressure at which the flow is the one needed",
      "cbfcurve2024: the middle of the plateau, less the veins' pressure",
    ),
    lower_limit_mmHg: parameter(
      60,
      "mmHg",
      [35, 90],
      "Pressure below which flow falls",
      "lassen1959, recalled, unverified",
    ),
    upper_limit_mmHg: parameter(
      150,
      "mmHg",
      [110, 190],
      "Pressure above which flow rises",
      "lassen1959, recalled, unverified",
    ),
    response_s: parameter(8, "s", [2, 30], "Time constant", "aaslid1989, recalled, unverified"),
    impaired: parameter(0, "1", [0, 1], "1: vessels passive, as after cardiac arrest", "model choice", { whole: true }),
  },
  inputs: {
    flow: input("mL/s", "Mean flow through the bed"),
    venous_pressure: input("mmHg", "Mean pressure in the veins behind it"),
    R: input("mmHg*s/mL", "Resistance of the bed at tone 1"),
  },
  states: { tone: { unit: "1", initial: "1", scale: 0.02, settles: "response_s" } },
  law: `
    # Resistances at which the flow needed passes at the two limits.
    least = (lower_limit_mmHg - venous_pressure)/flow_mL_min/R
    most = (upper_limit_mmHg - venous_pressure)/flow_mL_min/R
    passing = max(flow, 0.1[mL/s])
    needed = flow_mL_min*max(1 + pressure_sensitivity*(tone*R*passing/usual_pressure_mmHg - 1), 0.3)
    wanted = clamp(tone*passing/needed, max(least, 0.1), max(most, 0.2))
    der(tone) = (if(impaired > 0.5, 1, wanted) - tone)/response_s
  `,
});
