/** What the page shows, apart from the traces: one value that changes a few times a second. */
import type { LiveParameter } from "../worker/live.ts";
import type { Alert } from "./alerts.ts";
import type { Indices } from "./readings.ts";
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
  readonly parameters: readonly LiveParameter[];
  readonly settings: Settings;
  readonly readings: Indices | null;
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
  parameters: [],
  settings: initialSettings,
  readings: null,
  frozen: null,
  alerts: [],
  clockSeconds: 0,
  announcement: "",
};
