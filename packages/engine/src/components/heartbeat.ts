import { input, parameter, signal } from "../language/component.ts";

/**
 * The rhythm: one beat runs from R wave to R wave. Systolic times scale with the square root of the RR interval
 * (heldt2004, where CVSim does the same). In an arrested heart nothing contracts and the beat is the console's own
 * cycle, by which a balloon pump goes on.
 */
export const heartbeat = signal("heartbeat", {
  doc: "Heart rate, arrest, and the scale of systolic times.",
  parameters: {
    rate_per_min: parameter(70, "1/min", [30, 180], "Heart rate", "heldt2004"),
    arrested: parameter(0, "1", [0, 1], "1: asystole or fibrillation, no contraction", "model choice", { whole: true }),
  },
  inputs: {
    internal_rate: input("1/min", "Rate of the balloon console's internal trigger, used when the heart is arrested"),
  },
  law: `
    beating = 1 - arrested
    period = 1/if(arrested > 0.5, internal_rate, rate_per_min)
    # Square root of the RR interval over that at 75 beats a minute, at which the activation's times are given.
    systole_scale = sqrt(period/0.8[s])
  `,
});
