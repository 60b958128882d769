import { input, parameter, signal } from "../language/component.ts";

/** Peak of the double-Hill product: its value normalises the shape and its place is end-systole. */
export function doubleHillPeak(m1: number, m2: number, ratio: number): { value: number; at: number } {
  let best = { value: 0, at: 0 };
  for (let s = 0; s < 3; s += 1e-4) {
    const rise = s ** m1 / (1 + s ** m1);
    const value = rise / (1 + (s / ratio) ** m2);
    if (value > best.value) best = { value, at: s };
  }
  return best;
}

const VENTRICLE = { rise: 1.9, fall: 21.9, ratio: 1.17 / 0.7 };
const ATRIUM = { rise: 1.32, fall: 13.1, ratio: 0.18 / 0.11 };
const ventriclePeak = doubleHillPeak(VENTRICLE.rise, VENTRICLE.fall, VENTRICLE.ratio);
const atriumPeak = doubleHillPeak(ATRIUM.rise, ATRIUM.fall, ATRIUM.ratio);

/**
 * Activation of the ventricles, 0 to 1: the double-Hill function with the exponents of Stergiopulos, Meister and
 * Westerhof (stergiopulos1996) and their ratio of times; the rise is set so that end-systole and the dicrotic notch fall
 * where systolic time intervals put them (weissler1968), and scales with the square root of the RR interval.
 *
 *   e = N * (t/tau1)^m1 / (1 + (t/tau1)^m1) * 1 / (1 + (t/tau2)^m2),  tau2/tau1 = 1.17/0.7
 *
 * It starts at the R wave; its peak is end-systole.
 */
export const ventricularActivation = signal("ventricular activation", {
  doc: "Double-Hill activation of both ventricles from the R wave.",
  parameters: {
    rise_time_ms: parameter(
      269,
      "ms",
      [180, 360],
      "Time constant tau1 of the rise at 75 beats a minute",
      "weissler1968; set so that the notch ends electromechanical systole",
    ),
  },
  inputs: {
    scale: input("1", "Scale of systolic times"),
    beating: input("1", "0 in an arrested heart"),
  },
  law: `
    tau = rise_time_ms*scale
    s = t/tau
    rise = s^${VENTRICLE.rise}
    e = beating*${1 / ventriclePeak.value}*rise/(1 + rise)/(1 + (s/${VENTRICLE.ratio})^${VENTRICLE.fall})
    # Peak of the shape.
    end_systole = ${ventriclePeak.at}*tau
  `,
});

/**
 * Activation of the atria: the same shape with the atrial exponents of mynard2012, begun one PR interval before the
 * R wave, so that it straddles the beat's boundary.
 */
export const atrialActivation = signal("atrial activation", {
  doc: "Double-Hill activation of both atria, begun before the R wave.",
  parameters: {
    rise_time_ms: parameter(
      110,
      "ms",
      [70, 160],
      "Time constant of the rise at 75 beats a minute",
      "mynard2012; times read at a period of 1 s",
    ),
    lead_ms: parameter(150, "ms", [60, 240], "Onset before the R wave at 75 beats a minute", "mynard2012; PR interval"),
  },
  inputs: {
    scale: input("1", "Scale of systolic times"),
    beating: input("1", "0 in an arrested heart"),
    now_present: input("1", "0 where the atria do not contract before this beat", "1"),
    next_present: input("1", "0 where they do not before the next", "1"),
  },
  law: `
    tau = rise_time_ms*scale
    now = (t + lead_ms*scale)/tau
    next = max(t + lead_ms*scale - T, 0[s])/tau
    rise_now = now^${ATRIUM.rise}
    rise_next = next^${ATRIUM.rise}
    e_now = rise_now/(1 + rise_now)/(1 + (now/${ATRIUM.ratio})^${ATRIUM.fall})
    e_next = rise_next/(1 + rise_next)/(1 + (next/${ATRIUM.ratio})^${ATRIUM.fall})
    e = beating*${1 / atriumPeak.value}*(e_now*now_present + e_next*next_present)
  `,
});
