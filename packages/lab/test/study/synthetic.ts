/** Protocols and true values made by hand, so that what studies of them must show is known. */
import { assemble, circulation } from "@counterpulse/engine";
import { type Protocol, type ProtocolFile, protocolFromObject, type Truth } from "../../src/index.ts";

export const model = assemble(circulation());

const FILE: ProtocolFile = {
  title: "Synthetic",
  source: "test",
  design: "sequential",
  population: "infarct-shock",
  n: 40,
  arms: { a: { support: "va-ecmo" }, b: { support: "va-ecmo+iabp" } },
  sequences: [{ order: ["a", "b"] }],
  schedule: { period_min: 60, values: "steady", source: "test" },
  instruments: {
    catheter: {
      label: "Catheter",
      readings: 1,
      missing: 0,
      source: "test",
      measures: { pcwp_mmHg: { error: 3, source: "test" } },
    },
  },
  endpoints: [{ index: "pcwp_mmHg", role: "primary", analysis: "paired-t", contrast: ["b", "a"] }],
};

const DESIGNS: Readonly<Record<string, Partial<ProtocolFile>>> = {
  sequential: {},
  crossover: {
    design: "crossover",
    sequences: [{ order: ["a", "b"] }, { order: ["b", "a"] }],
    endpoints: [{ index: "pcwp_mmHg", role: "primary", analysis: "hills-armitage", contrast: ["b", "a"] }],
  },
  parallel: {
    design: "parallel",
    sequences: [{ order: ["a"] }, { order: ["b"] }],
    endpoints: [{ index: "pcwp_mmHg", role: "primary", analysis: "t", contrast: ["b", "a"] }],
  },
};

export const file = (design: keyof typeof DESIGNS, change: Partial<ProtocolFile> = {}): ProtocolFile => ({
  ...FILE,
  ...DESIGNS[design],
  ...change,
});

export const protocol = (design: keyof typeof DESIGNS, change: Partial<ProtocolFile> = {}): Protocol =>
  protocolFromObject(model, file(design, change), "test");

export const catheter = (change: object, more: object = {}): Pick<ProtocolFile, "instruments"> => ({
  instruments: {
    catheter: {
      ...FILE.instruments.catheter,
      ...more,
      measures: { pcwp_mmHg: { error: 3, source: "test", ...change } },
    },
  },
});

/** @param under the value of a patient under an arm, for the only measure there is */
export function truthOf(of: Protocol, patients: number, under: (patient: number, arm: string) => number): Truth {
  return {
    patients: Array.from({ length: patients }, (_, i) => ({ id: `p${i}`, groups: {} })),
    ...{ accepted: null, unsettled: 0, failed: 0 },
    value: (patient, sequence, period) => under(patient, of.sequences[sequence].order[period]),
  };
}

/** 20 under the first arm, less by a constant under the second. */
export const shifted = (of: Protocol, difference: number): Truth =>
  truthOf(of, 1, (_, arm) => (arm === "b" ? 20 + difference : 20));
