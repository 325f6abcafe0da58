/**
 * What is downloaded before the drill works: the first stage of `npm start` is installed from nothing, through a registry on
 * loopback that hands on to the real one and counts.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { print } from "./print.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const NOT_COPIED = new Set(["node_modules", ".git", ".lab", "build", ".docusaurus", "reports", "outputs", "static"]);
const INSTALL_LIMIT_MS = 600_000;

const upstream = spawnSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).stdout.trim();
const bytes = { node: 0, other: 0 };
const registry = createServer((request, response) => void handOn(request.url ?? "/", response));
registry.listen(0, "127.0.0.1");
await once(registry, "listening");
const scratch = mkdtempSync(join(tmpdir(), "podpath-download-"));
try {
  const copy = join(scratch, "clone");
  cpSync(ROOT, copy, { recursive: true, filter: (file) => !NOT_COPIED.has(basename(file)) });
  const status = await install(copy);
  if (status !== 0 || bytes.other === 0) throw new Error(`the install ended with ${status}`);
  const megabytes = (count: number): string => `${(count / 1e6).toFixed(0)} MB`;
  print("download before the drill works, the host's Node", megabytes(bytes.other), "60 MB", "");
  print("the same, with the pinned Node", megabytes(bytes.other + bytes.node), "170 MB", "");
} catch (error) {
  console.log(`download before the drill works: not measured (${(error as Error).message})`);
} finally {
  registry.close();
  rmSync(scratch, { recursive: true, force: true });
}

/** As scripts/kit/install.mjs does it for a host whose Node is too old, with nothing there yet: npm brings pnpm, pnpm the rest. */
async function install(copy: string): Promise<number> {
  const { packageManager } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { packageManager: string };
  const selection = ["--prod", "--filter", "@podpath/lab-scripts...", "--filter", "@podpath/runtime"];
  const pnpm = ["exec", "--yes", `--package=${packageManager}`, "--", "pnpm", "install", "--frozen-lockfile"];
  const child = spawn("npm", [...pnpm, ...selection], {
    cwd: copy,
    stdio: ["ignore", "ignore", "inherit"],
    timeout: INSTALL_LIMIT_MS,
    env: {
      ...process.env,
      npm_config_registry: address(),
      npm_config_cache: join(scratch, "npm"),
      pnpm_config_registry: address(),
      pnpm_config_store_dir: join(scratch, "store"),
      pnpm_config_cache_dir: join(scratch, "cache"),
    },
  });
  const [status] = (await once(child, "exit")) as [number | null];
  return status ?? 1;
}

function address(): string {
  return `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`;
}

async function handOn(path: string, response: ServerResponse): Promise<void> {
  try {
    const answer = await fetch(new URL(path.slice(1), upstream.replace(/\/?$/, "/")));
    const body = Buffer.from(await answer.arrayBuffer());
    bytes[/^\/node-(linux|darwin|win)/.test(path) ? "node" : "other"] += body.length;
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" });
    response.end(body);
  } catch {
    response.writeHead(502).end();
  }
}
