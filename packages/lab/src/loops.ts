/** The left ventricle's pressure-volume loop. */
import { ProbeRun } from "@counterpulse/engine";
import type { Laboratory, Solved } from "./laboratory.ts";
import { toInner } from "./settings.ts";

/** What the laboratory must have been opened with. */
export const LOOP_PROBES = ["lv.V", "lv.p"] as const;

export interface VentricularLoop {
  readonly volume_mL: number[];
  readonly pressure_mmHg: number[];
}

const SAMPLES_PER_BEAT = 400;

/** One assisted cycle (n beats at a ratio of 1:n) on from the state of a solved case. */
export function recordLoop({ kernel, model }: Laboratory, solved: Solved): VentricularLoop {
  const run = new ProbeRun(kernel, toInner(model, solved.effective), solved.steps, solved.state, LOOP_PROBES);
  const samples = run.group.cycle(0) * SAMPLES_PER_BEAT;
  const loop: VentricularLoop = { volume_mL: [], pressure_mmHg: [] };
  for (let k = 0; k <= samples; k++) {
    const [volume, pressure] = run.at((k / SAMPLES_PER_BEAT) * run.period);
    loop.volume_mL.push(volume);
    loop.pressure_mmHg.push(pressure);
  }
  return loop;
}
