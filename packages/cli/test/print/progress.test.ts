import { expect, test } from "vitest";
import { progress, withProgress } from "../../src/print/progress.ts";

function terminal(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 80, written, write: (text: string) => written.push(text) };
}

test("a bar appears after a second, only on a terminal, and is wiped at the end", () => {
  let time = 0;
  const now = () => time;
  const [shown, hidden] = [terminal(true), terminal(false)];
  const bars = [progress("working", shown, now), progress("working", hidden, now)];
  for (const bar of bars) bar.update(1, 4);
  expect(shown.written).toEqual([]);
  time = 1200;
  for (const bar of bars) bar.update(2, 4);
  time = 1210;
  for (const bar of bars) bar.update(3, 4);
  expect(shown.written).toEqual(["\rworking [############............] 50 % 1 s\u001b[K"]);
  for (const bar of bars) bar.end();
  expect(shown.written.at(-1)).toBe("\r\u001b[K");
  expect(hidden.written).toEqual([]);
});

test("quick work leaves no trace, work that fails passes its error on", () => {
  expect(withProgress("quick", () => 1)).toBe(1);
  expect(() =>
    withProgress("failing", () => {
      throw new Error("failed");
    }),
  ).toThrow("failed");
});
