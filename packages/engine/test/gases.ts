/** What the blood gas laws are held against: the same equations, solved exactly and written plainly. */
import { bloodFromTensions } from "@counterpulse/engine";

export interface Sample {
  readonly pO2: number;
  readonly pCO2: number;
  readonly hb: number;
  readonly temperature: number;
  readonly baseExcess: number;
}

export const STANDARD = { hb: 15, temperature: 37, baseExcess: 0 } as const;

/** Bisection of a rising function. */
export function bisect(f: (x: number) => number, low: number, high: number): number {
  for (let k = 0; k < 200; k++) {
    const middle = 0.5 * (low + high);
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}

/** P50 and saturation at a plasma pH (dash2016), as the program that Dash published computes them. */
export function dash(pO2: number, pCO2: number, pH: number, temperature: number) {
  const dpH = Math.min(Math.max(0.795 * pH + 1.357 - 7.24, -1.6), 1.6);
  const dT = temperature - 37;
  const shifts = [
    1.2 * (-21.279 * dpH + 8.872 * dpH ** 2 - 1.47 * dpH ** 3),
    1.7 * (4.28e-2 * (pCO2 - 40) + 3.64e-5 * (pCO2 - 40) ** 2),
    0.98 * (1.4945 * dT + 4.335e-2 * dT ** 2 + 7e-4 * dT ** 3),
  ];
  const P50 = shifts.reduce((product, shift) => (product * (26.8 + shift)) / 26.8, 26.8);
  const X = (pO2 / P50) ** (2.8 - 1.2 * 10 ** (-pO2 / 29.2));
  return { P50, saturation: X / (1 + X) };
}

/** Saturation and pH that satisfy both dash2016 and the Van Slyke equation of lang2002, by bisection in pH. */
export function exact({ pO2, pCO2, hb, temperature, baseExcess }: Sample) {
  const dT = temperature - 37;
  const warm = pCO2 * 10 ** (-0.019 * dT);
  const warmed = (pH37: number) => pH37 - (0.0147 + 0.0065 * (pH37 - 7.4)) * dT;
  const saturation = (pH37: number) => dash(pO2, pCO2, warmed(pH37), temperature).saturation;
  const excess = (pH37: number) =>
    (1 - 0.0143 * hb) * (0.0304 * warm * 10 ** (pH37 - 6.1) - 24.26 + (9.5 + 1.63 * hb) * (pH37 - 7.4)) -
    0.2 * hb * (1 - saturation(pH37));
  const pH37 = bisect((pH) => excess(pH) - baseExcess, 2, 14);
  return { pH: warmed(pH37), saturation: saturation(pH37), bicarbonate: 0.0304 * warm * 10 ** (pH37 - 6.1) };
}

/** Blood of this saturation, such as a vein's. */
export function atSaturation(
  saturation: number,
  pCO2: number,
  conditions: { hb: number; temperature: number; baseExcess: number },
) {
  const pO2 = bisect((p) => bloodFromTensions({ pO2: p, pCO2, ...conditions }).saturation - saturation, 0, 700);
  return { ...conditions, ...bloodFromTensions({ pO2, pCO2, ...conditions }) };
}
