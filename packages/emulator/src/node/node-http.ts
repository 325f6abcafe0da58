import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpRequest, HttpResponse } from "../http.ts";

/** Bytes that may wait for a client that reads slowly; beyond that it is cut off, so that it can't fill our memory. */
const UNREAD_LIMIT = 8 * 1024 * 1024;

/** The request with its whole body; null when the body is longer than allowed. */
export async function readRequest(message: IncomingMessage, bodyLimit: number): Promise<HttpRequest | null> {
  if (Number(message.headers["content-length"] ?? 0) > bodyLimit) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bodyLimit) return null;
    chunks.push(chunk);
  }
  return requestOf(message, Buffer.concat(chunks));
}

export function requestOf(message: IncomingMessage, body: Uint8Array): HttpRequest {
  const target = originForm(message.url ?? "/");
  const mark = target.indexOf("?");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    method: message.method ?? "GET",
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? "" : target.slice(mark + 1),
    headers,
    body,
  };
}

/** A client that takes us for its proxy (`HTTP_PROXY`) writes the whole address; what counts is what comes after the host. */
function originForm(target: string): string {
  return target.replace(/^https?:\/\/[^/?]*/i, "") || "/";
}

/** Sends an answer, one that goes on included; a client that has gone away stops it. */
export function writeResponse(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  if (response.destroyed) return;
  if (typeof body === "string" || body instanceof Uint8Array) {
    response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
    response.end(body);
    return;
  }
  response.writeHead(status, headers);
  response.flushHeaders();
  const stop = body.start(
    (chunk) => {
      if (response.destroyed) return;
      response.write(chunk);
      if (response.writableLength > UNREAD_LIMIT) response.destroy();
    },
    () => response.end(),
  );
  response.once("close", stop);
  if (response.destroyed) stop();
}
