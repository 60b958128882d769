/**
 * Units of the model language.
 *
 * Inside, everything is in mmHg, cm, s (a millilitre is a cubic centimetre), K and revolutions; other units are
 * converted where a parameter or a literal enters. A dimension is the vector of exponents over those bases.
 */

/** Exponents of [pressure, length, time, temperature, revolutions]. */
export type Dimension = readonly [number, number, number, number, number];

/** A unit: its dimension and the factor that turns a number in it into the inner units. */
export interface Unit {
  readonly text: string;
  readonly dimension: Dimension;
  readonly scale: number;
}

export const DIMENSIONLESS: Dimension = [0, 0, 0, 0, 0];

const MMHG_PER_PASCAL = 760 / 101325;

const BASE: Record<string, readonly [Dimension, number]> = {
  "1": [DIMENSIONLESS, 1],
  "%": [DIMENSIONLESS, 0.01],
  rad: [DIMENSIONLESS, 1],
  beat: [DIMENSIONLESS, 1],
  mmHg: [[1, 0, 0, 0, 0], 1],
  Pa: [[1, 0, 0, 0, 0], MMHG_PER_PASCAL],
  kPa: [[1, 0, 0, 0, 0], 1000 * MMHG_PER_PASCAL],
  dyn: [[1, 2, 0, 0, 0], 0.1 * MMHG_PER_PASCAL],
  mL: [[0, 3, 0, 0, 0], 1],
  L: [[0, 3, 0, 0, 0], 1000],
  dL: [[0, 3, 0, 0, 0], 100],
  cm: [[0, 1, 0, 0, 0], 1],
  mm: [[0, 1, 0, 0, 0], 0.1],
  m: [[0, 1, 0, 0, 0], 100],
  Fr: [[0, 1, 0, 0, 0], 1 / 30],
  s: [[0, 0, 1, 0, 0], 1],
  ms: [[0, 0, 1, 0, 0], 0.001],
  min: [[0, 0, 1, 0, 0], 60],
  h: [[0, 0, 1, 0, 0], 3600],
  K: [[0, 0, 0, 1, 0], 1],
  // Temperatures are held in degrees Celsius; laws use differences, for which a degree is a kelvin.
  degC: [[0, 0, 0, 1, 0], 1],
  // Amounts of substance are counts.
  mmol: [DIMENSIONLESS, 1],
  rev: [[0, 0, 0, 0, 1], 1],
  rpm: [[0, 0, -1, 0, 1], 1 / 60],
  // kg = Pa m s2; W = Pa m3 / s: mechanical units follow from pressure, length and time.
  kg: [[1, 1, 2, 0, 0], MMHG_PER_PASCAL * 100],
  g: [[1, 1, 2, 0, 0], MMHG_PER_PASCAL * 0.1],
  ug: [[1, 1, 2, 0, 0], MMHG_PER_PASCAL * 1e-7],
  U: [DIMENSIONLESS, 1],
  W: [[1, 3, -1, 0, 0], MMHG_PER_PASCAL * 1e6],
  J: [[1, 3, 0, 0, 0], MMHG_PER_PASCAL * 1e6],
};

export function multiplyDimensions(a: Dimension, b: Dimension, sign: 1 | -1 = 1): Dimension {
  return a.map((x, i) => x + sign * b[i]) as unknown as Dimension;
}

export function raiseDimension(a: Dimension, exponent: number): Dimension {
  return a.map((x) => x * exponent) as unknown as Dimension;
}

export function sameDimension(a: Dimension, b: Dimension): boolean {
  return a.every((x, i) => Math.abs(x - b[i]) < 1e-9);
}

/**
 * Parse a unit such as `mmHg*s^2/mL^2`, `L/min`, `1/mL` or `mmHg/(L/min)^2`. Products and quotients read from the left.
 * @throws Error naming the unknown symbol.
 */
export function parseUnit(text: string): Unit {
  let dimension = DIMENSIONLESS;
  let scale = 1;
  const parts = text.match(/[*/]?\s*(?:\([^()]*\)|[^*/()])+/g) ?? [];
  if (parts.join("") !== text || /^\s*[*/]/.test(text)) throw new Error(`unknown unit "${text}"`);
  for (const part of parts) {
    const match = /^([*/]?)\s*(?:\(([^()]*)\)|([^^]+?))\s*(?:\^(-?\d+(?:\.\d+)?))?\s*$/.exec(part);
    if (!match) throw new Error(`unknown unit "${part}" in "${text}"`);
    const [, operator, group, symbol, power = "1"] = match;
    const base =
      group === undefined ? unitOf(symbol.trim()) : ([parseUnit(group).dimension, parseUnit(group).scale] as const);
    if (!base) throw new Error(`unknown unit "${symbol}" in "${text}"`);
    const exponent = (operator === "/" ? -1 : 1) * Number(power);
    dimension = multiplyDimensions(dimension, raiseDimension(base[0], exponent));
    scale *= raise(base[1], exponent);
  }
  return { text, dimension, scale };
}

/** Whole powers by products: those are rounded alike by every JavaScript engine. */
function raise(scale: number, exponent: number): number {
  if (!Number.isInteger(exponent)) return scale ** exponent;
  let product = 1;
  for (let k = 0; k < Math.abs(exponent); k++) product *= scale;
  return exponent < 0 ? 1 / product : product;
}

function unitOf(symbol: string): readonly [Dimension, number] | undefined {
  return Object.hasOwn(BASE, symbol) ? BASE[symbol] : undefined;
}

/** A dimension as a reader writes it, for messages: `mmHg*s/mL`. */
export function describeDimension(d: Dimension): string {
  const volumes = d[1] / 3;
  const parts: [string, number][] = Number.isInteger(volumes)
    ? [
        ["mmHg", d[0]],
        ["mL", volumes],
        ["s", d[2]],
        ["K", d[3]],
        ["rev", d[4]],
      ]
    : [
        ["mmHg", d[0]],
        ["cm", d[1]],
        ["s", d[2]],
        ["K", d[3]],
        ["rev", d[4]],
      ];
  const write = (list: [string, number][]) => list.map(([u, e]) => (e === 1 ? u : `${u}^${e}`)).join("*");
  const above = write(parts.filter(([, e]) => e > 0)) || "1";
  const below = parts.filter(([, e]) => e < 0).map(([u, e]): [string, number] => [u, -e]);
  return below.length > 0 ? `${above}/${write(below).replaceAll("*", "/")}` : above;
}
