/** Settings that are one of a few, or on and off. */
import { arteries } from "./dials.ts";

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly options: readonly { readonly value: number; readonly label: string }[];
}

export const rhythms: Choice = {
  id: "heart.rhythm",
  label: "Rhythm",
  options: [
    { value: 0, label: "Sinus rhythm" },
    { value: 1, label: "Atrial fibrillation" },
    { value: 2, label: "Ventricular pacing" },
  ],
};

export const ectopics: Choice = {
  id: "heart.ectopic_every",
  label: "Extra beats",
  options: [
    { value: 0, label: "None" },
    { value: 2, label: "Every 2nd beat" },
    { value: 3, label: "Every 3rd beat" },
    { value: 4, label: "Every 4th beat" },
    { value: 10, label: "Every 10th beat" },
  ],
};

export const triggers: Choice = {
  id: "iabp.trigger",
  label: "Trigger",
  options: [
    { value: 0, label: "Automatic" },
    { value: 1, label: "ECG, predictive" },
    { value: 2, label: "ECG, R wave deflates" },
    { value: 3, label: "Arterial pressure" },
  ],
};

/** Parameters that are switched together; each is 1 when on, or 0 where `inverted`. */
export interface Toggle {
  readonly ids: readonly string[];
  readonly label: string;
  readonly inverted?: boolean;
}

export const toggles = {
  arrested: { ids: ["heart.arrested"], label: "Arrest" },
  ischaemia: { ids: arteries.map(({ ischaemia }) => ischaemia), label: "Ischaemia weakens muscle" },
  reflexes: { ids: ["reflexes.on"], label: "Reflexes" },
  reflexRate: { ids: ["reflexes.rate_clamped"], label: "Move the heart rate", inverted: true },
} as const satisfies Record<string, Toggle>;
