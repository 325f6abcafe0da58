import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { timingSafeEqual } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { AccountSpec, Emulator, Endpoints } from "@podpath/emulator";
import sirv from "sirv";
import type { LabFolder } from "../lab-folder.ts";
import { openPageKey } from "../live/page-key.ts";
import { serveLive } from "../live/serve-live.ts";
import { openNodeExec } from "./node-exec.ts";
import { createPageHeaders } from "./page-headers.ts";
import type { AccountInfo, Hello } from "./protocol.ts";

/** An AccountSpec is a few hundred bytes. */
const BODY_LIMIT_BYTES = 64 * 1024;

export interface ControlOptions {
  readonly emulator: Emulator;
  readonly folder: LabFolder;
  readonly token: string;
  /** To listen on, if it is still free; null: any. */
  readonly port: number | null;
  readonly log: (line: string) => void;
  readonly endpoints: Endpoints;
  readonly hello: () => Omit<Hello, "page">;
  /** Folder of the built guide; served as it is, to anybody on this machine. */
  readonly site: string;
  readonly onUse: () => void;
  readonly onStop: () => void;
}

/** The address of the guide, with the key of its live page; null while it hasn't been built. */
function pageUrl(site: string, url: string, key: string): string | null {
  return existsSync(join(site, "index.html")) ? `${url}/#lab=${key}` : null;
}

export interface ControlServer {
  readonly url: string;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The control API of protocol.ts, on loopback, for whoever holds the token; the guide, and the live page's own API. */
export async function serveControl(options: ControlOptions): Promise<ControlServer> {
  const headersOf = createPageHeaders(options.site);
  const pages = sirv(options.site, {
    dev: true,
    setHeaders: (response) => {
      for (const [name, value] of Object.entries(headersOf())) response.setHeader(name, value);
    },
    onNoMatch: (request, response) => sendMissingPage(options.site, headersOf(), request, response),
  });
  const server = createServer();
  const port = await listen(server, options.port);
  const url = `http://127.0.0.1:${port}`;
  const key = openPageKey(options.folder, port);
  const live = serveLive({ ...options, key, port });
  const hello = (): Hello => ({ ...options.hello(), page: pageUrl(options.site, url, key) });
  server.on("request", (request, response) => {
    if (!isLoopbackHost(request.headers.host)) return send(response, { status: 421, body: { error: "not this host" } });
    const isLive = request.url?.startsWith("/live/") === true;
    if (!isLive && !request.url?.startsWith("/api/")) return pages(request, response);
    const failed = (error: unknown, shown: string): void => {
      options.log(String((error as Error).stack ?? error));
      send(response, { status: 500, body: { error: shown } });
    };
    if (isLive)
      void live.handle(request, response).catch((error: unknown) => failed(error, "see the supervisor's log"));
    else
      void answer({ ...options, hello }, request, response).catch((error: unknown) =>
        failed(error, String((error as Error).stack ?? error)),
      );
  });
  server.on("upgrade", (request, socket, head) => {
    // From here on nobody else listens: a connection that breaks must not end the supervisor.
    socket.on("error", () => socket.destroy());
    if (request.url?.startsWith("/live/")) {
      void live.upgrade(request, socket, head).catch(() => socket.destroy());
      return;
    }
    if (!isLoopbackHost(request.headers.host) || !isOwner(request.headers.authorization, options.token)) {
      socket.end("HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n");
      return;
    }
    options.onUse();
    openNodeExec(options.emulator, request, socket, head);
  });
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        live.close();
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

/** On the port wanted, or, when another has it, on any. @returns the port */
async function listen(server: Server, wanted: number | null): Promise<number> {
  const on = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => {
        server.off("error", reject);
        resolve();
      });
    });
  await on(wanted ?? 0).catch(() => on(0));
  return (server.address() as AddressInfo).port;
}

/** The guide's own page for what isn't there, in the language that was asked in. */
function sendMissingPage(
  site: string,
  headers: Readonly<Record<string, string>>,
  { url = "/" }: IncomingMessage,
  response: ServerResponse,
): void {
  const file = join(site, url.startsWith("/en/") ? "en" : "", "404.html");
  if (!existsSync(file)) return send(response, { status: 404, body: "the guide isn't built yet: npm start\n" });
  response.writeHead(404, { ...headers, "content-type": "text/html; charset=utf-8" });
  createReadStream(file).pipe(response);
}

type Handlers = ControlOptions & { readonly hello: () => Hello };

async function answer(options: Handlers, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  if (!isOwner(request.headers.authorization, options.token))
    return send(response, { status: 401, body: { error: "wrong token" } });
  options.onUse();
  const segments = url.pathname.split("/").slice(1).map(decodeURIComponent);
  const result = await route(options, request, segments.slice(1), url.searchParams);
  send(response, result);
  if (request.method === "POST" && segments[1] === "stop") options.onStop();
}

const notFound: Answer = { status: 404, body: { error: "no such thing" } };

async function route(
  { emulator, endpoints, hello }: Handlers,
  request: IncomingMessage,
  path: readonly string[],
  query: URLSearchParams,
): Promise<Answer> {
  const ok = (body: unknown): Answer => ({ status: 200, body });
  const info = (id: string): AccountInfo | null => {
    const account = emulator.accounts().find((one) => one.id === id);
    return account ? { account, cloudUrl: endpoints.cloudUrl, kubeUrl: endpoints.kubeUrl } : null;
  };
  const [collection, id = "", what] = path;
  if (collection === "hello") return ok(hello());
  if (collection === "stop" && request.method === "POST") return ok({});
  if (collection !== "accounts") return notFound;
  if (request.method === "PUT") {
    const spec = JSON.parse(await readBody(request)) as AccountSpec;
    return ok(info(spec.id) ?? info(emulator.createAccount(spec).id));
  }
  const account = info(id);
  if (!account) return notFound;
  if (request.method === "DELETE") {
    await emulator.removeAccount(id);
    return ok({});
  }
  switch (what) {
    case undefined:
      return ok(account);
    case "snapshot":
      if (query.has("settled")) await emulator.settled(id);
      return ok(emulator.snapshot(id));
    case "counters":
      return ok(await emulator.dataPlane(id).counters());
    case "flows":
      return ok((await emulator.dataPlane(id).flows?.()) ?? null);
    case "audit":
      return ok(emulator.auditTrail(id));
    case "kubeconfig": {
      const user = query.get("user") === "grader" ? "grader" : "learner";
      return ok(emulator.kubeconfig(id, query.get("cluster") ?? "", user));
    }
    default:
      return notFound;
  }
}

function send(response: ServerResponse, { status, body }: Answer): void {
  if (response.headersSent) return;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, {
    "content-type": typeof body === "string" ? "text/plain; charset=utf-8" : "application/json",
    "cache-control": "no-store",
  });
  response.end(text);
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > BODY_LIMIT_BYTES) throw new Error(`more than ${BODY_LIMIT_BYTES} bytes`);
  }
  return text;
}

/** Against DNS rebinding: a page's own host name never reaches the API. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
}

function isOwner(authorization: string | undefined, token: string): boolean {
  const given = Buffer.from(authorization ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
