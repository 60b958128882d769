/** A small static server for the built page: nothing of it is computed here, the engine runs in the browser. */
import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { Fault, InputError } from "../errors.ts";

/** Scripts and styles only from the page's own files; WebAssembly is compiled at run time, no script is. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const triedPorts = 50;

export interface PageServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export function pageApp(root: string): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header("Content-Security-Policy", contentSecurityPolicy);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    // Files under assets/ carry a hash of their content in their names.
    const immutable = context.res.ok && context.req.path.startsWith("/assets/");
    context.header("Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache");
  });
  app.use(serveStatic({ root }));
  return app;
}

/** Listens on `port`, or on the next free one when it is taken; port 0 takes any. */
export async function servePage(options: { root: string; host: string; port: number }): Promise<PageServer> {
  const { root, host, port: first } = options;
  const app = pageApp(root);
  for (let port = first; port <= Math.min(first + triedPorts, 65535); port++) {
    const server = await listen(app, host, port);
    if (server) return describe(server, host);
  }
  throw new Fault(`no free port from ${first} to ${Math.min(first + triedPorts, 65535)} on ${host}.`);
}

/** The listening server, or null when the port is taken. */
function listen(app: Hono, host: string, port: number): Promise<ServerType | null> {
  return new Promise((done, fail) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, () => done(server));
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") done(null);
      else if (error.code === "EACCES")
        fail(new InputError(`port ${port} on ${host} needs rights that we do not have.`));
      else if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
        fail(new InputError(`--host: "${host}" is not an address of this machine.`));
      else fail(error);
    });
  });
}

function describe(server: ServerType, host: string): PageServer {
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}/`,
    port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
