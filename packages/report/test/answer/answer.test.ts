import { beforeAll, describe, expect, test } from "vitest";
import { type Answer, answerFigures, answerFile, answerMarkdown, composeAnswer } from "../../src/index.ts";
import { DATA } from "./data.ts";

let answer: Answer;
let page: string;
beforeAll(async () => {
  answer = await composeAnswer(DATA);
  page = answerMarkdown(answer, "images");
});

const claim = (words: RegExp) => {
  const found = answer.claims.find(({ text }) => words.test(text));
  if (!found) throw new Error(`no claim says ${words}`);
  return found;
};

describe("claims", () => {
  test("each has a text, a value, and a command or a source", () => {
    for (const { text, value, command, source } of answer.claims) {
      expect(text).not.toMatch(/undefined|NaN|null/);
      expect(value).toBeDefined();
      expect(command ?? source).toBeTruthy();
    }
  });

  test("helped, untouched and hurt are counted by the stated criterion", () => {
    expect(claim(/\*\*helps/).value).toMatchObject({
      helps: { count: 3, of: 5, pct: 60 },
      nothing: { count: 1 },
      hurts: { count: 1 },
    });
  });

  test("a stricter limit helps fewer", () => {
    const [loose, strict] = claim(/With a limit of 1 mmHg/).value as { helps: { count: number } }[];
    expect([loose.helps.count, strict.helps.count]).toEqual([3, 2 + 1]);
  });

  test("the drawn characteristic that the fall follows comes first", () => {
    expect(claim(/What decides/).value).toMatchObject([{ id: "lv.Ees", rho: 1 }, { id: "lv.V0" }]);
  });

  test("a shut valve under ECMO is counted as distension, and told apart", () => {
    expect(claim(/is distended \(aortic/).value).toMatchObject({ count: 1, of: 5 });
    expect(claim(/does not eject/).value).toMatchObject({ shut: 1, opens: 1 });
  });

  test("a row that names two things and meets one holds in part; patients without shock do not count", () => {
    expect(claim(/^IABP, against none: rows of the table/).value).toMatchObject({ holds: 1, "in part": 1, fails: 0 });
    expect(claim(/^I4: /).value).toEqual({ row: "I4", patients: ["cardiogenic-shock"], change_pct: [-6, -6] });
  });

  test("ladders tell where the balloon stops helping", () => {
    expect(claim(/lv\.contractility_scale/).text).toMatch(/helps at 0\.5 and 1, does nothing at 0\.1/);
  });

  test("the study's claims say what is settled and what is not", () => {
    expect(claim(/VA-ECMO alone first/).value).toMatchObject({
      settled: ["wedge pressure"],
      out_of_reach: ["coronary_flow_mL_min"],
    });
  });

  test("the evidence and the sizes come from their own packages", () => {
    expect(claim(/IABP v none in infarct shock/).command).toBe("counterpulse evidence pool iabp-none");
    expect(claim(/In the registry/).command).toBe("counterpulse analyze two-by-two 258 533 310 533");
    expect(claim(/the checker finds/).value).toMatchObject({ inconsistent: 16 });
    expect(claim(/feasible/).value).toMatchObject({ n: 600 });
  });

  test("the link to mortality is told as an assumption", () => {
    expect(claim(/^ASSUMING/).value).toMatchObject({ subgroups: [{ id: "c", share: 0.4 }] });
  });
});

describe("the page", () => {
  test("shows every sentence with its origin, and lists each origin once", () => {
    const [body, origins] = page.split("## Origins of the numbers");
    expect(body).toMatch(/helps 60 % \(95 % CI \d+ to \d+; 3 of 5\)/);
    const listed = origins.trim().split("\n");
    expect(new Set(listed.map((line) => line.replace(/^\d+\. /, ""))).size).toBe(listed.length);
    const marks = [...body.matchAll(/<sup>\[([\d, ]+)\]/g)].flatMap(([, numbers]) => numbers.split(", ").map(Number));
    expect(new Set(marks)).toEqual(new Set(listed.map((_, i) => i + 1)));
  });

  test("has every figure in both themes", () => {
    const figures = answerFigures(answer.sections);
    expect(figures.map(({ name }) => name)).toEqual(["patients", "limits", "study", "evidence", "trial"]);
    for (const { name, light, dark } of figures) {
      expect(page).toContain(`images/${answerFile(name, "dark")}`);
      expect(light).toMatch(/^<svg/);
      expect(dark).not.toBe(light);
    }
  });

  test("the same data give the same page", async () => {
    expect(answerMarkdown(await composeAnswer(DATA), "images")).toBe(page);
  });
});
