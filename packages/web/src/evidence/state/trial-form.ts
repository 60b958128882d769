/** The size of the trial that is asked about, and how often it is looked at. */
import { type Read, readWhole } from "./whole-number.ts";

export interface TrialForm {
  /** As typed; null: nothing was yet. */
  readonly text: string | null;
  /** The last size that was allowed; null: the one that the editorial calls feasible. */
  readonly n: number | null;
  readonly looks: number;
}

export const SIZES = { least: 20, most: 3000, slider: 1500, step: 10 } as const;
export const LOOKS = [1, 2, 3, 4, 5] as const;

export const initialTrial: TrialForm = { text: null, n: null, looks: 3 };

/** What is wrong with the text; nothing before anything was typed. */
export const readSize = ({ text }: TrialForm): Read | null =>
  text === null ? null : readWhole(text, "Patients", SIZES.least, SIZES.most);

/** A wrong text is kept, to be mended; what is shown stays that of the last right one. */
export function typeSize(form: TrialForm, text: string): TrialForm {
  const { value } = readWhole(text, "Patients", SIZES.least, SIZES.most);
  return { ...form, text, n: value ?? form.n };
}

export const slideSize = (form: TrialForm, n: number): TrialForm => ({ ...form, text: String(n), n });
