/** The project's own studies, as they stand in validation/. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assemble, circulation } from "@counterpulse/engine";
import { afterAll, describe, expect, test } from "vitest";
import { OWN_STUDIES, readNotUsed, readStudies } from "../../src/input/studies.ts";

const model = assemble(circulation());
const docs = (name: string): string => readFileSync(join(OWN_STUDIES, "../docs", name), "utf8");
const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the project's studies", async () => {
  const studies = await readStudies(undefined, model);
  const cases = studies.flatMap((study) => study.cases.map((one) => ({ study, ...one })));
  const records = (ids: readonly string[]): string[] => [...new Set(ids.map((id) => id.split("-")[0]))];

  test("each id stands in one study only", () => {
    expect(new Set(cases.map((c) => c.id)).size).toBe(cases.length);
  });

  test("each key has an entry in references.bib, each record a row in published-values.md", async () => {
    const [bib, published] = [docs("references.bib"), docs("published-values.md")];
    expect(studies.filter(({ key }) => !bib.includes(`{${key},`)).map(({ key }) => key)).toEqual([]);
    const used = records([...cases.map((c) => c.id), ...(await readNotUsed(undefined)).flatMap(({ ids }) => ids)]);
    expect(used.filter((id) => !published.includes(`<a id="${id}">`))).toEqual([]);
  });

  test("what is recalled there is recalled here, and nothing else", () => {
    const published = docs("published-values.md");
    const row = (id: string): string => published.split("\n").find((line) => line.includes(`<a id="${id}">`))!;
    const differing = cases.filter((c) => (c.status === "RECALLED") !== row(records([c.id])[0]).includes("| RECALLED"));
    expect(differing.map((c) => c.id)).toEqual([]);
  });

  test("what was read has an address to read it at, but for the maker's and textbooks' values", () => {
    const without = studies.filter((s) => !s.address && s.cases.some((c) => c.status === "READ"));
    expect(without.map((s) => s.key)).toEqual(["truby2017"]);
  });

  test("each species that is scaled says whence and what weight", () => {
    const animals = studies.filter((s) => s.scale);
    expect(animals.length).toBeGreaterThan(5);
    for (const { key, scale, species } of animals) {
      expect(species, key).not.toBe("human");
      expect(scale!.animal_kg, key).toBeLessThan(150);
    }
  });
});

describe("folders of one's own", () => {
  test("a folder that is none, and one without studies", async () => {
    await expect(readStudies(join(folder, "nowhere"), model)).rejects.toThrow("there is no such folder");
    await expect(readStudies(folder, model)).rejects.toThrow(
      "there are no studies; a folder with <author><year>/study.yaml",
    );
  });

  test("a study that is not readable is told by its file", async () => {
    mkdirSync(join(folder, "wrong2000"));
    writeFileSync(join(folder, "wrong2000/study.yaml"), "title: [");
    await expect(readStudies(folder, model)).rejects.toThrow(join(folder, "wrong2000/study.yaml"));
    writeFileSync(join(folder, "wrong2000/study.yaml"), "title: A\nspecies: snail\n");
    await expect(readStudies(folder, model)).rejects.toThrow(/study\.yaml: .*(source|species)/);
  });

  test("values that are not used: none without the file, one error where it is wrong", async () => {
    expect(await readNotUsed(folder)).toEqual([]);
    writeFileSync(join(folder, "not-used.yaml"), "- { ids: [], what: a, why: b }");
    await expect(readNotUsed(folder)).rejects.toThrow(
      /not-used\.yaml: 0\.ids: .*a list of \{ids, what, why\} is allowed/,
    );
  });
});
