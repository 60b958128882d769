/** The figure of `sensitivity`: a panel for each change, its factors from the largest total effect down. */
import type { SensitivityPanel } from "@counterpulse/figures";
import type { OutputSensitivity, Sensitivity } from "@counterpulse/lab";
import { indexName } from "../print/index-name.ts";
import { signed } from "../print/number.ts";
import { meanText } from "../print/sensitivity.ts";
import { supportName } from "./caption.ts";

const WIDTH = 760;
/** Factors of a panel; those below explain little. */
const MOST_ROWS = 8;

/** @param set devices and settings in words @param closing model and disclaimer */
export async function sensitivityFigure(
  result: Sensitivity,
  set: readonly string[],
  closing: readonly string[],
): Promise<string> {
  const { sensitivityBars } = await import("@counterpulse/figures");
  const { population, n, patients, seed } = result;
  const sample = `${population.title}: ${patients.toLocaleString("en-US")} patients (${n} rows, seed ${seed}).`;
  const panels = result.outputs.map(panelOf).filter((panel) => panel.rows.length > 0);
  return sensitivityBars({
    title: "What decides the effect of support",
    subtitle: [sample, ...set.map((line) => `${line}.`)].join(" "),
    note: [result.method, `${result.independent}.`, ...closing].join(" "),
    noteLabel: "rank correlation of the factor with the change; a minus: the more of it, the lower",
    width: WIDTH,
    theme: "light",
    panels,
  });
}

function panelOf(output: OutputSensitivity): SensitivityPanel {
  const supports = output.change_of.split(" -> ").map(supportName).join(" to ");
  const rows = output.factors.slice(0, MOST_ROWS).flatMap((f) => {
    if (f.first === null || f.total === null) return [];
    return [
      {
        label: f.label,
        first: f.first,
        total: f.total,
        ...(f.ci.first ? { firstInterval: f.ci.first } : {}),
        ...(f.ci.total ? { totalInterval: f.ci.total } : {}),
        note: signed(f.rank_correlation, 2).replace("-", "−"),
      },
    ];
  });
  return { label: `Change of ${indexName(output.index)}, ${supports}: ${meanText(output).replaceAll("-", "−")}`, rows };
}
