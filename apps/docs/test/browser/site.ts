import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the built site is served, without a slash at the end. */
    readonly site: string;
  }
}

const SITE = join(import.meta.dirname, "..", "..");
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** Vitest's global set-up: builds the site once, into a folder of its own, and serves it on loopback. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "podpath-site-"));
  build(folder);
  const server = await serve(folder);
  project.provide("site", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    await new Promise((closed) => server.close(closed));
    rmSync(folder, { recursive: true });
  };
}

function build(folder: string): void {
  const program = join(SITE, "node_modules", ".bin", "docusaurus");
  const { status, stdout, stderr } = spawnSync(program, ["build", "--out-dir", folder], {
    cwd: SITE,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`docusaurus build failed with ${status}\n${stdout}\n${stderr}`);
}

/** As any web server would: `.html` left out of addresses, gzip for what compresses. */
async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://site").pathname));
    const file = [path, `${path}.html`, join(path, "index.html")].map((each) => join(folder, each)).find(isFile);
    const found = file ?? join(folder, "404.html");
    response.writeHead(file === undefined ? 404 : 200, {
      "content-type": TYPES[extname(found)] ?? "application/octet-stream",
      "content-encoding": "gzip",
    });
    response.end(gzipSync(readFileSync(found)));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
