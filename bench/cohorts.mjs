/**
 * Cohorts on this machine: rows a second inline, on threads and by BullMQ workers, and the memory of a small and a large
 * cohort. `node bench/cohorts.mjs [n] [haemodynamics|full]` after `npm run build`; workers are left out where there is
 * no redis-server.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { counterpulse } from "../scripts/house.mjs";

const n = Number(process.argv[2] ?? 500);
const physiology = process.argv[3] ?? "haemodynamics";
const folder = mkdtempSync(join(tmpdir(), "counterpulse-bench-"));
const PORT = 17_399;
const redis = `redis://127.0.0.1:${PORT}`;

const start = (...args) => spawn(process.execPath, [counterpulse, ...args], { stdio: ["ignore", "ignore", "pipe"] });
const line = (child, words) =>
  new Promise((resolve) => {
    let text = "";
    child.stderr.on("data", (more) => {
      text += more;
      if (text.includes(words)) resolve();
    });
  });

/** Largest resident memory (MB) as GNU time or the kernel tells it: the process prints its own at its end. */
function cohort(name, patients, ...where) {
  const out = join(folder, name);
  const plan = ["cohort", "run", "infarct-shock", "--n", String(patients), "--physiology", physiology, "--out", out];
  const report = "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'))";
  const args = [
    "--import",
    `data:text/javascript,${encodeURIComponent(report)}`,
    counterpulse,
    ...plan,
    ...where,
    "--json",
  ];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(stderr);
  const { rows, seconds } = JSON.parse(stdout);
  const peak = Math.max(...[...stderr.matchAll(/peak (\d+)/g)].map(([, kB]) => Number(kB))) / 1024;
  const { sha256 } = JSON.parse(
    spawnSync(process.execPath, [counterpulse, "cohort", "digest", out, "--json"], { encoding: "utf8" }).stdout,
  );
  const told = `${String(rows).padStart(7)} rows ${seconds.toFixed(1).padStart(7)} s ${(rows / seconds).toFixed(1).padStart(7)} rows/s  peak ${peak.toFixed(0)} MB`;
  process.stdout.write(`${name.padEnd(22)} ${told}  ${sha256.slice(0, 12)}\n`);
  return { rate: rows / seconds, peak, sha256 };
}

try {
  const one = cohort("inline", n, "--executor", "inline");
  const two = cohort("2 threads", n, "--threads", "2");
  const digests = [one, two];
  if (spawnSync("redis-server", ["--version"]).status === 0) {
    const server = spawn("redis-server", [
      "--port",
      String(PORT),
      "--bind",
      "127.0.0.1",
      "--save",
      "",
      "--dir",
      folder,
    ]);
    const workers = [1, 2].map(() => start("worker", "--redis", redis, "--store", folder));
    await Promise.all(workers.map((worker) => line(worker, "waiting for shards")));
    const queue = cohort("2 workers", n, "--executor", "bullmq", "--redis", redis);
    for (const child of [...workers, server]) child.kill("SIGTERM");
    process.stdout.write(`two workers over two threads: ${(queue.rate / two.rate).toFixed(2)}\n`);
    digests.push(queue);
  }
  process.stdout.write(`two threads over inline: ${(two.rate / one.rate).toFixed(2)}\n`);
  process.stdout.write(`same rows: ${new Set(digests.map((d) => d.sha256)).size === 1}\n`);
  const [small, large] = [250, 25_000].map((size) => cohort(`${size} patients`, size, "--threads", "2"));
  process.stdout.write(`memory, large over small: ${(large.peak / small.peak).toFixed(2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
