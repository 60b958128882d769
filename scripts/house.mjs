/** What `npm start`, `npm test` and `npm run build` share: set-up when needed, and a build of only what changed. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const cache = join(root, "node_modules/.cache/counterpulse");
export const counterpulse = join(root, "packages/cli/bin/counterpulse.js");

const lockFile = join(root, "package-lock.json");
const installStamp = join(root, "node_modules/.counterpulse-lock-sha256");
const pageStamp = join(cache, "page-inputs-sha256");

/** Runs a command to its end with our output and without our input; gives its exit status. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    ...options,
  });
  if (error) throw error;
  return status ?? 1;
}

/** Runs a program that an installed package brings, without npx, whose start alone takes half a second. */
export function runTool(packageName, bin, args, options) {
  const home = join(root, "node_modules", packageName);
  const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  const file = typeof manifest.bin === "string" ? manifest.bin : manifest.bin[bin];
  return run(process.execPath, [join(home, file), ...args], options);
}

/** Starts a program that goes on; an interrupt or a request to end reaches it, and we end as it ends. */
export function follow(command, args) {
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

/** Installs what the lock file names, unless it is there already. Uses nothing but Node and npm. */
export function ensureInstalled() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    process.stderr.write(`Counterpulse needs Node 20.19 or newer; this is ${process.version}.\n`);
    process.exit(1);
  }
  const wanted = createHash("sha256").update(readFileSync(lockFile)).digest("hex");
  if (existsSync(installStamp) && readFileSync(installStamp, "utf8") === wanted) return;
  if (!installedAsLocked()) {
    process.stderr.write("Installing dependencies (npm ci) ...\n");
    const status = run("npm", ["ci"], { shell: process.platform === "win32" });
    if (status !== 0) process.exit(status);
  }
  writeFileSync(installStamp, wanted);
}

/** True when npm's own record of node_modules agrees with the lock file, as after `npm ci` by hand. */
function installedAsLocked() {
  const record = join(root, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  const { "": _root, ...locked } = JSON.parse(readFileSync(lockFile, "utf8")).packages;
  const present = Object.entries(installed).every(
    ([path, entry]) =>
      locked[path] && locked[path].version === entry.version && locked[path].integrity === entry.integrity,
  );
  const complete = Object.entries(locked).every(([path, entry]) => installed[path] || entry.optional);
  return present && complete;
}

/** Compiles the packages, and the tests' types too if asked; incremental, so that nothing changed takes no time. */
export function compile({ tests = false } = {}) {
  return runTool("typescript", "tsc", ["-b", "tsconfig.json", ...(tests ? ["tsconfig.test.json"] : [])]);
}

/** Builds the page unless its inputs are those of the last build. */
export function buildPage() {
  const inputs = hashOf([
    "package-lock.json",
    "packages/web",
    ...["numerics", "statistics", "evidence", "engine", "figures", "report", "lab"].flatMap((name) => [
      `packages/${name}/src`,
      `packages/${name}/package.json`,
    ]),
  ]);
  const built = existsSync(join(root, "packages/web/dist/index.html"));
  if (built && existsSync(pageStamp) && readFileSync(pageStamp, "utf8") === inputs) return 0;
  rmSync(pageStamp, { force: true });
  const status = runTool("vite", "vite", ["build", "--logLevel", "warn"], { cwd: join(root, "packages/web") });
  if (status === 0) {
    mkdirSync(dirname(pageStamp), { recursive: true });
    writeFileSync(pageStamp, inputs);
  }
  return status;
}

/** Compiles, then builds the page; the exit status of the first that failed, else 0. */
export function build(options) {
  return compile(options) || buildPage();
}

/** One hash over the names and contents of files, and of all files in folders, build products left out. */
function hashOf(paths) {
  const hash = createHash("sha256");
  const visit = (path, entry) => {
    if (entry?.isDirectory() || (!entry && !/\.\w+$/.test(path))) {
      if (["dist", "node_modules", "test"].includes(entry?.name)) return;
      const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
      for (const next of entries) visit(join(path, next.name), next);
    } else {
      hash
        .update(`${relative(root, path)}\0`)
        .update(readFileSync(path))
        .update("\0");
    }
  };
  for (const path of paths) visit(join(root, path));
  return hash.digest("hex");
}
