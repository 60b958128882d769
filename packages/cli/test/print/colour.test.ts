import { expect, test } from "vitest";
import { colours, PLAIN, visibleLength } from "../../src/print/colour.ts";

test("colour only on a terminal that wants it", () => {
  const terminal = { isTTY: true };
  expect(colours(terminal, {})).not.toBe(PLAIN);
  expect(colours({}, {})).toBe(PLAIN);
  expect(colours(terminal, { NO_COLOR: "1" })).toBe(PLAIN);
  expect(colours(terminal, { NO_COLOR: "" })).not.toBe(PLAIN);
  expect(colours(terminal, { TERM: "dumb" })).toBe(PLAIN);
});

test("codes take no room", () => {
  const { bold, red } = colours({ isTTY: true }, {});
  expect(visibleLength(bold(`a${red("b")}`))).toBe(2);
});
