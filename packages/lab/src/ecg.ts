/**
 * A surface ECG drawn from the phase of the beat, so that an eye can time the rest by it. It is a picture, not a model of
 * electrical activity: sums of bell curves at the usual places, repolarisation stretched with the square root of RR.
 */

interface Wave {
  /** Centre against the R wave (s), at 75 beats a minute. */
  readonly at: number;
  readonly width: number;
  readonly height: number;
  /** Whether its place scales with the square root of RR. */
  readonly scales: boolean;
}

const WAVES: readonly Wave[] = [
  { at: -0.17, width: 0.022, height: 0.14, scales: false },
  { at: -0.024, width: 0.007, height: -0.12, scales: false },
  { at: 0, width: 0.0095, height: 1.15, scales: false },
  { at: 0.026, width: 0.0095, height: -0.26, scales: false },
  { at: 0.29, width: 0.045, height: 0.3, scales: true },
];

/** Millivolts at a fraction of the beat of the given period (s); a flat line in an arrested heart. */
export function ecgMillivolts(phase: number, period: number, arrested: boolean): number {
  if (arrested) return 0;
  const t = phase * period;
  const stretch = Math.sqrt(period / 0.8);
  let value = 0;
  for (const { at, width, height, scales } of WAVES) {
    const centre = scales ? at * stretch : at;
    const spread = scales ? width * stretch : width;
    for (const shift of [-period, 0, period]) value += height * Math.exp(-(((t - centre - shift) / spread) ** 2) / 2);
  }
  return value;
}
