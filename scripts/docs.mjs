/**
 * `node scripts/docs.mjs`: writes what is generated in docs/ from the built library, so that it is what the program holds:
 * parameters.md (all parameters, patients and indices), laws.md (every component as the program reads it), references.md
 * (from references.bib), editorial.md (what the checker finds), images/circuit.svg, the gallery of figures, and the example
 * with its output in language.md. Then it looks whether every
 * source has an entry and every Markdown link leads somewhere. With `--check` it changes nothing and fails when a file is
 * behind.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { circuitSvg } from "../docs/images/circuit.mjs";
import { editorialPage } from "./editorial.mjs";
import { galleryPages } from "./gallery.mjs";
import { compile, root } from "./house.mjs";
import { populationSections } from "./populations.mjs";
import { protocolSections } from "./protocols.mjs";
import { publishedValuesPage, recordsOf, studyKeys } from "./published-values.mjs";

const check = process.argv.includes("--check");
const faults = [];
const docs = join(root, "docs");
const read = (path) => readFileSync(join(root, path), "utf8");

// ---- references ------------------------------------------------------------------------------------------------------

const UMLAUTS = { a: "ä", o: "ö", u: "ü", A: "Ä", O: "Ö", U: "Ü" };

/** The text of a BibTeX value: braces gone, the few accents and dashes that the file uses turned into letters. */
const plain = (text) =>
  text
    .replace(/\{?\\"\{?(\w)\}?\}?/g, (_, letter) => UMLAUTS[letter] ?? letter)
    .replace(/\\&/g, "&")
    .replace(/[{}]/g, "")
    .replace(/--/g, "–");

/** Entries of a BibTeX file in which each field stands on a line of its own. */
function readBib(text) {
  const entries = new Map();
  for (const [, type, key, body] of text.matchAll(/^@(\w+)\{(\w+),\n([\s\S]*?)^\}$/gm)) {
    if (entries.has(key)) faults.push(`docs/references.bib: ${key} stands twice`);
    const fields = [...body.matchAll(/^\s*(\w+)\s*=\s*\{(.*)\},?$/gm)].map(([, name, value]) => [name, plain(value)]);
    entries.set(key, { type, ...Object.fromEntries(fields) });
  }
  return entries;
}

const initials = (first) =>
  first
    .split(/[\s.]+/)
    .filter(Boolean)
    .map((part) => part.replace(/(\w)\w*/g, "$1"))
    .join("");

/** `Heldt T, Mukkamala R` */
function authors(field) {
  return field
    .split(" and ")
    .map((name) => name.split(", "))
    .map(([last, first = ""]) => `${last} ${initials(first)}`.trim())
    .join(", ");
}

function formatEntry(key, e) {
  const place = e.journal ?? e.school ?? e.booktitle ?? e.howpublished ?? "";
  const volume = e.volume ? `;${e.volume}${e.number ? `(${e.number})` : ""}${e.pages ? `:${e.pages}` : ""}` : "";
  const kind = e.type === "phdthesis" ? "PhD thesis, " : "";
  const link = e.doi ? ` [doi:${e.doi}](https://doi.org/${e.doi})` : e.url ? ` <${e.url}>` : "";
  const note = e.note ? ` *${e.note[0].toUpperCase()}${e.note.slice(1)}.*` : "";
  return `- <a id="${key}"></a>**${key}**: ${authors(e.author)}. ${e.title}. ${kind}${place}. ${e.year}${volume}.${link}${note}`;
}

const bib = readBib(read("docs/references.bib"));

function referencesPage() {
  const list = [...bib].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, e]) => formatEntry(key, e));
  return `# References

Generated from [references.bib](references.bib) by \`node scripts/docs.mjs\`. The keys are those that stand at each
parameter. Entries marked *unverified* were written from memory and could not be checked against a public record.
Published values that the model is tuned to or held against are in [published-values.md](published-values.md).

${list.join("\n")}
`;
}

/** A citation key such as heldt2004; a record such as E176 (not a page such as 33:E275). */
const KEY = /\b[a-z]{3,}(?:19|20)\d\d\b/g;
const RECORD = /(?<![:\w])[A-G]\d{3}\b/g;

/** Keys and records in a text, as links. */
const linked = (text) =>
  text
    .replace(KEY, (key) => (bib.has(key) ? `[${key}](references.md#${key})` : key))
    .replace(RECORD, (id) => `[${id}](published-values.md#${id})`);

// ---- parameters and indices ------------------------------------------------------------------------------------------

const number = (x) => String(Number(x.toPrecision(6)));
const unitOf = (unit) => (unit === "1" ? "" : unit);
const cell = (text) => text.replace(/\|/g, "\\|");

const table = (header, rows) =>
  [header, header.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

/** Headings of docs/parameters.md, each with the components or device groups whose parameters stand below it. */
const SECTIONS = [
  ["Patient, vessels, thorax", ["person", "vascular tone", "thorax"]],
  ["Rhythm and activation", ["heartbeat", "ventricular activation", "atrial activation"]],
  ["Ventricles and their metabolism, septum, pericardium", ["ventricle", "septum", "pericardium"]],
  ["Atria", ["atrium"]],
  ["Valves", ["valve"]],
  ["Aorta and large arteries: walls", ["large artery wall"]],
  ["Arteries and lung vessels: walls", ["arterial wall"]],
  ["Arteries: inertance and loss", ["arterial segment"]],
  ["Coronary arteries: stenosis, control, oxygen need", ["coronary"]],
  ["Coronary vessels in the muscle, and their veins", ["intramyocardial vessels", "coronary venules"]],
  ["Microvascular beds", ["microvascular bed"]],
  ["Peripheral veins", ["vein"]],
  ["Venous return", ["venous return"]],
  ["Great veins", ["great vein"]],
  ["Inflow to the heart", ["collapsible inflow"]],
  ["Lung: gas exchange and oedema", ["lung"]],
  ["Metabolism of the body and its beds", ["metabolism", "tissue"]],
  ["Reflexes and cerebral autoregulation", ["baroreflexes", "cerebral autoregulation"]],
  ["Drugs", ["drugs"]],
  ["Microcirculation (a hypothesis)", ["microcirculation"]],
  ["IABP", ["iabp"]],
  ["VA-ECMO, with oxygenator and heat exchanger", ["va-ecmo"]],
  ["Impella", ["impella"]],
  ["TandemHeart", ["tandemheart"]],
  ["Septostomy", ["vent"]],
];

function parameterSections(model, circuit, settable) {
  const kinds = new Map(circuit.instances.map((i) => [i.name, i.component.name]));
  // The first part of an id is an instance's name, or else a device's.
  const kindOf = (part) => kinds.get(part) ?? part;
  const bySection = new Map(SECTIONS.map(([title]) => [title, []]));
  for (const p of settable(model)) {
    const kind = kindOf(p.id.split(".")[0]);
    const title = SECTIONS.find(([, list]) => list.includes(kind))?.[0] ?? "Other";
    bySection.set(title, [...(bySection.get(title) ?? []), p]);
  }
  return [...bySection]
    .filter(([, list]) => list.length > 0)
    .map(([title, list]) => {
      const rows = list.map(({ id, spec }) => [
        `\`${id}\``,
        number(spec.value),
        unitOf(spec.unit),
        spec.whole && spec.max - spec.min === 1
          ? `${spec.min} or ${spec.max}`
          : `${number(spec.min)} to ${number(spec.max)}${spec.whole ? ", whole" : ""}`,
        cell(spec.description),
        cell(linked(spec.source)),
      ]);
      return `### ${title}\n\n${table(["id", "default", "unit", "allowed", "what it is", "source"], rows)}`;
    });
}

function patientTable(model, patients) {
  const changed = model.parameters.filter((p) => patients.some((one) => p.id in one.parameters));
  const rows = changed.map(({ id, spec }) => [
    `\`${id}\``,
    unitOf(spec.unit),
    number(spec.value),
    ...patients.map((one) => (id in one.parameters ? number(one.parameters[id]) : "")),
  ]);
  return table(["id", "unit", "model's default", ...patients.map((one) => `\`${one.id}\``)], rows);
}

function indexTable(indices) {
  const rows = indices.map((index) => [
    `\`${index.id}\``,
    unitOf(index.unit),
    cell(index.definition),
    index.loinc ? `[${index.loinc}](https://loinc.org/${index.loinc})` : "",
  ]);
  return table(["id", "unit", "definition", "LOINC"], rows);
}

function parametersPage(engine, lab) {
  const circuit = engine.circulation();
  const model = engine.assemble(circuit);
  const patients = engine.PATIENTS.map(
    (one) => `- \`${one.id}\`: **${one.title}.** ${one.description} Source: ${linked(one.source)}.`,
  );
  return `# Parameters, patients, indices

Generated from the library by \`node scripts/docs.mjs\`; \`counterpulse parameters\`, \`patients\` and \`indices\` tell the
same. What a parameter does stands in the laws ([laws.md](laws.md)) and in [model.md](model.md); sources are in
[references.md](references.md), published values in [published-values.md](published-values.md).

## Parameters

An id is \`part.name\`; the part is a node, branch, signal or device of the circuit. Values are in the unit given (none: a
pure number). \`--set\`, patient files and the page accept values within "allowed". "Source" is a citation key, with a remark
where the value was adapted; \`assumption\`, where no source was found or the value was chosen to give a known behaviour;
\`model choice\`, for factors and switches; \`console setting\`, for what a clinician sets. Whether a device is on follows from
the support, so \`iabp.on\` and \`va-ecmo.on\` are not here.

${parameterSections(model, circuit, lab.settable).join("\n\n")}

## Patients

A patient is what differs from the model's defaults.

${patients.join("\n")}

${patientTable(model, engine.PATIENTS)}

## Indices

Means over whole assisted cycles at the periodic steady state unless the definition says otherwise; see
[conventions.md](conventions.md#what-an-index-is).

${indexTable(engine.INDICES)}
`;
}

// ---- laws ------------------------------------------------------------------------------------------------------------

const KINDS = {
  node: "Node: holds a volume `V`; the law gives its pressure `p`.",
  inertial:
    "Inertial branch: its flow `q` is a state, `L dq/dt = p_from - p_to + head - R q - B q|q|`, held within `q_min` and `q_max` where they are given.",
  resistive: "Resistive branch: the law gives its flow `q`.",
  signal: "Signal: holds no blood.",
};

/** When the states of a signal advance, where that is not in every step. */
const PACES = {
  step: "",
  tick: " It advances at ticks, when the blood carries its scalars.",
  beat: " It advances once between beats, by the measures of the beat.",
};

function dedent(text) {
  const lines = text.replace(/^\n|\n\s*$/g, "").split("\n");
  const indent = Math.min(...lines.filter((l) => l.trim()).map((l) => l.match(/^ */)[0].length));
  return lines.map((l) => l.slice(indent)).join("\n");
}

function portText(port) {
  if (port === null) return "outside";
  return typeof port === "string" ? port : port.map((p) => p.node).join(" and ");
}

function lawSections(circuit) {
  const components = [...new Set(circuit.instances.map((i) => i.component))];
  return components.map((component) => {
    const uses = circuit.instances.filter((i) => i.component === component);
    const branch = component.kind === "inertial" || component.kind === "resistive";
    const where = uses.map((i) =>
      branch ? `\`${i.name}\` (${portText(i.from)} to ${portText(i.to)})` : `\`${i.name}\``,
    );
    const inputs = Object.entries(component.inputs).map(
      ([name, spec]) => `- \`${name}\`${unitOf(spec.unit) ? ` (${spec.unit})` : ""}: ${spec.description}`,
    );
    const states = Object.entries(component.states).map(
      ([name, spec]) =>
        `- \`${name}\`${unitOf(spec.unit) ? ` (${spec.unit})` : ""}, starts at \`${spec.initial}\`${spec.settles ? `, settles in \`${spec.settles}\`` : ""}`,
    );
    const pace = component.kind === "signal" ? PACES[component.pace] : "";
    const kind = `${KINDS[component.kind]}${pace}${component.blood === false ? " It holds no blood." : ""}`;
    const heading = component.name[0].toUpperCase() + component.name.slice(1);
    const head = `## ${heading}\n\n${component.doc} ${kind}\n\nIn the circuit: ${where.join(", ")}.`;
    const list = (title, lines) => (lines.length > 0 ? `\n\n${title}:\n\n${lines.join("\n")}` : "");
    return `${head}${list("Inputs", inputs)}${list("States", states)}\n\n\`\`\`text\n${dedent(component.law)}\n\`\`\``;
  });
}

/** What the blood carries, and what is given from outside to each beat. */
function carriedSections(circuit) {
  const scalars = circuit.scalars.map(({ name, initial, inflow, exchange = {}, through = {} }) => {
    const pairs = (table) => Object.entries(table).map(([where, what]) => `| \`${where}\` | \`${cell(what)}\` |`);
    const part = (title, rows) => (rows.length > 0 ? `\n\n| ${title} |\n| --- | --- |\n${rows.join("\n")}` : "");
    const outside = inflow === undefined ? "" : `; what comes from outside has \`${inflow}\``;
    const gained = part("node | added to it a second (amount)", pairs(exchange));
    const replaced = part("branch | what it carries forward has", pairs(through));
    return `### \`${name}\`\n\nStarts at \`${initial}\` in every node${outside}.${gained}${replaced}`;
  });
  const inputs = circuit.beatInputs.map(
    ({ name, description, every }) => `- \`${name}\`: ${description}; recurs every \`${every}\` beats`,
  );
  return [
    `## What the blood carries\n\nConcentrations, as \`scalar.node\`, moved at ticks by the volumes that the branches have moved since the last.`,
    ...scalars,
    `## Beat inputs\n\nConstant over a beat, by its number:\n\n${inputs.join("\n")}`,
  ];
}

function lawsPage(engine) {
  const circuit = engine.circulation();
  const model = engine.assemble(circuit);
  const count = (kind) => model.branches.filter((b) => b.kind === kind).length;
  return `# Laws

Every component of the circulation with its law as the program reads it, generated by \`node scripts/docs.mjs\`. The language
is told in [language.md](language.md), the physiology in [model.md](model.md), the parameters in
[parameters.md](parameters.md). The circuit has ${model.nodes.length} nodes, ${count("inertial")} inertial and
${count("resistive")} resistive branches and ${engine.stateCount(model)} differential states.

In a law a plain name is a parameter, an input, a state or a line of the law; \`t\` is the time since the R wave, \`T\` the
beat's duration, \`dt\` the step. \`#\` starts a comment. States that are hurried in a search for the steady state tell in
what time they settle.

${[...lawSections(circuit), ...carriedSections(circuit)].join("\n\n")}
`;
}

// ---- the example in language.md --------------------------------------------------------------------------------------

const EXAMPLE = "docs/examples/two-chambers.mjs";

function languagePage(before) {
  const run = spawnSync(process.execPath, [join(root, EXAMPLE)], { encoding: "utf8" });
  if (run.status !== 0) faults.push(`${EXAMPLE} fails:\n${run.stderr}`);
  return before.replace(
    /(```js\n)[\s\S]*?(```\n\n```text\n)[\s\S]*?(```)/,
    (_, code, between, end) => code + read(EXAMPLE) + between + run.stdout + end,
  );
}

// ---- patients --------------------------------------------------------------------------------------------------------

/** Columns of a line, as biome.json has them. */
const LINE = 120;

/** Lists of plain values stand on one line where they fit, as the formatter has them. */
function schemaText(schema) {
  const text = JSON.stringify(schema, null, 2);
  const short = text.replace(/\[\s+([^[\]{}]*?)\s+\]/g, (long, list, at) => {
    const line = `[${list.replace(/\s*\n\s*/g, " ")}]`;
    const before = at - text.lastIndexOf("\n", at) - 1;
    return before + line.length < LINE ? line : long;
  });
  return `${short}\n`;
}

/** Columns of the table of built-in patients: heading, index, decimals. */
const SHOWN = [
  ["rate", "hr_per_min", 0],
  ["SBP", "aortic_systolic_mmHg", 0],
  ["MAP", "aortic_mean_mmHg", 0],
  ["CVP", "cvp_mmHg", 0],
  ["PA mean", "pa_mean_mmHg", 0],
  ["PCWP", "pcwp_mmHg", 0],
  ["CI", "ci_L_min_m2", 2],
  ["LVEF", "lvef_pct", 0],
  ["LVEDV", "lv_edv_mL", 0],
  ["SaO2", "sao2_right_radial_pct", 0],
  ["SvO2", "svo2_pct", 0],
  ["lactate", "lactate_mmol_L", 1],
  ["CPO", "cpo_W", 2],
];

/** What the built-in patients show, beside what they were fitted to. */
function builtInTable(engine, lab) {
  const laboratory = new lab.Laboratory();
  const parameters = new Map(engine.PATIENTS.map((p) => [p.id, p]));
  const solved = laboratory.solve(
    engine.PATIENT_DEFINITIONS.map((d) => ({
      patient: parameters.get(d.id),
      settings: {},
      support: lab.parseSupport(d.support),
    })),
  );
  const rows = engine.PATIENT_DEFINITIONS.map((d, i) => [
    `\`${d.id}\``,
    d.support === "none" ? "" : d.support,
    ...SHOWN.map(([, index, decimals]) => {
      const value = solved[i].indices[index];
      const asked = d.targets.find((t) => t.index === index);
      const shown = value === null ? "" : value.toFixed(decimals);
      return asked ? `${shown} (${asked.value})` : shown;
    }),
  ]);
  return table(["patient", "on", ...SHOWN.map(([heading]) => heading)], rows);
}

/** The tables of patients, targets and priors in patients.md, each between two comments. */
function patientsPage(before, engine, lab) {
  const units = new Map(engine.INDICES.map((index) => [index.id, index.unit]));
  const spread = (row) => (row.scale === "log" ? `× or ÷ ${number(row.spread)}` : `± ${number(row.spread)}`);
  const targets = lab.TARGETS.map((row) => [
    `\`${row.id}\``,
    row.names.join(", "),
    [row.sd > 0 ? number(row.sd) : "", row.share > 0 ? `${number(100 * row.share)} %` : ""]
      .filter(Boolean)
      .join(" or "),
    unitOf(units.get(row.id) ?? ""),
    linked(row.source),
  ]);
  const priors = lab.FREE_PARAMETERS.map((row) => [
    `\`${row.id}\``,
    number(row.median),
    spread(row),
    row.usual ? "" : "only with `--free`",
    linked(row.source),
  ]);
  const put = (text, name, content) =>
    text.replace(
      new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- end -->)`),
      (_, start, end) => `${start}\n${content}\n\n${end}`,
    );
  const withPatients = put(before, "built-in", builtInTable(engine, lab));
  const withTargets = put(
    withPatients,
    "targets",
    table(["index", "bedside names", "standard deviation", "unit", "source"], targets),
  );
  return put(withTargets, "priors", table(["parameter", "median", "one standard deviation", "free", "source"], priors));
}

function populationsPage(before, engine, lab) {
  const model = engine.assemble(engine.circulation());
  const sections = populationSections(lab.POPULATIONS, model, { table, linked }).join("\n\n");
  return before.replace(
    /(<!-- populations -->\n)[\s\S]*?(<!-- end -->)/,
    (_, start, end) => `${start}\n${sections}\n\n${end}`,
  );
}

function studiesPage(before, engine, lab) {
  const sections = protocolSections(lab.PROTOCOLS, engine.INDICES, { table, linked });
  return before.replace(
    /(<!-- protocols -->\n)[\s\S]*?(<!-- end -->)/,
    (_, start, end) => `${start}\n${sections}\n\n${end}`,
  );
}

// ---- checks ----------------------------------------------------------------------------------------------------------

const SOURCES = /\.(ts|tsx|mjs)$/;

function filesBelow(folder, wanted) {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => wanted.test(file) && !/(^|\/)(node_modules|dist)\//.test(file))
    .map((file) => join(folder, file));
}

/** Every citation key has an entry, every record a row. */
function checkSources() {
  const packages = readdirSync(join(root, "packages")).map((name) => `packages/${name}/src`);
  const files = [...packages.flatMap((folder) => filesBelow(folder, SOURCES)), ...filesBelow("docs", /\.md$/)];
  const rows = new Set(recordsOf(read("docs/published-values.md")));
  const studies = new Set(studyKeys(root));
  for (const file of files) {
    // Addresses are not looked at: they are full of what looks like keys.
    // Nor are the paths of drawings.
    const text = read(file)
      .replace(/https?:\S+/g, "")
      .replace(/"M\d[^"]*"/g, "");
    for (const [key] of text.matchAll(KEY))
      if (!bib.has(key) && !studies.has(key)) faults.push(`${file}: docs/references.bib has no entry ${key}`);
    // The page of the validation lists what it does not use, too; its links are looked at with all others.
    if (file === join("docs", "validation.md")) continue;
    for (const [id] of text.matchAll(RECORD))
      if (!rows.has(id)) faults.push(`${file}: docs/published-values.md has no row ${id}`);
  }
}

/** Numbers that model.md tells in its prose. */
function checkFacts(engine, lab) {
  const prose = read("docs/model.md").replace(/\s+/g, " ");
  for (const fact of [`at most ${engine.DEFAULT_STEP * 1000} ms`, `Over ${lab.ACCURACY_MATRIX.length} cases`])
    if (!prose.includes(fact)) faults.push(`docs/model.md no longer says what is so: "${fact}"`);
}

/** Places within a page that a link may name: headings, as forges write them, and anchors set by hand. */
function anchorsOf(text) {
  const prose = text.replace(/```[\s\S]*?```/g, "");
  const headings = [...prose.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replace(/ /g, "-"),
  );
  return new Set([...headings, ...[...prose.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id)]);
}

function checkLinks(texts) {
  const pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...filesBelow("docs", /\.md$/)];
  const textOf = (page) => texts.get(page) ?? read(page);
  for (const page of pages) {
    const prose = textOf(page)
      .replace(/```[\s\S]*?```/g, "")
      .replace(/`[^`\n]*`/g, "");
    for (const [, target] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [path, anchor] = target.split("#");
      const file = path === "" ? page : relative(root, join(root, dirname(page), path));
      if (!existsSync(join(root, file)) && !texts.has(file)) faults.push(`${page}: ${target} leads nowhere`);
      else if (anchor && file.endsWith(".md") && !anchorsOf(textOf(file)).has(anchor))
        faults.push(`${page}: ${target}: there is no such place in ${file}`);
    }
  }
}

// ---- run -------------------------------------------------------------------------------------------------------------

if (compile() !== 0) {
  process.stderr.write("docs: the packages do not compile\n");
  process.exit(1);
}
const engine = await import("@counterpulse/engine");
const lab = await import("@counterpulse/lab");
const evidence = await import("../packages/evidence/dist/index.js");

const pages = new Map([
  ["docs/references.md", referencesPage()],
  ["docs/parameters.md", parametersPage(engine, lab)],
  ["docs/laws.md", lawsPage(engine)],
  ["docs/images/circuit.svg", circuitSvg(engine.circulation())],
  ["docs/language.md", languagePage(read("docs/language.md"))],
  ["docs/patient.schema.json", schemaText(lab.patientJsonSchema(engine.assemble(engine.circulation())))],
  ["docs/population.schema.json", schemaText(lab.populationJsonSchema(engine.assemble(engine.circulation())))],
  ["docs/trial.schema.json", schemaText(lab.trialJsonSchema())],
  ["docs/protocol.schema.json", schemaText(lab.protocolJsonSchema())],
  ["docs/studies.md", studiesPage(read("docs/studies.md"), engine, lab)],
  ["docs/published-values.md", publishedValuesPage(read("docs/published-values.md"), root, table)],
  ["docs/populations.md", populationsPage(read("docs/populations.md"), engine, lab)],
  ["docs/editorial.md", editorialPage(evidence, table)],
  ["docs/patients.md", patientsPage(read("docs/patients.md"), engine, lab)],
  ...galleryPages(),
]);
for (const [path, text] of pages) {
  const file = join(root, path);
  if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
  if (check) faults.push(`${path} is behind: node scripts/docs.mjs`);
  else writeFileSync(file, text);
}
checkSources();
checkFacts(engine, lab);
checkLinks(pages);
for (const fault of faults) process.stderr.write(`docs: ${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
if (faults.length === 0 && !check) process.stdout.write(`${relative(root, docs)} is up to date\n`);
