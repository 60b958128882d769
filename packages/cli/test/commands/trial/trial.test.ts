import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import type { TrialDocument } from "../../../src/commands/trial/simulate.ts";
import { counterpulse, type Outcome, wrongInput } from "../../capture.ts";
import { SMALL_POPULATION } from "../../population-file.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
// What is kept of circulations stays in the test's own folder.
vi.stubEnv("XDG_CACHE_HOME", join(folder, "cache"));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const withoutTimes = (text: string): unknown => JSON.parse(text, (key, value) => (key === "seconds" ? 0 : value));

describe("trial simulate", () => {
  let out: Outcome;
  let d: TrialDocument;
  const csv = join(folder, "editorial.csv");
  const args = [
    "trial",
    "simulate",
    "editorial",
    "--effect",
    "0.74",
    "--effect",
    "HR=0.86,RR=0.9",
    "--repeats",
    "200",
    "--seed",
    "4",
  ];
  beforeAll(async () => {
    out = await counterpulse(...args, "--json", "--out", csv);
    d = JSON.parse(out.stdout);
  }, 60_000);

  test("the document has the names that scripts rely on, those of the first effect at the top", () => {
    expect(out).toMatchObject({ status: 0, stderr: "" });
    expect(d.scenarios.map((s) => s.effect)).toEqual(["HR 0.74", "HR 0.86", "RR 0.9", "HR 1"]);
    for (const key of ["repeats", "power", "mc_error", "expected_n", "bias", "coverage", "seconds"] as const) {
      expect(d[key]).toEqual(expect.any(Number));
      expect(d[key]).toBe(d.scenarios[0][key]);
    }
    expect(d.stop_by_look.map((l) => l.patients)).toEqual([200, 400, 600]);
    expect(d.mc_error).toBeCloseTo(Math.sqrt((d.power * (1 - d.power)) / 200), 12);
    expect(d.type_1_error!.nominal).toBe(0.05);
    expect(d.seed).toBe(4);
    expect(d.assumptions.length).toBeGreaterThan(10);
  });

  test("again, with other threads asked for: the same but for the time it took", async () => {
    const again = await counterpulse(...args, "--json", "--threads", "3");
    expect(withoutTimes(again.stdout)).toEqual(withoutTimes(out.stdout));
  });

  test("CSV: a row a scenario", () => {
    const [header, ...rows] = readFileSync(csv, "utf8").trimEnd().split("\n");
    expect(rows).toHaveLength(4);
    const power = header.split(",").indexOf("power");
    expect(rows.map((row) => Number(row.split(",")[power]))).toEqual(d.scenarios.map((s) => s.power));
  });

  test("for a person: power, looks, safety, and what is assumed, within 100 columns", async () => {
    const { status, stdout } = await counterpulse("trial", "simulate", "editorial", "--repeats", "50");
    expect(status).toBe(0);
    for (const text of [
      "HR 0.74",
      "Stops at look",
      "Subgroups",
      "moderate or severe bleeding",
      "What is assumed or recalled",
      "Type I error",
    ])
      expect(stdout).toContain(text);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test("a figure: power over size, and stopping", async () => {
    const svg = join(folder, "t.svg");
    const { status } = await counterpulse(
      "trial",
      "simulate",
      "editorial",
      "--repeats",
      "20",
      "--sizes",
      "200,400",
      "--out",
      svg,
    );
    expect(status).toBe(0);
    const text = readFileSync(svg, "utf8");
    expect(text).toContain("Ended by then");
    expect(text).toContain("are assumed or recalled");
  });
});

const command = fileURLToPath(new URL("../../../bin/counterpulse.js", import.meta.url));
const built = existsSync(fileURLToPath(new URL("../../../dist/main.js", import.meta.url)));
test.skipIf(!built)(
  "one thread and three give the same bits",
  () => {
    const run = (threads: string) => {
      const args = [
        "trial",
        "simulate",
        "anchor",
        "--effect",
        "0.8",
        "--repeats",
        "2600",
        "--json",
        "--threads",
        threads,
      ];
      const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: "utf8" });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      return withoutTimes(stdout);
    };
    expect(run("3")).toEqual(run("1"));
  },
  60_000,
);

describe("a link to the circulation", () => {
  const population = join(folder, "small.yaml");
  const file = join(folder, "own.yaml");
  writeFileSync(population, SMALL_POPULATION);
  const content = `
n: 100
arms: { experimental: with, control: without }
accrual: { per_month: 10, source: test }
endpoint: { event: death, day: 28, source: test }
analysis: { test: proportions, source: test }
outcome:
  baseline: { risk: 0.58, day: 28, source: test }
  timing: { shape: 0.7, source: test }
effect:
  kind: link
  terms: [{ index: pcwp_mmHg, per: -5, hazard_ratio: 0.8, source: "ASSUMPTION" }]
  scenarios: [link]
  source: test
circulation: { population: ${JSON.stringify(population)}, n: 20, control: va-ecmo, experimental: va-ecmo+iabp, source: test }
subgroups:
  wet: { label: wet, where: [{ variable: control.pcwp_mmHg, top: 0.5 }], source: test }
`;
  writeFileSync(file, content);

  test("is shown as an assumption; patients are solved once and kept", async () => {
    const args = ["trial", "simulate", file, "--repeats", "50", "--enrich", "wet"];
    const first = await counterpulse(...args, "--json");
    expect(first).toMatchObject({ status: 0, stderr: "" });
    const d: TrialDocument = JSON.parse(first.stdout);
    expect(d.trial.id).toBe("own");
    expect(d.circulation).toMatchObject({ n: 20, population: "small" });
    expect(d.scenarios.map((s) => [s.effect, s.enrolled])).toEqual([
      ["link", null],
      ["HR 1", null],
      ["link", "wet"],
      ["HR 1", "wet"],
    ]);
    expect(d.assumptions).toEqual([{ path: "effect.terms.0", text: "ASSUMPTION", kind: "assumption" }]);
    const kept = join(folder, "cache", "counterpulse", "circulations");
    expect(readdirSync(kept)).toHaveLength(1);
    const again = await counterpulse(...args);
    expect(again.stdout).toContain("ASSUMPTION The effect comes through the circulation");
    expect(readdirSync(kept)).toHaveLength(1);
    // A damaged file is no harm.
    writeFileSync(join(kept, readdirSync(kept)[0]), "{");
    const mended = await counterpulse(...args, "--json");
    expect(withoutTimes(mended.stdout)).toEqual(withoutTimes(first.stdout));
  }, 120_000);
});

describe("trial protocols", () => {
  test("lists them, and prints one that can be read again", async () => {
    const list = JSON.parse((await counterpulse("trial", "protocols", "--json")).stdout);
    expect(list.map((p: { id: string }) => p.id)).toEqual([
      "editorial",
      "editorial-mechanism",
      "anzhen",
      "anchor",
      "remap-ecmo",
    ]);
    const yaml = (await counterpulse("trial", "protocols", "anzhen")).stdout;
    expect(parse(yaml)).toMatchObject({ id: "anzhen", n: 358 });
    const file = join(folder, "copy.yaml");
    writeFileSync(file, yaml);
    const args = ["--repeats", "30", "--json"];
    const [own, builtIn] = [
      await counterpulse("trial", "simulate", file, ...args),
      await counterpulse("trial", "simulate", "anzhen", ...args),
    ];
    expect(withoutTimes(own.stdout)).toEqual(withoutTimes(builtIn.stdout));
  });
});

describe("trial data", () => {
  test("writes the data sets and the protocol into a new folder", async () => {
    const to = join(folder, "data");
    const { status, stdout } = await counterpulse("trial", "data", "remap-ecmo", "--seed", "2", "--out", to, "--json");
    expect(status).toBe(0);
    expect(readdirSync(to).sort()).toEqual([
      "ADAETTE.csv",
      "ADSL.csv",
      "ADTTE.csv",
      "data-dictionary.csv",
      "protocol.yaml",
    ]);
    expect(JSON.parse(stdout).files[0]).toEqual({ file: "ADSL.csv", rows: 600 });
    expect(readFileSync(join(to, "ADTTE.csv"), "utf8").split("\n")[0]).toBe(
      "STUDYID,USUBJID,TRT01PN,PARAMCD,PARAM,AVAL,CNSR,EVNTDESC",
    );
    expect(readdirSync(folder).filter((name) => name.startsWith("data."))).toEqual([]);
  });

  test("not where something is already", async () => {
    const to = join(folder, "full");
    mkdirSync(to);
    writeFileSync(join(to, "x"), "");
    expect(await counterpulse("trial", "data", "anzhen", "--out", to)).toEqual(
      wrongInput(/is there already; a new or an empty folder is allowed/),
    );
    expect(existsSync(join(to, "ADSL.csv"))).toBe(false);
    expect(await counterpulse("trial", "data", "anzhen", "--out", join(to, "no", "where"))).toEqual(
      wrongInput(/there is no directory/),
    );
  });
});

test.each([
  [["simulate", "nowhere"], /protocol "nowhere": there is no such trial; allowed are editorial/],
  [["simulate", "editorial", "--effect", "abc"], /--effect: "abc" is not allowed; a hazard ratio/],
  [["simulate", "editorial", "--effect", "0.74", "--effect", "40"], /--effect: "40"/],
  [["simulate", "editorial", "--effect", "link"], /--effect: "link" is not allowed, since the protocol has no link/],
  [
    ["simulate", "editorial", "--enrich", "nobody"],
    /--enrich: there is no subgroup "nobody"; allowed are low_power, shockable/,
  ],
  [["simulate", "editorial", "--repeats", "1"], /--repeats: "1"/],
  [["simulate", "editorial", "--n", "7"], /--n: "7" is not allowed; a whole number from 10 to 20000 is/],
  [["simulate", "editorial", "--sizes", "100,x"], /--sizes: "x"/],
  [["simulate", "editorial", "--out", "x.pdf"], /--out: "x.pdf" ends in ".pdf"/],
  [["simulate", "missing.yaml"], /protocol file "missing.yaml": there is no such file/],
  [["data", "editorial"], /--out/],
])("wrong input: %j", async (args, message) => {
  expect(await counterpulse("trial", ...args)).toEqual(wrongInput(message));
});
