/**
 * The membrane lung as its comment draws it, integrated finely: blood through many layers, in each of them gas along a
 * fibre, with the full law of blood gases and without the short cuts of components/membrane-lung.ts.
 */
import { bloodFromContents, bloodFromTensions, interpretLaw, membraneLung, parseUnit } from "@counterpulse/engine";

export interface Lung {
  readonly area: number;
  readonly oxygen: number;
  readonly carbonDioxide: number;
  readonly exponent: number;
}

/** Blood (contents in mL/mL) at a flow in L/min, and gas at a sweep in L/min. */
export interface Setting {
  readonly cO2: number;
  readonly cCO2: number;
  readonly hb: number;
  readonly temperature: number;
  readonly baseExcess: number;
  readonly flow: number;
  readonly sweep: number;
  readonly fdo2: number;
}

export const DRY = 760 - 47;
const STANDARD_GAS = 273.15 / 293.15;

/** Oxygen and CO2 (mL/min) that pass from the gas of a fibre into blood, and out of it. */
function alongFibre(sweep: number, fdo2: number, gO: number, gC: number, blood: { pO2: number; pCO2: number }) {
  let oxygen = fdo2 * sweep;
  let carbonDioxide = 0;
  const nitrogen = (1 - fdo2) * sweep;
  const rates = (o: number, c: number) => {
    const perMmHg = Math.max(o + c + nitrogen, 1e-9) / DRY;
    return [gO * (o / perMmHg - blood.pO2), gC * (blood.pCO2 - c / perMmHg)];
  };
  for (let z = 0, k = 0; z < 1 && k < 400; k++) {
    const all = oxygen + carbonDioxide + nitrogen;
    const [o, c] = rates(oxygen, carbonDioxide);
    const step = Math.min(1 - z, 0.05, (0.03 * all) / (Math.abs(o) + Math.abs(c)), (0.3 * all) / DRY / (gO + gC));
    const [o2, c2] = rates(oxygen - 0.5 * step * o, carbonDioxide + 0.5 * step * c);
    oxygen -= step * o2;
    carbonDioxide += step * c2;
    z += step;
  }
  return [fdo2 * sweep - oxygen, carbonDioxide];
}

export function fineLung(lung: Lung, x: Setting, layers = 20) {
  const flow = 1000 * x.flow;
  const reach = lung.area * (x.flow / lung.area) ** lung.exponent;
  const exchange = (cO2: number, cCO2: number) => {
    const blood = bloodFromContents({ ...x, cO2, cCO2 });
    const [low, high] = [Math.max(blood.pO2 - 0.05, 0), blood.pO2 + 0.05];
    const content = (pO2: number) => bloodFromTensions({ ...x, pO2, pCO2: blood.pCO2 }).cO2;
    const sink = (content(high) - content(low)) / (high - low) / 3e-5;
    return alongFibre(
      1000 * STANDARD_GAS * x.sweep,
      x.fdo2,
      lung.oxygen * reach * Math.cbrt(sink),
      lung.carbonDioxide * reach,
      blood,
    );
  };
  let { cO2, cCO2 } = x;
  for (let i = 0; i < layers; i++) {
    const [o, c] = exchange(cO2, cCO2);
    const [o2, c2] = exchange(cO2 + o / layers / flow, cCO2 - c / layers / flow);
    cO2 += (0.5 * (o + o2)) / layers / flow;
    cCO2 -= (0.5 * (c + c2)) / layers / flow;
  }
  return { VO2: flow * (cO2 - x.cO2), VCO2: flow * (x.cCO2 - cCO2), out: bloodFromContents({ ...x, cO2, cCO2 }) };
}

const TERMS = {
  cO2: "o2",
  cCO2: "co2",
  bloodFlow: "q",
  sweep: "sweep",
  fdo2: "fdo2",
  barometric: "760[mmHg]",
  hb: "hb",
  temperature: "warmth",
  baseExcess: "excess",
  area: "area",
  oxygen: "oxygen",
  carbonDioxide: "carbon_dioxide",
  exponent: "exponent",
};

export const LUNG_LAW = membraneLung("x", TERMS);
export const LUNG_INPUTS = { o2: "1", co2: "1", q: "L/min" } as const;
export const LUNG_PARAMETERS = {
  sweep: "L/min",
  fdo2: "1",
  hb: "g/dL",
  warmth: "degC",
  excess: "mmol/L",
  area: "m^2",
  oxygen: "mL/min/mmHg/m^2",
  carbon_dioxide: "mL/min/mmHg/m^2",
  exponent: "1",
} as const;
export const LUNG_OUTPUTS = {
  x_VO2: "mL/min",
  x_VCO2: "mL/min",
  x_cO2_out: "1",
  x_cCO2_out: "1",
  x_exhaust_pO2: "mmHg",
  x_exhaust_pCO2: "mmHg",
  x_pCO2: "1",
} as const;

const law = interpretLaw({
  name: "membrane lung",
  law: LUNG_LAW,
  inputs: LUNG_INPUTS,
  parameters: LUNG_PARAMETERS,
  outputs: LUNG_OUTPUTS,
});

export const lungOperations = law.operations;

/** The settings as the law takes them, in inner units. */
export function innerSetting(lung: Lung, x: Setting) {
  const public_ = {
    o2: x.cO2,
    co2: x.cCO2,
    q: x.flow,
    sweep: x.sweep,
    fdo2: x.fdo2,
    hb: x.hb,
    warmth: x.temperature,
    excess: x.baseExcess,
    area: lung.area,
    oxygen: lung.oxygen,
    carbon_dioxide: lung.carbonDioxide,
    exponent: lung.exponent,
  };
  const units: Record<string, string> = { ...LUNG_INPUTS, ...LUNG_PARAMETERS };
  return Object.fromEntries(
    Object.entries(public_).map(([name, value]) => [name, value * parseUnit(units[name]).scale]),
  ) as Record<keyof typeof public_, number>;
}

/** The law's answer: transfers in mL/min. */
export function lawLung(lung: Lung, x: Setting) {
  const found = law(innerSetting(lung, x));
  return { ...found, VO2: 60 * found.x_VO2, VCO2: 60 * found.x_VCO2 };
}
