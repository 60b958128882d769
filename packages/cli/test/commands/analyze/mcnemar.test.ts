import { type McNemar, type McNemarBounds, mcNemar } from "@counterpulse/statistics";
import { expect, test } from "vitest";
import { counterpulse, wrongInput } from "../../capture.ts";
import { document } from "./data.ts";

test("discordant pairs, or margins of so many pairs", async () => {
  expect(await document<McNemar>("analyze", "mcnemar", "40", "12")).toEqual(mcNemar(40, 12));
  const bounds = await document<McNemarBounds>("analyze", "mcnemar", "258", "310", "--pairs", "533");
  // at best 52 pairs differ, all in one direction
  expect(bounds.most_agreement.discordant).toEqual([0, 52]);
  expect(bounds.least_agreement.discordant).toEqual([223, 275]);
});

test("a person reads both bounds", async () => {
  const { stdout } = await counterpulse("analyze", "mcnemar", "258", "310", "--pairs", "533");
  expect(stdout).toMatch(/as much agreement as can be +0 and 52 +52\.00, P < 0\.0001/);
  expect(stdout).toMatch(/as little +223 and 275 +5\.43, P = 0\.020/);
});

test.each<[string[], string]>([
  [["-1", "2"], 'FIRST: "-1" is not allowed; a whole number'],
  [["1.5", "2"], 'FIRST: "1.5" is not allowed; a whole number'],
  [["5", "2", "--pairs", "4"], "events must be whole numbers from 0 to the 4 pairs, not 5"],
])("wrong input %#", async (args, message) => {
  expect(await counterpulse("analyze", "mcnemar", ...args)).toEqual(wrongInput(message));
});
