import { expect, test } from "vitest";
import { evidenceAddress, formatRoute, parseRoute, SECTIONS } from "../../src/state/route.ts";

test.each([
  ["", { view: "bedside" }],
  ["#", { view: "bedside" }],
  ["#bedside", { view: "bedside" }],
  ["#evidence", { view: "evidence", section: "studies", item: null }],
  ["#evidence/pools", { view: "evidence", section: "pools", item: null }],
  ["#evidence/pools/iabp-none", { view: "evidence", section: "pools", item: "iabp-none" }],
  // What is not known leads to the beginning, whatever comes behind it.
  ["#evidence/nothing/iabp-none", { view: "evidence", section: "studies", item: null }],
  ["#evidence/studies/", { view: "evidence", section: "studies", item: null }],
  ["#evidence/studies/%E0%A4%A", { view: "evidence", section: "studies", item: "%E0%A4%A" }],
])("%j is read as %j", (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
});

test("addresses lead back to what they were made of", () => {
  for (const section of SECTIONS)
    for (const item of [null, "aso-2016", "a b/c"])
      expect(parseRoute(evidenceAddress(section, item))).toEqual({ view: "evidence", section, item });
  expect(parseRoute(formatRoute({ view: "bedside" }))).toEqual({ view: "bedside" });
});
