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

/** Emptied part of the drained vein above which the cannula's holes begin to be sucked shut. */
const suctionFraction = 0.05;

const rules: readonly Rule[] = [
  {
    id: "aortic-valve-shut",
    text: ({ aortic_valve_open_fraction: open }) =>
      typeof open === "number" && open < shutFraction
        ? "Aortic valve stays shut: the left ventricle does not eject."
        : null,
  },
  {
    id: "ecmo-backflow",
    text: ({ device_flow_L_min: flow }, { support }) =>
      support["va-ecmo"] && typeof flow === "number" && flow < -0.05
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
    text: ({ device_flow_L_min: flow }, settings, parameters) => {
      if (!settings.support["va-ecmo"] || settings.ecmoMode !== "flow" || typeof flow !== "number") return null;
      const wanted = valueOf(dials.flow, settings, parameters);
      if (flow < -0.05 || flow > wanted - flowShortfall) return null;
      return `ECMO gives ${flow.toFixed(1)} of the ${wanted.toFixed(1)} L/min that are set.`;
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
