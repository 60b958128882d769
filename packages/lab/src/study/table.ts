/** A data set as tables: every reading in a row (tidy), one row a patient and period (for analysis), and what columns mean. */
import { INDICES } from "@counterpulse/engine";
import { REASONS } from "./draw.ts";
import type { StudyRun } from "./run.ts";

type Cell = string | number | null;
export type TableRows = readonly [header: readonly string[], rows: Iterable<readonly Cell[]>];

const subject = (i: number): string => `P${String(i + 1).padStart(4, "0")}`;

const TIDY: readonly (readonly [name: string, type: string, description: string])[] = [
  ["subject", "text", "Patient, in the order of enrolment"],
  ["sequence", "text", "Arms in the order of the periods, as randomised"],
  ["period", "whole number", "Period, from 1"],
  ["arm", "text", "Arm of this period"],
  ["support", "text", "Devices that run"],
  ["hours", "number (h)", "From the start of the study to the measurement"],
  ["index", "text", "What is measured; see `indices`"],
  ["unit", "text", "Unit of the value; 1 for a pure number"],
  ["instrument", "text", "Instrument that reads it; see `instruments`"],
  ["reading", "whole number", "Number of the reading, from 1; empty where there is none"],
  ["value", "number", "What was read; empty where there is nothing"],
  ["reason", "text", `Why there is nothing: ${REASONS.slice(1).join(", ")}; empty where there is a value`],
];

const units = new Map(INDICES.map(({ id, unit }) => [id, unit]));

/** Every reading. */
export function tidyRows({ protocol, data }: StudyRun): TableRows {
  const { measures, periods, sequences, arms, hours } = protocol;
  function* rows(): Generator<Cell[]> {
    for (let i = 0; i < data.n; i++) {
      const { name, order } = sequences[data.sequence[i]];
      for (let p = 0; p < periods; p++) {
        const place = [subject(i), name, p + 1, order[p], arms.get(order[p])!.support, hours[p]];
        for (const [m, { index, instrument }] of measures.entries()) {
          const at = (i * periods + p) * measures.length + m;
          const what = [...place, index, units.get(index)!, instrument];
          const values = data.reasons[at] === 0 ? data.readings![at] : [];
          if (values.length === 0) yield [...what, null, null, REASONS[data.reasons[at]]];
          for (const [k, value] of values.entries()) yield [...what, k + 1, value, null];
        }
      }
    }
  }
  return [TIDY.map(([name]) => name), rows()];
}

/** One row a patient and period with the means that are analysed; `treatment` is 1 in the first arm of the contrast. */
export function analysisRows({ protocol, data }: StudyRun): TableRows {
  const { measures, periods, sequences, document } = protocol;
  const contrast = document.endpoints.find((e) => e.contrast)?.contrast;
  const treatment = (arm: string): Cell => (contrast?.includes(arm) ? (arm === contrast[0] ? 1 : 0) : null);
  function* rows(): Generator<Cell[]> {
    for (let i = 0; i < data.n; i++) {
      const { name, order } = sequences[data.sequence[i]];
      for (let p = 0; p < periods; p++) {
        const values = measures.map((_, m) => data.values[(i * periods + p) * measures.length + m]);
        const cells = values.map((value) => (Number.isNaN(value) ? null : value));
        yield [subject(i), name, p + 1, order[p], treatment(order[p]), ...cells];
      }
    }
  }
  const header = ["subject", "sequence", "period", "arm", "treatment", ...measures.map(({ index }) => index)];
  return [header, rows()];
}

/** True values of the same patients and periods: what no real study has. */
export function truthRows({ protocol, data, truth }: StudyRun): TableRows {
  const { measures, periods, sequences } = protocol;
  function* rows(): Generator<Cell[]> {
    for (let i = 0; i < data.n; i++) {
      const s = data.sequence[i];
      for (let p = 0; p < periods; p++) {
        const values = measures.map((_, m) => truth.value(data.who[i], s, p, m));
        const cells = values.map((value) => (Number.isNaN(value) ? null : value));
        yield [subject(i), truth.patients[data.who[i]].id, p + 1, sequences[s].order[p], ...cells];
      }
    }
  }
  return [["subject", "drawn", "period", "arm", ...measures.map(({ index }) => index)], rows()];
}

/** What the columns, indices, instruments and arms are. */
export function dataDictionary({ protocol, model, seed }: StudyRun): Record<string, unknown> {
  const { document, measures, arms, sequences } = protocol;
  const definitions = new Map(INDICES.map((d) => [d.id, d]));
  const contrast = document.endpoints.find((e) => e.contrast)?.contrast ?? null;
  return {
    study: { id: protocol.id, title: document.title, source: document.source, design: document.design, seed, model },
    note: "Simulated patients; nobody was treated.",
    files: {
      "data.csv": {
        rows: "one a reading",
        columns: TIDY.map(([name, type, description]) => ({ name, type, description })),
      },
      "analysis.csv": {
        rows: "one a patient and period",
        columns: [
          ...TIDY.filter(([name]) => ["subject", "sequence", "period", "arm"].includes(name)).map(
            ([name, type, description]) => ({ name, type, description }),
          ),
          {
            name: "treatment",
            type: "0 or 1",
            description: contrast
              ? `1 under ${contrast[0]}, 0 under ${contrast[1]}, empty under others`
              : "empty: nothing is contrasted",
          },
          ...measures.map(({ index }) => ({ name: index, type: "number", description: "mean of the readings" })),
        ],
      },
      "truth.csv": { rows: "one a patient and period", columns: "true values before anybody measures them" },
    },
    indices: measures.map(({ index, instrument }) => {
      const { unit, definition, loinc } = definitions.get(index)!;
      return { id: index, unit, definition, ...(loinc ? { loinc } : {}), instrument };
    }),
    instruments: document.instruments,
    arms: [...arms.values()].map(({ id, label, support, settings }) => ({ id, label, support, settings })),
    sequences: sequences.map(({ name, share }) => ({ name, share })),
  };
}
