/**
 * The tables of docs/trials.md and its figure: built-in protocols as the built command simulates them. It takes minutes,
 * since one of them solves virtual patients, and is run by hand when protocols or the model change.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile, counterpulse } from "./house.mjs";

const page = fileURLToPath(new URL("../docs/trials.md", import.meta.url));
const SIZE = ["--repeats", "10000", "--seed", "1"];
const RUNS = [
  ["editorial"],
  ["editorial-mechanism", "--enrich", "stiff,wide_pulse,congested"],
  ["anzhen"],
  ["anchor"],
  ["remap-ecmo"],
];

if (compile() !== 0) process.exit(1);
const run = (args) => execFileSync(process.execPath, [counterpulse, ...args], { encoding: "utf8", maxBuffer: 2 ** 28 });
const pct = (x, digits = 1) => (x === null ? "" : `${(100 * x).toFixed(digits)} %`);
const effect = (d, x) =>
  d.scale === "risk difference" ? `${(100 * x).toFixed(1)} points` : `HR ${Math.exp(x).toFixed(3)}`;
const table = (head, rows) => [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

const documents = RUNS.map((args) => JSON.parse(run(["trial", "simulate", ...args, ...SIZE, "--json"])));
const scenarios = documents.flatMap((d) =>
  d.scenarios.map((s) => [
    `\`${d.trial.id}\``,
    s.effect + (s.enrolled ? `, only \`${s.enrolled}\`` : ""),
    s.risks.map((p) => pct(p)).join(", "),
    effect(d, s.estimate.truth),
    `${pct(s.power)} ± ${(100 * s.mc_error).toFixed(1)}`,
    pct(s.harm),
    s.expected_n.toFixed(0),
    s.duration_months.mean.toFixed(0),
    d.scale === "risk difference" ? `${(100 * s.bias).toFixed(2)} points` : s.bias.toFixed(3),
    pct(s.coverage),
  ]),
);
const head = [
  "protocol",
  "effect",
  "event, as assigned: with, without",
  "to be found",
  "rejects in favour ± Monte Carlo error",
  "against",
  "patients expected",
  "months",
  "bias",
  "coverage",
];
const mechanism = documents[1];
const drivers = mechanism.drivers.map((x) => [`\`${x.variable}\``, x.rank_correlation.toFixed(2)]);
const groups = mechanism.subgroups.map((g) => [
  g.label,
  pct(g.share),
  effect(mechanism, g.truth),
  effect(mechanism, g.truth_outside),
  pct(g.power),
  pct(g.interaction_power),
]);
const prognosis = documents[0].prognosis;
const put = (text, name, content) =>
  text.replace(
    new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- end -->)`),
    (_, start, end) => `${start}\n${content}\n\n${end}`,
  );
let text = readFileSync(page, "utf8");
text = put(text, "scenarios", table(head, scenarios));
text = put(text, "drivers", table(["known before the balloon", "rank correlation with the log hazard ratio"], drivers));
text = put(
  text,
  "subgroups",
  table(["subgroup (effect `link`)", "share", "inside", "outside", "P<0.05 inside", "P<0.05 for interaction"], groups),
);
text = put(
  text,
  "prognosis",
  `In \`editorial\` the risk of death by day 28 without the treatment has its 10th, 50th and 90th percentile at ${pct(prognosis.risk.p10)}, ${pct(prognosis.risk.median)} and ${pct(prognosis.risk.p90)}, and a c-statistic of ${prognosis.c_statistic.toFixed(2)}; the scores ENCOURAGE and SAVE had 0.84 and 0.68 in their own patients.`,
);
writeFileSync(page, text);
const figure = fileURLToPath(new URL("../docs/images/trial-editorial.svg", import.meta.url));
run(["trial", "simulate", "editorial", "--repeats", "4000", "--seed", "1", "--out", figure]);
process.stdout.write("docs/trials.md is up to date\n");
