import { QUESTIONS, STUDIES } from "@counterpulse/evidence";
import { expect, test } from "vitest";
import {
  allStudies,
  filterStudies,
  isShown,
  questionOf,
  type StudyFilter,
} from "../../src/evidence/state/study-filter.ts";

const ids = (filter: Partial<StudyFilter>) =>
  filterStudies({ ...allStudies, ...filter }).flatMap(({ studies }) => studies.map(({ id }) => id));

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
  const found = filterStudies({ ...allStudies, words: "tactics" });
  expect(found.map(({ id }) => id)).toEqual(["balloon"]);
});

test("a study has its question, and is shown or not", () => {
  for (const { id, studies } of QUESTIONS) for (const study of studies) expect(questionOf(study.id)).toBe(id);
  expect(questionOf("nothing")).toBeNull();
  const found = filterStudies({ ...allStudies, question: "balloon" });
  expect([isShown(found, "tactics-2005"), isShown(found, "aso-2016")]).toEqual([true, false]);
});
