/** What the browser tests of the monitor share: a page with numbers on it, and how to read and work it. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { complaintsOf, launchBrowser } from "./browser.ts";
import { type ServedPage, servePage } from "./server.ts";

export const desktop = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };

export interface Monitor {
  readonly browser: Browser;
  readonly url: string;
  /** Opens the page in a context of its own, hands it over once numbers are there, and expects no complaint. */
  open(options: BrowserContextOptions, action: (page: Page) => Promise<void>): Promise<void>;
}

/** The browser and the served page, for all tests of a file. */
export function setUpMonitor(): Monitor {
  let browser: Browser;
  let served: ServedPage;
  beforeAll(async () => {
    served = await servePage();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });
  return {
    get browser() {
      return browser;
    },
    get url() {
      return served.url;
    },
    async open(options, action) {
      const context = await browser.newContext({ viewport: desktop, colorScheme: "dark", ...options });
      try {
        const page = await context.newPage();
        const complaints = complaintsOf(page, served.url);
        await page.goto(served.url);
        await expect.poll(() => textOf(page, "abp"), { timeout: 10_000 }).toMatch(/\d+\/\d+/);
        await action(page);
        expect(complaints).toEqual([]);
      } finally {
        await context.close();
      }
    },
  };
}

export const textOf = (page: Page, tile: string) => page.locator(`[data-tile="${tile}"] .tile-value`).innerText();
export const figure = async (page: Page, name: string) =>
  Number(await page.locator("#root").evaluate((root, key) => (root as HTMLElement).dataset[key], name));
export const announced = (page: Page) => page.locator("[data-announcement]").innerText();
export const alertOf = (page: Page, id: string) => page.locator(`.messages > [data-alert="${id}"]`);

/** Shows a group of controls. */
export const controlsOf = (page: Page, group: string) =>
  page.getByRole("group", { name: "Controls of" }).getByRole("radio", { name: group }).check();

/** Shows a panel of numbers. */
export const panelOf = (page: Page, panel: string) =>
  page.getByRole("group", { name: "Numbers of" }).getByRole("radio", { name: panel }).check();

/** Moves a slider as a hand does: with the browser's own events. */
export const slide = (page: Page, name: string, value: number) =>
  page.getByRole("slider", { name, exact: true }).fill(String(value));
