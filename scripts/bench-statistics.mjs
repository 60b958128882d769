/**
 * `node scripts/bench-statistics.mjs`: how long the analyses take on large data. The data are drawn from a counter-based
 * stream, so that every machine times the same work; each figure is the best and the median of several runs.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile, counterpulse } from "./house.mjs";

if (compile() !== 0) process.exit(1);
const { stream, normal } = await import("@counterpulse/numerics");
const S = await import("@counterpulse/statistics");

const RUNS = 7;
const draw = (purpose) => stream(1, 0, purpose);

function timed(work) {
  work(); // once for the compiler
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    work();
    return (performance.now() - start) / 1000;
  }).sort((a, b) => a - b);
  return { best: times[0], median: times[Math.floor(RUNS / 2)] };
}

/** Studies whose effects differ, with counts. */
function trials(k) {
  const u = draw("trials");
  return Array.from({ length: k }, (_, i) => {
    const [n1, n2] = [20 + Math.floor(400 * u.uniform()), 20 + Math.floor(400 * u.uniform())];
    const risk = 0.1 + 0.4 * u.uniform();
    const ratio = Math.exp(-0.1 + 0.2 * normal.quantile(u.uniform()));
    const events = (n, p) =>
      Math.min(n, Math.max(0, Math.round(n * p + Math.sqrt(n * p * (1 - p)) * normal.quantile(u.uniform()))));
    return { study: `study ${i}`, ai: events(n1, Math.min(0.95, risk * ratio)), n1, ci: events(n2, risk), n2 };
  });
}

/** Exponential times in whole days, so that there are ties; five covariates. */
function patients(n) {
  const u = draw("patients");
  const time = new Float64Array(n);
  const event = new Uint8Array(n);
  const covariates = Array.from({ length: 5 }, (_, j) => ({ name: `x${j + 1}`, values: new Float64Array(n) }));
  for (let i = 0; i < n; i++) {
    let log = 0;
    covariates.forEach(({ values }, j) => {
      values[i] = normal.quantile(u.uniform());
      log += 0.1 * (j - 2) * values[i];
    });
    const [death, lost] = [-700 * Math.log(u.uniform()) * Math.exp(-log), -900 * Math.log(u.uniform())];
    time[i] = 1 + Math.floor(Math.min(death, lost));
    event[i] = death <= lost ? 1 : 0;
  }
  return { data: { time, event }, covariates };
}

const rows = [];
const measure = (what, work) => rows.push({ what, ...timed(work) });

const studies = trials(10_000);
const effects = studies.map((study) => S.effectOf(study, "RR"));
const csv = `study,ai,n1,ci,n2\n${studies.map((s) => Object.values(s).join(",")).join("\n")}\n`;
for (const tau2 of S.tau2Methods) measure(`10,000 studies, ${tau2}, Q-profile`, () => S.poolEffects(effects, { tau2 }));
measure("10,000 studies from CSV, REML", () => S.analyzeMeta(S.parseCsv(csv), { measure: "RR" }));
measure("10,000 studies from CSV, Mantel-Haenszel", () =>
  S.analyzeMeta(S.parseCsv(csv), { measure: "OR", method: "MH" }),
);

const { data, covariates } = patients(100_000);
const groups = Array.from(data.time, (_, i) => (covariates[0].values[i] > 0 ? "a" : "b"));
const cause = data.event.map((e, i) => (e === 1 ? 1 + (i % 2) : 0));
measure("Cox, 100,000 x 5, Efron", () => S.cox(data, covariates));
measure("Cox, 100,000 x 5, Breslow", () => S.cox(data, covariates, { ties: "breslow" }));
measure("Kaplan-Meier, 100,000", () => S.kaplanMeier(data));
measure("log-rank, 100,000", () => S.logRank(data, groups));
measure("Aalen-Johansen, 100,000", () => S.cumulativeIncidence({ time: data.time, cause }));
measure("Gray's test, 100,000", () => S.grayTest({ time: data.time, cause }, 1, groups));
measure("Fine-Gray, 100,000 x 5", () => S.fineGray({ time: data.time, cause }, 1, covariates));
measure("Weibull, 100,000 x 5", () => S.weibull(data, covariates));

const text = `time,status,arm,${covariates.map(({ name }) => name).join(",")}\n${groups
  .map((group, i) =>
    [data.time[i], data.event[i], group, ...covariates.map(({ values }) => values[i].toFixed(4))].join(","),
  )
  .join("\n")}\n`;
const options = { time: "time", event: "status==1", by: "arm" };
measure(`CSV of 100,000 rows (${(text.length / 1e6).toFixed(1)} MB): curves, log-rank`, () =>
  S.analyzeSurvival(S.parseCsv(text), options),
);
measure("the same with Cox on 5 and its test of proportional hazards", () =>
  S.analyzeSurvival(S.parseCsv(text), { ...options, cox: covariates.map(({ name }) => name) }),
);

const folder = mkdtempSync(join(tmpdir(), "counterpulse-bench-"));
try {
  const file = join(folder, "patients.csv");
  writeFileSync(file, text);
  const args = ["analyze", "survival", file, "--time", "time", "--event", "status==1", "--by", "arm", "--json"];
  measure("command analyze survival on that file, start to end", () => {
    const run = spawnSync(process.execPath, [counterpulse, ...args], { maxBuffer: 1e9 });
    if (run.status !== 0) throw new Error(String(run.stderr));
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const cells = rows.map(({ what, best, median }) => `| ${what} | ${median.toFixed(3)} | ${best.toFixed(3)} |`);
process.stdout.write(`| what | median, s | best, s |\n|---|---|---|\n${cells.join("\n")}\n`);
