/**
 * Over how many beats numbers are averaged, and how many the loop shows: whole cycles of whatever recurs (the balloon's
 * ratio, extra beats, breaths), so that numbers stand still in a steady state; in atrial fibrillation, which never
 * recurs, as many as monitors take.
 */
import type { LiveParameter } from "../worker/live.ts";
import { effective, ratioOf, type Settings } from "./settings.ts";

const fibrillationBeats = { averaged: 12, drawn: 4 };
/** As many beats as are kept. */
export const mostBeats = 24;

export interface Spans {
  readonly averaged: number;
  readonly drawn: number;
}

export function spansOf(settings: Settings, parameters: readonly LiveParameter[]): Spans {
  const value = (id: string) => effective(id, settings, parameters);
  const arrested = value("heart.arrested") > 0.5;
  const ratio = settings.support.iabp ? ratioOf(settings) : 1;
  const extra = !arrested && value("heart.ectopic_every") > 1.5 ? value("heart.ectopic_every") : 1;
  const breath = value("thorax.swing_mmHg") === 0 ? 1 : value("thorax.breath_beats");
  if (!arrested && value("heart.rhythm") === 1) return fibrillationBeats;
  const drawn = leastCommonMultiple(ratio, extra);
  return {
    averaged: Math.min(leastCommonMultiple(drawn, Math.max(1, breath)), mostBeats),
    drawn: Math.min(drawn, mostBeats),
  };
}

function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}
