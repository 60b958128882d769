import { Laboratory } from "@counterpulse/lab";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { complaintsOf, launchBrowser } from "./browser.ts";
import { type ServedPage, servePage } from "./server.ts";

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

test("the built page opens without a complaint and without asking any other host", async () => {
  const page = await browser.newPage();
  const complaints = complaintsOf(page, served.url);
  const response = await page.goto(served.url, { waitUntil: "networkidle" });
  expect(response?.status()).toBe(200);
  expect(await page.title()).toContain("Counterpulse");
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  expect(complaints).toEqual([]);
  await page.close();
});

test("the model that the page tells is the command line's, to the last digit of its constants", async () => {
  const page = await browser.newPage();
  await page.goto(served.url);
  const told = page.locator(".foot .model");
  await told.waitFor();
  const { name, hash } = new Laboratory().model;
  expect(await told.innerText()).toBe(`Model ${name} ${hash.slice(0, 8)}`);
  await page.close();
});

test("WebAssembly vectors run in a module worker under the page's content security policy", async () => {
  const page = await browser.newPage();
  const complaints = complaintsOf(page, served.url);
  const response = await page.goto(served.url);
  // A worker obeys the policy of its own response: give it the one that all files of the page come with.
  const policy = response!.headers()["content-security-policy"];
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  // (func (export "f") (result f64) f64.const 2.5, f64x2.splat, f64x2.extract_lane 0)
  const simd = [
    ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 124, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0],
    ...[10, 18, 1, 16, 0, 68, 0, 0, 0, 0, 0, 0, 4, 64, 253, 20, 253, 33, 0, 11],
  ];
  const script = `postMessage(new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([${simd}]))).exports.f())`;
  await page.route("**/worker-of-the-test.js", (route) =>
    route.fulfill({
      headers: { "Content-Type": "text/javascript", "Content-Security-Policy": policy },
      body: script,
    }),
  );
  const answer = await page.evaluate(
    () =>
      new Promise((done, fail) => {
        const worker = new Worker("/worker-of-the-test.js", { type: "module" });
        worker.onmessage = (event) => done(event.data);
        worker.onerror = (event) => fail(new Error(event.message));
      }),
  );
  expect(answer).toBe(2.5);
  expect(complaints).toEqual([]);
  await page.close();
});
