/** Draws the pressure-volume loop: the last beat with a fading tail and a point at its head, over a frozen loop. */
import { heightShare, type Range } from "./scale.ts";
import type { SignalHistory } from "./signal-history.ts";

export interface FrozenLoop {
  readonly volume: Float32Array;
  readonly pressure: Float32Array;
}

export interface LoopColours {
  readonly live: string;
  readonly frozen: string;
}

/** The tail is drawn in so many steps of opacity; one path a step is cheap. */
const steps = 12;
const faintest = 0.3;

export class LoopRenderer {
  #dpr = 1;
  #frozen: Path2D | null = null;
  #frozenLoop: FrozenLoop | null = null;
  #colours: LoopColours = { live: "gray", frozen: "gray" };
  #volume: Range;
  #pressure: Range;
  readonly #volumeSignal: number;
  readonly #pressureSignal: number;

  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly history: SignalHistory,
    axes: { volume: Range; pressure: Range },
  ) {
    this.#volume = axes.volume;
    this.#pressure = axes.pressure;
    this.#volumeSignal = history.indexOf("lv.V");
    this.#pressureSignal = history.indexOf("lv.p");
  }

  resize(width: number, height: number, dpr: number): void {
    const { canvas } = this.context;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    this.#dpr = dpr;
    this.#traceFrozen();
  }

  rescale(axes: { volume: Range; pressure: Range }): void {
    this.#volume = axes.volume;
    this.#pressure = axes.pressure;
    this.#traceFrozen();
  }

  recolour(colours: LoopColours): void {
    this.#colours = colours;
  }

  freeze(loop: FrozenLoop | null): void {
    this.#frozenLoop = loop;
    this.#traceFrozen();
  }

  /** `tail` samples before sample `to`; a steady tail does not fade and has no moving point. */
  draw(to: number, tail: number, steady: boolean): void {
    const { context } = this;
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    context.lineJoin = "round";
    context.lineCap = "round";
    if (this.#frozen) {
      context.strokeStyle = this.#colours.frozen;
      context.lineWidth = 1.75 * this.#dpr;
      context.setLineDash([4 * this.#dpr, 4 * this.#dpr]);
      context.stroke(this.#frozen);
      context.setLineDash([]);
    }
    const from = Math.max(this.history.start, to - Math.round(tail));
    if (to - from < 2) return;
    context.strokeStyle = this.#colours.live;
    context.lineWidth = 2 * this.#dpr;
    // Butt ends: round ones would overlap and show as beads where the opacity steps.
    context.lineCap = steady ? "round" : "butt";
    const bands = steady ? 1 : steps;
    for (let band = 0; band < bands; band++) {
      const first = from + Math.floor(((to - 1 - from) * band) / bands);
      const last = from + Math.floor(((to - 1 - from) * (band + 1)) / bands);
      context.globalAlpha = steady ? 1 : faintest + (1 - faintest) * ((band + 1) / bands) ** 1.5;
      context.beginPath();
      context.moveTo(this.#x(first), this.#y(first));
      for (let sample = first + 1; sample <= last; sample++) context.lineTo(this.#x(sample), this.#y(sample));
      context.stroke();
    }
    context.globalAlpha = 1;
    if (steady) return;
    context.fillStyle = this.#colours.live;
    context.beginPath();
    context.arc(this.#x(to - 1), this.#y(to - 1), 3.5 * this.#dpr, 0, 2 * Math.PI);
    context.fill();
  }

  #x(sample: number): number {
    return this.#place(this.history.at(this.#volumeSignal, sample));
  }

  #y(sample: number): number {
    return heightShare(this.#pressure, this.history.at(this.#pressureSignal, sample)) * this.context.canvas.height;
  }

  #place(volume: number): number {
    return (1 - heightShare(this.#volume, volume)) * this.context.canvas.width;
  }

  #traceFrozen(): void {
    this.#frozen = null;
    if (!this.#frozenLoop) return;
    const { volume, pressure } = this.#frozenLoop;
    const path = new Path2D();
    for (let i = 0; i < volume.length; i++)
      path.lineTo(this.#place(volume[i]), heightShare(this.#pressure, pressure[i]) * this.context.canvas.height);
    this.#frozen = path;
  }
}
