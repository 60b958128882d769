/**
 * Blood gases on the host, by the law that the kernel computes (components/blood-gas.ts): what a transported content
 * means as tension, saturation and pH.
 *
 *   bloodFromTensions({ pO2: 95, pCO2: 40, hb: 14, temperature: 37, baseExcess: 0 }).saturation
 *   bloodFromContents({ cO2: 0.14, cCO2: 0.52, hb: 14, temperature: 37, baseExcess: 0 }).pCO2
 *
 * Tensions in mmHg, contents in mL of gas (STPD) per mL of blood, haemoglobin in g/dL, temperature in degrees Celsius,
 * base excess (of the fully oxygenated blood) and bicarbonate in mmol/L, saturation from 0 to 1.
 */
import { risingRoot } from "@counterpulse/numerics";
import { compileLaw } from "../codegen/law-module.ts";
import { bloodGas } from "../components/blood-gas.ts";
import type { Evaluator } from "../language/tape.ts";
import { parseUnit } from "../language/units.ts";

export interface BloodConditions {
  readonly hb: number;
  readonly temperature: number;
  readonly baseExcess: number;
}

export interface BloodTensions extends BloodConditions {
  readonly pO2: number;
  readonly pCO2: number;
}

export interface BloodContents extends BloodConditions {
  readonly cO2: number;
  readonly cCO2: number;
}

export interface BloodSample {
  readonly pO2: number;
  readonly pCO2: number;
  readonly saturation: number;
  /** Of plasma, at the blood's temperature. */
  readonly pH: number;
  readonly cO2: number;
  readonly cCO2: number;
  /** Of plasma, at 37 degrees Celsius. */
  readonly bicarbonate: number;
}

/** Contents that no blood within the range of tensions has; the sample is the nearest that exists. */
export type ClampedContents = readonly ("cO2" | "cCO2")[];

/** What the law was made for; conditions beyond it are refused, tensions and contents beyond it are held at its edge. */
export const BLOOD_RANGE = {
  hb: [1, 25],
  temperature: [10, 45],
  baseExcess: [-30, 30],
  pO2: [0, 760],
  pCO2: [0.001, 500],
} as const;

/** Contents nearer than this are the same: some 5e-15 of what blood holds. */
const SAME_CONTENT = 1e-15;

/** @throws RangeError naming the value and what is allowed, if a condition or a number is not usable. */
export function bloodFromTensions(x: BloodTensions): BloodSample {
  checkConditions(x);
  checkFinite({ pO2: x.pO2, pCO2: x.pCO2 });
  return sample(lawOf(x), within("pO2", x.pO2), within("pCO2", x.pCO2));
}

/**
 * The blood that holds these contents: Newton's method in both tensions, and where that does not settle, one search
 * within another.
 * @throws RangeError as above.
 */
export function bloodFromContents(x: BloodContents): BloodSample & { readonly clamped: ClampedContents } {
  checkConditions(x);
  checkFinite({ cO2: x.cO2, cCO2: x.cCO2 });
  const law = lawOf(x);
  const [pO2, pCO2] = newton(x, law, startOf(x, law)) ?? searchBoth(x, law);
  const found = sample(law, pO2, pCO2);
  const clamped = (["cO2", "cCO2"] as const).filter((c) => Math.abs(found[c] - x[c]) > 1e-9);
  return { ...found, clamped };
}

type Tensions = readonly [pO2: number, pCO2: number];

/**
 * CO2 from the content at 40 mmHg by a power law (loeppky1983, its 2.7 rounded to 2.75), O2 by the inverse of
 * severinghaus1979 at that P50: by roots and products alone, which every machine rounds alike, so that the search ends in
 * the same bits wherever it is made.
 */
function startOf(x: BloodContents, law: Evaluator): Tensions {
  const share = Math.min(Math.max(x.cO2 / (0.0134 * x.hb), 0), 0.99);
  evaluate(law, 40, 40);
  const content = Math.max(x.cCO2 / law.get(OUT.x_cCO2), 0);
  const root = Math.sqrt(content);
  const pCO2 = within("pCO2", 40 * content * content * root * Math.sqrt(root));
  const v = (23400 * share) / (1 - share);
  const t = cubeRoot(0.5 * (v + Math.sqrt(v * v + 5e5)));
  evaluate(law, 40, pCO2);
  const pO2 = ((t - 50 / t) * law.get(OUT.x_P50)) / 26.8;
  return [within("pO2", pO2), pCO2];
}

/** Of a number from 100 to 1e7, to 1e-8: two steps of Halley from the 5/16th power. */
function cubeRoot(x: number): number {
  const fourth = Math.sqrt(Math.sqrt(x));
  let t = 1.2 * fourth * Math.sqrt(Math.sqrt(fourth));
  for (let k = 0; k < 2; k++) {
    const cube = t * t * t;
    t = (t * (cube + 2 * x)) / (2 * cube + x);
  }
  return t;
}

/**
 * The tensions, or null if a step leaves the range or does not come nearer. The slopes are looked at once, and then follow
 * from how the contents changed (Broyden's update); where they have ceased to lead nearer they are looked at again.
 */
function newton(x: BloodContents, law: Evaluator, start: Tensions): Tensions | null {
  let [o, c] = start;
  evaluate(law, o, c);
  // How far the contents there are from those that are wanted.
  let restO = x.cO2 - law.get(OUT.x_cO2);
  let restC = x.cCO2 - law.get(OUT.x_cCO2);
  // Contents of O2 along pO2 and pCO2, of CO2 along the same.
  let [oo, oc, co, cc] = [0, 0, 0, 0];
  const look = (): void => {
    const [stepO, stepC] = [1e-5 * (1 + o), 1e-5 * (1 + c)];
    evaluate(law, o + stepO, c);
    oo = (restO - (x.cO2 - law.get(OUT.x_cO2))) / stepO;
    co = (restC - (x.cCO2 - law.get(OUT.x_cCO2))) / stepO;
    evaluate(law, o, c + stepC);
    oc = (restO - (x.cO2 - law.get(OUT.x_cO2))) / stepC;
    cc = (restC - (x.cCO2 - law.get(OUT.x_cCO2))) / stepC;
  };
  look();
  let fresh = true;
  for (let k = 0; k < 24; k++) {
    const size = sizeOf(restO, restC);
    if (size <= SAME_CONTENT) return [o, c];
    const determinant = oo * cc - oc * co;
    const stepO = (restO * cc - oc * restC) / determinant;
    const stepC = (oo * restC - restO * co) / determinant;
    const inside = o + stepO === within("pO2", o + stepO) && c + stepC === within("pCO2", c + stepC);
    if (inside) evaluate(law, o + stepO, c + stepC);
    const nextO = x.cO2 - law.get(OUT.x_cO2);
    const nextC = x.cCO2 - law.get(OUT.x_cCO2);
    if (!inside || !(sizeOf(nextO, nextC) < size)) {
      if (fresh) return null;
      look();
      fresh = true;
      continue;
    }
    [o, c] = [o + stepO, c + stepC];
    // What is left after a step is what the slopes missed along it.
    const length = stepO * stepO + stepC * stepC;
    const [a, b] = [nextO / length, nextC / length];
    oo -= a * stepO;
    oc -= a * stepC;
    co -= b * stepO;
    cc -= b * stepC;
    [restO, restC] = [nextO, nextC];
    fresh = false;
  }
  return null;
}

const sizeOf = (restO: number, restC: number): number => Math.max(Math.abs(restO), Math.abs(restC));

/** At a given content of oxygen that of CO2 rises with pCO2, and at a given pCO2 that of oxygen with pO2. */
function searchBoth(x: BloodContents, law: Evaluator): Tensions {
  let [pO2, start] = startOf(x, law);
  const at = (o: number, c: number, output: number): number => {
    evaluate(law, o, c);
    return law.get(output);
  };
  const oxygenAt = (pCO2: number): number => {
    const f = (p: number) => at(p, pCO2, OUT.x_cO2) - x.cO2;
    pO2 = risingRoot(f, { guess: pO2, step: 2, range: BLOOD_RANGE.pO2, tolerance: SAME_CONTENT });
    return pO2;
  };
  const f = (c: number) => at(oxygenAt(c), c, OUT.x_cCO2) - x.cCO2;
  start = risingRoot(f, { guess: start, step: 2, range: BLOOD_RANGE.pCO2, tolerance: SAME_CONTENT });
  return [oxygenAt(start), start];
}

// ---- the law ---------------------------------------------------------------------------------------------------------

const HB = parseUnit("g/dL").scale;
const BASE_EXCESS = parseUnit("mmol/L").scale;

/** Places of inputs and outputs in the description of the law. */
const IN = { pO2: 0, pCO2: 1, hb: 2, degrees: 3, excess: 4 } as const;
const OUT = { x_S: 0, x_pH: 1, x_HCO3: 2, x_cO2: 3, x_cCO2: 4, x_P50: 5 } as const;

const readLaw = () =>
  compileLaw({
    name: "blood gas",
    law: bloodGas("x", { pO2: "pO2", pCO2: "pCO2", hb: "hb", temperature: "degrees", baseExcess: "excess" }),
    inputs: { pO2: "mmHg", pCO2: "mmHg" },
    parameters: { hb: "g/dL", degrees: "degC", excess: "mmol/L" },
    outputs: { x_S: "1", x_pH: "1", x_HCO3: "1", x_cO2: "1", x_cCO2: "1", x_P50: "1" },
  });

/** Compiled at the first use, so that a page that shows no gases does not pay for it. */
let compiled: Evaluator | undefined;

function lawOf({ hb, temperature, baseExcess }: BloodConditions): Evaluator {
  compiled ??= readLaw();
  compiled.set(IN.hb, hb * HB);
  compiled.set(IN.degrees, temperature);
  compiled.set(IN.excess, baseExcess * BASE_EXCESS);
  return compiled;
}

function evaluate(law: Evaluator, pO2: number, pCO2: number): void {
  law.set(IN.pO2, pO2);
  law.set(IN.pCO2, pCO2);
  law.run();
}

function sample(law: Evaluator, pO2: number, pCO2: number): BloodSample {
  evaluate(law, pO2, pCO2);
  return {
    pO2,
    pCO2,
    saturation: law.get(OUT.x_S),
    pH: law.get(OUT.x_pH),
    cO2: law.get(OUT.x_cO2),
    cCO2: law.get(OUT.x_cCO2),
    bicarbonate: law.get(OUT.x_HCO3),
  };
}

// ---- what is allowed -------------------------------------------------------------------------------------------------

function within(name: keyof typeof BLOOD_RANGE, value: number): number {
  const [low, high] = BLOOD_RANGE[name];
  return Math.min(Math.max(value, low), high);
}

function checkConditions(x: BloodConditions): void {
  for (const name of ["hb", "temperature", "baseExcess"] as const) {
    const [low, high] = BLOOD_RANGE[name];
    if (!(low <= x[name] && x[name] <= high))
      throw new RangeError(`blood gas: ${name} is ${x[name]}, allowed is ${low} to ${high}`);
  }
}

function checkFinite(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isFinite(value)) throw new RangeError(`blood gas: ${name} is ${value}, allowed is a finite number`);
  }
}
