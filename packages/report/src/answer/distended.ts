/** Distension of the left ventricle by the two criteria of `spread` and `compare`. */
import type { Values } from "./data.ts";

export const DISTENSION = { valve_open_below: 0.05, wedge_rise_mmHg: 10 } as const;

/** null where neither can be judged. */
export function distended(under: Values, without: Values): boolean | null {
  const [open, wedge, bare] = [under.aortic_valve_open_fraction, under.pcwp_mmHg, without.pcwp_mmHg];
  if (open === null || wedge === null || bare === null) return null;
  return open < DISTENSION.valve_open_below || wedge - bare >= DISTENSION.wedge_rise_mmHg;
}
