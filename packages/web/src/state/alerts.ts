/**
 * What the message line warns of. One rule a line; each looks only at measured indices, at what was set and at the
 * patient's own state, so that a new warning is one more line.
 */

import type { LiveParameter } from "../worker/live.ts";
import { arteries, dials } from "./dials.ts";
import type { Indices } from "./readings.ts";
import { effective, type Settings, valueOf } from "./settings.ts";

export interface Alert {
  readonly id: string;
  readonly level: Level;
  readonly text: string;
  /** The panel of numbers where it shows. */
  readonly panel?: Panel;
}

/** As on monitors: `high` asks to act now, `medium` soon. */
export type Level = "high" | "medium";
export type Panel = "heart" | "oxygen" | "coronary";

export interface Situation {
  readonly indices: Indices;
  readonly settings: Settings;
  readonly parameters: readonly LiveParameter[];
  /** The patient's steady state without support. */
  readonly baseline: Indices;
}

interface Rule {
  readonly id: string;
  readonly level: Level;
  readonly panel?: Panel;
  readonly text: (situation: Situation) => string | null;
}

/** Contract: below this share of the beat the aortic valve counts as shut. */
const shutFraction = 0.05;
/** Contract: a wedge pressure so many mmHg above that without support counts as distension. */
const distensionRise = 10;
/** L/min by which a held flow may be missed before we say so; the controller needs a moment after each change. */
const flowShortfall = 0.3;
/** Emptied part of the drained vein above which the cannula's holes begin to be sucked shut. */
const suctionFraction = 0.05;
/** Saturations in %: poor in the upper body, good in the lower. */
const hypoxia = { upper: 88, lower: 92 };
/** Shunt by oedema, over what it was in the patient's own state. */
const oedemaRise = 0.03;
const acidosis = { pH: 7.1, lactate: 4, carbonDioxide: 60 };

/** The Impella's inlet begins to be covered below this volume of the ventricle, unless the engine says otherwise. */
const coveredBelow = { id: "impella.suction_volume_mL", mL: 30 };

const isNumber = (value: number | null | undefined): value is number => typeof value === "number";

/** What ECMO itself gives, of the devices' flow. */
function ecmoFlow(indices: Indices): number | null {
  const { device_flow_L_min: all, impella_flow_L_min: impella, tandemheart_flow_L_min: tandemheart } = indices;
  return isNumber(all) ? all - (impella ?? 0) - (tandemheart ?? 0) : null;
}

/** Shunt that oedema adds to the lung's own. */
function floodedShare(shunt: number | null | undefined, own: number): number {
  return isNumber(shunt) ? Math.max(0, shunt - own) : 0;
}

const percent = (share: number) => `${Math.floor(100 * share)} %`;

const rules: readonly Rule[] = [
  {
    id: "arrest",
    level: "high",
    panel: "heart",
    text: ({ settings, parameters }) =>
      effective("heart.arrested", settings, parameters) > 0.5 ? "Arrest: the heart does not contract." : null,
  },
  {
    id: "aortic-valve-shut",
    level: "high",
    panel: "heart",
    text: ({ indices: { aortic_valve_open_fraction: open, impella_flow_L_min: pumped }, settings, parameters }) => {
      if (!isNumber(open) || open >= shutFraction || effective("heart.arrested", settings, parameters) > 0.5)
        return null;
      return isNumber(pumped) && pumped > 0
        ? "Aortic valve stays shut: the Impella takes all that the left ventricle gets."
        : "Aortic valve stays shut: the left ventricle does not eject.";
    },
  },
  {
    id: "lv-distension",
    level: "high",
    panel: "heart",
    text: ({ indices: { pcwp_mmHg: wedge }, baseline: { pcwp_mmHg: own }, settings: { support } }) =>
      isNumber(wedge) && isNumber(own) && Object.values(support).some(Boolean) && wedge - own >= distensionRise
        ? `Left ventricle distends: wedge ${Math.round(wedge)} mmHg, ${Math.round(wedge - own)} above that without support.`
        : null,
  },
  {
    id: "differential-hypoxia",
    level: "high",
    panel: "oxygen",
    text: ({ indices: { sao2_right_radial_pct: upper, sao2_femoral_pct: lower } }) =>
      isNumber(upper) && isNumber(lower) && upper < hypoxia.upper && lower > hypoxia.lower
        ? `Differential hypoxia: right hand ${Math.floor(upper)} %, groin ${Math.round(lower)} %.`
        : null,
  },
  {
    id: "hypoxia",
    level: "high",
    panel: "oxygen",
    text: ({ indices: { sao2_right_radial_pct: upper, sao2_femoral_pct: lower } }) =>
      isNumber(upper) && isNumber(lower) && upper < hypoxia.upper && lower <= hypoxia.lower
        ? `Hypoxia: saturation ${Math.floor(upper)} % in the right hand.`
        : null,
  },
  {
    id: "ischaemia",
    level: "high",
    panel: "coronary",
    text: ({ indices }) => {
      const short = arteries.flatMap(({ id, name }) => {
        const share = indices[`coronary_${id}_supply_demand`];
        return isNumber(share) && share < 1 ? [`${name} ${percent(share)}`] : [];
      });
      return short.length === 0 ? null : `Ischaemia: ${short.join(", ")} of the oxygen the muscle needs.`;
    },
  },
  {
    id: "acidosis",
    level: "high",
    panel: "oxygen",
    text: ({ indices: { ph_right_radial: pH, lactate_mmol_L: lactate, paco2_right_radial_mmHg: carbonDioxide } }) => {
      if (!isNumber(pH) || pH >= acidosis.pH) return null;
      const causes = [
        isNumber(lactate) && lactate > acidosis.lactate ? [`lactate ${lactate.toFixed(1)} mmol/L`] : [],
        isNumber(carbonDioxide) && carbonDioxide > acidosis.carbonDioxide
          ? [`PaCO₂ ${Math.round(carbonDioxide)} mmHg`]
          : [],
      ].flat();
      return `Severe acidosis: pH ${pH.toFixed(2)}${causes.length > 0 ? ` (${causes.join(", ")})` : ""}.`;
    },
  },
  {
    id: "oedema",
    level: "medium",
    panel: "oxygen",
    text: ({ indices, baseline, settings, parameters }) => {
      const { id } = dials.shunt;
      const now = floodedShare(indices.lung_shunt_fraction, effective(id, settings, parameters));
      const own = floodedShare(baseline.lung_shunt_fraction, parameters.find((p) => p.id === id)?.default ?? 0);
      return now - own > oedemaRise
        ? `Pulmonary oedema grows: it shunts ${percent(now)} of the flow, ${percent(own)} at first.`
        : null;
    },
  },
  {
    id: "ecmo-backflow",
    level: "high",
    text: ({ indices, settings: { support } }) =>
      support["va-ecmo"] && (ecmoFlow(indices) ?? 0) < -0.05
        ? "Blood runs backwards through the ECMO circuit: the pump is too slow."
        : null,
  },
  {
    id: "ecmo-suction",
    level: "medium",
    text: ({ indices: { drainage_collapse_fraction: collapse, ecmo_p1_mmHg: p1 } }) =>
      isNumber(collapse) && collapse > suctionFraction
        ? `ECMO drainage sucks the vein shut${isNumber(p1) ? ` (P1 ${Math.round(p1)} mmHg)` : ""}.`
        : null,
  },
  {
    id: "ecmo-short-of-flow",
    level: "medium",
    text: ({ indices, settings, parameters }) => {
      const flow = ecmoFlow(indices);
      if (!settings.support["va-ecmo"] || settings.ecmoMode !== "flow" || flow === null) return null;
      const wanted = valueOf(dials.flow, settings, parameters);
      if (flow < -0.05 || flow > wanted - flowShortfall) return null;
      return `ECMO gives ${flow.toFixed(1)} of the ${wanted.toFixed(1)} L/min that are set.`;
    },
  },
  {
    id: "impella-backflow",
    level: "high",
    text: ({ indices: { impella_flow_L_min: flow } }) =>
      isNumber(flow) && flow < -0.05
        ? "Blood leaks back through the Impella into the ventricle: its level is too low."
        : null,
  },
  {
    id: "impella-suction",
    level: "medium",
    text: ({ indices: { lv_esv_mL: least }, settings: { support }, parameters }) => {
      const covered = parameters.find(({ id }) => id === coveredBelow.id)?.default ?? coveredBelow.mL;
      return support.impella && isNumber(least) && least < covered
        ? `The ventricle closes on the Impella's inlet (${Math.round(least)} mL left).`
        : null;
    },
  },
  {
    id: "tandemheart-backflow",
    level: "high",
    text: ({ indices: { tandemheart_flow_L_min: flow } }) =>
      isNumber(flow) && flow < -0.05 ? "Blood runs backwards through the TandemHeart: the pump is too slow." : null,
  },
  {
    id: "tandemheart-suction",
    level: "medium",
    text: ({ indices: { left_atrium_collapse_fraction: collapse } }) =>
      isNumber(collapse) && collapse > suctionFraction
        ? "Drainage sucks the left atrium shut: less reaches it than is asked for."
        : null,
  },
  {
    id: "tandemheart-short-of-flow",
    level: "medium",
    text: ({ indices: { tandemheart_flow_L_min: flow }, settings, parameters }) => {
      if (settings.tandemMode !== "flow" || !isNumber(flow)) return null;
      const wanted = valueOf(dials.tandemFlow, settings, parameters);
      if (flow < -0.05 || flow > wanted - flowShortfall) return null;
      return `TandemHeart gives ${flow.toFixed(1)} of the ${wanted.toFixed(1)} L/min that are set.`;
    },
  },
];

/** The most urgent first. */
export function alertsOf(situation: Situation): Alert[] {
  const present = rules.flatMap(({ id, level, panel, text }) => {
    const words = text(situation);
    return words === null ? [] : [{ id, level, text: words, ...(panel ? { panel } : {}) }];
  });
  return [...present.filter(({ level }) => level === "high"), ...present.filter(({ level }) => level === "medium")];
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
