/** What `study` prints with --json. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { PowerRow, Protocol, StudyPower, StudyRun } from "@counterpulse/lab";

const sha256 = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");

/** Of the protocol as it was run, and of a ladder's patient, who may come from a file; defaults are in the model's hash. */
export const inputHashes = ({ document, patient }: Protocol): Hashes => ({
  protocol: sha256(document),
  ...(patient ? { patient: sha256(patient.parameters) } : {}),
});

export type Hashes = Readonly<Record<string, string>>;

/** @param folder where the data were written, or null */
export function runDocument(result: StudyRun, folder: string | null, hashes: Hashes) {
  const { protocol, model, seed, accepted, unsettled, failed, endpoints, decision } = result;
  const { title, source, design, n } = protocol.document;
  const file = (name: string): string | null => (folder === null ? null : join(folder, name));
  return {
    data: file("data.csv"),
    data_parquet: file("data.parquet"),
    dictionary: file("dictionary.json"),
    analysis: file("analysis.csv"),
    protocol: { id: protocol.id, title, source, design, n, alpha: protocol.alpha },
    seed,
    model,
    hashes,
    note: "Simulated patients; nobody was treated.",
    accepted,
    unsettled,
    failed,
    time_is_confounded: design === "sequential",
    endpoints,
    decision,
  };
}

export interface PowerDocumentRow extends PowerRow {
  readonly n_80: number | null;
  readonly n_90: number | null;
}

export function powerDocument({ rows, endpoints }: StudyPower): PowerDocumentRow[] {
  return rows.map((row) => {
    const found = endpoints.find((e) => e.endpoint === row.endpoint && e.analysis === row.analysis);
    return { ...row, n_80: found?.n_80 ?? null, n_90: found?.n_90 ?? null };
  });
}

const COLUMNS = [
  ...["n", "endpoint", "role", "analysis", "power", "ci_halfwidth", "mc_error", "pool_error", "true_effect"],
  ...["mean_estimate", "sd_estimate", "coverage", "wrong_sign", "analysed", "failed", "n_80", "n_90"],
] as const;

export function powerTable(rows: readonly PowerDocumentRow[]): [string[], (string | number | null)[][]] {
  return [[...COLUMNS], rows.map((row) => COLUMNS.map((column) => row[column as keyof PowerDocumentRow]))];
}
