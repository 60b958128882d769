/** What the page shows, apart from the traces: one value that changes a few times a second. */
import type { LiveParameter, LivePatient } from "../worker/live.ts";
import type { Alert } from "./alerts.ts";
import type { Indices, Places } from "./readings.ts";
import { initialSettings, type Settings } from "./settings.ts";

export interface Frozen {
  readonly label: string;
  readonly readings: Indices;
  readonly volume: Float32Array;
  readonly pressure: Float32Array;
}

export interface View {
  readonly status: "starting" | "live" | "failed";
  readonly fault: string | null;
  readonly model: { readonly name: string; readonly hash: string } | null;
  readonly patients: readonly LivePatient[];
  readonly parameters: readonly LiveParameter[];
  /** What the indices mean, by id. */
  readonly meanings: Readonly<Record<string, string>>;
  /** Segments of the aorta from the heart on. */
  readonly aorta: readonly string[];
  /** Indices of the patient's own steady state, without support. */
  readonly baseline: Indices;
  readonly settings: Settings;
  readonly readings: Indices | null;
  readonly places: Places;
  readonly bloodToCome: number;
  readonly frozen: Frozen | null;
  readonly alerts: readonly Alert[];
  readonly clockSeconds: number;
  /** What the live region says. */
  readonly announcement: string;
}

export const initialView: View = {
  status: "starting",
  fault: null,
  model: null,
  patients: [],
  parameters: [],
  meanings: {},
  aorta: [],
  baseline: {},
  settings: initialSettings,
  readings: null,
  places: { ecmoShares: [], watershed: null },
  bloodToCome: 0,
  frozen: null,
  alerts: [],
  clockSeconds: 0,
  announcement: "",
};

/** The patient's short name; the id until the engine has told it. */
export const patientLabel = ({ patients, settings }: View) =>
  patients.find(({ id }) => id === settings.patient)?.label ?? settings.patient;
