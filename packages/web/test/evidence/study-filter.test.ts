import { QUESTIONS, STUDIES } from "@counterpulse/evidence";
import { expect, test } from "vitest";
import { filterStudies, type StudyFilter } from "../../src/evidence/state/study-filter.ts";

const all: StudyFilter = { question: "all", status: "all", words: "" };
const ids = (filter: Partial<StudyFilter>) =>
  filterStudies({ ...all, ...filter }).flatMap(({ studies }) => studies.map(({ id }) => id));

test("without a filter every study is there once, in the order of the list", () => {
  expect(ids({})).toEqual(STUDIES.map(({ id }) => id));
  expect(new Set(ids({})).size).toBe(STUDIES.length);
});

test("a question has its own studies only", () => {
  for (const { id, studies } of QUESTIONS) expect(ids({ question: id })).toEqual(studies.map((study) => study.id));
});

test("recalled are studies that are recalled, or have an outcome that is", () => {
  const recalled = ids({ status: "RECALLED" });
  expect(recalled).toContain("tactics-2005");
  expect(recalled).toContain("ecls-shock-i");
  expect(recalled).not.toContain("cheng-2009");
});

test("all words must occur, whatever their case; questions without studies are left out", () => {
  expect(ids({ words: "IABP-shock ii" })).toContain("iabp-shock-ii");
  expect(ids({ words: "ecls-shock arrest-2020" })).toEqual([]);
  const found = filterStudies({ ...all, words: "tactics" });
  expect(found.map(({ id }) => id)).toEqual(["balloon"]);
});
