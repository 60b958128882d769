import { expect, test } from "vitest";
import { textWidth, wrap } from "../src/frame.ts";

test("lines break at blanks, keep a number with its unit, and fit where words do", () => {
  const lines = wrap("IABP: 40 mL, 1:1. VA-ECMO: flow held at 4 L/min", 80, 12);
  expect(lines.join(" ")).toBe("IABP: 40 mL, 1:1. VA-ECMO: flow held at 4 L/min");
  expect(lines.filter((line) => / ?\d+$/.test(line) && !line.endsWith("1:1."))).toEqual([]);
  for (const line of lines) expect(textWidth(line, 12) <= 80 || !line.includes(" ")).toBe(true);
  expect(wrap("well below P\u00a0=\u00a00.036", 80, 12).at(-1)).toContain("P\u00a0=\u00a00.036");
  expect(wrap("", 80, 12)).toEqual([]);
  expect(wrap("immeasurably", 1, 12)).toEqual(["immeasurably"]);
});
