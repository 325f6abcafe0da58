import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { HttpResponse } from "../http.ts";
import { KubeError, statusOf } from "../kube/kube-error.ts";
import type { KubeApi } from "../kube/kube-api.ts";
import { isTrustedHost, isTrustedOrigin } from "../trusted-host.ts";
import { execOverSpdy } from "./exec-spdy.ts";
import { execOverWebSocket } from "./exec-websocket.ts";
import { portForwardOverSpdy } from "./port-forward-spdy.ts";
import { readRequest, requestOf, writeResponse } from "./node-http.ts";
import type { Tls } from "./tls.ts";

/** As kube-apiserver's limit of a request's body. */
const BODY_LIMIT = 3 * 1024 * 1024;

export interface KubeServer {
  /** `https://127.0.0.1:PORT` */
  readonly url: string;
  /** Ends every connection. Safe to repeat. */
  close(): Promise<void>;
}

/** Serves the Kubernetes API over TLS, on loopback alone. */
export async function serveKube(api: KubeApi, tls: Tls, port = 0): Promise<KubeServer> {
  const server = createServer({ cert: tls.certPem, key: tls.keyPem, minVersion: "TLSv1.2" });
  const sockets = new Set<Duplex>();
  server.on("secureConnection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("request", (message: IncomingMessage, response: ServerResponse) => void answer(api, message, response));
  server.on("upgrade", (message: IncomingMessage, socket: Duplex, head: Buffer) => upgrade(api, message, socket, head));
  // Clients that speak plain HTTP, or don't trust our authority, are told so by TLS itself.
  server.on("tlsClientError", () => {});
  await listen(server, port);
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function answer(api: KubeApi, message: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    if (!isTrusted(message)) {
      message.resume();
      return writeResponse(response, refusal(new KubeError("Forbidden", "this lab answers to loopback names only")));
    }
    const request = await readRequest(message, BODY_LIMIT);
    if (request === null) {
      const tooLarge = new KubeError("RequestEntityTooLarge", `limit is ${BODY_LIMIT} bytes`);
      response.shouldKeepAlive = false;
      return writeResponse(response, refusal(tooLarge));
    }
    writeResponse(response, await api.handle(request));
  } catch {
    response.destroy(); // the client went away while it was sending
  }
}

/** A page in the learner's browser must not reach the API by a name of its own that resolves to loopback. */
function isTrusted({ headers }: IncomingMessage): boolean {
  const host = headers.host ?? "";
  const ours = isTrustedHost(host) || /^kubernetes\.default\.svc(:\d+)?$/i.test(host);
  return ours && isTrustedOrigin(headers.origin);
}

function refusal(error: KubeError): HttpResponse {
  return { status: error.code, headers: { "content-type": "application/json" }, body: JSON.stringify(statusOf(error)) };
}

function upgrade(api: KubeApi, message: IncomingMessage, socket: Duplex, head: Buffer): void {
  socket.on("error", () => socket.destroy());
  if (!isTrusted(message))
    return refuse(socket, refusal(new KubeError("Forbidden", "this lab answers to loopback names only")));
  const protocol = (message.headers.upgrade ?? "").toLowerCase();
  if (protocol !== "websocket" && protocol !== "spdy/3.1") {
    return refuse(
      socket,
      refusal(new KubeError("BadRequest", `unable to upgrade: unknown protocol ${JSON.stringify(protocol)}`)),
    );
  }
  const opening = api.openExec(requestOf(message, new Uint8Array()));
  if (opening.kind === "refused") return refuse(socket, opening.response);
  if (opening.kind === "accepted") {
    if (protocol === "websocket") execOverWebSocket(message, socket, head, opening);
    else execOverSpdy(message, socket, head, opening);
  } else if (protocol === "websocket") {
    // kubectl then goes on to SPDY by itself.
    refuse(socket, refusal(new KubeError("BadRequest", "port-forward is served over SPDY/3.1, not through WebSocket")));
  } else portForwardOverSpdy(message, socket, head, opening);
}

/** Answers on a connection that the HTTP server has let go of. */
function refuse(socket: Duplex, { status, headers, body }: HttpResponse): void {
  const payload =
    typeof body === "string" || body instanceof Uint8Array ? Buffer.from(body as string) : Buffer.alloc(0);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${status} Refused\r\n${lines.join("")}content-length: ${payload.length}\r\nconnection: close\r\n\r\n${payload.toString()}`,
  );
}
