import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pageApp, servePage } from "../../src/server/static.ts";

let root: string;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), "counterpulse-"));
  root = join(folder, "page");
  mkdirSync(join(root, "assets"), { recursive: true });
  writeFileSync(join(folder, "secret.txt"), "secret");
  writeFileSync(join(root, "index.html"), "<title>page</title>");
  writeFileSync(join(root, "assets/a-1.js"), "export {};");
});

afterAll(() => rmSync(join(root, ".."), { recursive: true, force: true }));

test("serves index.html with a policy that allows WebAssembly and no eval", async () => {
  const response = await pageApp(root).request("/");
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("<title>page</title>");
  expect(response.headers.get("content-type")).toMatch(/text\/html/);
  expect(response.headers.get("cache-control")).toBe("no-cache");
  const policy = response.headers.get("content-security-policy");
  expect(policy).toContain("'wasm-unsafe-eval'");
  expect(policy).not.toContain("'unsafe-eval'");
});

test("files whose names carry a hash may be kept for good, missing ones not", async () => {
  const found = await pageApp(root).request("/assets/a-1.js");
  expect(found.headers.get("cache-control")).toContain("immutable");
  expect(found.headers.get("content-type")).toMatch(/javascript/);
  const missing = await pageApp(root).request("/assets/a-2.js");
  expect(missing.status).toBe(404);
  expect(missing.headers.get("cache-control")).toBe("no-cache");
});

test.each(["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets/..%2f..%2fsecret.txt"])(
  "does not leave its folder: %s",
  async (path) => {
    const response = await pageApp(root).request(path);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain("secret");
  },
);

test("takes the next port when one is taken", async () => {
  const first = await servePage({ root, host: "127.0.0.1", port: 0 });
  const second = await servePage({ root, host: "127.0.0.1", port: first.port });
  try {
    expect(second.port).toBeGreaterThan(first.port);
    expect((await fetch(second.url)).status).toBe(200);
  } finally {
    await Promise.all([first.close(), second.close()]);
  }
});

test("says which address it cannot listen on", async () => {
  await expect(servePage({ root, host: "192.0.2.1", port: 0 })).rejects.toThrow(/--host: "192.0.2.1"/);
});
