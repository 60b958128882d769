/** The evidence in a real browser: that it opens late and alone, computes, can be worked by keyboard, and be read. */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContextOptions, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { complaintsOf, outputFolder } from "./browser.ts";
import { announced, desktop, figure, phone, setUpMonitor, textOf } from "./monitor-page.ts";

const builtPage = fileURLToPath(new URL("../packages/web/dist", import.meta.url));
const sections = ["studies", "pools", "editorial", "calculator"] as const;

const monitor = setUpMonitor();
beforeAll(() => mkdirSync(outputFolder, { recursive: true }));

/** Opens an address of the evidence in a context of its own, and expects no complaint. */
async function onEvidence(
  hash: string,
  options: BrowserContextOptions,
  action: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await monitor.browser.newContext({ viewport: desktop, colorScheme: "dark", ...options });
  try {
    const page = await context.newPage();
    const complaints = complaintsOf(page, monitor.url);
    await page.goto(`${monitor.url}${hash}`);
    await page.locator("main h2").waitFor();
    await action(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

const drawn = (page: Page, name: RegExp) => page.getByRole("img", { name }).first();
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

async function expectNoBarriers(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  expect(found).toEqual([]);
}

/** Waits until all that the section draws is there. */
async function settled(page: Page, section: (typeof sections)[number]): Promise<void> {
  if (section === "pools") await drawn(page, /Percutaneous|IABP|ECLS|VA-ECMO/).waitFor();
  if (section === "editorial") await drawn(page, /Aso/).waitFor();
  if (section === "calculator") await drawn(page, /What a trial/).waitFor();
}

describe("the way there and back", () => {
  test("its code comes only when it is asked for, and the patient waits meanwhile", async () => {
    await monitor.open({}, async (page) => {
      const scripts: string[] = [];
      page.on("request", (request) => scripts.push(request.url()));
      await page.keyboard.press("i");
      await page.getByRole("link", { name: "Evidence" }).click();
      await page.getByRole("heading", { name: "Studies", level: 2 }).waitFor();
      expect(scripts.some((url) => /evidence-page-.*\.js$/.test(url))).toBe(true);
      expect(page.url()).toMatch(/#evidence$/);
      expect(await page.title()).toBe("Evidence · Counterpulse");
      await page.waitForTimeout(500);
      const samples = await figure(page, "samples");
      // Keys of the bedside do nothing here.
      await page.keyboard.press("e");
      // The keyboard goes on from the beginning of what is new.
      const focused = () => page.evaluate(() => document.activeElement?.tagName);
      expect(await focused()).toBe("MAIN");
      await page.waitForTimeout(1500);
      await page.getByRole("link", { name: "Bedside" }).click();
      await expect.poll(() => textOf(page, "abp"), { timeout: 10_000 }).toMatch(/\d+\/\d+/);
      // Less than a second of the two that were spent away can have been simulated.
      expect((await figure(page, "samples")) - samples).toBeLessThan(250);
      expect(await page.getByRole("switch", { name: "IABP" }).isChecked()).toBe(true);
      expect(await page.getByRole("switch", { name: "VA-ECMO" }).isChecked()).toBe(false);
      await expect.poll(() => figure(page, "samples")).toBeGreaterThan(samples + 100);
      expect(await announced(page)).toBe("IABP on");
      expect(await focused()).toBe("MAIN");
      await page.goBack();
      await page.getByRole("heading", { name: "Studies", level: 2 }).waitFor();
    });
  });

  test("an address leads to a study, to a pool; one that is not known to the beginning", async () => {
    await onEvidence("#evidence/studies/iabp-shock-ii", {}, async (page) => {
      const study = page.locator('[data-study="iabp-shock-ii"]');
      expect(await study.getAttribute("open")).not.toBeNull();
      expect(await study.innerText()).toMatch(/119\/300[\s\S]*Risk ratio, Katz\s+0\.96 \(0\.79 to 1\.17\)/);
      await page.goto(`${monitor.url}#evidence/pools/iabp-none`);
      await drawn(page, /IABP v none/).waitFor();
      await page.goto(`${monitor.url}#evidence/nothing`);
      await page.getByRole("heading", { name: "Studies", level: 2 }).waitFor();
    });
  });
});

describe("what it tells", () => {
  test("studies by question, status and words; recalled ones say that they are unverified", async () => {
    await onEvidence("#evidence", {}, async (page) => {
      const count = async () => Number.parseInt(await page.locator(".count").innerText(), 10);
      const all = await count();
      await page.getByLabel("Question").selectOption({ label: "IABP in infarct shock" });
      const fewer = await count();
      expect(fewer).toBeLessThan(all);
      await page.getByLabel("Question").selectOption({ label: "All questions" });
      await page.getByRole("radio", { name: "Recalled" }).check();
      expect(await count()).toBeLessThan(all);
      await page.getByLabel("Find").fill("tactics");
      expect(await count()).toBe(1);
      await page.locator("summary").click();
      expect(await page.locator(".outcome .badge").first().innerText()).toBe("Recalled, unverified");
    });
  });

  test("a pool changes with its options, and stands beside what was published", async () => {
    await onEvidence("#evidence/pools", {}, async (page) => {
      await settled(page, "pools");
      const numbers = () => page.locator(".numbers").innerText();
      const first = await numbers();
      expect(first).toMatch(/Random effects \(REML, Hartung-Knapp\), 4 studies/);
      await page.getByRole("radio", { name: "z", exact: true }).check();
      await page.getByLabel("τ²").selectOption("DL");
      await expect.poll(numbers).toMatch(/Random effects \(DL, normal\)/);
      const desc = () => page.locator(".figure-frame svg desc").innerHTML();
      await expect.poll(desc).toContain("Random effects (DL, normal)");
      expect(await page.locator(".published").innerText()).toMatch(
        /Cheng[\s\S]*1\.06 \(0\.68 to 1\.66\)[\s\S]*the same/,
      );
      await page.getByLabel("Question").selectOption({ label: "IABP v none in infarct shock" });
      await expect.poll(numbers).toMatch(/1 study/);
      expect(page.url()).toMatch(/#evidence\/pools\/iabp-none$/);
      await page.getByRole("checkbox", { name: "Include recalled" }).check();
      await expect.poll(numbers).toMatch(/3 studies/);
      expect(await page.locator('.members [data-status="RECALLED"]').count()).toBe(2);
      await page
        .getByLabel("Question")
        .selectOption({ label: "VA-ECMO with v without IABP in cardiogenic shock, cohorts" });
      await expect.poll(() => page.locator(".cautions").innerText()).toContain("confounding by indication");
      // What is saved is the same figure, in the light theme.
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Save as SVG" }).click(),
      ]);
      expect(download.suggestedFilename()).toBe("pool-balloon-on-ecmo.svg");
      const saved = readFileSync(await download.path(), "utf8");
      expect(saved).toContain("<title>VA-ECMO with v without IABP");
      expect(saved).toContain("#ffffff");
      // Its studies lead to their entries, also past a filter that would hide them.
      await page.getByRole("link", { name: "Lin LY 2016" }).click();
      const study = page.locator('[data-study="lin-2016"]');
      await study.getByText("Risk ratio, Katz").first().waitFor();
      expect((await study.boundingBox())!.y).toBeLessThan(desktop.height / 2);
    });
  });

  test("the editorial's inconsistencies first, all else by choice, and its figure with intervals", async () => {
    await onEvidence("#evidence/editorial", {}, async (page) => {
      await settled(page, "editorial");
      const verdicts = () =>
        page.locator(".finding").evaluateAll((all) => all.map((one) => one.getAttribute("data-verdict")));
      const inconsistent = await verdicts();
      expect(new Set(inconsistent)).toEqual(new Set(["inconsistent"]));
      await page.getByRole("radio", { name: /^All \d+/ }).check();
      expect((await verdicts()).length).toBeGreaterThan(inconsistent.length);
      expect(await page.locator(".figure-frame svg").textContent()).toContain("275/533");
    });
  });

  test("the calculator: counts of a study, own counts, and one message beside what is wrong", async () => {
    await onEvidence("#evidence/calculator", {}, async (page) => {
      const table = page.getByRole("region", { name: "Two-by-two table" });
      const control = table.getByRole("group", { name: "Control" });
      await table.getByRole("table").waitFor();
      await control.getByLabel("Events").fill("310.5");
      expect(await control.getByRole("status").first().innerText()).toBe(
        "Events: a whole number from 0 to 298 is allowed, not “310.5”.",
      );
      expect(await control.getByLabel("Events").getAttribute("aria-invalid")).toBe("true");
      expect(await table.getByRole("table").count()).toBe(0);
      await control.getByLabel("People").fill("310");
      await control.getByLabel("Events").fill("310");
      expect(await table.locator(".field-error").allInnerTexts()).toEqual(["", "", "", ""]);
      await table.getByLabel("Counts of").selectOption("aso-2016/death 28 d (matched)");
      await expect.poll(() => table.innerText()).toMatch(/Risk ratio\s+0\.832\s+0\.743 to 0\.932\s+Katz/);
    });
  });

  test("what a trial can show follows its size and its looks; keys move both", async () => {
    await onEvidence("#evidence/calculator", {}, async (page) => {
      const trial = page.getByRole("region", { name: "What a trial can show" });
      const power = () => trial.getByRole("table", { name: "Power" }).innerText();
      await trial.getByRole("table", { name: "Power" }).waitFor();
      const size = trial.getByLabel("Patients in both groups");
      expect(await size.inputValue()).toBe("600");
      const at600 = await power();
      await trial.getByRole("slider", { name: "Size" }).focus();
      await page.keyboard.press("End");
      await expect.poll(power).not.toBe(at600);
      expect(await size.inputValue()).toBe("1500");
      await page.keyboard.press("Tab");
      await page.keyboard.press("ArrowRight");
      expect(await trial.getByRole("radio", { name: "4" }).isChecked()).toBe(true);
      await expect.poll(() => trial.innerText()).toContain("1500 patients at most, 4 looks");
      await size.fill("9");
      expect(await trial.getByRole("status").innerText()).toBe(
        "Patients: a whole number from 20 to 3000 is allowed, not 9.",
      );
      expect(await trial.innerText()).toContain("1500 patients at most");
    });
  });
});

describe.each(["dark", "light"] as const)("in the %s theme", (colorScheme) => {
  test.each([
    ["1280", desktop],
    ["390", phone],
  ] as const)("at %s px everything can be read, by axe's rules, and fits", async (name, viewport) => {
    await onEvidence("#evidence", { colorScheme, viewport }, async (page) => {
      for (const section of sections) {
        await page.getByRole("navigation").getByRole("link", { name: section, exact: false }).click();
        await page
          .locator(`.parts a[href*="${section === "studies" ? "#evidence" : section}"][aria-current]`)
          .waitFor();
        await settled(page, section);
        if (section === "studies") await page.locator("summary").first().click();
        await page.waitForTimeout(300);
        await page.screenshot({
          path: join(outputFolder, `evidence-${section}-${name}-${colorScheme}.png`),
          fullPage: true,
        });
        await expectNoBarriers(page);
        expect(await overflow(page), section).toBe(0);
      }
      await page.getByLabel("Events").first().fill("none");
      await page.getByText("not “none”").waitFor();
      await page.screenshot({ path: join(outputFolder, `evidence-wrong-${name}-${colorScheme}.png`) });
      await expectNoBarriers(page);
    });
  });
});

test.each([320, 600, 900, 1600])("at %i px nothing is cut off sideways", async (width) => {
  await onEvidence("#evidence", { viewport: { width, height: 800 } }, async (page) => {
    for (const section of sections) {
      await page.goto(`${monitor.url}#evidence/${section}`);
      await settled(page, section);
      expect(await overflow(page), section).toBe(0);
      const frames = page.locator(".figure-frame");
      for (const frame of await frames.all()) {
        const room = Math.min(1080, await frame.evaluate((element) => element.clientWidth));
        await expect.poll(() => frame.locator("svg").getAttribute("width")).toBe(String(Math.max(280, room)));
      }
    }
  });
});

test("what only the evidence loads is under 120 kB gzipped", () => {
  const first = /(?:src|href)="\.\/(assets\/[^"]+)"/g;
  const index = readFileSync(join(builtPage, "index.html"), "utf8");
  const atOnce = new Set([...index.matchAll(first)].map(([, file]) => file));
  const later = readdirSync(join(builtPage, "assets"))
    .map((file) => `assets/${file}`)
    .filter((file) => !file.endsWith(".map") && !file.includes("engine.worker") && !atOnce.has(file));
  const bytes = later.reduce((sum, file) => sum + gzipSync(readFileSync(join(builtPage, file))).length, 0);
  process.stdout.write(`evidence: ${(bytes / 1000).toFixed(0)} kB gzipped in ${later.length} files\n`);
  expect(later.length).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(120_000);
});
