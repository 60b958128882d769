/**
 * `node scripts/patients.mjs [--check] [id ...]`: fits the built-in patients (or those named) to their definitions in
 * packages/engine/src/circuits/patients and writes the parameters to fitted.ts there. With `--check` it fits nothing and
 * looks whether the stored parameters still meet the definitions under the present model; that fails when a target is
 * missed by a standard deviation or a criterion is not met.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile, root, runTool } from "./house.mjs";

const FILE = "packages/engine/src/circuits/patients/fitted.ts";
const names = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const check = process.argv.includes("--check");

if (compile() !== 0) process.exit(1);
const { PATIENT_DEFINITIONS, PATIENTS } = await import("@counterpulse/engine");
const lab = await import("@counterpulse/lab");
const unknown = names.filter((id) => !PATIENT_DEFINITIONS.some((d) => d.id === id));
if (unknown.length > 0) {
  process.stderr.write(
    `patients: there is no ${unknown.join(", ")}; allowed: ${PATIENTS.map((p) => p.id).join(", ")}\n`,
  );
  process.exit(2);
}

const laboratory = new lab.Laboratory();
const chosen = PATIENT_DEFINITIONS.filter(({ id }) => names.length === 0 || names.includes(id));
const parameters = Object.fromEntries(PATIENTS.map((p) => [p.id, p.parameters]));
for (const definition of chosen) {
  if (!check) parameters[definition.id] = lab.fitDefinition(definition, laboratory).patient.parameters;
}
const judged = lab.judgeDefinitions(
  chosen.map((definition) => ({ definition, parameters: parameters[definition.id] })),
  laboratory,
);
for (const one of judged) process.stdout.write(`${report(one)}\n`);
if (!check) write();
process.exitCode = judged.every((one) => one.met) ? 0 : 1;

function report({ id, met, converged, reason, rows }) {
  const lines = rows.map(
    ({ index, asked, model, z, met: row }) =>
      `  ${row ? " " : "!"} ${index.padEnd(28)} ${asked.padStart(14)}  ${(model === null ? "none" : model.toPrecision(4)).padStart(8)}${z === null ? "" : `  z ${z.toFixed(2)}`}`,
  );
  return [`${met ? "met   " : "MISSED"} ${id}${converged ? "" : ` (${reason})`}`, ...lines].join("\n");
}

function write() {
  const before = readFileSync(join(root, FILE), "utf8");
  const head = before.slice(0, before.indexOf("export const FITTED"));
  // What the definition sets is not written again.
  const own = PATIENT_DEFINITIONS.map(({ id, settings }) => [
    id,
    Object.fromEntries(Object.entries(parameters[id]).filter(([name]) => !(name in settings))),
  ]);
  const body = JSON.stringify(Object.fromEntries(own), null, 2);
  writeFileSync(
    join(root, FILE),
    `${head}export const FITTED: Readonly<Record<string, Readonly<Record<string, number>>>> = ${body};\n`,
  );
  runTool("@biomejs/biome", "biome", ["format", "--write", FILE]);
}
