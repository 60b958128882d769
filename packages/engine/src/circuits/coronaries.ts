/** Three coronary territories: ostium and stenosis, arterioles, intramyocardial vessels, venules into the right atrium. */
import { arterialWall } from "../components/artery.ts";
import { bed } from "../components/bed.ts";
import { coronaryVenules, intramyocardialVessels } from "../components/coronary.ts";
import { coronaryControl, regionalContraction, stenosedArtery } from "../components/coronary-control.ts";
import type { CircuitBuilder } from "../language/circuit.ts";
import { DIASTOLE_BEGINS } from "./measures.ts";
import type { Scope } from "./scope.ts";
import { by, volume } from "./values.ts";

/** Territory, share of resting coronary flow, ventricle around it. Resting flow 220-250 mL/min (E176). */
export const TERRITORIES = [
  { name: "lad", share: 0.42, ventricle: "lv", squeeze: 0.65, diameter: 3.7, left: "7/17", right: "0.25" },
  { name: "lcx", share: 0.28, ventricle: "lv", squeeze: 0.65, diameter: 3.4, left: "5/17", right: "0" },
  { name: "rca", share: 0.3, ventricle: "rv", squeeze: 0.8, diameter: 3.9, left: "5/17", right: "0.75" },
] as const;

/** Resting resistance of all coronaries (mmHg s/mL). */
const RESISTANCE = 22;

export function addCoronaries(c: CircuitBuilder, scope: Scope): void {
  for (const territory of TERRITORIES) addTerritory(c, territory, scope);
  if (scope === "full") {
    const left = (name: string) => `coronary_${name}.contraction`;
    c.add("regional", regionalContraction, { inputs: { lad: left("lad"), lcx: left("lcx"), rca: left("rca") } });
  }
}

function addTerritory(c: CircuitBuilder, territory: (typeof TERRITORIES)[number], scope: Scope): void {
  const { name, share, ventricle, squeeze } = territory;
  const R = RESISTANCE / share;
  const full = scope === "full";
  c.add(`${name}_epicardial`, arterialWall, {
    inputs: { compliance_scale: "vessels.arterial_compliance" },
    startPressure: 85,
    set: {
      C: by(0.008 * share, "heldt2004; adapted and split by segment"),
      V0: volume(3 * share, "heldt2004; adapted and split by segment"),
    },
  });
  c.add(`${name}_muscle`, intramyocardialVessels, {
    inputs: { p_ventricle: `${ventricle}.p` },
    startPressure: 25,
    set: {
      C: by(0.11 * share, "spaan1981; scaled to the territory"),
      V0: volume(22 * share, "spaan1981; scaled to the territory"),
      squeeze: by(
        squeeze,
        ventricle === "lv"
          ? "downey1975; raised so that flow is mainly diastolic in shock too"
          : "assumption; more than downey1975 has for the left wall",
      ),
    },
  });
  const ostium = by(0.04 * R, "E176; split of resting resistance");
  if (full) {
    c.add(`${name}_ostium`, stenosedArtery, {
      from: "aortic_root",
      to: `${name}_epicardial`,
      group: `coronary.${name}`,
      set: { R: ostium, diameter_mm: by(territory.diameter, "dodge1992, recalled, unverified", [1.5, 6]) },
    });
  } else {
    c.add(`${name}_ostium`, bed, { from: "aortic_root", to: `${name}_epicardial`, set: { R: ostium } });
  }
  c.add(`${name}_arterioles`, bed, {
    from: `${name}_epicardial`,
    to: `${name}_muscle`,
    ...(full ? { inputs: { tone: `coronary_${name}.tone` } } : {}),
    set: { R: by(0.62 * R, "E176; split of resting resistance") },
  });
  c.add(`${name}_venules`, coronaryVenules, {
    from: `${name}_muscle`,
    to: "right_atrium",
    inputs: { collapse: `${name}_muscle.collapse`, ...(full ? { tone: `coronary_${name}.venular` } : {}) },
    set: { R: by(0.34 * R, "E176; split of resting resistance", [0.1 * R, R]) },
  });
  if (full) addControl(c, territory);
}

/** What autoregulation reads: flow, pressure and oxygen of the beat, and the demand of the muscle it supplies. */
function addControl(c: CircuitBuilder, { name, left, right }: (typeof TERRITORIES)[number]): void {
  c.measure(`${name}_pressure`, "mean", `${name}_epicardial.p`, `t >= ${DIASTOLE_BEGINS}`);
  c.add(`coronary_${name}`, coronaryControl, {
    group: `coronary.${name}`,
    inputs: {
      flow: `${name}_flow`,
      // A mean divides by the whole beat.
      pressure: `${name}_pressure/max(1 - ${DIASTOLE_BEGINS}/T, 0.1)`,
      demand: heartDemand(left, right),
      oxygen: "o2_coronary",
    },
  });
  c.beatValue(`${name}_supply_demand`, `coronary_${name}.supply_demand`);
  c.beatValue(`${name}_reserve`, `coronary_${name}.reserve`);
}

/** Oxygen that a territory's muscle needs: its parts of both ventricles, and a tenth more for the atria. */
export const heartDemand = (left: string, right: string): string =>
  `1.1*(${left}*left_myocardium.need + ${right}*right_myocardium.need)`;
