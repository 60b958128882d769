import { checkClaims, EDITORIAL_CLAIMS } from "@counterpulse/evidence";
import { expect, test } from "vitest";
import { countVerdicts, findingsOf, shownFindings } from "../../src/evidence/state/claims.ts";

const editorial = findingsOf("editorial");

test("the findings are the checker's, and worked out once", () => {
  expect(editorial).toEqual(checkClaims(EDITORIAL_CLAIMS));
  expect(findingsOf("editorial")).toBe(editorial);
  expect(new Set(findingsOf("studies").map(({ study }) => study)).size).toBeGreaterThan(10);
});

test("verdicts are counted, the worst first, none without a finding", () => {
  const counts = countVerdicts(editorial);
  expect(counts.map(({ verdict }) => verdict)).toEqual(["inconsistent", "rounding", "consistent"]);
  expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(editorial.length);
});

test("one verdict alone, or all with the worst first and otherwise in their order", () => {
  const inconsistent = shownFindings(editorial, "inconsistent");
  expect(inconsistent).toEqual(editorial.filter(({ verdict }) => verdict === "inconsistent"));
  const all = shownFindings(editorial, "all");
  expect(all).toHaveLength(editorial.length);
  expect(all.slice(0, inconsistent.length)).toEqual(inconsistent);
  expect(all.at(-1)!.verdict).toBe("consistent");
});
