/** The figures of `validate`: published against model, class by class; and the devices on the bench. */
import type { AgreementPoint, DeviceCurve, DevicePanel, Theme } from "@counterpulse/figures";
import type { CaseClass, CaseResult, ClassCount } from "@counterpulse/lab";
import { significant } from "../print/number.ts";

const WIDTH = 900;

export async function agreementFigure(
  results: readonly CaseResult[],
  counts: readonly ClassCount[],
  closing: readonly string[],
  theme: Theme,
): Promise<string | null> {
  const { agreement } = await import("@counterpulse/figures");
  const panels = counts.flatMap(({ class: kind, held, counted }) => {
    const points = results.filter((r) => r.class === kind).flatMap(pointsOf);
    return points.length === 0 ? [] : [{ label: `${TITLES[kind]}: ${held} of ${counted} inside`, points }];
  });
  if (panels.length === 0) return null;
  return agreement({
    title: "The model against published values",
    subtitle:
      "Each mark is a value, in its own unit: published across, the model's up. Scales are logarithmic from 1 on, on both sides of zero. Grey: what is allowed.",
    note: closing.join(" "),
    width: WIDTH,
    theme,
    panels,
  });
}

const TITLES: Readonly<Record<CaseClass, string>> = {
  spread: "With a published spread",
  direction: "Direction and size",
  curve: "Laws of devices",
};

/** Every point of a curve; of other cases the value, or the middle of an interval with two ends. */
function pointsOf(r: CaseResult): AgreementPoint[] {
  if (r.points)
    return r.points.map((p) => ({
      label: `${r.id} at ${significant(p.at)}`,
      published: p.published,
      model: p.model,
      low: Math.min(0.9 * p.published, 1.1 * p.published),
      high: Math.max(0.9 * p.published, 1.1 * p.published),
      inside: Math.abs(p.model / p.published - 1) <= 0.1,
    }));
  const [low, high] = r.bounds;
  if (r.model === null || low === null || high === null) return [];
  return [
    {
      label: r.id,
      published: r.published ?? (low + high) / 2,
      model: r.model,
      low,
      high,
      inside: r.holds === true,
      ...(r.counted ? {} : { uncounted: true }),
    },
  ];
}

/** Kinds of curves, each a panel: by what is read and what is varied. */
export async function deviceFigure(
  results: readonly CaseResult[],
  closing: readonly string[],
  theme: Theme,
): Promise<string | null> {
  const { deviceCurves } = await import("@counterpulse/figures");
  const curves = results.filter((r) => r.points !== null && r.points.length > 2);
  const kinds = PANELS.map(({ label, xLabel, member, name }): DevicePanel | null => {
    const own = curves.filter((r) => member.test(r.quantity));
    return own.length === 0
      ? null
      : { label, xLabel, yLabel: own[0].unit, curves: own.map((r) => curveOf(r, name.exec(r.quantity)?.[1] ?? r.id)) };
  });
  const panels = kinds.filter((p) => p !== null);
  if (panels.length === 0) return null;
  return deviceCurves({
    title: "Devices on the bench",
    subtitle: "Circles: published. Lines: the model's device between two tanks.",
    note: closing.join(" "),
    width: WIDTH,
    theme,
    panels,
  });
}

const FLOW = "flow (L/min)";
const PANELS = [
  { label: "Rotaflow", xLabel: FLOW, member: /^Rotaflow head at/, name: /at ([\d,]+ rpm)/ },
  { label: "Return cannulae", xLabel: FLOW, member: /^return cannula/, name: /of (\d+ Fr)/ },
  { label: "Drainage cannulae", xLabel: FLOW, member: /^drainage cannula/, name: /of (\d+ Fr)/ },
  { label: "Oxygenators", xLabel: FLOW, member: /^(Quadrox|Nautilus)/, name: /^(.*), loss/ },
  {
    label: "Impella 2.5",
    xLabel: "performance level (9: boost)",
    member: /end of the flow range/,
    name: /, (lower|upper) end/,
  },
] as const;

function curveOf(r: CaseResult, label: string): DeviceCurve {
  const points = r.points!;
  return {
    label,
    at: points.map((p) => p.at),
    published: points.map((p) => p.published),
    model: points.map((p) => p.model),
  };
}
