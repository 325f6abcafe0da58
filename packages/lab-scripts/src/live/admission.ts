import type { IncomingMessage } from "node:http";
import { isKey } from "./page-key.ts";

const KEY_PROTOCOL = "podpath.key.";

/**
 * Does the request come from a page of ours? The name it was asked under must be this server's, which ends DNS rebinding;
 * what a browser says of the page's origin must be the same; and where it says nothing, nobody but a page of this origin
 * may be named in `Sec-Fetch-Site`. A program that isn't a browser says what it likes: it still needs the key.
 */
export function isOwnPage({ headers }: IncomingMessage, port: number): boolean {
  const { host, origin } = headers;
  const site = headers["sec-fetch-site"];
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return false;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return site === undefined || site === "same-origin";
}

export function hasKey({ headers }: IncomingMessage, key: string): boolean {
  return isKey(/^Bearer (\S+)$/.exec(headers.authorization ?? "")?.[1], key);
}

/** A WebSocket's key comes among the subprotocols that it offers. A browser always names its origin there. */
export function hasSocketKey({ headers }: IncomingMessage, key: string): boolean {
  const offered = (headers["sec-websocket-protocol"] ?? "").split(",").map((protocol) => protocol.trim());
  const given = offered.find((protocol) => protocol.startsWith(KEY_PROTOCOL));
  return headers.origin !== undefined && isKey(given?.slice(KEY_PROTOCOL.length), key);
}
