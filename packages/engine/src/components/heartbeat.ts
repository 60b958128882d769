import { input, parameter, signal } from "../language/component.ts";

/**
 * The rhythm: one beat runs from R wave to R wave. Systolic times scale with the square root of the RR interval
 * (heldt2004, where CVSim does the same). In an arrested heart (asystole or fibrillation) nothing contracts and the beat is
 * the console's own cycle, by which a balloon pump goes on.
 *
 * Atrial fibrillation: intervals vary by a fixed sequence of deviates, and the atria do not contract. An ectopic beat comes
 * early, without atrial contraction, and a pause makes up for it. Ventricular pacing: regular, without atrial contraction.
 */
export const heartbeat = signal("heartbeat", {
  doc: "Heart rate, rhythm, arrest, and the scale of systolic times.",
  parameters: {
    rate_per_min: parameter(70, "1/min", [30, 180], "Heart rate", "heldt2004"),
    arrested: parameter(0, "1", [0, 1], "1: asystole or fibrillation, no contraction", "model choice", { whole: true }),
    fibrillating: parameter(
      0,
      "1",
      [0, 1],
      "How an arrested heart is: 0 in asystole, 1 in ventricular fibrillation, which uses oxygen",
      "model choice",
      { whole: true },
    ),
    rhythm: parameter(
      0,
      "1",
      [0, 2],
      "0: sinus rhythm, 1: atrial fibrillation, 2: ventricular pacing",
      "model choice",
      {
        whole: true,
      },
    ),
    rr_variation: parameter(
      0.2,
      "1",
      [0, 0.35],
      "Atrial fibrillation: standard deviation of the RR interval over its mean",
      "bootsma1970, recalled, unverified",
    ),
    ectopic_every: parameter(0, "1", [0, 20], "One ectopic beat in so many; 0 or 1: none", "model choice", {
      whole: true,
    }),
    ectopic_coupling: parameter(
      0.6,
      "1",
      [0.45, 0.9],
      "Interval before the ectopic beat over the regular one",
      "assumption; typical coupling of ventricular extrasystoles",
    ),
  },
  inputs: {
    internal_rate: input("1/min", "Rate of the balloon console's internal trigger, used when the heart is arrested"),
    chronotropy: input("1", "Factor of drugs on the rate", "1"),
    lengthening: input("s", "What the reflex adds to the interval", "0[s]"),
    deviate: input("1", "Deviate of this beat's interval", "0"),
    ectopic: input("1", "1 in an ectopic beat's place", "0"),
    before_ectopic: input("1", "1 in the beat before it", "0"),
  },
  law: `
    beating = 1 - arrested
    ventricular_fibrillation = arrested*fibrillating
    fibrillates = if(rhythm > 0.5 and rhythm < 1.5, beating, 0)
    extrasystoles = if(ectopic_every > 1.5, beating, 0)
    irregular = max(fibrillates, extrasystoles)
    regular = if(arrested > 0.5, 1/internal_rate, max(1/(rate_per_min*chronotropy) + lengthening, 0.3[s]))
    early = 1 - ectopic_coupling
    period = regular*max(1 + fibrillates*rr_variation*deviate, 0.4)*(1 - extrasystoles*early*(before_ectopic - ectopic))
    # What a console expects: the usual interval, or the one that is coming where all are alike.
    expected = if(irregular > 0.5, 1/rate_per_min, T)
    # Atrial contraction at the start of this beat and of the next.
    atria = if(rhythm > 0.5, 0, 1)
    atria_now = atria*(1 - extrasystoles*ectopic)
    atria_next = atria*(1 - extrasystoles*before_ectopic)
    # Square root of the RR interval over that at 75 beats a minute, at which the activation's times are given.
    systole_scale = sqrt(T/0.8[s])
  `,
});
