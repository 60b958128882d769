import { expect, test } from "vitest";
import { fixed, signed, significant } from "../src/number.ts";

test("fixed decimals, no negative zero, a dash for what does not exist", () => {
  expect([fixed(3.14499, 2), fixed(-0.04, 1), fixed(-0.4, 0), fixed(null, 2)]).toEqual(["3.14", "0.0", "0", "–"]);
});

test("changes have a sign unless they round to nothing", () => {
  expect([signed(1.25, 1), signed(-1.25, 1), signed(0.04, 1), signed(null, 1)]).toEqual(["+1.3", "-1.3", "0.0", "–"]);
});

test("as few digits as tell the value", () => {
  const values = [1500, 0.2, 2.6666666666666665, 0.00045, 0.00002, -4, 0];
  expect(values.map((value) => significant(value))).toEqual(["1500", "0.2", "2.667", "0.00045", "2e-5", "-4", "0"]);
});
