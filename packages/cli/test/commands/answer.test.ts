import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type AnswerClaim, answerMarkdown, composeAnswer } from "@counterpulse/report";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gather } from "../../src/answer/gather.ts";
import { counterpulse, wrongInput } from "../capture.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const docs = fileURLToPath(new URL("../../../../docs/", import.meta.url));
const stored: { claims: AnswerClaim[] } = JSON.parse(readFileSync(join(docs, "answer.json"), "utf8"));
const page = readFileSync(join(docs, "answer.md"), "utf8");

const SMALL = {
  ...{ n: 8, seed: 2, repeats: 10, threads: 1 },
  only: { patients: ["cardiogenic-shock"], validation: ["abiomed2020"] },
};
/** What a claim is of, without its numbers. */
const kindOf = ({ text }: AnswerClaim): string => text.slice(0, 18).replace(/[\d.,−+]+/g, "#");

describe("a small answer", () => {
  let claims: readonly AnswerClaim[];
  let text: string;
  beforeAll(async () => {
    const answer = await composeAnswer(await gather(SMALL));
    claims = answer.claims;
    text = answerMarkdown(answer, "images");
  }, 240_000);

  test("has claims with text, finite values, and a command or source each", () => {
    for (const claim of claims) {
      expect(claim.text).not.toMatch(/undefined|NaN|Infinity/);
      expect(JSON.parse(JSON.stringify(claim)).value).toEqual(claim.value);
      expect(claim.command ?? claim.source).toBeTruthy();
    }
    expect(text).toContain("counterpulse answer --n 8 --seed 2");
  });

  test("docs/answer.json holds the same kinds of claims", () => {
    const here = new Set(claims.map(kindOf));
    const there = new Set(stored.claims.map(kindOf));
    // Names of what settles, and what only many patients have, differ with the number of patients.
    const missing = [...here].filter((kind) => !there.has(kind));
    expect(missing.length).toBeLessThanOrEqual(4);
    expect(stored.claims.length).toBeGreaterThanOrEqual(claims.length);
  });
});

test("docs/answer.md is written from docs/answer.json", () => {
  const tabled = page.replace(/<sup>.*?<\/sup>/g, "");
  const sentences = stored.claims.filter(({ text }) => tabled.includes(text.replace(/</g, "&lt;")));
  expect(sentences.length).toBeGreaterThan(stored.claims.length / 3);
  for (const { command } of stored.claims) if (command) expect(page).toContain(`\`${command}\``);
  const figures = [...page.matchAll(/(?:src|srcset)="([^"]+)"/g)].map(([, path]) => path);
  expect(figures.length).toBeGreaterThanOrEqual(10);
  for (const figure of figures) expect(existsSync(join(docs, figure))).toBe(true);
});

describe("wrong input", () => {
  test.each([
    [["--n", "7"], /--n: "7" is not allowed; a whole number from 8/],
    [["--seed", "x"], /--seed: "x"/],
    [["--repeats", "1"], /--repeats: "1"/],
    [["--out", join(folder, "no", "where")], /--out: .*there is no folder/],
  ])("%j", async (args, message) => {
    expect(await counterpulse("answer", ...args)).toMatchObject(wrongInput(message));
  });

  test("a file where a folder should be", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(await counterpulse("answer", "--out", file)).toMatchObject(wrongInput(/is not a folder/));
  });
});
