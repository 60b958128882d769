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
import { bloodGas } from "../components/blood-gas.ts";
import { interpretLaw } from "../language/interpret.ts";
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

/** What the law was made for; conditions beyond it are refused, tensions and contents beyond it are held at its edge. */
export const BLOOD_RANGE = {
  hb: [1, 25],
  temperature: [10, 45],
  baseExcess: [-30, 30],
  pO2: [0, 760],
  pCO2: [0.001, 500],
} as const;

const UNITS = { pO2: "mmHg", pCO2: "mmHg", hb: "g/dL", temperature: "degC", baseExcess: "mmol/L" } as const;
const SCALE = { hb: parseUnit(UNITS.hb).scale, baseExcess: parseUnit(UNITS.baseExcess).scale };

type Law = (values: Readonly<Record<keyof typeof UNITS, number>>) => Record<`x_${(typeof OUTPUTS)[number]}`, number>;
const OUTPUTS = ["S", "pH", "HCO3", "cO2", "cCO2"] as const;

let law: Law | undefined;

/** Read at the first use, so that a page that shows no gases does not pay for it. */
function theLaw(): Law {
  law ??= interpretLaw({
    name: "blood gas",
    law: bloodGas("x", {
      pO2: "pO2",
      pCO2: "pCO2",
      hb: "hb",
      temperature: "temperature",
      baseExcess: "baseExcess",
    }),
    inputs: { pO2: UNITS.pO2, pCO2: UNITS.pCO2 },
    parameters: { hb: UNITS.hb, temperature: UNITS.temperature, baseExcess: UNITS.baseExcess },
    outputs: { x_S: "1", x_pH: "1", x_HCO3: "1", x_cO2: "1", x_cCO2: "1" },
  });
  return law;
}

/** @throws RangeError naming the value and what is allowed, if a condition or a number is not usable. */
export function bloodFromTensions(x: BloodTensions): BloodSample {
  checkConditions(x);
  checkNumbers({ pO2: x.pO2, pCO2: x.pCO2 });
  return sample(x, within("pO2", x.pO2), within("pCO2", x.pCO2));
}

/**
 * The blood that holds these contents. pCO2 is sought in an outer, pO2 in an inner loop, each by a secant kept in a
 * bracket: the contents rise with their own tension, and at a given content of oxygen that of CO2 rises with pCO2.
 * `clamped` names the contents that no blood within the range of tensions can have; those of the nearest are given.
 * @throws RangeError as above.
 */
export function bloodFromContents(x: BloodContents): BloodSample & { clamped: ("cO2" | "cCO2")[] } {
  checkConditions(x);
  checkNumbers({ cO2: x.cO2, cCO2: x.cCO2 });
  let pO2 = x.cO2 > 0.67 * 0.0134 * x.hb ? 60 : 30;
  const oxygenAt = (pCO2: number): number => {
    pO2 = solveRising((p) => evaluate(x, p, pCO2).x_cO2 - x.cO2, BLOOD_RANGE.pO2, pO2, 2);
    return pO2;
  };
  const pCO2 = solveRising(
    (c) => evaluate(x, oxygenAt(c), c).x_cCO2 - x.cCO2,
    BLOOD_RANGE.pCO2,
    Math.max(90 * x.cCO2, 1),
    3,
  );
  const found = sample(x, oxygenAt(pCO2), pCO2);
  const clamped = (["cO2", "cCO2"] as const).filter((c) => Math.abs(found[c] - x[c]) > 1e-9);
  return { ...found, clamped };
}

function evaluate({ hb, temperature, baseExcess }: BloodConditions, pO2: number, pCO2: number) {
  return theLaw()({ pO2, pCO2, hb: hb * SCALE.hb, temperature, baseExcess: baseExcess * SCALE.baseExcess });
}

function sample(conditions: BloodConditions, pO2: number, pCO2: number): BloodSample {
  const { x_S, x_pH, x_HCO3, x_cO2, x_cCO2 } = evaluate(conditions, pO2, pCO2);
  return { pO2, pCO2, saturation: x_S, pH: x_pH, cO2: x_cO2, cCO2: x_cCO2, bicarbonate: x_HCO3 };
}

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

function checkNumbers(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isFinite(value)) throw new RangeError(`blood gas: ${name} is ${value}, allowed is a finite number`);
  }
}

/** Contents nearer than this are the same: some 5e-15 of what blood holds. */
const SAME_CONTENT = 1e-15;

/**
 * Where a rising function is zero, or the end of the range that is nearest to it. From the guess a bracket is opened
 * with growing steps, then closed by `refine`.
 */
function solveRising(
  f: (x: number) => number,
  [least, most]: readonly [number, number],
  guess: number,
  step: number,
): number {
  let x = Math.min(Math.max(guess, least), most);
  let y = f(x);
  for (let reach = step; Math.abs(y) > SAME_CONTENT; reach *= 3) {
    const next = y < 0 ? Math.min(x + reach, most) : Math.max(x - reach, least);
    if (next === x) return x;
    const nextY = f(next);
    if (y < 0 !== nextY < 0) return y < 0 ? refine(f, x, y, next, nextY) : refine(f, next, nextY, x, y);
    [x, y] = [next, nextY];
  }
  return x;
}

/**
 * The false position in the variant of anderson1973: where one end stays, its value is scaled down, so that both ends
 * close in. Every eighth point is the middle, which bounds the number of steps whatever the function.
 */
function refine(f: (x: number) => number, low: number, lowY: number, high: number, highY: number): number {
  let kept = 0;
  for (let k = 1; k < 200; k++) {
    const x = k % 8 === 0 ? 0.5 * (low + high) : low - (lowY * (high - low)) / (highY - lowY);
    const y = f(x);
    if (Math.abs(y) <= SAME_CONTENT || high - low <= 1e-13 * (1 + high)) return x;
    if (y < 0) {
      if (kept === 1) highY *= Math.max(1 - y / lowY, 0) || 0.5;
      [low, lowY, kept] = [x, y, 1];
    } else {
      if (kept === -1) lowY *= Math.max(1 - y / highY, 0) || 0.5;
      [high, highY, kept] = [x, y, -1];
    }
  }
  return 0.5 * (low + high);
}
