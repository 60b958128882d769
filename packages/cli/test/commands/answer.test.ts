import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type AnswerClaim, answerMarkdown, composeAnswer } from "@counterpulse/report";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gather } from "../../src/answer/gather.ts";
import { answerLines } from "../../src/print/answer.ts";
import { PLAIN } from "../../src/print/colour.ts";
import { counterpulse, wrongInput } from "../capture.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const docs = fileURLToPath(new URL("../../../../docs/", import.meta.url));
const stored: { claims: AnswerClaim[] } = JSON.parse(readFileSync(join(docs, "answer.json"), "utf8"));
const [page, details] = ["answer.md", "answer-details.md"].map((name) => readFileSync(join(docs, name), "utf8"));

const SMALL = {
  ...{ n: 8, seed: 2, repeats: 10, threads: 1 },
  only: { patients: ["cardiogenic-shock"], validation: ["abiomed2020"] },
};
/** What a claim is of, without its numbers. */
const kindOf = ({ text }: AnswerClaim): string => text.slice(0, 18).replace(/[\d.,−+]+/g, "#");

describe("a small answer", () => {
  let claims: readonly AnswerClaim[];
  let text: string;
  let terminal: string[][];
  beforeAll(async () => {
    const answer = await composeAnswer(await gather(SMALL));
    claims = answer.claims;
    text = answerMarkdown(answer.page, "images");
    terminal = [answer.page, answer.details].map((one) => answerLines(one, 90, PLAIN));
  }, 240_000);

  test("has claims with text, finite values, and a command or source each", () => {
    for (const claim of claims) {
      expect(claim.text).not.toMatch(/undefined|NaN|Infinity/);
      expect(JSON.parse(JSON.stringify(claim)).value).toEqual(claim.value);
      expect(claim.command ?? claim.source).toBeTruthy();
    }
    expect(text).toContain("counterpulse answer --n 8 --seed 2");
  });

  test("on a terminal: no marks of Markdown, lines that fit, tables that stand under their heads", () => {
    for (const lines of terminal) {
      for (const line of lines) {
        expect(line).not.toMatch(/\*\*|`|<sup>|<picture>|\|/);
        // Addresses cannot be broken.
        if (!line.includes("://") && !/^ ?\d+\. /.test(line)) expect(line.length).toBeLessThanOrEqual(90);
      }
      expect(lines).toContain("SOURCES OF THE NUMBERS");
    }
    const [heads, row] = ["median change", "LV filling"].map(
      (start) => terminal[0].find((line) => line.startsWith(start))!,
    );
    expect(row.length).toBe(heads.length);
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

test("docs/answer.md and its details are written from docs/answer.json", () => {
  const shown = [page, details].map((text) => text.replace(/<sup>.*?<\/sup>/g, ""));
  const sentences = stored.claims.filter(({ text }) => shown.some((one) => one.includes(text.replace(/</g, "&lt;"))));
  expect(sentences.length).toBeGreaterThan(stored.claims.length / 3);
  const both = page + details;
  for (const { command } of stored.claims) if (command) expect(both).toContain(`\`${command}\``);
  const figures = [...both.matchAll(/(?:src|srcset)="([^"]+)"/g)].map(([, path]) => path);
  expect(figures.length).toBeGreaterThanOrEqual(12);
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
