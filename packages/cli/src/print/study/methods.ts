/** Methods of a study for its report: who, what in which order, what is measured how well, all with sources. */
import type { ModelStamp, Protocol } from "@counterpulse/lab";
import { significant } from "../number.ts";
import type { Hashes } from "./documents.ts";
import type { Block, ReportTable } from "./report.ts";
import { analysisText, armLabel, contrastText, designText, nameOf, nameWithUnit, unitOf } from "./words.ts";

export function methodsBlocks(protocol: Protocol): Block[] {
  const { document } = protocol;
  const { schedule, dropout } = document;
  const set = Object.entries(document.set ?? {}).map(([id, value]) => `${id} = ${value}`);
  const values =
    schedule.values === "steady"
      ? "True values are those of the steady state under the settings of each arm; who comes to none in some arm is read at one time in all of them."
      : "The circulation is run through the periods, each from where the one before left it.";
  return [
    `Design: ${designText(document.design)}. ${whoText(protocol)}${set.length > 0 ? ` Set in every arm: ${set.join(", ")}.` : ""}`,
    { table: armTable(protocol) },
    `Order: ${orderText(protocol)}. ${timeText(protocol)} (${schedule.source}). ${values}`,
    { table: instrumentTable(protocol) },
    { table: measureTable(protocol) },
    "Error is the standard deviation of one reading, bias that of an error that stays with a patient (beside a mean, where there is one), drift that of its change in an hour; % are of the true value. Values wander from period to period by the last column, treatment unchanged.",
    ...trendBlocks(protocol),
    ...(dropout
      ? [`Dropout before each later period: ${significant(100 * dropout.per_period)} % (${dropout.source}).`]
      : []),
    { table: analysisTable(protocol) },
  ];
}

function whoText({ document, populations, patient }: Protocol): string {
  if (populations.length === 0) return `One patient: ${patient!.title}.`;
  const sources = populations.map(({ population }) => `${population.title}: ${population.source}.`);
  if (populations.length === 1)
    return `Patients are drawn from the population “${populations[0].population.title}” and enrolled by its criteria. ${populations[0].population.source}.`;
  const all = populations.reduce((sum, { share }) => sum + share, 0);
  const given = document.population as readonly { source: string }[];
  const parts = populations.map(
    ({ population, share }, k) => `“${population.title}” (${significant((100 * share) / all)} %; ${given[k].source})`,
  );
  return `Patients are drawn from ${populations.length} populations, ${parts.join(", ")}, each enrolled by its own criteria. ${sources.join(" ")}`;
}

function armTable({ arms, document }: Protocol): ReportTable {
  const rows = [...arms.values()].map(({ id, label, support }) => {
    const { set = {}, source = "" } = document.arms[id];
    const settings = Object.entries(set).map(([name, value]) => `${name} = ${value}`);
    return [label, support, settings.join(", "), source];
  });
  return { header: ["arm", "support", "settings", "source"], rows };
}

function orderText({ sequences, arms }: Protocol): string {
  const name = (arm: string): string => arms.get(arm)!.label;
  const shares = sequences.map(({ share }) => share);
  const orders = sequences.map(({ order }) => order.map(name).join(", then "));
  if (orders.length === 1) return orders[0];
  return `${orders.join("; or ")}; by randomisation in permuted blocks, ${shares.join(":")}`;
}

function timeText({ document: { schedule } }: Protocol): string {
  const { period_min, first_min, washout_min = 0, washout_arm, at_s } = schedule;
  const first = first_min === undefined || first_min === period_min ? "" : ` (the first after ${first_min})`;
  const under = washout_arm ? ` under ${washout_arm}` : "";
  const between = washout_min > 0 ? `, ${washout_min} minutes${under} between periods` : "";
  if (at_s === undefined) return `Measured ${period_min} minutes into each period${first}${between}`;
  return `Measured ${at_s} s into each period, which lasts ${period_min} minutes${first}${between}`;
}

function instrumentTable({ document }: Protocol): ReportTable {
  const rows = Object.values(document.instruments).map(({ label, readings, missing, source }) => [
    label,
    String(readings),
    `${significant(100 * missing)} %`,
    source,
  ]);
  return { header: ["instrument", "readings a period", "missing", "source"], rows, numbers: [1, 2] };
}

function measureTable({ measures, document }: Protocol): ReportTable {
  const rows = measures.map((m) => {
    const amount = (value: number, relative: boolean | undefined): string =>
      value === 0
        ? ""
        : relative
          ? `${significant(100 * value, 3)} %`
          : `${significant(value, 3)} ${unitOf(m.index)}`.trim();
    const [mean, spread] = [m.bias ?? 0, m.bias_sd ?? 0].map((b) => amount(b, m.relative));
    return [
      nameOf(m.index),
      document.instruments[m.instrument].label,
      amount(m.error, m.relative),
      mean ? `${spread}, mean ${mean}` : spread,
      amount(m.drift_sd_per_h ?? 0, m.relative),
      amount(m.fluctuation.sd, m.fluctuation.relative),
      m.source,
    ];
  });
  return { header: ["what", "by", "error", "bias", "drift", "wanders", "source"], rows };
}

function trendBlocks({ document }: Protocol): Block[] {
  const entries = Object.entries(document.trend ?? {});
  if (entries.length === 0) return [];
  const rows = entries.map(([id, { per_h, sd_per_h, relative, source }]) => {
    const unit = relative ? "%" : unitOf(id);
    const shown = (value: number): string => `${significant(relative ? 100 * value : value, 3)} ${unit}`.trim();
    return [nameOf(id), shown(per_h), shown(sd_per_h), source];
  });
  return [
    "What changes with time whatever the treatment, an hour:",
    { table: { header: ["what", "mean", "SD between patients", "source"], rows } },
  ];
}

function analysisTable(protocol: Protocol): ReportTable {
  const { endpoints, criteria = [] } = protocol.document;
  const rows = [
    ...criteria.map((c) => [
      nameWithUnit(c.index),
      "criterion",
      `${c.at_least === undefined ? `at most ${c.at_most}` : `at least ${c.at_least}`} at ${armLabel(protocol, c.at)}`,
      c.source,
    ]),
    ...endpoints.map((e) => [
      nameWithUnit(e.index),
      e.role,
      analysisText(e.analysis),
      contrastText(protocol, e.contrast ?? null),
    ]),
  ];
  return { header: ["endpoint", "role", "analysis", criteria.length > 0 ? "source" : "contrast"], rows };
}

export function provenance(seed: number, model: ModelStamp | null, hashes: Hashes): Block {
  const rows = [
    ["seed", String(seed)],
    ...(model ? [["model", `${model.name} ${model.version}, hash ${model.hash}`]] : []),
    ...Object.entries(hashes).map(([name, hash]) => [`${name}, SHA-256`, hash]),
  ];
  return { table: { header: ["", ""], rows } };
}
