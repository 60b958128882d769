import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SurvivalAnalysis } from "@counterpulse/statistics";
import { expect, test } from "vitest";
import { counterpulse, wrongInput } from "../../capture.ts";
import { document, folder, write } from "./data.ts";

const curve = () => write("curve.csv", "time;survival\n1;0,9\n2;0,7\n3;0,6\n5;0,2\n8;0\n");
const table = () => write("table.csv", "time,n\n0,10\n3,7\n6,2\n");

test("rows that every survival command takes", async () => {
  const out = join(folder, "rows.csv");
  const found = await document<{ n: number; events: number; time: number[]; event: number[] }>(
    ...["analyze", "curve", curve(), "--at-risk", table(), "--out", out],
  );
  expect(found).toMatchObject({ n: 10, events: 10, censored: 0, time: [1, 2, 2, 3, 5, 5, 5, 5, 8, 8] });
  expect(readFileSync(out, "utf8").split("\n").slice(0, 3)).toEqual(["time,event", "1,1", "2,1"]);
  const again = await document<SurvivalAnalysis>("analyze", "survival", out, "--time", "time", "--event", "event==1");
  expect(again.km[0].survival.map((s) => Number(s.toFixed(6)))).toEqual([0.9, 0.7, 0.6, 0.2, 0]);
});

test("a person reads how near it is", async () => {
  const { stdout } = await counterpulse("analyze", "curve", curve(), "--at-risk", table());
  expect(stdout).toMatch(/^10 people rebuilt: 10 events, 0 censored\.\nThe rebuilt curve lies within 0\.000 /);
});

test.each<[string, string]>([
  ["time,n\n1,10\n", "the table of numbers at risk must begin at time 0"],
  ["time,n\n0,1.5\n", "1.5 is not a whole number from 0 up"],
  ["t,n\n0,10\n", 'no column "time"'],
])("wrong input %#", async (content, message) => {
  const args = ["analyze", "curve", curve(), "--at-risk", write("wrong.csv", content)];
  expect(await counterpulse(...args)).toEqual(wrongInput(message));
});
