/**
 * How much of the physiology a circulation holds. `haemodynamics` is the heart, the vessels and the devices with whatever
 * tone the parameters give: the yardstick of speed and accuracy. `full` adds what moves that tone and what the blood carries.
 */
export type Scope = "full" | "haemodynamics";

/** Where vessels and ventricles read their tone: names of the circuit. */
export interface Tones {
  readonly systemic: string;
  readonly brain: string;
  readonly venous: string;
  readonly pulmonary: string;
  readonly inotropy: { readonly left: string; readonly right: string };
}

export const TONES: Readonly<Record<Scope, Tones>> = {
  haemodynamics: {
    systemic: "vessels.systemic",
    brain: "vessels.systemic",
    venous: "vessels.venous_volume",
    pulmonary: "vessels.pulmonary",
    inotropy: { left: "1", right: "1" },
  },
  full: {
    systemic: "control.systemic",
    brain: "cerebral.tone",
    venous: "control.venous",
    pulmonary: "control.pulmonary",
    inotropy: { left: "control.inotropy_left", right: "control.inotropy_right" },
  },
};
