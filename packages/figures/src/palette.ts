/**
 * Colours and strokes of all figures. Trace colours follow Okabe and Ito's colour-blind-safe set, shifted in lightness
 * until text in them has at least 4.5:1 on the ground; no figure relies on colour alone, a dash or a label goes with it.
 */

export type Theme = "light" | "dark";

export type Tone = "ink" | "grey" | "red" | "blue" | "orange" | "purple" | "green" | "yellow";

export interface Colours {
  readonly ground: string;
  readonly ink: string;
  /** Text of second rank: units, ticks, notes. */
  readonly soft: string;
  readonly axis: string;
  readonly grid: string;
  readonly tones: Readonly<Record<Tone, string>>;
}

export const THEMES: Readonly<Record<Theme, Colours>> = {
  light: {
    ground: "#ffffff",
    ink: "#12181d",
    soft: "#4c5a66",
    axis: "#75838f",
    grid: "#e3e8ec",
    tones: {
      ink: "#12181d",
      grey: "#51616e",
      red: "#c02a1d",
      blue: "#0b68a6",
      orange: "#9c5200",
      purple: "#9a3586",
      green: "#00734f",
      yellow: "#756300",
    },
  },
  dark: {
    ground: "#040608",
    ink: "#e9eef2",
    soft: "#a3b0bb",
    axis: "#6b7985",
    grid: "#1d262e",
    tones: {
      ink: "#e9eef2",
      grey: "#a9b7c3",
      red: "#ff6f61",
      blue: "#5cb8f2",
      orange: "#f5a83d",
      purple: "#de8fd0",
      green: "#35d39a",
      yellow: "#f2e35c",
    },
  },
};

/** How the first, second … series of a figure is drawn when it does not say so itself. */
export const SERIES: readonly { readonly tone: Tone; readonly dash: string | undefined }[] = [
  { tone: "grey", dash: undefined },
  { tone: "purple", dash: "7 3" },
  { tone: "blue", dash: "2 2.5" },
  { tone: "red", dash: "9 3 2 3" },
  { tone: "green", dash: "12 4" },
  { tone: "orange", dash: "4 2 1 2 1 2" },
  { tone: "yellow", dash: "5 5" },
  { tone: "ink", dash: "1 4" },
];

/** Few curves that stand alone, such as groups of a trial: strong tones, the first one full. */
export const CURVES: readonly { readonly tone: Tone; readonly dash: string | undefined }[] = [
  { tone: "blue", dash: undefined },
  { tone: "orange", dash: "7 3" },
  { tone: "green", dash: "2.5 2.5" },
  { tone: "purple", dash: "9 3 2 3" },
  { tone: "red", dash: "13 4" },
  { tone: "grey", dash: "4 2 1 2 1 2" },
  { tone: "yellow", dash: "5 5" },
  { tone: "ink", dash: "1 3" },
];
