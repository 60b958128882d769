/** Data files of the tests: those that R's fixtures were made from, and small ones written for a case. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect } from "vitest";
import { jsonFixture } from "../../../../../test/fixture.ts";
import { counterpulse } from "../../capture.ts";

export const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export function write(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

export const fixtureFile = (name: string): string =>
  fileURLToPath(new URL(`../../../../../fixtures/statistics/${name}`, import.meta.url));

interface Summary {
  estimate: number;
  se: number;
  tau2: number;
  lower: number;
  upper: number;
}

const meta = jsonFixture<{
  pooled: Record<string, { random: Record<string, { z: Summary; hk: Summary }> }>;
  classical: Record<string, { counts: number[][]; peto: Summary; mh: Record<string, Summary> }>;
}>("statistics/meta");
export const reference = meta;

/** BCG trials (the set that metafor's examples use), as counts. */
export const bcg = (): string =>
  write(
    "bcg.csv",
    `study,ai,n1,ci,n2,half,year\n${meta.classical.bcg.counts.map((row, i) => `"Trial, ${i + 1}",${row.join(",")},${i < 6 ? "early" : "late"},${1940 + i}`).join("\n")}\n`,
  );

export async function document<T>(...args: string[]): Promise<T> {
  const out = await counterpulse(...args, "--json");
  expect(out).toMatchObject({ status: 0, stderr: "" });
  return JSON.parse(out.stdout) as T;
}

/** Every number of a document is finite, for JSON could not hold it otherwise; nothing is undefined. */
export function keysOf(value: object): string[] {
  return Object.keys(value);
}
