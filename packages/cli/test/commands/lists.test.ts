import { expect, test } from "vitest";
import { counterpulse, wrongInput } from "../capture.ts";
import { INDEX_IDS, SETTABLE_IDS } from "../contract.ts";

type Item = Record<string, unknown>;

const list = async (command: string) => {
  const out = await counterpulse(command, "--json");
  expect(out).toMatchObject({ status: 0, stderr: "" });
  return JSON.parse(out.stdout) as Item[];
};
const ids = (items: Item[]) => items.map((item) => item.id);

test("patients", async () => {
  const items = await list("patients");
  expect(ids(items)).toEqual(expect.arrayContaining(["healthy-adult", "cardiogenic-shock"]));
  for (const item of items)
    expect(item).toEqual(
      Object.fromEntries(["id", "title", "description", "source"].map((key) => [key, expect.stringMatching(/./)])),
    );
});

test("indices", async () => {
  const items = await list("indices");
  expect(ids(items)).toEqual(expect.arrayContaining(INDEX_IDS));
  expect(new Set(ids(items)).size).toBe(items.length);
  for (const { loinc, ...item } of items) {
    expect(item).toEqual({ id: expect.any(String), unit: expect.any(String), definition: expect.stringMatching(/./) });
    if (loinc !== undefined) expect(loinc).toMatch(/^\d+-\d$/);
  }
  expect(items.find((item) => item.id === "microvascular_flow_index")!.definition).toMatch(
    /^HYPOTHESIS, not validated: /,
  );
});

test("parameters", async () => {
  const items = await list("parameters");
  expect(ids(items)).toEqual(expect.arrayContaining(SETTABLE_IDS));
  expect(ids(items)).not.toContain("iabp.on");
  for (const item of items) {
    expect(item).toEqual({
      id: expect.stringMatching(/\./),
      unit: expect.stringMatching(/./),
      default: expect.any(Number),
      min: expect.any(Number),
      max: expect.any(Number),
      whole: expect.any(Boolean),
      description: expect.stringMatching(/./),
      source: expect.stringMatching(/./),
    });
    expect(item.default, String(item.id)).toBeGreaterThanOrEqual(item.min as number);
    expect(item.default, String(item.id)).toBeLessThanOrEqual(item.max as number);
  }
  expect(items.find((item) => item.id === "iabp.ratio")).toMatchObject({ default: 1, min: 1, max: 4, whole: true });
});

test("parameters for a person stand under the part that they belong to", async () => {
  const { stdout } = await counterpulse("parameters");
  const lines = stdout.split("\n");
  const heading = (part: string) => lines.findIndex((line) => new RegExp(`^${part} +default +unit`).test(line));
  expect(heading("reflexes")).toBeGreaterThan(0);
  expect(lines[heading("reflexes") + 1]).toMatch(/^ {2}reflexes\.on +1 +0 or 1 +1: reflexes act$/);
  expect(lines[heading("iabp") - 1]).toBe("");
});

test("a filter looks for its text in ids and descriptions, whatever the case", async () => {
  const read = async (filter: string) =>
    JSON.parse((await counterpulse("parameters", filter, "--json")).stdout) as Item[];
  expect(ids(await read("va-ecmo.SWEEP"))).toEqual(["va-ecmo.sweep_L_min"]);
  const stenoses = ids(await read("Stenosis, part"));
  expect(stenoses).toEqual(["lad", "lcx", "rca"].map((name) => `coronary.${name}.stenosis_pct`));
  const { stdout } = await counterpulse("parameters", "stenosis, part");
  expect(
    stdout
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(" ")[0]),
  ).toEqual(stenoses);
  expect(await counterpulse("parameters", "no such thing", "--json")).toEqual(
    wrongInput('filter "no such thing": no parameter has it'),
  );
});

test.each(["patients", "indices", "parameters"])("%s for a person: within 100 columns, every id", async (command) => {
  const { status, stdout } = await counterpulse(command);
  expect(status).toBe(0);
  expect(stdout.split("\n").filter((line) => line.length > 100)).toEqual([]);
  for (const id of ids(await list(command))) expect(stdout).toMatch(new RegExp(`^ *${String(id)}( |$)`, "m"));
});
