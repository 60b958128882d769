/** The built page, served as a user would: by `counterpulse serve` on any free port of this machine. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const counterpulse = fileURLToPath(new URL("../packages/cli/bin/counterpulse.js", import.meta.url));

export interface ServedPage {
  /** Ends with a slash. */
  readonly url: string;
  stop(): Promise<void>;
}

export async function servePage(): Promise<ServedPage> {
  const child = spawn(process.execPath, [counterpulse, "serve", "--port", "0", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, "line"), ended.then(([code]) => code as number | null)]);
  if (!Array.isArray(first))
    throw new Error(`counterpulse serve ended with status ${first} before it gave an address.`);
  const { url } = JSON.parse(String(first[0])) as { url: string };
  return {
    url,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
