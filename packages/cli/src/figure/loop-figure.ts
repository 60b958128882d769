/** The figure of `compare`: the left ventricle's loop in every column, with what one reads off it. */
import type { Loop } from "@counterpulse/figures";
import type { Column, VentricularLoop } from "@counterpulse/lab";
import { fixed } from "../print/number.ts";
import { type About, caption, supportName } from "./caption.ts";

const WIDTH = 720;

/** Loops that one can still tell from each other. */
export const MOST_LOOPS = 8;

const COLUMNS = [
  { index: "lv_edv_mL", name: "EDV", unit: "mL" },
  { index: "lv_esv_mL", name: "ESV", unit: "mL" },
  { index: "lv_edp_mmHg", name: "EDP", unit: "mmHg" },
  { index: "lv_stroke_work_mmHg_mL", name: "SW", unit: "mmHg·mL" },
] as const;

export async function loopFigure(
  about: About,
  columns: readonly Column[],
  recorded: readonly VentricularLoop[],
): Promise<string> {
  const { pressureVolumeLoops } = await import("@counterpulse/figures");
  const shown = "Pressure-volume loops of the left ventricle over one assisted cycle.";
  const unsettled = columns.filter((c) => !c.converged).map((c) => supportName(c.support));
  const warning = unsettled.length > 0 ? ` Not in a steady state: ${unsettled.join(", ")}.` : "";
  const loops = recorded.map((loop, i): Loop => {
    const { support, indices } = columns[i];
    const cells = COLUMNS.map(({ index }) => fixed(indices[index], index === "lv_edp_mmHg" ? 1 : 0));
    return { label: supportName(support), volume_mL: loop.volume_mL, pressure_mmHg: loop.pressure_mmHg, cells };
  });
  return pressureVolumeLoops({
    ...caption(about, shown + warning),
    width: WIDTH,
    theme: "light",
    columns: COLUMNS.map(({ name, unit }) => ({ name, unit })),
    loops,
  });
}
