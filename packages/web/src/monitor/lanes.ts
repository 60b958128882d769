/** The lanes that the screen can show, from top to bottom: which signals, on which axes, how high. */
import type { Ladder } from "./scale.ts";

export interface LaneTrace {
  readonly signal: string;
  readonly ladder: Ladder;
  /** Name of the colour in theme/tokens.css. */
  readonly colour: string;
  readonly style: "main" | "thin" | "area";
}

export interface Lane {
  readonly id: LaneId;
  /** In the list of traces that can be shown or hidden; the others are always there. */
  readonly choice?: string;
  readonly label: string;
  readonly unit: string;
  /** Share of the height. */
  readonly weight: number;
  /** The first one's axis is drawn; a second axis belongs to the trace marked so. */
  readonly traces: readonly LaneTrace[];
  /** Signals in the same lane that need a word of their own. */
  readonly also?: readonly {
    readonly label: string;
    readonly colour: string;
    readonly unit?: string;
    readonly trace?: number;
  }[];
  /** The lane is tinted while this signal is above the value: shows on the pressure when the balloon is up. */
  readonly shade?: { readonly signal: string; readonly above: number; readonly colour: string };
}

export type LaneId = "ecg" | "root" | "radial" | "pa" | "cvp" | "lad" | "resp" | "balloon" | "ecmo";

/** Kept free above the traces for the lane's name and below for the lowest tick, in CSS pixels. */
export const laneInset = { top: 14, bottom: 4 };

const arterial: Ladder = [
  { low: -4, high: 128, ticks: [0, 40, 80, 120] },
  { low: -5, high: 170, ticks: [0, 40, 80, 120, 160] },
  { low: -8, high: 250, ticks: [0, 80, 160, 240] },
];
// Half as high a lane, half as many ticks.
const radial: Ladder = arterial.map((range, i) => ({
  ...range,
  ticks: [
    [0, 60, 120],
    [0, 80, 160],
    [0, 120, 240],
  ][i],
}));
const pulmonary: Ladder = [
  { low: -2, high: 48, ticks: [0, 20, 40] },
  { low: -4, high: 88, ticks: [0, 40, 80] },
];
const venous: Ladder = [
  { low: -4, high: 24, ticks: [0, 10, 20] },
  { low: -14, high: 46, ticks: [0, 20, 40] },
];
// The two axes of the balloon's lane share their zero and its place: a fifth of the height from below.
const balloonVolume: Ladder = [{ low: -13, high: 52, ticks: [0, 25, 50] }];
const balloonPressure: Ladder = [
  { low: -40, high: 160, ticks: [0, 80, 160] },
  { low: -75, high: 300, ticks: [0, 150, 300] },
];
const flow: Ladder = [
  { low: -0.5, high: 6.5, ticks: [0, 3, 6] },
  { low: -3.4, high: 6.5, ticks: [-3, 0, 6] },
];
const coronary: Ladder = [
  { low: -30, high: 170, ticks: [0, 80, 160] },
  { low: -80, high: 430, ticks: [0, 200, 400] },
];
const chest: Ladder = [
  { low: -10, high: 13, ticks: [-8, 0, 8] },
  { low: -24, high: 44, ticks: [-20, 0, 20, 40] },
];
const millivolts: Ladder = [{ low: -0.45, high: 1.35, ticks: [0, 1] }];

const main = (signal: string, ladder: Ladder, colour: string): LaneTrace => ({
  signal,
  ladder,
  colour,
  style: "main",
});

export const allLanes: readonly Lane[] = [
  { id: "ecg", label: "ECG", unit: "mV", weight: 9, traces: [main("ecg", millivolts, "trace-ecg")] },
  {
    id: "root",
    label: "Aortic root",
    unit: "mmHg",
    weight: 24,
    traces: [
      { signal: "lv.p", ladder: arterial, colour: "trace-lv", style: "thin" },
      main("aortic_root.p", arterial, "trace-root"),
    ],
    also: [{ label: "Left ventricle", colour: "trace-lv" }],
    shade: { signal: "iabp.volume", above: 8, colour: "trace-balloon" },
  },
  {
    id: "radial",
    label: "Right radial",
    unit: "mmHg",
    weight: 15,
    traces: [main("right_arm_arteries.p", radial, "trace-radial")],
  },
  {
    id: "pa",
    choice: "Pulmonary artery",
    label: "PA",
    unit: "mmHg",
    weight: 13,
    traces: [main("pulmonary_artery.p", pulmonary, "trace-pa")],
  },
  {
    id: "cvp",
    choice: "Central venous pressure",
    label: "CVP",
    unit: "mmHg",
    weight: 10,
    traces: [main("right_atrium.p", venous, "trace-cvp")],
  },
  {
    id: "lad",
    choice: "LAD flow",
    label: "LAD flow",
    unit: "mL/min",
    weight: 11,
    traces: [main("lad.flow", coronary, "trace-lad")],
  },
  {
    id: "resp",
    choice: "Respiration",
    label: "Chest pressure",
    unit: "mmHg",
    weight: 9,
    traces: [main("thorax.p", chest, "trace-resp")],
  },
  {
    id: "balloon",
    choice: "Balloon",
    label: "Balloon volume",
    unit: "mL",
    weight: 13,
    traces: [
      { signal: "iabp.volume", ladder: balloonVolume, colour: "trace-balloon", style: "area" },
      { signal: "iabp.pressure", ladder: balloonPressure, colour: "trace-helium", style: "thin" },
    ],
    also: [{ label: "Helium pressure", unit: "mmHg", colour: "trace-helium", trace: 1 }],
  },
  {
    id: "ecmo",
    choice: "Device flow",
    label: "ECMO flow",
    unit: "L/min",
    weight: 10,
    traces: [
      { signal: "impella.flow", ladder: flow, colour: "trace-impella", style: "thin" },
      { signal: "tandemheart.flow", ladder: flow, colour: "trace-tandem", style: "thin" },
      main("ecmo.flow", flow, "trace-ecmo"),
    ],
    also: [
      { label: "Impella", colour: "trace-impella" },
      { label: "TandemHeart", colour: "trace-tandem" },
    ],
  },
];

/** What the worker is asked to send: every signal of the lanes, and the loop's volume. */
export const observedSignals: readonly string[] = [
  ...new Set([...allLanes.flatMap(({ traces }) => traces.map(({ signal }) => signal)), "lv.p", "lv.V"]),
];

/** The colours that the traces are drawn in. */
export const traceColours: readonly string[] = allLanes.flatMap(({ traces, shade }) =>
  [...traces, ...(shade ? [shade] : [])].map(({ colour }) => colour),
);
