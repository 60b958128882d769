import type { PopulationFile } from "@counterpulse/lab";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { counterpulse, wrongInput } from "../capture.ts";

test("lists the built-in populations", async () => {
  const { status, stdout } = await counterpulse("populations", "--json");
  expect(status).toBe(0);
  const list = JSON.parse(stdout) as { id: string; title: string; source: string }[];
  expect(list.map((p) => p.id)).toContain("infarct-shock");
  for (const one of list)
    expect(one).toMatchObject({ title: expect.stringMatching(/./), source: expect.stringMatching(/./) });
  const shown = (await counterpulse("populations")).stdout;
  expect(shown).toMatch(/^Infarct shock \(infarct-shock\)\n/);
  expect(shown.split("\n").filter((line) => line.length > 100)).toEqual([]);
});

test("prints one as a file, the same in YAML and in JSON", async () => {
  const yaml = parse((await counterpulse("populations", "infarct-shock")).stdout) as PopulationFile;
  const json = JSON.parse((await counterpulse("populations", "infarct-shock", "--json")).stdout) as PopulationFile;
  expect(yaml).toEqual(json);
  expect(yaml.base).toBe("cardiogenic-shock");
  expect(Object.values(yaml.parameters).every((d) => d.source.length > 0)).toBe(true);
});

test("an unknown one: one line, status 2", async () => {
  expect(await counterpulse("populations", "nobody")).toEqual(wrongInput(/population "nobody": .*infarct-shock/));
});
