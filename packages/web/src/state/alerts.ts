/**
 * What the message line warns of. One rule a line; each looks only at measured indices and at what was set, so that a
 * new warning (drainage that sucks, a leg without flow) is one more line.
 */

import type { LiveParameter } from "../worker/live.ts";
import type { Indices } from "./readings.ts";
import { dials, type Settings, valueOf } from "./settings.ts";

export interface Alert {
  readonly id: string;
  readonly text: string;
}

interface Rule {
  readonly id: string;
  readonly text: (indices: Indices, settings: Settings, parameters: readonly LiveParameter[]) => string | null;
}

/** Contract: below this share of the beat the aortic valve counts as shut. */
const shutFraction = 0.05;
/** L/min by which a held flow may be missed before we say so; the controller needs a moment after each change. */
const flowShortfall = 0.3;

/** The Impella's inlet begins to be covered below this volume of the ventricle, unless the engine says otherwise. */
const coveredBelow = { id: "impella.suction_volume_mL", mL: 30 };

/** What ECMO itself gives, of the devices' flow. */
function ecmoFlow(indices: Indices): number | null {
  const { device_flow_L_min: all, impella_flow_L_min: impella, tandemheart_flow_L_min: tandemheart } = indices;
  return typeof all === "number" ? all - (impella ?? 0) - (tandemheart ?? 0) : null;
}

/** Emptied part of the drained vein above which the cannula's holes begin to be sucked shut. */
const suctionFraction = 0.05;

const rules: readonly Rule[] = [
  {
    id: "aortic-valve-shut",
    text: ({ aortic_valve_open_fraction: open, impella_flow_L_min: pumped }) => {
      if (typeof open !== "number" || open >= shutFraction) return null;
      return typeof pumped === "number" && pumped > 0
        ? "Aortic valve stays shut: the Impella takes all that the left ventricle gets."
        : "Aortic valve stays shut: the left ventricle does not eject.";
    },
  },
  {
    id: "ecmo-backflow",
    text: (indices, { support }) =>
      support["va-ecmo"] && (ecmoFlow(indices) ?? 0) < -0.05
        ? "Blood runs backwards through the ECMO circuit: the pump is too slow."
        : null,
  },
  {
    id: "ecmo-suction",
    text: ({ drainage_collapse_fraction: collapse, ecmo_p1_mmHg: p1 }) =>
      typeof collapse === "number" && collapse > suctionFraction
        ? `ECMO drainage sucks the vein shut${typeof p1 === "number" ? ` (P1 ${Math.round(p1)} mmHg)` : ""}.`
        : null,
  },
  {
    id: "ecmo-short-of-flow",
    text: (indices, settings, parameters) => {
      const flow = ecmoFlow(indices);
      if (!settings.support["va-ecmo"] || settings.ecmoMode !== "flow" || flow === null) return null;
      const wanted = valueOf(dials.flow, settings, parameters);
      if (flow < -0.05 || flow > wanted - flowShortfall) return null;
      return `ECMO gives ${flow.toFixed(1)} of the ${wanted.toFixed(1)} L/min that are set.`;
    },
  },
  {
    id: "impella-backflow",
    text: ({ impella_flow_L_min: flow }) =>
      typeof flow === "number" && flow < -0.05
        ? "Blood leaks back through the Impella into the ventricle: its level is too low."
        : null,
  },
  {
    id: "impella-suction",
    text: ({ lv_esv_mL: least }, { support }, parameters) => {
      const covered = parameters.find(({ id }) => id === coveredBelow.id)?.default ?? coveredBelow.mL;
      return support.impella && typeof least === "number" && least < covered
        ? `The ventricle closes on the Impella's inlet (${Math.round(least)} mL left).`
        : null;
    },
  },
  {
    id: "tandemheart-backflow",
    text: ({ tandemheart_flow_L_min: flow }) =>
      typeof flow === "number" && flow < -0.05
        ? "Blood runs backwards through the TandemHeart: the pump is too slow."
        : null,
  },
  {
    id: "tandemheart-suction",
    text: ({ left_atrium_collapse_fraction: collapse }) =>
      typeof collapse === "number" && collapse > suctionFraction
        ? "Drainage sucks the left atrium shut: less reaches it than is asked for."
        : null,
  },
  {
    id: "tandemheart-short-of-flow",
    text: ({ tandemheart_flow_L_min: flow }, settings, parameters) => {
      if (settings.tandemMode !== "flow" || typeof flow !== "number") return null;
      const wanted = valueOf(dials.tandemFlow, settings, parameters);
      if (flow < -0.05 || flow > wanted - flowShortfall) return null;
      return `TandemHeart gives ${flow.toFixed(1)} of the ${wanted.toFixed(1)} L/min that are set.`;
    },
  },
];

export function alertsOf(indices: Indices, settings: Settings, parameters: readonly LiveParameter[]): Alert[] {
  return rules.flatMap(({ id, text }) => {
    const words = text(indices, settings, parameters);
    return words === null ? [] : [{ id, text: words }];
  });
}

/** Warns only of what has lasted: a change of settings passes through states that mean nothing. */
export class AlertHold {
  #since = new Map<string, number>();

  constructor(private readonly holdSeconds: number) {}

  /** Of the alerts that hold at this simulated time, those that have held long enough. */
  settle(alerts: readonly Alert[], atSeconds: number): Alert[] {
    const present = new Set(alerts.map(({ id }) => id));
    for (const id of this.#since.keys()) if (!present.has(id)) this.#since.delete(id);
    for (const { id } of alerts) if (!this.#since.has(id)) this.#since.set(id, atSeconds);
    return alerts.filter(({ id }) => atSeconds - this.#since.get(id)! >= this.holdSeconds);
  }

  clear(): void {
    this.#since.clear();
  }
}
