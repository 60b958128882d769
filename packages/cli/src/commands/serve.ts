/** `counterpulse serve`: serves the built page on this machine until interrupted. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { Fault, InputError } from "../errors.ts";

const builtPage = fileURLToPath(new URL("../../../web/dist", import.meta.url));

interface Options {
  port?: string;
  host: string;
  json?: boolean;
}

export function serve(): Command {
  return new Command("serve")
    .description("Serve the page on this machine and print its address; Ctrl-C ends it.")
    .option("--port <port>", "first port to try, 0 for any free one (default: the PORT variable, else 4173)")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--json", "print {url, port, root} as one JSON document")
    .action(async (options: Options) => {
      const port = readPort(options.port);
      const root = resolve(builtPage);
      if (!existsSync(join(root, "index.html")))
        throw new Fault("the page is not built yet: run `npm run build` in the checkout.");
      const { servePage } = await import("../server/static.ts");
      const server = await servePage({ root, host: options.host, port });
      if (options.json) process.stdout.write(`${JSON.stringify({ url: server.url, port: server.port, root })}\n`);
      else process.stdout.write(`Counterpulse is at ${server.url} (Ctrl-C ends it)\n`);
      await new Promise<void>((done) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => done());
      });
      await server.close();
    });
}

function readPort(given: string | undefined): number {
  const [text, name] = given === undefined ? [process.env.PORT || "4173", "PORT"] : [given, "--port"];
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535)
    throw new InputError(`${name}: "${text}" is not a port; a whole number from 0 to 65535 is allowed.`);
  return port;
}
