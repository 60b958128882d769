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

/** The unit of a parameter as the model states it; "1" for pure numbers. */
export function unitReader(model: Model): (parameter: string) => string {
  const units = new Map(model.parameters.map((p) => [p.id, p.spec.unit]));
  return (id) => units.get(id) ?? "1";
}

/** What the user set, with the parameter's unit. */
export function settingLines(model: Model, settings: Settings, width: number): string[] {
  const unitOf = unitReader(model);
  const list = Object.entries(settings).map(([id, value]) => {
    const unit = unitOf(id);
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
    const drainage = `drainage ${significant(value("va-ecmo.drainage_cannula_Fr"))} Fr`;
    const site = RETURN_SITES[value("va-ecmo.return_site")];
    const back = `return ${significant(value("va-ecmo.return_cannula_Fr"))} Fr into the ${site}`;
    const vents = Object.entries({ la: "left atrial", pa: "pulmonary artery" }).flatMap(([id, place]) => {
      const share = value(`va-ecmo.${id}_vent_share`);
      return share > 0 ? [`${place} vent for ${significant(100 * share)} % of the flow`] : [];
    });
    lines.push(...paragraph([heldBy("va-ecmo", value), drainage, back, ...vents].join(", "), width, "VA-ECMO: "));
  }
  if (used.has("impella")) {
    const level = value("impella.level");
    const rest = level < 0.5 ? ", standing" : "";
    lines.push(...paragraph(`${value("impella.model") < 0.5 ? "2.5" : "CP"}, P-${level}${rest}`, width, "Impella: "));
  }
  if (used.has("tandemheart")) {
    const drainage = `transseptal ${significant(value("tandemheart.drainage_cannula_Fr"))} Fr`;
    const back = `return ${significant(value("tandemheart.return_cannula_Fr"))} Fr into the left femoral artery`;
    const parts = [heldBy("tandemheart", value), drainage, back];
    lines.push(...paragraph(parts.join(", "), width, "TandemHeart: "));
  }
  const hole = value("vent.septostomy_diameter_mm");
  if (hole > 0) lines.push(...paragraph(`${significant(hole)} mm, with every support`, width, "Septostomy: "));
  return lines;
}

function heldBy(pump: string, value: (id: string) => number): string {
  return value(`${pump}.control`) < 0.5
    ? `flow held at ${significant(value(`${pump}.flow_L_min`))} L/min`
    : `speed held at ${significant(value(`${pump}.speed_rpm`))} rpm`;
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
    ...table([{ align: "left" }, { align: "left", fill: true }, { align: "left" }], rows, { indent: 2, page: width }),
    ...reasons,
  ];
}

function distension({ indices, lv_distended: distended, lv_distension: lv }: Column, colours: Colours): string {
  const open = indices.aortic_valve_open_fraction;
  // A shut valve is also what a pump makes that takes the ventricle's whole output.
  const pumped =
    lv.valve_shut && !lv.wedge_raised && (indices.impella_flow_L_min ?? 0) > 0 ? ", output by the Impella" : "";
  const valve = open === null ? "valve not known" : `valve open ${fixed(100 * open, 0)} %${pumped}`;
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
