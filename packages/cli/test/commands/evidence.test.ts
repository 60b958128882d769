import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { counterpulse, wrongInput } from "../capture.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const read = async (...args: string[]) => {
  const { status, stdout, stderr } = await counterpulse("evidence", ...args, "--json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout);
};

describe("list and show", () => {
  test("documents have the promised keys", async () => {
    const studies = await read("list");
    for (const study of studies) {
      for (const key of ["id", "title", "year", "design", "population", "arms", "outcomes", "source", "status"])
        expect(study).toHaveProperty(key);
      expect(["READ", "DERIVED", "RECALLED"]).toContain(study.status);
    }
    expect(await read("show", "iabp-shock-ii")).toEqual(studies.find((s: { id: string }) => s.id === "iabp-shock-ii"));
  });

  test("tables keep to the page, but for addresses", async () => {
    for (const args of [
      ["list"],
      ["show", "aso-2016"],
      ["show", "chen-2008"],
      ["pool", "balloon-on-ecmo"],
      ["check"],
    ]) {
      const { stdout } = await counterpulse("evidence", ...args);
      const long = stdout.split("\n").filter((line) => line.length > 100 && !line.includes("<http"));
      expect(long, args.join(" ")).toEqual([]);
    }
  });

  test("the editorial's figure is drawn from counts", async () => {
    const path = join(folder, "editorial.svg");
    await read("show", "aso-2016", "--figure", path);
    const svg = readFileSync(path, "utf8");
    for (const words of ["51.6 % (275/533)", "41.8 % (223/533)", "+9.8 (3.8 to 15.6)", "P = 0.004"])
      expect(svg).toContain(words);
  });
});

describe("pool", () => {
  test("is the document of analyze meta with the publications beside it", async () => {
    const pool = await read("pool", "pvad-iabp");
    const keys = ["k", "measure", "estimate", "se", "ci", "statistic", "p", "tau2", "tau2_ci", "i2_pct", "h2", "q"];
    for (const key of [...keys, "prediction_interval", "studies", "pooled", "published", "cautions", "left_out"])
      expect(pool).toHaveProperty(key);
    expect(pool.k).toBe(4);
    expect(pool.published[0].repeated.agrees).toBe(true);
    expect((await read("pool")).map((p: { id: string }) => p.id)).toContain("ecls-arrest");
  });

  test("options change the analysis, and the forest plot is drawn", async () => {
    const path = join(folder, "forest.svg");
    const pool = await read("pool", "ecls-infarct-shock", "--include-recalled", "--test", "z", "--figure", path);
    expect(pool.pooled.ci.map((x: number) => x.toFixed(2))).toEqual(["0.81", "1.13"]);
    expect(readFileSync(path, "utf8")).toContain("Counts recalled, unverified:");
  });
});

const CLAIMS = `
- { study: A, kind: sum, parts: [604, 1064], stated_total: "1650" }
- { study: B, kind: two_by_two, a: 298, n1: 533, b: 344, n2: 533, stated_p: "0,004" }
- { study: C, kind: proportion, events: 30, total: 20, stated_pct: "150" }
- { study: D, kind: ratio, measure: HR, estimate: "0.74", ci: ["0.86", "0.63"], colour: red }
`;

describe("check", () => {
  test("claims of one's own, from YAML and JSON", async () => {
    const outcome = await counterpulse("evidence", "check", file("claims.yaml", CLAIMS), "--json");
    expect(outcome.status).toBe(0);
    expect(outcome.stderr).toContain('colour ("red") is no field of a ratio');
    const found = JSON.parse(outcome.stdout);
    expect(found.map((f: { study: string; verdict: string }) => [f.study, f.verdict])).toEqual([
      ["A", "inconsistent"],
      ["B", "consistent"],
      ["C", "impossible"],
      ["D", "impossible"],
    ]);
    for (const key of ["study", "claim", "stated", "recomputed", "bounds", "verdict", "rule"])
      expect(found[0]).toHaveProperty(key);
    const same = [{ study: "A", kind: "sum", parts: [604, 1064], stated_total: "1650" }];
    expect(await read("check", file("claims.json", JSON.stringify(same)))).toEqual([found[0]]);
  });

  test("without anything, all documents; what is consistent only when asked", async () => {
    const all = await read("check");
    expect(new Set(all.map((f: { study: string }) => f.study)).has("editorial")).toBe(true);
    const short = await counterpulse("evidence", "check", "editorial");
    expect(short.stdout).toContain("604 + 1064");
    expect(short.stdout).not.toContain("  consistent    28-day");
    expect((await counterpulse("evidence", "check", "editorial", "--all")).stdout).toContain("  consistent    28-day");
    const only = await read("check", "--only", "rounding");
    expect(new Set(only.map((f: { verdict: string }) => f.verdict))).toEqual(new Set(["rounding"]));
  });
});

test.each<[string[], string]>([
  [["show", "aso"], '"aso" is no study (aso-2016, aso-2016-all-ecmo?)'],
  [["pool", "x"], '"x" is no pool; pvad-iabp, iabp-none'],
  [["check", "nothing"], '"nothing" is no study or file'],
  [["check", join(folder, "missing.yaml")], "there is no such file"],
  [["check", file("object.yaml", "a: 1")], "a list of claims"],
  [
    ["check", file("field.yaml", '- { study: A, kind: proportion, total: 3, stated_pct: "3" }')],
    "claim 1, events: nothing",
  ],
  [
    ["check", file("type.yaml", "- { study: A, kind: proportion, events: 1, total: 3, stated_pct: 33 }")],
    "stated_pct: 33",
  ],
  [["show", "elso-2016", "--figure", join(folder, "x.svg")], "no outcome with counts of two groups"],
  [["pool", "pvad-iabp", "--figure", join(folder, "x.png")], ".svg is allowed"],
  [["pool", "pvad-iabp", "--method", "Peto"], "Peto gives an odds ratio"],
])("evidence %j is refused in one line", async (args, message) => {
  expect(await counterpulse("evidence", ...args)).toEqual(wrongInput(message));
});
