/** The figure of a group-sequential design: its boundaries. */
import type { SequentialDocument } from "../commands/design/sequential.ts";
import { share } from "../print/design.ts";

const THEME = "light";

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
