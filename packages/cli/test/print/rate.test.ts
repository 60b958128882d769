import { expect, test } from "vitest";
import { rateNote } from "../../src/print/rate.ts";

test("rate and time left follow from what was done since the start", () => {
  let time = 0;
  const note = rateNote(() => time);
  expect(note(1000, 41_000, "rows")).toBe("1,000 of 41,000 rows");
  time = 10_000;
  expect(note(5000, 41_000, "rows")).toBe("5,000 of 41,000 rows, 400/s, 1:30 left");
  time = 4_000_000;
  expect(note(5000, 41_000, "rows")).toBe("5,000 of 41,000 rows, 1.0/s, 10:00:00 left");
});
