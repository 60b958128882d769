/** What published studies read off waveforms, beat by beat, over one assisted cycle at the steady state. */
import { Laboratory, type Solved } from "../laboratory.ts";
import { record } from "../record.ts";
import { reader } from "../settings.ts";

const RATE_HZ = 500;

const SIGNALS = {
  root: "aortic_root.p",
  valve: "aortic_valve.q",
  /** From the root into the arch; negative when blood comes back. */
  ascending: "ascending_aorta.q",
  lad: "lad_ostium.q",
  lcx: "lcx_ostium.q",
  rca: "rca_ostium.q",
  pressure: "lv.p",
  volume: "lv.V",
  balloon: "iabp_balloon.V",
} as const;

export type Trace = Readonly<Record<keyof typeof SIGNALS, readonly number[]>>;

/**
 * Ids: `systolic_area_mmHg_s`, `diastolic_area_mmHg_s` (aortic root pressure over time and minute, systole being while the
 * aortic valve is open; SPTI and DPTI); `systolic_mean_mmHg` and `diastolic_mean_mmHg` the mean pressure meanwhile;
 * `lad_systolic_mL` and `lad_diastolic_mL` what enters the LAD a cycle, and its highest diastolic flow; `root_return_mL` (blood that flows back from the arch into the root while the balloon
 * fills), `coronary_inflow_mL` (into all coronary arteries meanwhile); `sv_assisted_mL`, `sv_after_mL`, `sv_other_mL` (stroke
 * volume of the beat in whose diastole the balloon fills, of the next, and of the others, at ratios above 1:1), and
 * `sw_..._mmHg_mL` the stroke work of the same.
 */
export const WAVEFORM_VALUES = [
  "systolic_area_mmHg_s",
  "diastolic_area_mmHg_s",
  "root_return_mL",
  "coronary_inflow_mL",
  "systolic_mean_mmHg",
  "diastolic_mean_mmHg",
  "lad_systolic_mL",
  "lad_diastolic_mL",
  "lad_peak_diastolic_mL_s",
  "sv_assisted_mL",
  "sv_after_mL",
  "sv_other_mL",
  "sw_assisted_mmHg_mL",
  "sw_after_mmHg_mL",
  "sw_other_mmHg_mL",
] as const;

export type WaveformValues = Record<string, number | null>;

let probed: Laboratory | null = null;

export function waveformValues(solved: Solved): WaveformValues {
  probed ??= new Laboratory(Object.values(SIGNALS));
  const value = reader(probed.model, solved.effective);
  const ratio = solved.case.support.has("iabp") ? value("iabp.ratio") : 1;
  const period = 60 / (solved.indices.hr_per_min ?? value("heart.rate_per_min"));
  const names = Object.entries(SIGNALS).map(([name, of]) => ({ name, of, scale: 1 }));
  const samples = Math.round(ratio * period * RATE_HZ);
  const waves = record(probed, solved, names, (samples - 1) / RATE_HZ, RATE_HZ);
  return readTrace(waves as unknown as Trace, ratio, 1 / RATE_HZ);
}

/** @param dt seconds between samples; the trace is one assisted cycle of `beats` beats, from an R wave */
export function readTrace(trace: Trace, beats: number, dt: number): WaveformValues {
  const n = trace.root.length;
  const minutes = (n * dt) / 60;
  const sum = (of: (i: number) => number, where: (i: number) => boolean = () => true): number => {
    let total = 0;
    for (let i = 0; i < n; i++) if (where(i)) total += of(i) * dt;
    return total;
  };
  const open = (i: number): boolean => trace.valve[i] > 0;
  const filling = fillingSamples(trace.balloon);
  const shut = (i: number): boolean => !open(i);
  const seconds = (where: (i: number) => boolean): number => sum(() => 1, where);
  const root = (i: number): number => trace.root[i];
  const mean = (where: (i: number) => boolean): number | null =>
    seconds(where) > 0 ? sum(root, where) / seconds(where) : null;
  const lad = (i: number): number => trace.lad[i];
  const values: WaveformValues = {
    systolic_area_mmHg_s: sum(root, open) / minutes,
    diastolic_area_mmHg_s: sum(root, shut) / minutes,
    systolic_mean_mmHg: mean(open),
    diastolic_mean_mmHg: mean(shut),
    lad_systolic_mL: sum(lad, open),
    lad_diastolic_mL: sum(lad, shut),
    lad_peak_diastolic_mL_s: trace.lad.reduce((most, q, i) => (shut(i) && q > most ? q : most), 0),
    root_return_mL: filling ? sum((i) => Math.max(-trace.ascending[i], 0), filling) : null,
    coronary_inflow_mL: filling ? sum((i) => trace.lad[i] + trace.lcx[i] + trace.rca[i], filling) : null,
  };
  return { ...values, ...perBeat(trace, beats, dt) };
}

/** Samples from the balloon's first swelling to where it is all but full; null without a balloon. */
function fillingSamples(balloon: readonly number[]): ((i: number) => boolean) | null {
  const [least, most] = [Math.min(...balloon), Math.max(...balloon)];
  if (most - least < 5) return null;
  const [begun, full] = [least + 0.02 * (most - least), least + 0.97 * (most - least)];
  const rises = balloon.findIndex((v, i) => i > 0 && v > begun && balloon[i - 1] <= begun);
  if (rises < 0) return null;
  let end = rises;
  while (end < balloon.length - 1 && balloon[end] < full) end++;
  return (i) => i >= rises && i <= end;
}

function perBeat(trace: Trace, beats: number, dt: number): WaveformValues {
  const length = trace.root.length / beats;
  const part = (k: number): [number, number] => [Math.round(k * length), Math.round((k + 1) * length)];
  const sv = (k: number): number => {
    const [from, to] = part(k);
    let total = 0;
    for (let i = from; i < to; i++) total += trace.valve[i] * dt;
    return total;
  };
  // Area of the loop: - integral of p dV.
  const work = (k: number): number => {
    const [from, to] = part(k);
    let total = 0;
    for (let i = from + 1; i < to; i++)
      total -= 0.5 * (trace.pressure[i] + trace.pressure[i - 1]) * (trace.volume[i] - trace.volume[i - 1]);
    return total;
  };
  const all = Array.from({ length: beats }, (_, k) => k);
  const balloonPeak = all.map((k) => Math.max(...trace.balloon.slice(...part(k))));
  const assisted = beats > 2 ? firstPeak(trace.balloon, part, all, balloonPeak) : null;
  const named = (name: string, of: (k: number) => number): WaveformValues => {
    if (assisted === null)
      return {
        [name.replace("*", "assisted")]: null,
        [name.replace("*", "after")]: null,
        [name.replace("*", "other")]: null,
      };
    const after = (assisted + 1) % beats;
    const others = all.filter((k) => k !== assisted && k !== after);
    const mean = others.reduce((total, k) => total + of(k), 0) / others.length;
    return {
      [name.replace("*", "assisted")]: of(assisted),
      [name.replace("*", "after")]: of(after),
      [name.replace("*", "other")]: mean,
    };
  };
  return { ...named("sv_*_mL", sv), ...named("sw_*_mmHg_mL", work) };
}

/** The beat in which the balloon begins to fill: it is empty at its start and full at some later moment of it or the next. */
function firstPeak(
  balloon: readonly number[],
  part: (k: number) => [number, number],
  all: readonly number[],
  peaks: readonly number[],
): number | null {
  const most = Math.max(...peaks);
  if (most < 5) return null;
  return all.find((k) => peaks[k] > 0.5 * most && balloon[part(k)[0]] < 0.3 * most) ?? null;
}
