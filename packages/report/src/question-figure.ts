/** Power and precision of a trial of the balloon over its size. */
import type { PowerPanel } from "@counterpulse/figures";
import { points, range, share } from "./design.ts";
import type { Drawing } from "./evidence-figures.ts";
import type { SizedQuestion } from "./question.ts";

const WIDTH = 900;

export async function questionFigure(
  d: SizedQuestion,
  { theme = "light", width: wide = WIDTH }: Drawing = {},
): Promise<string> {
  const { powerCurves } = await import("@counterpulse/figures");
  const { curves, registry, scenarios, trial } = d;
  const sized = d.registered.flatMap(({ n }) => (n === null ? [] : [n]));
  const sizes = [...new Set([...sized, trial.n])].map((n) => ({ at: n, label: String(n) }));
  const pct = (values: readonly number[]): number[] => values.map((value) => 100 * value);
  const power: PowerPanel = {
    label: "Power",
    xLabel: "Patients in both groups",
    yLabel: `% of trials with P < ${d.alpha}`,
    curves: curves.power.map(({ scenario, values }) => ({ label: `if ${scenario}`, x: curves.n, y: pct(values) })),
    levels: [80, 90],
    sizes,
    range: [0, 100],
  };
  const known = curves.detectable.map(({ power: wanted, values }) => {
    const at = curves.n.flatMap((n, i) => (values[i] === null ? [] : [{ n, value: 100 * values[i] }]));
    return {
      label: `found, ${share(wanted).replace(".0", "")}`,
      x: at.map(({ n }) => n),
      y: at.map(({ value }) => value),
    };
  });
  const width: PowerPanel = {
    label: "Difference that is found, and half of the 95 % CI",
    xLabel: "Patients in both groups",
    yLabel: "points of 28-day mortality",
    curves: [...known, { label: "± CI", x: curves.n, y: pct(curves.half_width) }],
    levels: scenarios.filter(({ difference }) => difference !== 0).map(({ difference }) => -100 * difference),
    sizes,
    range: [0, 30],
  };
  const { counts, difference, source } = registry.deaths;
  const risk = `${share(counts.a / counts.n1)} with the balloon, ${share(counts.b / counts.n2)} without`;
  return powerCurves({
    title: "What a trial of the balloon under VA-ECMO can show",
    subtitle: `28-day mortality in ${source.study}: ${risk}; ${points(difference.value)} points (${range(points(difference.ci[0]), points(difference.ci[1]))}). Right: all of this is real; half right: half of it; wrong: none. Upright lines: registered trials and ${trial.n}; dotted: a power of 80 and 90 %, the registry's difference and half of it.`,
    note: "Normal two-sided test, equal groups; the control risk is the registry's. For research and teaching; not a medical device.",
    width: wide,
    theme,
    panels: [power, { ...width, curves: width.curves.map(clipped) }],
  });
}

/** What leaves the axis at small sizes is not drawn. */
function clipped(curve: PowerPanel["curves"][number]): PowerPanel["curves"][number] {
  const from = curve.y.findIndex((value) => value <= 30);
  return from <= 0 ? curve : { ...curve, x: curve.x.slice(from), y: curve.y.slice(from) };
}
