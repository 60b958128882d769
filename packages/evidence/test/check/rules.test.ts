/** Each rule on figures worked out by hand, most of them from print. */
import { expect, test } from "vitest";
import { type Claim, checkClaim, type Verdict } from "../../src/index.ts";

const study = "x";
type Case = readonly [claim: Claim, verdicts: readonly Verdict[], words?: string];

const two = { study, kind: "two_by_two" } as const;
const hospital = { ...two, a: 298, n1: 533, b: 344, n2: 533 } as const;

const CASES: readonly Case[] = [
  [{ study, kind: "sum", parts: [604, 1064], stated_total: "1650" }, ["inconsistent"], "1046 instead of 1064"],
  [{ study, kind: "sum", parts: [604, 1046], stated_total: "1,650" }, ["consistent"]],
  [{ study, kind: "sum", parts: [33.3, 33.3, 33.3], stated_total: "100.0" }, ["rounding"]],
  [{ study, kind: "sum", parts: [-4, 8], stated_total: 4 }, ["impossible"]],
  [{ study, kind: "proportion", events: 258, total: 533, stated_pct: "48,4" }, ["consistent"]],
  [{ study, kind: "proportion", events: 2962, total: 4807, stated_pct: "61.61" }, ["rounding"]],
  [{ study, kind: "proportion", events: 258, total: 533, stated_pct: "51.6" }, ["inconsistent"], "without the event"],
  [{ study, kind: "proportion", events: null, total: 17, stated_pct: "43.8" }, ["inconsistent"], "7 of 17"],
  [{ study, kind: "proportion", events: null, total: 16, stated_pct: "43.8" }, ["consistent"], "7 of 16"],
  [{ study, kind: "proportion", events: 18, total: 17, stated_pct: "100" }, ["impossible"]],
  [{ study, kind: "proportion", events: 3, total: 0, stated_pct: "10" }, ["impossible"]],
  [{ study, kind: "proportion", events: null, total: 40, stated_pct: "104.2" }, ["impossible"]],
  [
    { study, kind: "proportion", events: 1994, total: 3389, stated_pct: "37.9", denominators: { all: 5263 } },
    ["inconsistent"],
    "It fits 5263, all.",
  ],
  [{ ...hospital, stated_p: "0.004" }, ["consistent"], "chi-squared"],
  [{ ...hospital, stated_p: "<=0.001" }, ["inconsistent"]],
  [{ ...two, a: 258, n1: 533, b: 310, n2: 533, stated_p: "<=0.001" }, ["rounding"]],
  [{ ...hospital, stated_p: "1.3" }, ["impossible"]],
  [{ ...two, a: 21, n1: 20, b: 4, n2: 20 }, ["impossible"]],
  [{ ...two, a: 2.5, n1: 20, b: 4, n2: 20, stated_p: "0.1" }, ["impossible"]],
  [{ ...two, a: 4, n1: 20, b: 4, n2: 20 }, ["consistent"]],
  [{ ...hospital, stated_rr: "0.87", stated_ci: ["0.79", "0.96"] }, ["consistent", "consistent"], "Katz"],
  [{ ...hospital, stated_rr: "0.70" }, ["inconsistent"], "odds ratio"],
  [{ ...hospital, stated_rr: "1.15" }, ["inconsistent"], "other way round"],
  [{ ...hospital, stated_or: "-0.7" }, ["impossible"]],
  [{ ...hospital, stated_rd: "-8.6", stated_nnt: "12" }, ["consistent", "consistent"]],
  [{ ...hospital, stated_nnt: "11" }, ["inconsistent"]],
  [{ ...hospital, stated_ci: ["0.96", "0.79"] }, ["impossible"]],
  [{ ...hospital, stated_rr: "0.87", stated_ci: ["0.82", "0.96"] }, ["consistent", "inconsistent"]],
  [{ ...two, a: 9, n1: 20, b: 8, n2: 20, stated_nnt: "20" }, ["consistent", "inconsistent"], "infinity"],
  [ratio("0.74", "0.63", "0.86", "<0.001"), ["consistent", "consistent"]],
  [ratio("1.01", "0.69", "1.76", "0.692"), ["inconsistent", "rounding"], "middle"],
  [ratio("0.72", "0.46", "1.12", "0.21"), ["consistent", "inconsistent"]],
  [ratio("0.90", "0.95", "1.20"), ["inconsistent"], "outside its own interval"],
  [ratio("-0.5", "0.2", "0.9"), ["impossible"]],
  [ratio("0.5", "0.9", "0.2"), ["impossible"]],
  [ratio("0.5", "-0.1", "0.9"), ["impossible"]],
  [{ study, kind: "ratio", measure: "OR", estimate: "2.5", ci: null }, ["consistent"]],
  [
    { ...ratio("0.74", "0.63", "0.86"), counts: { a: 298, n1: 533, b: 344, n2: 533 } } as Claim,
    ["consistent", "consistent", "consistent"],
  ],
  [
    { ...ratio("0.74", "0.63", "0.86"), counts: { a: 235, n1: 533, b: 189, n2: 533 } } as Claim,
    ["consistent", "inconsistent"],
  ],
  [
    { ...ratio("0.74", "0.70", "0.78"), counts: { a: 29, n1: 53, b: 34, n2: 53 } } as Claim,
    ["consistent", "consistent", "inconsistent"],
    "events allow",
  ],
  [
    { study, kind: "ratio", measure: "RR", estimate: "0.56", ci: ["0.46", "0.67"], percents: ["50.8", "62.4"] },
    ["consistent", "inconsistent"],
    "odds ratio",
  ],
  [difference("13", "6", "20", "<0.001", "7.7"), ["consistent", "consistent", "consistent"]],
  [
    difference("33", "14", "52", "<0.001", "13"),
    ["consistent", "consistent", "inconsistent"],
    "without its first digit",
  ],
  [difference("-3", "-21", "14", "0.70", "33"), ["consistent", "consistent", "consistent", "inconsistent"], "infinity"],
  [difference("36.2", "3.7", "59.2"), ["rounding"]],
  [difference("13", "6", "30"), ["inconsistent"]],
  [difference("13", "6", "20", "0.03"), ["consistent", "inconsistent"]],
  [difference("113", "6", "20"), ["impossible"]],
  [difference("13", "20", "6"), ["impossible"]],
  [difference("13", "6", "20", undefined, "0.8"), ["consistent", "impossible"]],
  [compare("<=0.001", "0.004"), ["inconsistent"]],
  [compare("<=0.001", "<0.001"), ["consistent"]],
  [compare("about 3,000", "2,830"), ["rounding"]],
  [compare("8", "9"), ["inconsistent"]],
  [compare("LP2.5", "lp2.5"), ["consistent"]],
];

function ratio(estimate: string, low: string, high: string, stated_p?: string): Claim {
  return { study, kind: "ratio", measure: "HR", estimate, ci: [low, high], ...(stated_p ? { stated_p } : {}) };
}
function difference(estimate_pct: string, low: string, high: string, stated_p?: string, stated_nnt?: string): Claim {
  return { study, kind: "difference", estimate_pct, ci_pct: [low, high], stated_p, stated_nnt };
}
function compare(stated: string, elsewhere: string): Claim {
  return { study, kind: "comparison", stated, elsewhere, where: "the text" };
}

test.each(CASES.map(([claim, verdicts, words]) => [JSON.stringify(claim), claim, verdicts, words] as const))(
  "%s",
  (_, claim, verdicts, words = "") => {
    const found = checkClaim(claim);
    expect(found.map(({ verdict }) => verdict)).toEqual(verdicts);
    expect(found.map(({ reason }) => reason).join(" ")).toContain(words);
    for (const { bounds, recomputed } of found) {
      for (const x of [...bounds, recomputed]) expect(typeof x !== "number" || Number.isFinite(x)).toBe(true);
      if (bounds[0] !== null && bounds[1] !== null) expect(bounds[0]).toBeLessThanOrEqual(bounds[1]);
    }
  },
);
