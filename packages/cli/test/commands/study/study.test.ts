import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { counterpulse, type Outcome, wrongInput } from "../../capture.ts";
import { SMALL_POPULATION } from "../../population-file.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
const own = join(folder, "own.yaml");
writeFileSync(join(folder, "small.yaml"), SMALL_POPULATION);
writeFileSync(
  own,
  `title: Own crossover
source: test
design: crossover
population: small.yaml
n: 6
arms:
  alone: { support: va-ecmo, set: { va-ecmo.flow_L_min: 3 } }
  both: { label: With balloon, support: va-ecmo+iabp, set: { va-ecmo.flow_L_min: 3 } }
sequences: [{ order: [alone, both] }, { order: [both, alone] }]
schedule: { period_min: 30, values: steady, source: test }
instruments:
  catheter:
    label: Catheter
    readings: 2
    missing: 0
    source: test
    measures:
      pcwp_mmHg: { error: 1, source: test }
      aortic_mean_mmHg: { error: 2, source: test }
endpoints:
  - { index: pcwp_mmHg, role: primary, analysis: hills-armitage, contrast: [both, alone] }
  - { index: aortic_mean_mmHg, role: secondary, analysis: mixed, contrast: [both, alone] }
`,
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("study run", () => {
  const out = join(folder, "study");
  const report = join(folder, "report.html");
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await counterpulse("study", "run", own, "--seed", "3", "--out", out, "--report", report, "--json");
  }, 60_000);

  test("writes the data, their dictionary and the analysis as a whole", () => {
    expect(outcome).toMatchObject({ status: 0, stderr: "" });
    const tables = ["analysis", "data", "truth"].flatMap((name) => [`${name}.csv`, `${name}.parquet`]);
    const names = [...tables, "dictionary.json", "protocol.json", "study.json"].sort();
    expect(readdirSync(out).sort()).toEqual(names);
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
    const document = JSON.parse(outcome.stdout);
    expect(document).toMatchObject({ data: join(out, "data.csv"), seed: 3, protocol: { id: "own", n: 6 } });
    expect(document.data_parquet).toBe(join(out, "data.parquet"));
    for (const name of tables) {
      const sha256 = createHash("sha256")
        .update(readFileSync(join(out, name)))
        .digest("hex");
      expect(document.hashes[name]).toBe(sha256);
    }
    expect(JSON.parse(readFileSync(join(out, "study.json"), "utf8"))).toEqual(document);
    for (const endpoint of document.endpoints) {
      expect(endpoint).toMatchObject({
        index: expect.any(String),
        estimate: expect.any(Number),
        p: expect.any(Number),
      });
      expect(endpoint.ci[0]).toBeLessThan(endpoint.estimate);
      expect(endpoint.se).toBeGreaterThan(0);
    }
  });

  test("every column is in the dictionary; a row a reading", () => {
    const [header, ...rows] = readFileSync(join(out, "data.csv"), "utf8").trimEnd().split("\n");
    const dictionary = JSON.parse(readFileSync(join(out, "dictionary.json"), "utf8"));
    expect(dictionary.files["data.csv"].columns.map((c: { name: string }) => c.name)).toEqual(header.split(","));
    expect(rows).toHaveLength(6 * 2 * 2 * 2);
    expect(dictionary.indices.map((i: { id: string }) => i.id)).toEqual(["pcwp_mmHg", "aortic_mean_mmHg"]);
  });

  test.each(["data", "analysis", "truth"])(
    "%s.parquet holds the rows of the CSV, as the dictionary tells",
    async (name) => {
      const bytes = readFileSync(join(out, `${name}.parquet`));
      const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
      const dictionary = JSON.parse(readFileSync(join(out, "dictionary.json"), "utf8"));
      const { columns } = dictionary.files[`${name}.parquet`];
      const { schema, key_value_metadata } = parquetMetadata(file);
      const leaves = schema.slice(1).map(({ name: column, type, repetition_type }) => {
        return { name: column, parquet: type === "BYTE_ARRAY" ? "STRING" : type, open: repetition_type === "OPTIONAL" };
      });
      const pick = ({ name: column, parquet, open }: Record<string, unknown>) => ({ name: column, parquet, open });
      expect(leaves).toEqual(columns.map(pick));
      for (const { unit, type, description, name: column } of columns) {
        expect(description.length).toBeGreaterThan(10);
        expect(type === "number" && column !== "value" ? typeof unit : "string").toBe("string");
      }
      const { model, seed } = JSON.parse(outcome.stdout);
      const about = Object.fromEntries((key_value_metadata ?? []).map(({ key, value }) => [key, value]));
      expect(about).toMatchObject({ protocol: "own", seed: String(seed), model_hash: model.hash });
      const rows: Record<string, unknown>[] = await parquetReadObjects({ file });
      const [header, ...lines] = readFileSync(join(out, `${name}.csv`), "utf8")
        .trimEnd()
        .split("\n");
      const names = columns.map((c: { name: string }) => c.name);
      expect(header.split(",")).toEqual(names);
      expect(rows.map((row) => names.map((column: string) => String(row[column] ?? "")).join(","))).toEqual(lines);
    },
  );

  test("the data set, read by `analyze crossover`, gives the same estimates", async () => {
    const { endpoints } = JSON.parse(outcome.stdout);
    const columns = ["--subject", "subject", "--period", "period", "--treatment", "treatment"];
    const again = async (index: string, ...more: string[]) => {
      const args = [join(out, "analysis.csv"), ...columns, "--outcome", index, ...more, "--json"];
      return JSON.parse((await counterpulse("analyze", "crossover", ...args)).stdout).treatment;
    };
    const plain = await again("pcwp_mmHg");
    expect(plain.estimate).toBeCloseTo(endpoints[0].estimate, 10);
    expect(plain.se).toBeCloseTo(endpoints[0].se, 10);
    expect(plain.p).toBeCloseTo(endpoints[0].p, 10);
    const mixed = await again("aortic_mean_mmHg", "--method", "mixed");
    expect(mixed.estimate).toBeCloseTo(endpoints[1].estimate, 8);
    expect(mixed.p).toBeCloseTo(endpoints[1].p, 8);
  });

  test("the report stands alone: no address is loaded, figures in both themes and widths, seed and hashes", () => {
    const html = readFileSync(report, "utf8");
    const { hashes, model } = JSON.parse(outcome.stdout);
    expect(html).not.toMatch(/\b(src|href)=|@import|url\(/);
    // Effects and courses, each wide and narrow, light and dark.
    expect(html.match(/<svg /g)).toHaveLength(8);
    for (const text of [hashes["data.csv"], hashes.protocol, model.hash, "With balloon less alone"])
      expect(html).toContain(text);
  });

  test("the same seed gives the same bytes, and replaces the folder; a report in Markdown", async () => {
    const read = (): string[] => ["data.csv", "data.parquet"].map((name) => readFileSync(join(out, name), "base64"));
    const before = read();
    const md = join(folder, "report.md");
    const again = await counterpulse("study", "run", own, "--seed", "3", "--out", out, "--report", md);
    expect(again.status).toBe(0);
    expect(read()).toEqual(before);
    expect(again.stdout).toContain("* wedge pressure (PCWP), mmHg");
    expect(again.stdout.split("\n").filter((line) => line.length > 100 || /\s$/.test(line))).toEqual([]);
    expect(readFileSync(md, "utf8")).toMatch(/^# Own crossover: one simulated study\n/);
  }, 60_000);
});

describe("study power", () => {
  test("rows by size and endpoint; the table tells what is settled", async () => {
    const args = ["study", "power", own, "--n", "4,8", "--repeats", "100", "--pool", "8"];
    const csv = join(folder, "power.csv");
    const { status, stdout, stderr } = await counterpulse(...args, "--json", "--out", csv);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const rows = JSON.parse(stdout);
    expect(rows.map((r: { n: number; endpoint: string }) => [r.n, r.endpoint])).toEqual([
      [4, "pcwp_mmHg"],
      [4, "aortic_mean_mmHg"],
      [8, "pcwp_mmHg"],
      [8, "aortic_mean_mmHg"],
    ]);
    for (const { power, mc_error, ci_halfwidth } of rows) {
      expect(power >= 0 && power <= 1 && mc_error > 0).toBe(true);
      expect(ci_halfwidth).toBeGreaterThan(0);
    }
    expect(rows[2].ci_halfwidth).toBeLessThan(rows[0].ci_halfwidth);
    expect(readFileSync(csv, "utf8").trimEnd().split("\n")).toHaveLength(5);
    const table = await counterpulse(...args);
    expect(table.stdout).toContain("8 patients settle (power 80 % or more)");
    expect(table.stdout.split("\n").filter((line) => line.length > 100 || /\s$/.test(line))).toEqual([]);
  }, 60_000);
});

test("study protocols lists and prints files that can be read back", async () => {
  const list = JSON.parse((await counterpulse("study", "protocols", "--json")).stdout);
  const ids = list.map(({ id }: { id: string }) => id);
  expect(ids).toEqual(expect.arrayContaining(["editorial", "iabp-shock", "nct06336655", "weaning-ladder"]));
  const { stdout } = await counterpulse("study", "protocols", "editorial");
  const json = JSON.parse((await counterpulse("study", "protocols", "editorial", "--json")).stdout);
  expect(parse(stdout)).toEqual(json);
});

describe("wrong input: one line, status 2, nothing written", () => {
  const foreign = join(folder, "foreign");
  mkdirSync(foreign);
  writeFileSync(join(foreign, "mine.txt"), "mine");
  const bad = join(folder, "bad.yaml");
  writeFileSync(bad, readFileSync(own, "utf8").replace("missing: 0", "missing: 2"));
  test.each([
    ["an unknown protocol", ["run", "nothing"], 'protocol "nothing"'],
    ["a field", ["run", bad], `${bad}: instruments.catheter.missing`],
    ["no file", ["run", join(folder, "none.yaml")], "there is no such file"],
    ["a folder of others", ["run", own, "--out", foreign], "it holds files that are not ours"],
    ["a folder nowhere", ["run", own, "--out", join(folder, "no", "study")], "there is no directory"],
    ["a report of another kind", ["run", own, "--report", join(folder, "r.pdf")], ".html and .md are allowed"],
    ["a seed", ["run", own, "--seed", "x"], "--seed"],
    ["a size", ["power", own, "--n", "10,3"], '--n: "3"'],
    ["repeats", ["power", own, "--repeats", "1"], "--repeats"],
    ["a pool of one", ["power", "weaning-ladder", "--pool", "50"], "a ladder is of one patient"],
  ])("%s", async (_, args, message) => {
    expect(await counterpulse("study", ...args)).toEqual(wrongInput(message));
  });
  test("the folder of others is as it was", () => {
    expect(readdirSync(foreign)).toEqual(["mine.txt"]);
    expect(existsSync(join(folder, "r.pdf"))).toBe(false);
  });
});
