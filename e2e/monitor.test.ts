/** The monitor in a real browser: that it moves, obeys keys, can be read by everybody, and costs little. */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { outputFolder } from "./browser.ts";
import {
  alertOf,
  announced,
  controlsOf,
  desktop,
  figure,
  panelOf,
  phone,
  setUpMonitor,
  slide,
  textOf,
} from "./monitor-page.ts";

const builtPage = fileURLToPath(new URL("../packages/web/dist", import.meta.url));

const monitor = setUpMonitor();
const onMonitor = monitor.open;

beforeAll(() => mkdirSync(outputFolder, { recursive: true }));

const picture = (page: Page) => page.locator(".plot canvas").screenshot();
const iabp = (page: Page) => page.getByRole("switch", { name: "IABP" });

describe("the monitor", () => {
  test("has its controls and moving traces within a second", async () => {
    const page = await monitor.browser.newPage({ viewport: desktop });
    await page.goto(monitor.url, { waitUntil: "commit" });
    // Time since navigation began, when the first traces are on the screen.
    const milliseconds = await page.waitForFunction(() => {
      const canvas = document.querySelector<HTMLCanvasElement>(".plot canvas");
      const context = canvas?.getContext("2d");
      if (!canvas || !context || !document.querySelector('[role="switch"]')) return null;
      const { data } = context.getImageData(0, 0, canvas.width, Math.ceil(canvas.height / 3));
      return data.some((value) => value > 0) ? performance.now() : null;
    });
    expect(await milliseconds.jsonValue()).toBeLessThan(1000);
    await page.close();
  });

  test("sweeps, and stops and goes on with Space", async () => {
    await onMonitor({}, async (page) => {
      const before = await picture(page);
      await page.waitForTimeout(500);
      expect((await picture(page)).equals(before)).toBe(false);

      await page.keyboard.press("Space");
      expect(await announced(page)).toBe("Paused");
      expect(await page.getByText("Paused", { exact: true }).first().isVisible()).toBe(true);
      await page.waitForTimeout(1200);
      const samples = await figure(page, "samples");
      const still = await picture(page);
      await page.waitForTimeout(1200);
      expect(await figure(page, "samples")).toBe(samples);
      expect((await picture(page)).equals(still)).toBe(true);

      await page.keyboard.press("Space");
      await expect.poll(() => figure(page, "samples")).toBeGreaterThan(samples);
    });
  });

  test("runs faster when told", async () => {
    await onMonitor({}, async (page) => {
      await page.getByRole("radio", { name: "×10" }).check();
      await page.waitForTimeout(1500);
      const from = await figure(page, "samples");
      await page.waitForTimeout(2000);
      const seconds = ((await figure(page, "samples")) - from) / 250;
      expect(seconds).toBeGreaterThan(8);
    });
  });

  test("switches the balloon with the I key, and the numbers follow", async () => {
    await onMonitor({}, async (page) => {
      const [pressure, sv] = [await textOf(page, "abp"), await textOf(page, "sv")];
      expect(await page.locator('[data-tile="augmented"]').count()).toBe(0);
      await page.keyboard.press("i");
      expect(await iabp(page).isChecked()).toBe(true);
      expect(await announced(page)).toBe("IABP on");
      await expect.poll(() => page.locator('[data-tile="augmented"]').innerText()).toMatch(/\d+/);
      await expect.poll(() => textOf(page, "abp"), { timeout: 10_000 }).not.toBe(pressure);
      await expect.poll(() => textOf(page, "sv"), { timeout: 10_000 }).not.toBe(sv);
      await page.keyboard.press("2");
      expect(await page.getByRole("radio", { name: "1:2" }).isChecked()).toBe(true);
      expect(await textOf(page, "iabp")).toContain("1:2");
    });
  });

  test("switches Impella and TandemHeart with P and T, and their settings are felt", async () => {
    await onMonitor({}, async (page) => {
      await page.keyboard.press("p");
      expect(await page.getByRole("switch", { name: "Impella" }).isChecked()).toBe(true);
      const tile = () => page.locator('[data-tile="ecmo"]').innerText();
      await expect.poll(tile, { timeout: 10_000 }).toMatch(/Impella[\s\S]*[34]\.\d\s+L\/min/);
      await page.getByRole("radio", { name: "2.5", exact: true }).check();
      await expect.poll(() => textOf(page, "ecmo"), { timeout: 10_000 }).toMatch(/^2\.\d\s+L\/min$/);
      const level = page.getByRole("slider", { name: "Level" });
      await level.focus();
      await page.keyboard.press("ArrowLeft");
      expect(await level.getAttribute("aria-valuetext")).toBe("P-7");
      await page.keyboard.press("t");
      await expect.poll(tile).toContain("Devices");
      expect(await page.locator(".support").innerText()).toMatch(/^Impella 2\.5 P-7 \+ TandemHeart 3\.5\sL\/min$/);
      await page.getByRole("group", { name: "TandemHeart holds" }).getByRole("radio", { name: "Speed" }).check();
      expect(await announced(page)).toBe("TandemHeart holds its pump speed");
    });
  });

  test("can be worked with Tab, Space and arrow keys alone", async () => {
    await onMonitor({}, async (page) => {
      await iabp(page).focus();
      await page.keyboard.press("Space");
      // The switch turned; the page did not pause.
      expect(await iabp(page).isChecked()).toBe(true);
      expect(await announced(page)).toBe("IABP on");
      await page.keyboard.press("Tab");
      expect(await page.getByRole("radio", { name: "1:1" }).evaluate((el) => el === document.activeElement)).toBe(true);
      await page.keyboard.press("ArrowRight");
      expect(await page.getByRole("radio", { name: "1:2" }).isChecked()).toBe(true);
      await page.keyboard.press("Tab");
      expect(await page.getByLabel("Trigger").evaluate((el) => el === document.activeElement)).toBe(true);
      await page.keyboard.press("Tab");
      await page.keyboard.press("ArrowLeft");
      const volume = page.getByRole("slider", { name: "Balloon volume" });
      expect(await volume.getAttribute("aria-valuetext")).toBe("39 mL");
      await page.keyboard.press("Tab");
      await page.keyboard.press("ArrowLeft");
      const inflation = page.getByRole("slider", { name: "Inflation" });
      expect(await inflation.getAttribute("aria-valuetext")).toBe("\u22125 ms early");
      const outline = await inflation.evaluate((el) => getComputedStyle(el).outlineStyle);
      expect(outline).toBe("solid");
    });
  });

  test("pauses with Space after a click on a control, which is left alone", async () => {
    await onMonitor({}, async (page) => {
      await iabp(page).click();
      await page.keyboard.press("Space");
      expect(await announced(page)).toBe("Paused");
      expect(await iabp(page).isChecked()).toBe(true);
      await page.getByRole("button", { name: "Freeze loop" }).click();
      await page.keyboard.press("Space");
      expect(await announced(page)).toBe("Running");
      // Just after the balloon was switched, it freezes with the next whole beat.
      const freeze = page.getByRole("button", { name: "Freeze loop" });
      await expect.poll(() => freeze.getAttribute("aria-pressed"), { timeout: 10_000 }).toBe("true");
    });
  });

  test("freezes the loop with F, and tiles show the change until F lets it go", async () => {
    await onMonitor({}, async (page) => {
      await page.keyboard.press("f");
      await page.getByText("Frozen: Cardiogenic shock, no support").waitFor();
      expect(await page.getByRole("button", { name: "Freeze loop" }).getAttribute("aria-pressed")).toBe("true");
      await page.keyboard.press("e");
      const change = page.locator('[data-tile="total"] .tile-change');
      await expect.poll(() => change.innerText(), { timeout: 15_000 }).toMatch(/^\+\d\.\d L\/min$/);
      await expect.poll(() => textOf(page, "ecmo"), { timeout: 15_000 }).toMatch(/^[34]\.\d\s+L\/min$/);
      await page.keyboard.press("f");
      expect(await page.locator(".tile-change").count()).toBe(0);
    });
  });

  test("changes the patient and keeps the devices", async () => {
    await onMonitor({}, async (page) => {
      await page.keyboard.press("i");
      await page.getByLabel("Patient", { exact: true }).selectOption("healthy-adult");
      expect(await announced(page)).toBe("Patient: Healthy adult");
      await expect.poll(() => textOf(page, "abp"), { timeout: 10_000 }).toMatch(/\d+\/\d+/);
      expect(await iabp(page).isChecked()).toBe(true);
      await expect.poll(() => page.locator('[data-tile="augmented"]').innerText()).toMatch(/\d+/);
    });
  });

  test("on a phone every patient's name fits the menu, and the devices of a patient come and go", async () => {
    await onMonitor({ viewport: phone }, async (page) => {
      const menu = page.getByLabel("Patient", { exact: true });
      const labels = await menu.locator("option").allInnerTexts();
      expect(labels.length).toBeGreaterThanOrEqual(9);
      for (const label of labels) {
        await menu.selectOption({ label });
        const [needed, given] = await menu.evaluate((el) => [el.scrollWidth, el.clientWidth]);
        expect(needed, label).toBeLessThanOrEqual(given);
        expect(await overflow(page), label).toBe(0);
      }
      await menu.selectOption({ label: "Failed lungs on ECMO" });
      const ecmo = page.getByRole("switch", { name: "VA-ECMO" });
      await expect.poll(() => ecmo.isChecked(), { timeout: 10_000 }).toBe(true);
      await page.locator('.messages > [data-alert="differential-hypoxia"]').waitFor();
      await page.screenshot({ path: join(outputFolder, "monitor-390-patients.png"), fullPage: true });
      await menu.selectOption({ label: "Healthy adult" });
      await expect.poll(() => ecmo.isChecked(), { timeout: 10_000 }).toBe(false);
    });
  });

  test("lists its keys, and single keys can be turned off for good", async () => {
    await onMonitor({}, async (page) => {
      await page.keyboard.press("?");
      const dialog = page.getByRole("dialog", { name: "Keys" });
      expect(await dialog.isVisible()).toBe(true);
      await dialog.getByRole("switch", { name: "Single keys as shortcuts" }).uncheck();
      await page.keyboard.press("Escape");
      expect(await dialog.isVisible()).toBe(false);
      await page.keyboard.press("i");
      expect(await iabp(page).isChecked()).toBe(false);
      await page.reload();
      await page.getByRole("switch", { name: "IABP" }).waitFor();
      await page.keyboard.press("i");
      expect(await iabp(page).isChecked()).toBe(false);
    });
  });

  test("remembers the theme that was chosen, from the first paint on", async () => {
    await onMonitor({}, async (page) => {
      const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      const dark = await ground();
      await page.getByRole("button", { name: "Use light theme" }).click();
      const light = await ground();
      expect(light).not.toBe(dark);
      await page.reload({ waitUntil: "commit" });
      await page.locator("body").waitFor({ state: "attached" });
      expect(await ground()).toBe(light);
    });
  });

  test("costs under 4 ms of the main thread a frame, and the worker under 5 % of a core", async () => {
    await onMonitor({}, async (page) => {
      await page.keyboard.press("i");
      await page.keyboard.press("e");
      await page.waitForTimeout(2000);
      const devtools = await page.context().newCDPSession(page);
      await devtools.send("Performance.enable");
      const busy = async () => {
        const { metrics } = await devtools.send("Performance.getMetrics");
        return metrics.find(({ name }) => name === "TaskDuration")!.value;
      };
      const from = await busy();
      const frames = await page.evaluate(
        (duration) =>
          new Promise<number>((done) => {
            const end = performance.now() + duration;
            let count = 0;
            const frame = () => {
              count += 1;
              if (performance.now() < end) requestAnimationFrame(frame);
              else done(count);
            };
            requestAnimationFrame(frame);
          }),
        4000,
      );
      // Everything that the main thread did: drawing, messages, React, layout and paint.
      const wholeMs = ((await busy()) - from) * (1000 / frames);
      const drawnMs = await figure(page, "frameMs");
      const worker = await figure(page, "workerLoad");
      process.stdout.write(
        `page: ${drawnMs.toFixed(2)} ms a frame to draw, ${wholeMs.toFixed(2)} ms in all, ${frames / 4} frames/s, worker ${(100 * worker).toFixed(1)} % of a core\n`,
      );
      expect(drawnMs).toBeLessThan(4);
      expect(wholeMs).toBeLessThan(4);
      expect(frames / 4).toBeGreaterThan(50);
      expect(worker).toBeLessThan(0.05);
    });
  });
});

describe.each(["dark", "light"] as const)("in the %s theme", (colorScheme) => {
  test.each([
    ["1280", desktop],
    ["900", { width: 900, height: 1000 }],
    ["390", phone],
  ] as const)("at %s px everything can be read, by axe's rules, and fits", async (name, viewport) => {
    await onMonitor({ colorScheme, viewport }, async (page) => {
      await page.keyboard.press("f");
      await page.locator(".key-frozen").waitFor();
      for (const key of ["i", "e", "p", "t"]) await page.keyboard.press(key);
      await page.waitForTimeout(4000);
      await page.screenshot({ path: join(outputFolder, `monitor-${name}-${colorScheme}.png`) });
      await expectNoBarriers(page);
      const sheet = page.getByRole("button", { name: "Adjust" });
      if (await sheet.isVisible()) await sheet.click();
      for (const group of ["Heart", "Lungs", "Drugs"]) {
        await controlsOf(page, group);
        await page.screenshot({ path: join(outputFolder, `monitor-${name}-${colorScheme}-${group}.png`) });
        await expectNoBarriers(page, ".dock");
      }
      expect(await overflow(page)).toBe(0);
    });
  });

  test("panels, lists and the keys can be read, by axe's rules", async () => {
    await onMonitor({ colorScheme }, async (page) => {
      await page.getByRole("radio", { name: "×10" }).check();
      await controlsOf(page, "Lungs");
      await slide(page, "Lung shunt", 75);
      await page.keyboard.press("e");
      await alertOf(page, "differential-hypoxia").waitFor();
      await panelOf(page, "Oxygen");
      await page.screenshot({ path: join(outputFolder, `panel-oxygen-${colorScheme}.png`) });
      await expectNoBarriers(page);
      await page.keyboard.press("e");
      await controlsOf(page, "Heart");
      await slide(page, "LAD stenosis", 95);
      await panelOf(page, "Coronary");
      await alertOf(page, "ischaemia").waitFor();
      await page.screenshot({ path: join(outputFolder, `panel-coronary-${colorScheme}.png`) });
      await expectNoBarriers(page, ".side");
      await panelOf(page, "Oxygen");
      await page.getByRole("button", { name: "hypothesis" }).click();
      await expectNoBarriers(page, ".side");
      await page.getByRole("button", { name: "Traces" }).click();
      expect(await page.getByText("Assumed: half").count()).toBe(0);
      await expectNoBarriers(page, ".screen");
      await page.keyboard.press("?");
      await expectNoBarriers(page);
    });
  });
});

/** What opening the page loads: what index.html names, and the engine's worker; the evidence comes later. */
test("the bedside is under 250 kB gzipped", () => {
  const index = readFileSync(join(builtPage, "index.html"), "utf8");
  const named = [...index.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, file]) => file);
  const worker = readdirSync(join(builtPage, "assets")).filter((file) => /^engine\.worker-.*\.js$/.test(file));
  const files = ["index.html", ...named, ...worker.map((file) => `assets/${file}`)];
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(builtPage, file))).length, 0);
  process.stdout.write(`page: ${(bytes / 1000).toFixed(0)} kB gzipped in ${files.length} files\n`);
  expect(worker).toHaveLength(1);
  expect(bytes).toBeLessThan(250_000);
});

test("at 1280 x 800 nothing needs scrolling", async () => {
  await onMonitor({}, async (page) => {
    const tall = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    expect(tall).toBe(0);
    // Nor does a control stand outside its card, where the next one or the edge of the window hides it.
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll(".card :is(select, input, b, label)")].flatMap((el) => {
        const [own, card] = [el.getBoundingClientRect(), el.closest(".card")!.getBoundingClientRect()];
        return own.right > Math.min(card.right, innerWidth) + 1 ? [`${el.tagName} ${el.textContent}`] : [];
      }),
    );
    expect(outside).toEqual([]);
  });
});

test("at 320 px, as when zoomed to 400 %, nothing is cut off sideways", async () => {
  await onMonitor({ viewport: { width: 320, height: 640 } }, async (page) => {
    expect(await overflow(page)).toBe(0);
  });
});

test("with less motion the loop has no moving point and nothing fades, but the sweep goes on", async () => {
  await onMonitor({ reducedMotion: "reduce" }, async (page) => {
    const before = await picture(page);
    await page.waitForTimeout(500);
    expect((await picture(page)).equals(before)).toBe(false);
    const transition = await page
      .locator(".switch-track")
      .first()
      .evaluate((el) => getComputedStyle(el).transition);
    expect(transition).toMatch(/^(all|none)( 0s)?/);
  });
});

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

async function expectNoBarriers(page: Page, within = "html"): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(within).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  expect(found).toEqual([]);
}
