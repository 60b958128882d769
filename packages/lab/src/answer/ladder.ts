/** One patient made worse step by step: where the balloon under VA-ECMO stops helping. */
import type { Patient } from "@counterpulse/engine";
import { distension } from "../compare.ts";
import type { Laboratory } from "../laboratory.ts";
import { parseSupport } from "../support.ts";
import { ALONE, BOTH } from "./four-supports.ts";

export interface LadderStep {
  readonly value: number;
  /** Balloon added to VA-ECMO, both read at one time. */
  readonly wedge_change_mmHg: number | null;
  readonly edp_change_mmHg: number | null;
  readonly flow_change_L_min: number | null;
  /** On VA-ECMO alone. */
  readonly wedge_mmHg: number | null;
  readonly valve_open: number | null;
  readonly distended: boolean;
  readonly settled: boolean;
}

export interface Ladder {
  readonly patient: string;
  readonly parameter: string;
  readonly steps: readonly LadderStep[];
}

export function ladder(
  laboratory: Laboratory,
  patient: Patient,
  parameter: string,
  values: readonly number[],
  onProgress?: (done: number, all: number) => void,
): Ladder {
  const supports = ["none", ALONE, BOTH].map(parseSupport);
  const cases = values.flatMap((value) =>
    supports.map((support) => ({ patient, settings: { [parameter]: value }, support })),
  );
  const solved = laboratory.solve(cases, { onProgress });
  const steps = values.map((value, k): LadderStep => {
    const [bare, alone, both] = solved.slice(3 * k, 3 * k + 3);
    const settled = alone.converged && both.converged;
    const read = (s: typeof bare) => (settled ? s.indices : (s.indicesAt ?? s.indices));
    const [before, after] = [read(alone), read(both)];
    const change = (id: string): number | null => {
      const [x, y] = [before[id], after[id]];
      return typeof x === "number" && typeof y === "number" ? y - x : null;
    };
    const { valve_shut, wedge_raised } = distension(alone.indices, bare.indices);
    return {
      value,
      wedge_change_mmHg: change("pcwp_mmHg"),
      edp_change_mmHg: change("lv_edp_mmHg"),
      flow_change_L_min: change("total_flow_L_min"),
      wedge_mmHg: before.pcwp_mmHg,
      valve_open: before.aortic_valve_open_fraction,
      distended: valve_shut || wedge_raised,
      settled,
    };
  });
  return { patient: patient.id, parameter, steps };
}
