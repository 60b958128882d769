/** What a result is about and how far it is to be trusted: patient, devices, steady state, the model's stamp. */
import type { Model, Patient } from "@counterpulse/engine";
import type { Column, ModelStamp, Settings } from "@counterpulse/lab";
import type { Colours } from "./colour.ts";
import { fixed, signed, significant } from "./number.ts";
import { paragraph, table } from "./table.ts";

export function patientLines(patient: Patient, width: number, colours: Colours): string[] {
  const source = patient.source ? paragraph(patient.source, width, "Source: ") : [];
  return [`${colours.bold(patient.title)} (${patient.id})`, ...source.map(colours.dim)];
}

/** What the user set, with the parameter's unit. */
export function settingLines(model: Model, settings: Settings, width: number): string[] {
  const units = new Map(model.parameters.map((p) => [p.id, p.spec.unit]));
  const list = Object.entries(settings).map(([id, value]) => {
    const unit = units.get(id) ?? "1";
    return `${id} = ${significant(value, 6)}${unit === "1" ? "" : ` ${unit}`}`;
  });
  return list.length > 0 ? paragraph(list.join(", "), width, "Set: ") : [];
}

const RETURN_SITES = ["femoral artery", "ascending aorta", "right axillary artery"];

/** The devices in use, as one would hand them over. `value` reads a parameter in its public unit. */
export function deviceLines(supports: readonly string[], value: (id: string) => number, width: number): string[] {
  const used = new Set(supports.flatMap((support) => support.split("+").map((device) => device.trim())));
  const lines: string[] = [];
  if (used.has("iabp")) {
    const timing = (["inflation", "deflation"] as const).flatMap((event) => {
      const offset = value(`iabp.${event}_offset_ms`);
      return offset === 0 ? [] : [`${event} ${significant(Math.abs(offset))} ms ${offset < 0 ? "early" : "late"}`];
    });
    const parts = [`${significant(value("iabp.volume_mL"))} mL`, `1:${value("iabp.ratio")}`, ...timing];
    lines.push(...paragraph(parts.join(", "), width, "IABP: "));
  }
  if (used.has("va-ecmo")) {
    const held =
      value("va-ecmo.control") < 0.5
        ? `flow held at ${significant(value("va-ecmo.flow_L_min"))} L/min`
        : `speed held at ${significant(value("va-ecmo.speed_rpm"))} rpm`;
    const drainage = `drainage ${significant(value("va-ecmo.drainage_cannula_Fr"))} Fr`;
    const site = RETURN_SITES[value("va-ecmo.return_site")];
    const back = `return ${significant(value("va-ecmo.return_cannula_Fr"))} Fr into the ${site}`;
    lines.push(...paragraph([held, drainage, back].join(", "), width, "VA-ECMO: "));
  }
  return lines;
}

/** Per column: is the left ventricle distended, why, and has the circulation settled. */
export function ventricleLines(columns: readonly Column[], width: number, colours: Colours): string[] {
  const rows = columns.map((c) => {
    const at = c.evaluated_at_s === null ? "" : `, values at ${significant(c.evaluated_at_s)} s`;
    return [c.support, distension(c, colours), c.converged ? "steady state" : colours.yellow(`not settled${at}`)];
  });
  const reasons = columns
    .filter((c) => !c.converged)
    .flatMap((c) => paragraph(unsettled(c), width, `  ${c.support}: `).map(colours.yellow));
  return [
    colours.bold("Left ventricle distended? (valve open less than 5 % of the beat, or wedge up by 10 mmHg or more)"),
    ...table([{ align: "left" }, { align: "left" }, { align: "left" }], rows, { indent: 2 }),
    ...reasons,
  ];
}

function distension({ indices, lv_distended: distended, lv_distension: lv }: Column, colours: Colours): string {
  const open = indices.aortic_valve_open_fraction;
  const valve = open === null ? "valve not known" : `valve open ${fixed(100 * open, 0)} %`;
  const rise = lv.wedge_rise_mmHg ? ` (${signed(lv.wedge_rise_mmHg, 1)})` : "";
  const wedge = indices.pcwp_mmHg === null ? "wedge not known" : `wedge ${fixed(indices.pcwp_mmHg, 1)}${rise} mmHg`;
  return `${distended ? colours.red("yes") : "no"}: ${valve}, ${wedge}`;
}

function unsettled({ reason }: Pick<Column, "reason">): string {
  const text = (reason ?? "no reason given").replace(/^it has not settled: /, "");
  return text.startsWith("no steady state") ? text : `not settled: ${text}`;
}

/** The state of a single result. */
export function settledLines(result: Pick<Column, "converged" | "reason">, width: number, colours: Colours): string[] {
  if (result.converged) return ["Values are those of the steady state."];
  return paragraph(unsettled(result), width).map((line) => colours.yellow(line));
}

/** Which model said so, and what it is not. */
export function closingLines(model: ModelStamp, settings: Readonly<Record<string, number>>): string[] {
  const reflexes = settings["reflexes.on"] ? "on" : "off";
  return [
    `Model: ${model.name} ${model.version}, hash ${model.hash}; reflexes ${reflexes}.`,
    "For research and teaching; not a medical device.",
  ];
}
