/** A data set as tables: every reading in a row (tidy), one row a patient and period (for analysis), and the true values. */
import { INDICES } from "@counterpulse/engine";
import { REASONS } from "./draw.ts";
import type { Measure } from "./protocol.ts";
import type { StudyRun } from "./run.ts";

export type StudyCell = string | number | null;

export interface StudyColumn {
  readonly name: string;
  readonly type: "text" | "whole number" | "number";
  readonly unit?: string;
  readonly description: string;
  /** May be empty. */
  readonly open: boolean;
}

/** One table of a study's folder: the same rows in every format. */
export interface StudyTable {
  readonly name: "data" | "analysis" | "truth";
  /** What a row is. */
  readonly row: string;
  readonly columns: readonly StudyColumn[];
  readonly rows: readonly (readonly StudyCell[])[];
}

const subject = (i: number): string => `P${String(i + 1).padStart(4, "0")}`;

const text = (name: string, description: string, open = false): StudyColumn => ({
  ...{ name, type: "text", description, open },
});
const whole = (name: string, description: string, open = false): StudyColumn => ({
  ...{ name, type: "whole number", description, open },
});
const number = (name: string, unit: string, description: string, open = false): StudyColumn => ({
  ...{ name, type: "number", unit, description, open },
});

const SUBJECT = text("subject", "Patient, in the order of enrolment");
const SEQUENCE = text("sequence", "Arms in the order of the periods, as randomised");
const PERIOD = whole("period", "Period, from 1");
const ARM = text("arm", "Arm of this period");

const units = new Map(INDICES.map(({ id, unit }) => [id, unit]));

export function studyTables(result: StudyRun): StudyTable[] {
  return [tidyTable(result), analysisTable(result), truthTable(result)];
}

/** Every reading. */
function tidyTable({ protocol, data }: StudyRun): StudyTable {
  const { measures, periods, sequences, arms, hours } = protocol;
  const rows: StudyCell[][] = [];
  for (let i = 0; i < data.n; i++) {
    const { name, order } = sequences[data.sequence[i]];
    for (let p = 0; p < periods; p++) {
      const place = [subject(i), name, p + 1, order[p], arms.get(order[p])!.support, hours[p]];
      for (const [m, { index, instrument }] of measures.entries()) {
        const at = (i * periods + p) * measures.length + m;
        const what = [...place, index, units.get(index)!, instrument];
        const values = data.reasons[at] === 0 ? data.readings![at] : [];
        if (values.length === 0) rows.push([...what, null, null, REASONS[data.reasons[at]]]);
        for (const [k, value] of values.entries()) rows.push([...what, k + 1, value, null]);
      }
    }
  }
  const columns = [
    ...[SUBJECT, SEQUENCE, PERIOD, ARM],
    text("support", "Devices that run"),
    number("hours", "h", "From the start of the study to the measurement"),
    text("index", "What is measured; see `indices`"),
    text("unit", "Unit of the value; 1 for a pure number"),
    text("instrument", "Instrument that reads it; see `instruments`"),
    whole("reading", "Number of the reading, from 1; empty where there is none", true),
    {
      ...({ name: "value", type: "number", open: true } as const),
      description: "What was read, in the row's unit; empty where there is nothing",
    },
    text("reason", `Why there is nothing: ${REASONS.slice(1).join(", ")}; empty where there is a value`, true),
  ];
  return { name: "data", row: "a reading", columns, rows };
}

/** One row a patient and period with the means that are analysed; `treatment` is 1 in the first arm of the contrast. */
function analysisTable({ protocol, data }: StudyRun): StudyTable {
  const { measures, periods, sequences, document } = protocol;
  const contrast = document.endpoints.find((e) => e.contrast)?.contrast;
  const treatment = (arm: string): StudyCell => (contrast?.includes(arm) ? (arm === contrast[0] ? 1 : 0) : null);
  const rows: StudyCell[][] = [];
  for (let i = 0; i < data.n; i++) {
    const { name, order } = sequences[data.sequence[i]];
    for (let p = 0; p < periods; p++) {
      const values = measures.map((_, m) => known(data.values[(i * periods + p) * measures.length + m]));
      rows.push([subject(i), name, p + 1, order[p], treatment(order[p]), ...values]);
    }
  }
  const about = contrast
    ? `1 under ${contrast[0]}, 0 under ${contrast[1]}, empty under others`
    : "Empty: nothing is contrasted";
  const columns = [
    ...[SUBJECT, SEQUENCE, PERIOD, ARM, whole("treatment", about, true)],
    ...columnsOf(measures, "Mean of the readings; empty where there is none"),
  ];
  return { name: "analysis", row: "a patient and period", columns, rows };
}

/** True values of the same patients and periods: what no real study has. */
function truthTable({ protocol, data, truth }: StudyRun): StudyTable {
  const { measures, periods, sequences } = protocol;
  const rows: StudyCell[][] = [];
  for (let i = 0; i < data.n; i++) {
    const s = data.sequence[i];
    for (let p = 0; p < periods; p++) {
      const values = measures.map((_, m) => known(truth.value(data.who[i], s, p, m)));
      rows.push([subject(i), truth.patients[data.who[i]].id, p + 1, sequences[s].order[p], ...values]);
    }
  }
  const columns = [
    ...[SUBJECT, text("drawn", "Population and number of the draw, or the patient's id"), PERIOD, ARM],
    ...columnsOf(measures, "True value before anybody measures it; empty where it does not exist"),
  ];
  return { name: "truth", row: "a patient and period", columns, rows };
}

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);

const columnsOf = (measures: readonly Measure[], description: string): StudyColumn[] =>
  measures.map(({ index }) => number(index, units.get(index)!, description, true));
