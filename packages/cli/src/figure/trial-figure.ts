/** Figure of `trial simulate`: power over size, and when trials stop. */
import type { PowerPanel } from "@counterpulse/figures";
import type { TrialDocument } from "../commands/trial/simulate.ts";
import { share } from "../print/design.ts";

export async function trialFigure(d: TrialDocument): Promise<string> {
  const { powerCurves } = await import("@counterpulse/figures");
  const all = d.scenarios.filter((s) => s.enrolled === null);
  const power: PowerPanel = {
    label: "Rejected in favour of the experimental arm",
    xLabel: "Patients at most, both arms",
    yLabel: "% of trials",
    curves: all.map(({ effect }) => {
      const own = d.sizes.filter((s) => s.effect === effect);
      return { label: effect, x: own.map((s) => s.n), y: own.map((s) => 100 * s.power) };
    }),
    levels: [80, 90],
    sizes: [{ at: d.trial.n, label: String(d.trial.n) }],
    range: [0, 100],
  };
  const stopping: PowerPanel = {
    label: "Ended by then",
    xLabel: "Patients with complete follow-up at the look",
    yLabel: "% of trials",
    curves: all.map((s) => ({
      label: s.effect,
      // Steps: nobody stops between looks.
      x: [0, ...s.stop_by_look.flatMap((l) => [l.patients, l.patients])],
      y: [
        0,
        ...s.stop_by_look.flatMap((l) => [l.cumulative - l.stopped, l.cumulative].map((y) => 100 * Math.min(1, y))),
      ],
    })),
    sizes: d.stop_by_look.map((l) => ({ at: l.patients, label: `look ${l.look}` })),
    range: [0, 100],
  };
  const { arms, effect } = d.protocol;
  const link =
    effect.kind === "link" ? " ASSUMPTION: the effect comes through the circulation, with a strength set by hand." : "";
  return powerCurves({
    title: d.trial.title,
    subtitle: `${arms.experimental} against ${arms.control}. Curves: effect on the hazard of death; dotted: 80 and 90 %; upright: ${d.trial.n} patients.${link}`,
    note: `${d.repeats} trials a scenario, at most 2000 a point of the curves, seed ${d.seed}; type I error ${share(d.type_1_error?.value ?? null)}. ${d.assumptions.length} figures of the protocol are assumed or recalled. For research and teaching; not a medical device.`,
    width: 900,
    theme: "light",
    panels: d.stop_by_look.length > 1 ? [power, stopping] : [power],
  });
}
