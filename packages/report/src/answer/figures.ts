/** The answer's figures: from its data to SVG. */
import type { PoolDocument } from "@counterpulse/evidence";
import type { Theme, Tone } from "@counterpulse/figures";
import { fixed } from "../number.ts";
import type { AnswerData, PatientResult, StudyResult } from "./data.ts";
import type { Question } from "./trials.ts";
import { LIMITS, type Verdict } from "./verdict.ts";
import { capital } from "./words.ts";

const WIDTH = 860;
/** On page one. */
const SMALL = 640;
const closing = ({ model }: AnswerData): string =>
  `${capital(model.name)} ${model.version}, hash ${model.hash}. For research and teaching; not a medical device.`;

const VERDICTS: readonly { verdict: Verdict; label: string; tone: Tone; hollow?: boolean }[] = [
  { verdict: "helps", label: "helps", tone: "blue" },
  { verdict: "nothing", label: "does nothing", tone: "grey", hollow: true },
  { verdict: "hurts", label: "hurts", tone: "red" },
];

export async function patientsFigure(
  data: AnswerData,
  judged: readonly { readonly patient: PatientResult; readonly verdict: Verdict; readonly wedge: number }[],
  theme: Theme,
): Promise<string> {
  const { waterfall } = await import("@counterpulse/figures");
  return waterfall({
    title: "The balloon added to VA-ECMO, patient by patient",
    subtitle: `${judged.length} virtual patients, ${data.population.title.toLowerCase()}; ECMO held at 4 L/min, balloon 40 mL at every beat.`,
    note: `Dotted: ${LIMITS.pressure_mmHg} mmHg. A bar may count as harm for LV end-diastolic pressure or flow, which it does not show. ${closing(data)}`,
    width: SMALL,
    theme,
    yLabel: "change of wedge pressure, mmHg",
    levels: [-LIMITS.pressure_mmHg, LIMITS.pressure_mmHg],
    groups: VERDICTS.map(({ verdict, ...shown }) => ({
      ...shown,
      values: judged.filter((one) => one.verdict === verdict).map(({ wedge }) => wedge),
    })),
  });
}

/** What a balloon adds while one thing gets worse. */
export async function ladderFigure(data: AnswerData, theme: Theme): Promise<string> {
  const { powerCurves } = await import("@counterpulse/figures");
  const panels = data.ladders.map(({ parameter, steps }) => {
    const { label, unit } = data.words[parameter] ?? { label: parameter, unit: "" };
    const curve = (name: string, of: (step: (typeof steps)[number]) => number | null) => {
      const known = steps.filter((step) => of(step) !== null);
      return { label: name, x: known.map(({ value }) => value), y: known.map((step) => of(step) as number) };
    };
    return {
      label: capital(label),
      xLabel: unit && unit !== "1" ? unit : "",
      yLabel: "change when the balloon is added, mmHg",
      levels: [-LIMITS.pressure_mmHg, LIMITS.pressure_mmHg],
      curves: [
        curve("wedge", (step) => step.wedge_change_mmHg),
        curve("LV end-diastolic", (step) => step.edp_change_mmHg),
      ],
    };
  });
  return powerCurves({
    title: "Where the balloon under VA-ECMO stops helping",
    subtitle: `Built-in patient ${[...new Set(data.ladders.map(({ patient }) => patient))].join(", ")}, one thing changed at a time. Dotted: ${LIMITS.pressure_mmHg} mmHg down and up.`,
    note: closing(data),
    width: WIDTH,
    theme,
    panels,
  });
}

/** Curves of a panel. */
const MOST = 7;

export async function studyFigure(data: AnswerData, study: StudyResult, theme: Theme): Promise<string> {
  const { powerCurves } = await import("@counterpulse/figures");
  const sizes = [...new Set(study.rows.map(({ n }) => n))].sort((x, y) => x - y);
  const curves = study.endpoints.map(({ endpoint }) => {
    const own = study.rows.filter((row) => row.endpoint === endpoint).sort((x, y) => x.n - y.n);
    return {
      label: data.words[endpoint]?.label ?? endpoint,
      x: own.map(({ n }) => n),
      y: own.map(({ power }) => 100 * power),
    };
  });
  const ranked = [...curves].sort((p, q) => area(q.y) - area(p.y));
  const half = Math.min(MOST, Math.ceil(ranked.length / 2));
  const panel = (label: string, some: typeof curves) => ({
    label,
    xLabel: "patients",
    yLabel: "% of studies with P < 0.05",
    curves: some,
    levels: [80],
    sizes: sizes.includes(study.n) ? [{ at: study.n, label: String(study.n) }] : [],
    range: [0, 100] as const,
  });
  return powerCurves({
    title: "What the controlled study can settle",
    subtitle: `${study.title}: power of each endpoint over the number of patients, ${study.repeats} simulated studies each.`,
    note: closing(data),
    width: WIDTH,
    theme,
    panels: [
      panel("Endpoints that few patients settle", ranked.slice(0, half)),
      panel("Endpoints that need more", ranked.slice(half, half + MOST)),
    ].filter((p) => p.curves.length > 0),
  });
}

const area = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Power over size alone, for page one. */
export async function powerFigure({ curves, trial, registry, alpha }: Question, theme: Theme): Promise<string> {
  const { powerCurves } = await import("@counterpulse/figures");
  const points = fixed(100 * registry.deaths.difference.value, 1).replace("-", "−");
  return powerCurves({
    title: "How large a trial must be",
    subtitle: `Power over the number of patients, if all, half or nothing of the registry's difference (${points} points of 28-day mortality) is real. Dotted: 80 %.`,
    note: "Normal two-sided test, equal groups. For research and teaching; not a medical device.",
    width: SMALL,
    theme,
    panels: [
      {
        label: "",
        xLabel: "patients in both groups",
        yLabel: `% of trials with P < ${alpha}`,
        curves: curves.power.map(({ scenario, values }) => ({
          ...{ label: `if ${scenario}`, x: curves.n, y: values.map((value) => 100 * value) },
        })),
        levels: [80],
        sizes: [{ at: trial.n, label: String(trial.n) }],
        range: [0, 100],
      },
    ],
  });
}

export async function evidenceFigure(pools: readonly PoolDocument[], theme: Theme): Promise<string> {
  const { forest } = await import("@counterpulse/figures");
  return forest({
    title: "Death with and without the device",
    subtitle: "Pools of what was read, and reviews of the balloon under VA-ECMO as they printed it.",
    note: "Pools: counts that were read; random effects with Hartung and Knapp's test where there is more than one study. The balloon under VA-ECMO: cohorts, not trials. Not a medical device.",
    width: WIDTH,
    theme,
    measure: "Risk ratio",
    scale: "ratio",
    decimals: 2,
    columns: ["studies"],
    favours: ["fewer die with it", "fewer die without"],
    groups: [
      {
        label: "Pooled here",
        rows: pools.map(({ title, analysis }) => ({
          label: title,
          estimate: analysis.pooled.value,
          ci: analysis.pooled.ci,
          cells: [String(analysis.k)],
        })),
      },
      {
        label: "VA-ECMO with v without IABP, as printed by reviews",
        rows: pools
          .filter(({ id }) => id === "balloon-on-ecmo")
          .flatMap(({ published }) =>
            published.flatMap(({ title, measure, value, ci }) =>
              measure !== "RR" || value === null || ci === null
                ? []
                : [{ label: title, estimate: Number(value), ci: [Number(ci[0]), Number(ci[1])] as const, cells: [""] }],
            ),
          ),
      },
    ].filter(({ rows }) => rows.length > 0),
  });
}
