/** Patients at their steady state under a support, solved once per test file, and comparisons that show their numbers. */
import { Laboratory, parseSupport, requirePatient, type Settings, type Solved } from "@counterpulse/lab";
import { expect } from "vitest";

const laboratory = new Laboratory();
const known = new Map<string, Solved>();

export interface Bed {
  readonly patient?: string;
  readonly support?: string;
  readonly settings?: Settings;
}

export function solve(bed: Bed): Solved {
  const { patient = "cardiogenic-shock", support = "none", settings = {} } = bed;
  const key = JSON.stringify([patient, support, settings]);
  const found = known.get(key);
  if (found) return found;
  const [solved] = laboratory.solve([{ patient: requirePatient(patient), settings, support: parseSupport(support) }]);
  known.set(key, solved);
  return solved;
}

/** A parameter as it is in effect, in its own unit. */
export function setting(bed: Bed, id: string): number {
  const spec = laboratory.model.parameters.find((p) => p.id === id)?.spec;
  if (!spec) throw new Error(`no parameter ${id}`);
  return solve(bed).effective[id] ?? spec.value;
}

/** An index that must exist. */
export function index(bed: Bed, id: string): number {
  const value = solve(bed).indices[id];
  if (value === null || value === undefined) throw new Error(`${id} is ${value} for ${JSON.stringify(bed)}`);
  return value;
}

const shown = (values: readonly number[]): string => values.map((v) => v.toFixed(3)).join(" -> ");

/** Each value above the one before it, by at least the share of the first that is asked for. */
export function rises(values: readonly number[], what: string, share = 0): void {
  for (let i = 1; i < values.length; i++) {
    expect(values[i] - values[i - 1], `${what} should rise: ${shown(values)}`).toBeGreaterThan(
      share * Math.abs(values[0]),
    );
  }
}

export function falls(values: readonly number[], what: string, share = 0): void {
  for (let i = 1; i < values.length; i++) {
    expect(values[i - 1] - values[i], `${what} should fall: ${shown(values)}`).toBeGreaterThan(
      share * Math.abs(values[0]),
    );
  }
}

/** An index along a series of beds. */
export const series = (beds: readonly Bed[], id: string): number[] => beds.map((bed) => index(bed, id));
