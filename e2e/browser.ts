/**
 * The browser of the tests. CHROMIUM_PATH names one; otherwise, on x86-64 Linux, the Chromium inside the package
 * @sparticuz/chromium, unpacked once below node_modules with the fonts and libraries that it brings, so that it needs
 * nothing of the machine and letters look the same everywhere; elsewhere an installed Chromium or Chrome.
 */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Screenshots and the like that tests leave behind; not tracked. */
export const outputFolder = join(root, "e2e/out");

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-webgl",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-sync",
  "--font-render-hinting=none",
];

const installedElsewhere = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await findBrowser();
  try {
    return await chromium.launch({ executablePath, args, env: { ...definedEnvironment(), ...env } });
  } catch (cause) {
    throw new Error(`The browser ${executablePath} did not start; CHROMIUM_PATH can name another Chromium.`, { cause });
  }
}

async function findBrowser(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return { executablePath: named, env: {} };
    throw new Error(`CHROMIUM_PATH names "${named}", which does not exist.`);
  }
  if (process.platform === "linux" && process.arch === "x64") return unpackedBrowser();
  const installed = installedElsewhere.find((path) => existsSync(path));
  if (installed) return { executablePath: installed, env: {} };
  throw new Error("The browser tests need Chromium: install it, or let CHROMIUM_PATH name it.");
}

/** Unpacks the packaged browser (about 200 MB) unless this version is there already. */
async function unpackedBrowser(): Promise<{ executablePath: string; env: Record<string, string> }> {
  // A file beside package.json, for the package exports neither that nor its version.
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const { version } = createRequire(entry)("../../package.json") as { version: string };
  const cache = join(root, "node_modules/.cache/counterpulse");
  const home = join(cache, `chromium-${version}`);
  if (!existsSync(home)) {
    mkdirSync(cache, { recursive: true });
    const unfinished = mkdtempSync(`${home}-`);
    try {
      const { default: packaged } = await import("@sparticuz/chromium");
      // The package unpacks into the temporary folder, and its libraries only where it believes to be in a bare cloud
      // machine; both can be said in no other way than by these two variables.
      await withEnvironment({ TMPDIR: unfinished, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" }, () =>
        packaged.executablePath(),
      );
      writeFileSync(join(unfinished, "fonts/fonts.conf"), fontConfiguration(home));
      renameSync(unfinished, home);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      // Another process may have been first.
      if (!existsSync(home)) throw error;
    }
  }
  const libraries = [join(home, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return {
    executablePath: join(home, "chromium"),
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(home, "fonts/fonts.conf") },
  };
}

function fontConfiguration(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(home, "fonts/fonts")}</dir>
  <cachedir>${join(home, "fonts/cache")}</cachedir>
</fontconfig>
`;
}

async function withEnvironment<T>(variables: Record<string, string>, action: () => Promise<T>): Promise<T> {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  try {
    return await action();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]));
}

/** Collects what a page complains about: errors thrown, console errors, failed or foreign requests. */
export function complaintsOf(page: Page, origin: string): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) complaints.push(`foreign request: ${url}`);
  });
  page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  return complaints;
}
