import { analyzeTwoByTwo, numberNeeded } from "@counterpulse/statistics";
import { expect, test } from "vitest";

test("an effect beyond doubt: both limits on one side, the strongest effect first", () => {
  // Japanese registry, 28-day deaths: 48.4 against 58.2 % of 533
  const { rd, nnt } = analyzeTwoByTwo({ a: 258, n1: 533, b: 310, n2: 533 });
  expect(nnt).toMatchObject({ direction: "benefit", ci_directions: ["benefit", "benefit"], through_infinity: false });
  expect(nnt.value).toBeCloseTo(-1 / rd.value, 12);
  expect(nnt.ci[0]).toBeCloseTo(-1 / rd.ci.newcombe[0], 12);
  expect(nnt.ci[1]).toBeCloseTo(-1 / rd.ci.newcombe[1], 12);
  expect(nnt.text).toBe("NNTB 10.3 (NNTB 6.4 to 26.5)");
});

test("a null result runs from harm through infinity to benefit", () => {
  // IABP-SHOCK II, 30-day deaths
  const { nnt } = analyzeTwoByTwo({ a: 119, n1: 300, b: 123, n2: 298 });
  expect(nnt).toMatchObject({ direction: "benefit", ci_directions: ["harm", "benefit"], through_infinity: true });
  expect(nnt.text).toBe("NNTB 62.2 (NNTH 16.1 to infinity to NNTB 10.6)");
});

test("harm when the event is bad is benefit when it is good", () => {
  const table = { a: 30, n1: 100, b: 10, n2: 100 };
  expect(analyzeTwoByTwo(table).nnt.direction).toBe("harm");
  expect(analyzeTwoByTwo(table, { favourable: true }).nnt).toMatchObject({
    direction: "benefit",
    text: analyzeTwoByTwo(table).nnt.text.replaceAll("NNTH", "NNTB"),
  });
  // harm first, whichever limit it is
  expect(numberNeeded(table, [-0.05, 0.25], true)).toMatchObject({ ci: [20, 4], ci_directions: ["harm", "benefit"] });
  expect(numberNeeded(table, [-0.05, 0.25], false)).toMatchObject({ ci: [4, 20], ci_directions: ["harm", "benefit"] });
});

test("no difference has no number needed; an interval that ends at zero ends at infinity", () => {
  const table = { a: 10, n1: 100, b: 10, n2: 100 };
  expect(numberNeeded(table, [-0.1, 0.05])).toMatchObject({ value: null, direction: "none", through_infinity: true });
  const touching = numberNeeded({ a: 5, n1: 100, b: 10, n2: 100 }, [-0.1, 0]);
  expect(touching).toMatchObject({ through_infinity: false, ci: [10, null] });
  expect(touching.text).toBe("NNTB 20.0 (NNTB 10.0 to infinity)");
});
