/** Real processes for the fault tests: the built command, and a Redis server of the test's own. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const command = join(root, "packages/cli/bin/counterpulse.js");

export const built =
  existsSync(join(root, "packages/cli/dist/main.js")) &&
  existsSync(join(root, "packages/runner/dist/cohort/thread.js"));
export const redisInstalled = spawnSync("redis-server", ["--version"]).status === 0;

const started = new Set<Process>();
const folders = new Set<string>();
const kept = new Set<string>();

/** @param lasting "kept" stands until everything is ended, else until the test is */
export function folder(lasting?: "kept"): string {
  const made = mkdtempSync(join(tmpdir(), "counterpulse-cohort-"));
  (lasting ? kept : folders).add(made);
  return made;
}

/** Ends what a test has left running, by its own number, and then removes its folders. */
export async function endAll(everything?: "everything"): Promise<void> {
  const running = [...started];
  for (const one of running) {
    one.kill("SIGCONT");
    one.kill("SIGKILL");
  }
  await Promise.all(running.map(({ ended }) => ended));
  for (const made of folders) rmSync(made, { recursive: true, force: true });
  folders.clear();
  if (!everything) return;
  for (const made of kept) rmSync(made, { recursive: true, force: true });
  kept.clear();
}

export class Process {
  out = "";
  err = "";
  status: number | null = null;
  readonly ended: Promise<number | null>;

  constructor(readonly child: ChildProcess) {
    started.add(this);
    child.stdout?.on("data", (text) => {
      this.out += text;
    });
    child.stderr?.on("data", (text) => {
      this.err += text;
    });
    this.ended = new Promise((resolve) => {
      child.on("close", (status) => {
        started.delete(this);
        this.status = status;
        resolve(status);
      });
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

export const counterpulse = (...args: string[]): Process =>
  new Process(spawn(process.execPath, [command, ...args], { stdio: ["ignore", "pipe", "pipe"] }));

/** The command where no file may grow beyond so many bytes: writing then fails, whoever asks, root or not. */
export const limited = (bytes: number, ...args: string[]): Process => {
  const blocks = Math.floor(bytes / 512);
  const script = `ulimit -f ${blocks}; exec "$@"`;
  return new Process(
    spawn("sh", ["-c", script, "sh", process.execPath, command, ...args], { stdio: ["ignore", "pipe", "pipe"] }),
  );
};

/** @throws where it fails */
export async function finished(child: Process): Promise<Process> {
  const status = await child.ended;
  if (status !== 0) throw new Error(`status ${status}: ${child.err}`);
  return child;
}

export async function until(what: string, holds: () => boolean, ms = 60_000): Promise<void> {
  for (const end = Date.now() + ms; !holds(); await sleep(5))
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
}

export interface Server {
  readonly url: string;
  readonly process: Process;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A server that writes every command to its log of appended commands before it answers. */
export async function redisServer(data: string, port: number, password = ""): Promise<Server> {
  const options = [
    "--dir",
    data,
    "--appendonly",
    "yes",
    "--appendfsync",
    "always",
    "--save",
    "",
    "--bind",
    "127.0.0.1",
  ];
  const guard = password ? ["--requirepass", password] : [];
  const child = spawn("redis-server", ["--port", String(port), ...options, ...guard], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const server = new Process(child);
  await until("the server is ready", () => server.out.includes("Ready to accept connections"));
  return { url: `redis://${password ? `:${password}@` : ""}127.0.0.1:${port}`, process: server };
}

/** Shards of a study that stand on the disk. */
export function shardsOf(study: string): number {
  const at = join(study, "rows");
  return existsSync(at) ? readdirSync(at).filter((name) => /^\d+\.parquet$/.test(name)).length : 0;
}

/** Every file of a study with its content: two studies are the same when these are. */
export function contents(study: string): Record<string, string> {
  const names = readdirSync(study, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => /\.(parquet|json)$/.test(name));
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(study, name), "base64")]));
}
