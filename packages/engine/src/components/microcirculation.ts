import { input, parameter, signal } from "../language/component.ts";

/**
 * Microvascular flow index of a bed, a HYPOTHESIS: 0 (no flow) to 3 (normal), as scored on sublingual video (debacker2007,
 * recalled). The literature does not say how it follows from the circulation; assumed here is that it saturates in the
 * flow the bed gets over the flow it needs, falls where perfusion pressure no longer opens all capillaries, and rises a
 * little with the pulse:
 *
 *   MFI = 3 coherence x^h/(x^h + x50^h) (1 + x50^h) min(1, p/p_open) (1 + w (pulse/normal pulse - 1)),  at most 3
 *
 * `coherence` is what micro- and macrocirculation have in common: survivors and non-survivors on VA-ECMO had 19.2 and
 * 13.8 mm/mm2 of perfused vessels at the same global haemodynamics (C180: 0.72), weaned and not 19.7 and 12.4 (B182:
 * 0.63). That a balloon changed nothing though pressure did (C181) bounds the weights of pulse and pressure.
 */
export const microcirculation = signal("microcirculation", {
  doc: "Hypothesis: microvascular flow index from flow, perfusion pressure and pulse.",
  pace: "beat",
  parameters: {
    coherence: parameter(
      1,
      "1",
      [0.3, 1],
      "Part of the microvessels that follow the circulation as a whole",
      "C180, B182: 0.63-0.72 in those who died or were not weaned",
    ),
    half_flow: parameter(
      0.15,
      "1",
      [0.1, 0.8],
      "Flow over need at which half of it is lost",
      "assumption; calibrated on C181 (no change with a balloon)",
    ),
    steepness: parameter(2, "1", [1, 5], "Exponent of the dependence on flow", "assumption; moderately steep"),
    opening_pressure_mmHg: parameter(
      50,
      "mmHg",
      [20, 80],
      "Perfusion pressure below which capillaries close",
      "assumption; C181 bounds it",
    ),
    pulse_weight: parameter(0, "1", [0, 0.5], "Gain from a pulse as wide as normal", "assumption; C181 bounds it"),
  },
  inputs: {
    supply: input("1", "Flow through the bed over the flow that it needs"),
    pressure: input("mmHg", "Perfusion pressure"),
    pulse: input("mmHg", "Swing of arterial pressure"),
  },
  law: `
    x = exp(steepness*log(max(supply, 0.001)))
    half = exp(steepness*log(half_flow))
    flow_part = x/(x + half)*(1 + half)
    index = min(3*coherence*flow_part*clamp(pressure/opening_pressure_mmHg, 0, 1)*(1 + pulse_weight*(clamp(pulse/40[mmHg], 0, 2) - 1)), 3)
  `,
});
