/** `cohort query`: SQL over a study's rows. */
import { type Command as Built, Command } from "commander";
import { Fault } from "../../errors.ts";
import { addJson } from "../../input/options.ts";
import { json } from "../../print/json.ts";
import { fixed, MISSING, significant } from "../../print/number.ts";
import { print, printLines } from "../../print/output.ts";
import { type Column, pageWidth, type Row, table } from "../../print/table.ts";

const HELP = `
Tables: rows (also called cohort), one row a patient and support with every index, flag and reason, what was drawn, and
converged; draws, everyone who was screened with the criterion that refused them. Parameters have a point in their names
and stand in double quotes. \`describe rows\` does not change anything, but is no select; use
"select column_name, column_type from (describe rows)".

Examples:
  counterpulse cohort query shock "select support, count(*), avg(pcwp_mmHg) from rows group by support order by 1"
  counterpulse cohort query shock "select refused, count(*) as draws from draws group by 1 order by 2 desc" --json
  counterpulse cohort query shock "select \\"lv.Ees\\", ci_L_min_m2 from rows where support = 'va-ecmo' limit 5"`;

export function cohortQuery(): Built {
  const command = new Command("query")
    .description("Ask a study in SQL (DuckDB); nothing can be changed.")
    .argument("<folder>", "the study's folder")
    .argument("<sql>", "one select statement");
  return addJson(command)
    .addHelpText("after", HELP)
    .action(async (folder: string, sql: string, options: { json?: boolean }) => {
      const { query, readManifest } = await import("@counterpulse/runner");
      const { complete } = readManifest(folder);
      const { columns, rows } = await query(folder, sql).catch(damage);
      if (!complete) process.stderr.write("counterpulse: the study is not finished; these are the rows so far\n");
      if (options.json) return print(json(rows));
      return printLines(answerLines(columns, rows, pageWidth(process.stdout)));
    });
}

/** A damaged file is not the question's fault. */
export function damage(error: unknown): never {
  if (error instanceof Error && error.name === "DamagedShard") throw new Fault(error.message);
  throw error;
}

function answerLines(names: readonly string[], rows: readonly Record<string, unknown>[], page: number): string[] {
  const columns = names.map((header): Column => {
    const numeric = rows.every((row) => row[header] === null || typeof row[header] === "number");
    return { align: numeric ? "point" : "left", header };
  });
  const cell = (value: unknown): string => {
    if (value === null || value === undefined) return MISSING;
    if (typeof value === "number") return Number.isInteger(value) ? fixed(value, 0) : significant(value, 5);
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  };
  const cells = rows.map((row): Row => names.map((name) => cell(row[name])));
  return [...table(columns, cells, { page }), `${rows.length} ${rows.length === 1 ? "row" : "rows"}`];
}
