/** `counterpulse worker`: takes shards of cohorts from a queue on Redis, until it is told to stop. */

import { statSync } from "node:fs";
import { type Command as Built, Command, Option } from "commander";
import { InputError } from "../errors.ts";
import { readCount } from "../input/count.ts";
import { addJson } from "../input/options.ts";
import { json } from "../print/json.ts";
import { print } from "../print/output.ts";

interface Options {
  readonly redis: string;
  readonly store: string;
  readonly threads: number;
  readonly json?: boolean;
}

const HELP = `
The store is a folder that coordinator and workers share: the one that holds the studies (the coordinator's --out lies in
it), or a study's own. A worker listens on nothing; it asks the server for work. Workers of another version or model are
refused. Ctrl-C ends it when its shard is done; a second one at once, and another worker does the shard.

Examples:
  counterpulse worker --redis redis://localhost:6379 --store /data
  counterpulse worker --redis rediss://user:secret@host:6380 --store /data --threads 8`;

export function worker(): Built {
  const command = new Command("worker")
    .description("Take shards of cohorts from a queue on Redis and compute them; a line a shard on standard error.")
    .requiredOption("--redis <url>", "the queue's server: redis://[user:password@]host[:port], rediss:// for TLS")
    .requiredOption("--store <folder>", "folder of the studies")
    .addOption(
      new Option("--threads <number>", "shards that are computed at a time")
        .argParser((text: string) => readCount(text, "--threads", 1, 256))
        .default(1),
    )
    .addHelpText("after", HELP);
  return addJson(command).action(async ({ redis, store, threads, json: asJson }: Options) => {
    if (!statSync(store, { throwIfNoEntry: false })?.isDirectory())
      throw new InputError(`--store: "${store}" is no folder; an existing one is allowed.`);
    const { work } = await import("@counterpulse/runner");
    const stop = new AbortController();
    const onLine = (line: string): void => {
      process.stderr.write(`${line}\n`);
    };
    const leave = (): void => {
      // Nobody waits any longer for the second time.
      if (stop.signal.aborted) process.exit(1);
      onLine("leaving when the present shard is done");
      stop.abort();
    };
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, leave);
    try {
      const done = await work({ redis, store, threads, onLine, signal: stop.signal });
      if (asJson) await print(json(done));
    } finally {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.removeListener(signal, leave);
    }
  });
}
