import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const BUILD = join(import.meta.dirname, "..", "..", "build");
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

export interface Site {
  /** Without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The built site on loopback, as any web server would serve it: `.html` left out of addresses, gzip.
 *
 * @throws when it isn't built: these tests are never skipped
 */
export async function serveSite(): Promise<Site> {
  if (!existsSync(join(BUILD, "index.html"))) throw new Error("The site is not built: run npm run build first");
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://site").pathname));
    const file = [path, `${path}.html`, join(path, "index.html")].map((each) => join(BUILD, each)).find(isFile);
    const found = file ?? join(BUILD, path.startsWith("/en/") ? "en" : "", "404.html");
    response.writeHead(file === undefined ? 404 : 200, {
      "content-type": TYPES[extname(found)] ?? "application/octet-stream",
      "content-encoding": "gzip",
    });
    response.end(gzipSync(readFileSync(found)));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
