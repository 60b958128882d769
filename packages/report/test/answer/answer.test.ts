import { beforeAll, describe, expect, test } from "vitest";
import { type Answer, answerFigures, answerFile, answerMarkdown, composeAnswer } from "../../src/index.ts";
import { DATA } from "./data.ts";

let answer: Answer;
let page: string;
let details: string;
beforeAll(async () => {
  answer = await composeAnswer(DATA);
  page = answerMarkdown(answer.page, "images");
  details = answerMarkdown(answer.details, "images");
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

describe("the pages", () => {
  /** What is read: neither marks nor pictures nor the list of origins. */
  const words = (text: string): number =>
    text
      .split("## Sources of the numbers")[0]
      .replace(/<sup>.*?<\/sup>|<picture>.*?<\/picture>/g, "")
      .split(/\s+/)
      .filter((word) => /\w/.test(word)).length;

  test("the first is one page: at most 900 words, two figures, a table for each question", () => {
    expect(words(page)).toBeLessThanOrEqual(900);
    expect(answerFigures(answer.page.sections)).toHaveLength(2);
    const questions = answer.page.sections.slice(1, -1);
    for (const { blocks } of questions) expect(blocks.filter((block) => "head" in block)).toHaveLength(1);
    expect(page).toContain("](answer-details.md)");
    expect(details).toContain("](answer.md)");
  });

  test("show every sentence with its origin, and list each origin once", () => {
    for (const text of [page, details]) {
      const [body, origins] = text.split("## Sources of the numbers");
      const listed = origins.trim().split("\n");
      expect(new Set(listed.map((line) => line.replace(/^\d+\. /, ""))).size).toBe(listed.length);
      const marks = [...body.matchAll(/<sup>\[([\d, ]+)\]\(#sources-of-the-numbers\)/g)];
      const numbers = marks.flatMap(([, found]) => found.split(", ").map(Number));
      expect(new Set(numbers)).toEqual(new Set(listed.map((_, i) => i + 1)));
    }
  });

  test("have every figure in both themes, each on one of them", () => {
    const names = [answer.page, answer.details].map(({ sections }) => answerFigures(sections).map(({ name }) => name));
    expect(names).toEqual([
      ["patients", "power"],
      ["limits", "study", "evidence", "trial"],
    ]);
    for (const [text, { sections }] of [
      [page, answer.page],
      [details, answer.details],
    ] as const)
      for (const { name, light, dark } of answerFigures(sections)) {
        expect(text).toContain(`images/${answerFile(name, "dark")}`);
        expect(light).toMatch(/^<svg/);
        expect(dark).not.toBe(light);
      }
  });

  test("every claim once, those of both pages", () => {
    const texts = answer.claims.map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.filter((text) => page.includes(text.replace(/</g, "&lt;"))).length).toBeGreaterThan(15);
  });

  test("the same data give the same pages", async () => {
    const again = await composeAnswer(DATA);
    expect(answerMarkdown(again.page, "images")).toBe(page);
    expect(answerMarkdown(again.details, "images")).toBe(details);
  });
});

describe("words that follow the numbers", () => {
  const composed = async (changes: Partial<typeof DATA>): Promise<string> =>
    answerMarkdown((await composeAnswer({ ...DATA, ...changes })).page, "images");

  test("medians: the change from none under each support, and the balloon's addition", () => {
    const row = page.split("\n").find((line) => line.startsWith("| LV filling"));
    // Without support 22, 23, 24, 25 and 20; balloon 20; VA-ECMO 25 to 29; the additions are -5, -3, -0.5, 3 and -6.
    expect(row).toBe("| LV filling: wedge pressure, mmHg | −3.0 | +3.0 | +2.5 | −3.0 |");
  });

  test("who is helped is most, some or few", async () => {
    expect(page).toContain("In some:");
    const [helped, , nothing] = DATA.patients;
    expect(await composed({ patients: [helped, helped, helped, nothing] })).toContain("In most");
    expect(await composed({ patients: [helped, nothing, nothing, nothing] })).toContain("In few:");
  });

  test("the balloon takes back what ECMO puts on the heart only where the medians say so", async () => {
    expect(page).not.toContain("takes part of that back");
    const loaded = DATA.patients.map((p) => ({
      ...p,
      ecmo: { ...p.ecmo, lv_peak_wall_stress_kPa: 30 },
      added: {
        before: { ...p.added.before, lv_peak_wall_stress_kPa: 30 },
        after: { ...p.added.after, lv_peak_wall_stress_kPa: 26 },
      },
    }));
    expect(await composed({ patients: loaded })).toContain("takes part of that back: wall stress +10.0 then −4.0 kPa");
  });

  test("an endpoint that favours one arm is told with what its controls get, another without", async () => {
    const [first, second] = DATA.trials;
    const liberal = { ...first, type_1_error: { value: 0.2, mc_error: 0.01 } };
    const rescue = { ...liberal, protocol: { ...liberal.protocol, endpoint: { event: "death-or-crossover" } } };
    expect(await composed({ trials: [liberal, second] })).toMatch(
      /"positive" in 20 % where not one death is prevented\.</,
    );
    expect(await composed({ trials: [rescue, second] })).toContain('Its controls get "rescue allowed"');
  });
});
