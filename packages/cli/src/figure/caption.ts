/** What stands around a figure: the patient, the devices in use, what was set, and which model drew it. */
import type { Model, Patient } from "@counterpulse/engine";
import type { ModelStamp, Settings } from "@counterpulse/lab";
import { closingLines, deviceLines, settingLines } from "../print/case.ts";

export interface About {
  readonly patient: Patient;
  readonly supports: readonly string[];
  /** What the user set. */
  readonly settings: Settings;
  readonly model: Model;
  readonly stamp: ModelStamp;
  /** The settings as results echo them. */
  readonly echoed: Readonly<Record<string, number>>;
  /** The value in effect of a parameter. */
  readonly value: (id: string) => number;
}

/** Lines of paper are the figure's matter: here each is whole. */
const UNBROKEN = Number.POSITIVE_INFINITY;

/** @param shown what the figure shows, one sentence */
export function caption(about: About, shown: string): { title: string; subtitle: string; note: string } {
  const { patient, supports, settings, model } = about;
  const lines = [...deviceLines(supports, about.value, UNBROKEN), ...settingLines(model, settings, UNBROKEN)];
  return {
    title: patient.title,
    subtitle: [shown, ...lines.map((line) => `${line}.`)].join(" "),
    note: closingLines(about.stamp, about.echoed).join(" "),
  };
}

const DEVICE_NAMES: Readonly<Record<string, string>> = {
  none: "no support",
  iabp: "IABP",
  "va-ecmo": "VA-ECMO",
  impella: "Impella",
  tandemheart: "TandemHeart",
};

/** A support as a person writes it: "VA-ECMO + IABP". */
export function supportName(support: string): string {
  const devices = support.split("+").map((device) => device.trim());
  return devices.map((device) => DEVICE_NAMES[device] ?? device).join(" + ");
}
