/**
 * A surface ECG drawn from the phase of the beat, so that an eye can time the rest by it and know the rhythm. It is a
 * picture, not a model of electrical activity: sums of bell curves at the usual places, repolarisation stretched with the
 * square root of RR.
 */

interface Wave {
  /** Centre against the R wave (s), at 75 beats a minute. */
  readonly at: number;
  readonly width: number;
  readonly height: number;
  /** Whether its place scales with the square root of RR. */
  readonly scales: boolean;
}

const wave = (at: number, width: number, height: number, scales = false): Wave => ({ at, width, height, scales });

const P_WAVE = wave(-0.17, 0.022, 0.14);
/** Conducted through the bundles: narrow. */
const NARROW = [
  wave(-0.024, 0.007, -0.12),
  wave(0, 0.0095, 1.15),
  wave(0.026, 0.0095, -0.26),
  wave(0.29, 0.045, 0.3, true),
];
/** From the ventricle itself: wide, with repolarisation the other way. */
const WIDE = [wave(0.005, 0.027, 1.22), wave(0.085, 0.024, -0.32), wave(0.31, 0.055, -0.34, true)];
const SPIKE = wave(-0.036, 0.0028, 0.9);

/** Shape of a beat's waves: after the atria, without them, an extrasystole, or paced. */
export type EcgBeat = "sinus" | "no-atria" | "ectopic" | "paced";

const SHAPES: Readonly<Record<EcgBeat, readonly Wave[]>> = {
  sinus: [P_WAVE, ...NARROW],
  "no-atria": NARROW,
  ectopic: WIDE,
  paced: [SPIKE, ...WIDE],
};

export interface EcgRhythm {
  readonly now: EcgBeat;
  readonly next: EcgBeat;
  /** Seconds of any clock, by which fibrillating atria show; null where they do not fibrillate. */
  readonly fibrillation: number | null;
}

const SINUS: EcgRhythm = { now: "sinus", next: "sinus", fibrillation: null };

/** Millivolts at a fraction of the beat of the given period (s); a flat line in an arrested heart. */
export function ecgMillivolts(phase: number, period: number, arrested: boolean, rhythm = SINUS): number {
  if (arrested) return 0;
  const t = phase * period;
  const stretch = Math.sqrt(period / 0.8);
  const before = sum(SHAPES[rhythm.now], t + period, stretch);
  const value = before + sum(SHAPES[rhythm.now], t, stretch) + sum(SHAPES[rhythm.next], t - period, stretch);
  return rhythm.fibrillation === null ? value : value + flicker(rhythm.fibrillation);
}

function sum(waves: readonly Wave[], t: number, stretch: number): number {
  let value = 0;
  for (const { at, width, height, scales } of waves) {
    const factor = scales ? stretch : 1;
    value += height * Math.exp(-(((t - at * factor) / (width * factor)) ** 2) / 2);
  }
  return value;
}

/** Fibrillating atria: 300 to 450 waves a minute, never quite the same. */
function flicker(seconds: number): number {
  const at = (perSecond: number, shift: number): number => Math.sin(2 * Math.PI * perSecond * seconds + shift);
  return 0.032 * at(5.3, 0) + 0.026 * at(6.9, 1.3) + 0.016 * at(7.7, 4);
}
