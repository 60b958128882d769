/**
 * The geometry of a sweep: samples are laid along one endless line of pixels that wraps at the width of the screen; ahead
 * of the pen a gap is erased. Everything counts in device pixels on the endless line; `columns` brings it to the screen.
 */
export interface Columns {
  readonly x: number;
  readonly width: number;
}

export class Sweep {
  constructor(
    /** Width of the screen. */
    readonly width: number,
    readonly pixelsPerSample: number,
    /** Width of the erased bar ahead of the pen. */
    readonly gap: number,
  ) {}

  /** Where a sample lies on the endless line. */
  line(sample: number): number {
    return sample * this.pixelsPerSample;
  }

  screen(line: number): number {
    return line - Math.floor(line / this.width) * this.width;
  }

  /** How many samples fit on the screen with the gap, and half a gap for the round ends of lines. */
  get visible(): number {
    return Math.max(0, Math.floor((this.width - 1.5 * this.gap) / this.pixelsPerSample));
  }

  /** The part of the screen that whole pixels `from` to before `to` cover: nothing, one piece, or two where it wraps. */
  columns(from: number, to: number): Columns[] {
    const length = Math.min(this.width, Math.max(0, to - from));
    if (length === 0) return [];
    const x = this.screen(to - length);
    if (x + length <= this.width) return [{ x, width: length }];
    return [
      { x, width: this.width - x },
      { x: 0, width: x + length - this.width },
    ];
  }

  /** Up to which pixel of the endless line the screen must be erased when the pen stands at `sample`. */
  erasedTo(sample: number): number {
    return Math.ceil(this.line(sample)) + this.gap;
  }
}

/** Of 25 mm paper speed on a screen of 96 pixels an inch: CSS pixels per simulated second at real time. */
export const pixelsPerSecond = (25 / 25.4) * 96;

/**
 * Faster than real time the pen may run faster too, but not so fast that the eye loses it: beyond that the traces are
 * drawn closer instead. Who asks for less motion gets the calm pen at every speed.
 */
export function paperSpeed(factor: number, reducedMotion: boolean): number {
  const fastest = pixelsPerSecond * (reducedMotion ? 1 : 2.5);
  return Math.min(pixelsPerSecond, fastest / factor);
}
