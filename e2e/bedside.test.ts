/** What a person at the bedside does, and sees happen: oxygen, coronaries, rhythm, blood and drugs. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { alertOf, announced, controlsOf, desktop, panelOf, setUpMonitor, slide, textOf } from "./monitor-page.ts";

const monitor = setUpMonitor();
const patience = { timeout: 20_000 };
const numberIn = async (page: Page, tile: string) => Number.parseFloat(await textOf(page, tile));
const faster = (page: Page) => page.getByRole("radio", { name: "×10" }).check();

describe("at the bedside", () => {
  test("sick lungs under ECMO: the right hand goes blue, the drawing tells where the blood mixes", async () => {
    await monitor.open({}, async (page) => {
      expect(await textOf(page, "spo2")).toMatch(/^9\d\s+%$/);
      await faster(page);
      await controlsOf(page, "Lungs");
      await slide(page, "Lung shunt", 65);
      await panelOf(page, "Oxygen");
      expect(await page.locator(".watershed").count()).toBe(0);
      await page.keyboard.press("e");
      await alertOf(page, "differential-hypoxia").waitFor(patience);
      expect(await numberIn(page, "spo2")).toBeLessThan(88);
      expect(await page.locator(".watershed figcaption b").innerText()).toMatch(
        /^Watershed: (upper|lower) thoracic aorta$/,
      );
      const shares = await page.locator(".watershed .share").allTextContents();
      const percents = shares.map((text) => Number.parseFloat(text));
      expect(percents).toHaveLength(6);
      expect(percents).toEqual([...percents].sort((a, b) => a - b));
      expect(percents.at(-1)).toBeGreaterThan(95);
      const spoken = await page.locator(".watershed svg").getAttribute("aria-label");
      expect(spoken).toMatch(/aortic arch \d+ %.*saturation Left groin 9\d %/);
      // The mark on the panel's choice is said in words too.
      expect(await page.getByRole("radio", { name: "Oxygen has an alert" }).count()).toBe(1);
    });
  });

  test("a narrowed artery: the bar falls below the line, and angioplasty opens it", async () => {
    await monitor.open({}, async (page) => {
      await faster(page);
      await panelOf(page, "Coronary");
      const lad = page.locator('[data-tile="supply-lad"]');
      expect(await lad.getAttribute("data-short")).toBe("false");
      await controlsOf(page, "Heart");
      await slide(page, "LAD stenosis", 93);
      await alertOf(page, "ischaemia").waitFor(patience);
      expect(await alertOf(page, "ischaemia").innerText()).toMatch(/Ischaemia: LAD \d+ %/);
      await expect.poll(() => lad.innerText(), patience).toMatch(/LAD\s+0\.\d\d\s+Ischaemia/);
      await page.getByRole("button", { name: "Open LAD (PCI)" }).click();
      expect(await announced(page)).toBe("LAD opened");
      expect(await page.getByRole("slider", { name: "LAD stenosis" }).inputValue()).toBe("0");
      await expect.poll(() => lad.getAttribute("data-short"), patience).toBe("false");
    });
  });

  test("atrial fibrillation: the rate is named and averaged, and intervals differ", async () => {
    await monitor.open({}, async (page) => {
      await controlsOf(page, "Heart");
      await page.getByLabel("Rhythm").selectOption("1");
      expect(await announced(page)).toBe("Rhythm: Atrial fibrillation");
      await page.waitForTimeout(6000);
      expect(await page.locator('[data-tile="hr"]').innerText()).toContain("HR, AF");
      const rates = [];
      for (let i = 0; i < 5; i++) {
        rates.push(await numberIn(page, "hr"));
        await page.waitForTimeout(700);
      }
      for (const rate of rates) expect(Math.abs(rate - 97)).toBeLessThan(15);
      await page.getByRole("switch", { name: "Arrest" }).click();
      await expect.poll(() => textOf(page, "hr")).toBe("Arrest");
      await alertOf(page, "arrest").waitFor(patience);
    });
  });

  test("blood is given over half a minute, and taken again", async () => {
    await monitor.open({}, async (page) => {
      await faster(page);
      await page.waitForTimeout(500);
      const before = await numberIn(page, "cvp");
      await controlsOf(page, "Lungs");
      const give = page.getByRole("button", { name: "Give 250 mL" });
      for (let i = 0; i < 3; i++) await give.click();
      expect(await announced(page)).toContain("250 mL of blood run in");
      expect(await page.getByRole("slider", { name: "Blood volume" }).getAttribute("aria-valuetext")).toBe(
        "+750 mL given",
      );
      await expect.poll(() => page.locator(".running-in").innerText()).toMatch(/^\d+ mL still to run in$/);
      await expect.poll(() => page.locator(".running-in").innerText(), patience).toBe("");
      expect(await numberIn(page, "cvp")).toBeGreaterThan(before + 2);
      await slide(page, "Blood volume", 0);
      await expect.poll(() => numberIn(page, "cvp"), patience).toBeLessThanOrEqual(before + 1);
    });
  });

  test("noradrenaline raises the pressure; the patient starts again without it", async () => {
    await monitor.open({}, async (page) => {
      const systolic = () => numberIn(page, "abp");
      const before = await systolic();
      await faster(page);
      await controlsOf(page, "Drugs");
      await slide(page, "Noradrenaline", 0.3);
      await expect.poll(systolic, patience).toBeGreaterThan(before + 15);
      await page.getByRole("button", { name: "Start this patient again" }).click();
      await expect.poll(systolic, patience).toBe(before);
      expect(await page.getByRole("slider", { name: "Noradrenaline" }).inputValue()).toBe("0");
    });
  });

  test("more traces can be shown, with their numbers, and are remembered", async () => {
    await monitor.open({}, async (page) => {
      expect(await page.locator('[data-tile="lad"]').count()).toBe(0);
      await page.getByRole("button", { name: "Traces" }).click();
      await page.getByRole("checkbox", { name: "LAD flow" }).check();
      await page.getByRole("checkbox", { name: "Central venous pressure" }).uncheck();
      await page.keyboard.press("Escape");
      expect(await page.getByRole("checkbox").count()).toBe(0);
      await expect.poll(() => textOf(page, "lad")).toMatch(/^\d+\s+mL\/min$/);
      expect(await page.locator('[data-tile="cvp"]').count()).toBe(0);
      // Each number stands beside its trace.
      const [lane, tile] = await Promise.all(
        [".lane:nth-child(5)", '[data-tile="lad"]'].map((at) => page.locator(at).boundingBox()),
      );
      expect(Math.abs(lane!.y - tile!.y)).toBeLessThan(3);
      await page.reload();
      await page.locator('[data-tile="lad"]').waitFor();
    });
  });

  test("a control is answered within a tenth of a second", async () => {
    const context = await monitor.browser.newContext({ viewport: desktop });
    const page = await context.newPage();
    await page.addInitScript(watchWorker);
    await page.goto(monitor.url);
    await expect.poll(() => textOf(page, "abp"), patience).toMatch(/\d+\/\d+/);
    await page.waitForTimeout(1000);
    const answers: number[] = [];
    for (let i = 0; i < 6; i++) {
      await page.keyboard.press("i");
      await page.waitForTimeout(400);
      answers.push(await page.evaluate(() => (window as unknown as Watched).answered));
    }
    answers.sort((a, b) => a - b);
    // The traces stand 60 ms behind the newest sample, so that the pen moves evenly.
    process.stdout.write(
      `page: a switch is in the samples after ${answers[2].toFixed(0)} ms (median), ${answers[5].toFixed(0)} ms at most\n`,
    );
    expect(answers[2]).toBeLessThan(100);
    await context.close();
  });
});

interface Watched {
  answered: number;
}

/**
 * Runs in the page: the time from telling the worker that the balloon is switched to the first samples that show it. The
 * drive pressure is 0 exactly while the balloon is off.
 */
function watchWorker(): void {
  const Original = window.Worker;
  const watched = window as unknown as Watched;
  window.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      let told = { at: Number.NaN, on: false };
      let signals: string[] = [];
      const post = this.postMessage.bind(this) as (message: unknown) => void;
      this.postMessage = (message: { type: string; on?: { iabp: boolean }; signals?: string[] }) => {
        if (message.signals) signals = message.signals;
        if (message.on) told = { at: performance.now(), on: message.on.iabp };
        post(message);
      };
      this.addEventListener("message", ({ data }) => {
        if (data.type !== "samples" || Number.isNaN(told.at)) return;
        const pressure = data.data[(signals.indexOf("iabp.pressure") + 1) * data.count - 1];
        if ((pressure !== 0) !== told.on) return;
        watched.answered = performance.now() - told.at;
        told.at = Number.NaN;
      });
    }
  };
}
