/** Questions to a study: DuckDB over its shards, which it may read and nothing else. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { InputError } from "@counterpulse/lab";
import { type DuckDBConnection, DuckDBInstance, StatementType } from "@duckdb/node-api";
import { readManifest } from "./manifest.ts";
import { requireComplete, soundShards } from "./read.ts";

export type Answer = Record<string, unknown>;

export interface Answers {
  readonly columns: readonly string[];
  readonly rows: readonly Answer[];
}

/** Tables: `rows` (also `cohort`), one row a patient and support; `draws`, everyone who was screened. @throws InputError */
export async function query(folder: string, sql: string): Promise<Answers> {
  return withTables(folder, async (connection) => {
    await lockDown(connection, folder);
    await requireReading(connection, sql);
    const reader = await asInput(() => connection.runAndReadAll(sql));
    const columns = reader.deduplicatedColumnNames();
    const rows = reader.getRowObjectsJS().map((row) => plain(row) as Answer);
    return { columns, rows };
  });
}

/** All rows to a file, in order: CSV or Parquet by its extension. It appears whole or not at all. */
export async function exportCohort(folder: string, path: string): Promise<void> {
  requireComplete(folder, readManifest(folder));
  const format = extname(path).toLowerCase() === ".parquet" ? "FORMAT parquet" : "FORMAT csv, HEADER";
  const beside = join(dirname(resolve(path)), `.${basename(path)}.${process.pid}.tmp`);
  try {
    await withTables(folder, (connection) =>
      connection.run(`COPY (SELECT * FROM rows) TO ${quoted(beside)} (${format})`),
    );
    const file = openSync(beside, "r");
    fsyncSync(file);
    closeSync(file);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

async function withTables<T>(folder: string, use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const shards = soundShards(folder);
  if (shards.length === 0)
    throw new InputError(`"${folder}": no shard is finished yet; a study with rows is allowed (\`cohort resume\`).`);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await makeView(connection, "rows", shards, "*");
    await connection.run("CREATE VIEW cohort AS SELECT * FROM rows");
    // States are for the program; nobody reads them.
    const screens = soundShards(folder, "screen");
    if (screens.length > 0) {
      const last = readManifest(folder).enrolled?.last_draw;
      const upTo = last === undefined ? "" : `WHERE draw <= ${last}`;
      await makeView(connection, "draws", screens, "* EXCLUDE (state)", upTo);
    }
    return await use(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

async function makeView(
  connection: DuckDBConnection,
  name: string,
  files: readonly string[],
  what: string,
  where = "",
): Promise<void> {
  const list = files.map((file) => quoted(resolve(file))).join(", ");
  await connection.run(`CREATE VIEW ${name} AS SELECT ${what} FROM read_parquet([${list}]) ${where}`);
}

/** From here on only the study's files can be reached, and nothing of this can be changed. */
async function lockDown(connection: DuckDBConnection, folder: string): Promise<void> {
  await connection.run(`SET allowed_directories = [${quoted(`${resolve(folder)}/`)}]`);
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
}

const READING: readonly StatementType[] = [StatementType.SELECT, StatementType.EXPLAIN];

async function requireReading(connection: DuckDBConnection, sql: string): Promise<void> {
  const statements = await asInput(() => connection.extractStatements(sql));
  if (statements.count !== 1)
    throw new InputError(`SQL: ${statements.count} statements are given; one that reads (select …) is allowed.`);
  const prepared = await asInput(() => statements.prepare(0));
  const kind = prepared.statementType;
  prepared.destroySync();
  if (!READING.includes(kind)) throw new InputError("SQL: a study is read, not changed; select … is allowed.");
}

/** What DuckDB says of a question that it cannot answer is about the question. */
async function asInput<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const [first, ...rest] = (error as Error).message.split("\n").map((line) => line.trim());
    const hint = rest.find((line) => /^(Candidate|Did you mean)/.test(line));
    throw new InputError(`SQL: ${first}${hint ? ` ${hint}` : ""} (tables: rows, draws)`);
  }
}

/** Values as JSON has them. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
