/** Figures of `design`: power and precision over size, boundaries. */
import type { PowerPanel } from "@counterpulse/figures";
import type { QuestionDocument } from "../commands/design/question.ts";
import type { SequentialDocument } from "../commands/design/sequential.ts";
import { points, range, share } from "../print/design.ts";

const WIDTH = 900;
const THEME = "light";

export async function questionFigure(d: QuestionDocument): Promise<string> {
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
    width: WIDTH,
    theme: THEME,
    panels: [power, { ...width, curves: width.curves.map(clipped) }],
  });
}

/** What leaves the axis at small sizes is not drawn. */
function clipped(curve: PowerPanel["curves"][number]): PowerPanel["curves"][number] {
  const from = curve.y.findIndex((value) => value <= 30);
  return from <= 0 ? curve : { ...curve, x: curve.x.slice(from), y: curve.y.slice(from) };
}

export async function boundaryFigure(d: SequentialDocument): Promise<string> {
  const { sequentialBoundary } = await import("@counterpulse/figures");
  const looks = `${d.times.length} ${d.times.length === 1 ? "look" : "looks"}`;
  const binding = d.futility_z ? `; futility ${d.binding ? "binds" : "does not bind"}` : "";
  return sequentialBoundary({
    title: "Boundaries of the group-sequential test",
    subtitle: `${looks}, ${d.sided === 2 ? "two" : "one"}-sided alpha ${d.alpha}, power ${share(d.power)}; inflation ${d.inflation.toFixed(4)}${binding}.`,
    width: 640,
    theme: THEME,
    times: d.times.map((t) => 100 * t),
    efficacy: d.z,
    ...(d.futility_z ? { futility: d.futility_z } : {}),
    twoSided: d.sided === 2,
    ...(d.interim ? { observed: d.interim.map(({ z }) => z) } : {}),
  });
}
