/**
 * Draws the sweeping traces on one canvas: per frame it erases the bar ahead of the pen and draws only what is new. The
 * whole screen is drawn again from the history only when size, colours, sweep speed or an axis change.
 */
import { sampleRateHz } from "../worker/protocol.ts";
import { type Lane, type LaneTrace, laneInset } from "./lanes.ts";
import { climb, heightShare, type Range } from "./scale.ts";
import type { SignalHistory } from "./signal-history.ts";
import { Sweep } from "./sweep.ts";

interface Band {
  readonly lane: Lane;
  /** The lane, and the part of it that the axes span. */
  readonly outer: { readonly top: number; readonly height: number };
  readonly top: number;
  readonly height: number;
  readonly traces: readonly { readonly trace: LaneTrace; readonly signal: number; rung: number }[];
  readonly shade: number;
}

export type RungsListener = (rungs: readonly (readonly number[])[]) => void;

const gapCss = 16;
const shadeAlpha = 0.13;
const areaAlpha = 0.34;

export class TraceRenderer {
  #bands: Band[] = [];
  #sweep = new Sweep(1, 1, 0);
  #dpr = 1;
  #drawn = 0;
  #erased = 0;
  #stale = true;
  #widened = false;
  #colours: ReadonlyMap<string, string> = new Map();

  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly history: SignalHistory,
    private lanes: readonly Lane[],
    private readonly onRungs: RungsListener,
  ) {
    this.#layOut();
  }

  /** Size in device pixels; `paper` in CSS pixels per simulated second. */
  resize(width: number, height: number, dpr: number, paper: number): void {
    const { canvas } = this.context;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    this.#dpr = dpr;
    this.#sweep = new Sweep(Math.max(1, width), (paper * dpr) / sampleRateHz, Math.round(gapCss * dpr));
    this.#layOut();
    this.#stale = true;
  }

  recolour(colours: ReadonlyMap<string, string>): void {
    this.#colours = colours;
    this.#stale = true;
  }

  /** Other lanes, from what the history holds. */
  show(lanes: readonly Lane[]): void {
    this.lanes = lanes;
    this.#layOut();
    this.#stale = true;
    this.#tellRungs();
  }

  /** Another patient: an empty screen and the narrow axes again. */
  restart(): void {
    for (const band of this.#bands) for (const trace of band.traces) trace.rung = 0;
    this.#stale = true;
    this.#tellRungs();
  }

  /** Draws what is new up to before sample `to`. */
  draw(to: number): void {
    if (this.#stale || to < this.#drawn) this.#redraw(to);
    else if (to > this.#drawn) this.#extend(this.#drawn, to);
    if (!this.#widened) return;
    this.#widened = false;
    this.#tellRungs();
    this.#redraw(to);
  }

  #redraw(to: number): void {
    const { canvas } = this.context;
    this.context.clearRect(0, 0, canvas.width, canvas.height);
    const from = Math.max(this.history.start, to - this.#sweep.visible, 0);
    this.#erased = Math.floor(this.#sweep.line(from));
    this.#stale = false;
    this.#extend(from, to);
  }

  #extend(from: number, to: number): void {
    const { context } = this;
    const erase = this.#sweep.erasedTo(to);
    for (const { x, width } of this.#sweep.columns(this.#erased, erase))
      context.clearRect(x, 0, width, context.canvas.height);
    this.#erased = erase;
    for (const band of this.#bands) {
      if (band.shade >= 0) this.#shade(band, from, to);
      for (let i = 0; i < band.traces.length; i++) {
        if (band.traces[i].trace.style === "area") this.#area(band, i, from, to);
        this.#line(band, i, from, to);
      }
    }
    this.#drawn = to;
  }

  #line(band: Band, index: number, from: number, to: number): void {
    const { context } = this;
    const { trace, signal } = band.traces[index];
    const range = this.#rangeFor(band, index, from, to);
    const { width } = this.#sweep;
    const y = (sample: number) => band.top + heightShare(range, this.history.at(signal, sample)) * band.height;
    // Begin at the last sample drawn, so that the line has no holes.
    const first = Math.max(from - 1, this.history.start, 0);
    context.strokeStyle = this.#colours.get(trace.colour) ?? "gray";
    context.lineWidth = (trace.style === "main" ? 1.8 : 1.2) * this.#dpr;
    context.lineJoin = "round";
    context.lineCap = "round";
    context.beginPath();
    let x = this.#sweep.screen(this.#sweep.line(first));
    context.moveTo(x, y(first));
    for (let sample = first + 1; sample < to; sample++) {
      x += this.#sweep.pixelsPerSample;
      const height = y(sample);
      context.lineTo(x, height);
      if (x >= width) {
        // Past the right edge: the same stroke once more, seen from the left edge.
        x -= width;
        context.moveTo(x - this.#sweep.pixelsPerSample, y(sample - 1));
        context.lineTo(x, height);
      }
    }
    context.stroke();
  }

  /** Whole pixel columns, each once, so that translucent fills never overlap. */
  #eachColumn(from: number, to: number, paint: (x: number, sample: number) => void): void {
    const { pixelsPerSample } = this.#sweep;
    const last = Math.floor(this.#sweep.line(to));
    for (let column = Math.floor(this.#sweep.line(from)); column < last; column++)
      paint(
        this.#sweep.screen(column),
        Math.min(to - 1, Math.max(this.history.start, Math.floor(column / pixelsPerSample))),
      );
  }

  #area(band: Band, index: number, from: number, to: number): void {
    const { context } = this;
    const { trace, signal } = band.traces[index];
    const range = this.#rangeFor(band, index, from, to);
    const base = band.top + heightShare(range, 0) * band.height;
    context.fillStyle = this.#colours.get(trace.colour) ?? "gray";
    context.globalAlpha = areaAlpha;
    this.#eachColumn(from, to, (x, sample) => {
      const y = band.top + heightShare(range, this.history.at(signal, sample)) * band.height;
      context.fillRect(x, y, 1, base - y);
    });
    context.globalAlpha = 1;
  }

  #shade(band: Band, from: number, to: number): void {
    const { context } = this;
    const { above, colour } = band.lane.shade!;
    context.fillStyle = this.#colours.get(colour) ?? "gray";
    context.globalAlpha = shadeAlpha;
    this.#eachColumn(from, to, (x, sample) => {
      if (this.history.at(band.shade, sample) > above) context.fillRect(x, band.outer.top, 1, band.outer.height);
    });
    context.globalAlpha = 1;
  }

  /** The axis of a trace; notes when new samples leave it, for `draw` to draw the screen again on a wider one. */
  #rangeFor(band: Band, index: number, from: number, to: number): Range {
    const entry = band.traces[index];
    const { ladder } = entry.trace;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let sample = from; sample < to; sample++) {
      const value = this.history.at(entry.signal, sample);
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const range = ladder[entry.rung];
    if (to <= from || (low >= range.low && high <= range.high)) return range;
    const rung = climb(ladder, entry.rung, low, high);
    if (rung === entry.rung) return range;
    // Traces of one lane on the same ladder share one axis.
    for (const other of band.traces) if (other.trace.ladder === ladder) other.rung = rung;
    this.#widened = true;
    return ladder[rung];
  }

  #tellRungs(): void {
    this.onRungs(this.#bands.map(({ traces }) => traces.map(({ rung }) => rung)));
  }

  /** Lanes that stay keep their axes. */
  #layOut(): void {
    const rungs = new Map(this.#bands.map(({ lane, traces }) => [lane.id, traces.map(({ rung }) => rung)]));
    const total = this.lanes.reduce((sum, { weight }) => sum + weight, 0);
    const height = this.context.canvas.height;
    let above = 0;
    this.#bands = this.lanes.map((lane) => {
      const outer = { top: (above / total) * height, height: (lane.weight / total) * height };
      above += lane.weight;
      return {
        lane,
        outer,
        top: outer.top + laneInset.top * this.#dpr,
        height: Math.max(1, outer.height - (laneInset.top + laneInset.bottom) * this.#dpr),
        shade: lane.shade ? this.history.indexOf(lane.shade.signal) : -1,
        traces: lane.traces.map((trace, k) => ({
          trace,
          signal: this.history.indexOf(trace.signal),
          rung: rungs.get(lane.id)?.[k] ?? 0,
        })),
      };
    });
  }
}
