/** A fit as a person reads it: targets asked and met, parameters with what is left of their spread, warnings. */
import type { IndexDefinition, Model } from "@counterpulse/engine";
import type { Fit, FittedParameter } from "@counterpulse/lab";
import type { Colours } from "./colour.ts";
import { decimalsOf, labelOf, unitText } from "./index-groups.ts";
import { fixed, signed, significant } from "./number.ts";
import { paragraph, table } from "./table.ts";

/** Beyond this a target is shown as missed. */
const FAR = 2;

export function targetLines(fit: Fit, definitions: readonly IndexDefinition[], colours: Colours): string[] {
  const units = new Map(definitions.map((d) => [d.id, unitText(d.unit)]));
  const rows = fit.targets.map(({ index, target, sd, fitted, z }) => {
    const decimals = Math.max(1, decimalsOf(index));
    const text = signed(z, 2);
    return [
      `  ${labelOf(index)}`,
      units.get(index) ?? "",
      significant(target),
      significant(sd, 2),
      fixed(fitted, decimals),
      z !== null && Math.abs(z) > FAR ? colours.red(text) : text,
      colours.dim(index),
    ];
  });
  const shape = [
    { align: "left", header: "Targets" },
    { align: "left" },
    { align: "point", header: "asked" },
    { align: "point", header: "sd" },
    { align: "point", header: "fitted" },
    { align: "point", header: "z" },
    { align: "left" },
  ] as const;
  return table(shape, rows, { header: colours.bold });
}

export function parameterLines(fit: Fit, model: Model, colours: Colours): string[] {
  const units = new Map(model.parameters.map((p) => [p.id, p.spec.unit === "1" ? "" : p.spec.unit]));
  const rows = fit.parameters.map((p) => {
    const cells = [
      `  ${p.id}`,
      units.get(p.id) ?? "",
      significant(p.value, 4),
      `± ${significant(p.sd, 2)}`,
      ...before(p),
    ];
    return p.status === "not informed" ? cells.map(colours.dim) : cells;
  });
  const shape = [
    { align: "left", header: "Parameters" },
    { align: "left" },
    { align: "point", header: "fitted" },
    { align: "left", header: "1 sd" },
    { align: "left", header: "prior" },
    { align: "left", header: "told by the targets" },
  ] as const;
  return table(shape, rows, { header: colours.bold });
}

/** What was believed before, and how much of its variance the targets took away. */
function before({ prior, informed, status }: FittedParameter): [string, string] {
  if (!prior) return ["", status];
  const share = informed < 0.005 ? "nothing" : `${Math.round(100 * informed)} %`;
  return [`${significant(prior.median, 3)} ± ${significant(prior.sd, 2)}`, status === "fitted" ? share : "nothing"];
}

export function verdictLines(fit: Fit, width: number, colours: Colours): string[] {
  const ends = fit.starts.filter((s) => s.objective !== null).length;
  const quality = `Targets are met to ${fixed(fit.rmse_z, 2)} sd (root mean square of z)`;
  const effort = `${fit.starts.length} starts, ${ends} with a steady state; ${fit.work.steady_states} steady states, ${fit.work.beats} beats; seed ${fit.seed}`;
  const state = fit.converged ? [] : [colours.yellow("The fit did not converge.")];
  const warnings = fit.warnings.flatMap((text) => paragraph(text, width, "! ").map(colours.yellow));
  return [`${quality}.`, ...state, ...(fit.starts.length > 0 ? paragraph(`${effort}.`, width) : []), ...warnings];
}
