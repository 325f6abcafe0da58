#!/usr/bin/env node
// Bootstrap: plain JS without dependencies, for any Node from 18 on. It gets pnpm, installs the workspace, and hands over to
// the pinned Node. Everything else is in packages/.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_HOST_NODE = 18;
const COMMANDS = ["start", "test", "build", "bench"];
const EXIT = { usage: 2, environment: 3 };

const root = dirname(fileURLToPath(import.meta.url));
const bin = join(root, "node_modules", ".bin");
const windows = process.platform === "win32";
const [command = "start", ...rest] = process.argv.slice(2);

function fail(status, zh, en) {
  process.stderr.write(`${zh}\n${en}\n`);
  process.exit(status);
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < OLDEST_HOST_NODE) {
  fail(
    EXIT.environment,
    `Node ${process.version} 太旧：至少要 ${OLDEST_HOST_NODE}。`,
    `Node ${process.version} is too old: ${OLDEST_HOST_NODE} or newer is needed.`,
  );
}
if (!COMMANDS.includes(command)) {
  fail(EXIT.usage, `没有“${command}”，可选：${COMMANDS.join(" ")}`, `There is no “${command}”; choose from: ${COMMANDS.join(" ")}`);
}

// A clone that another user installed: pnpm would die with a bare EACCES.
for (const path of [root, join(root, "node_modules")]) {
  if (!existsSync(path)) continue;
  try {
    accessSync(path, constants.W_OK);
  } catch {
    fail(
      EXIT.environment,
      `写不了 ${path}（属于 uid ${statSync(path).uid}）。换成那个用户，或重新克隆一份到自己的目录。`,
      `Cannot write to ${path} (owned by uid ${statSync(path).uid}). Use that user, or clone into a folder of your own.`,
    );
  }
}

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const env = {
  ...process.env,
  PATH: bin + delimiter + (process.env.PATH ?? ""),
  TURBO_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
  NO_UPDATE_NOTIFIER: "1",
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, "node_modules", ".cache", "compile"),
};
// pnpm reads a registry from .npmrc or from its own variable, not from npm's.
const registry = process.env.pnpm_config_registry ?? process.env.npm_config_registry ?? process.env.NPM_CONFIG_REGISTRY;
if (registry) env.pnpm_config_registry = registry;
for (const name of Object.keys(env)) if (/^npm_(package|lifecycle)_/i.test(name)) delete env[name];

function run(program, args, options = {}) {
  const done = spawnSync(program, args, { cwd: root, stdio: "inherit", env, shell: windows, ...options });
  if (done.error) fail(EXIT.environment, `无法运行 ${program}：${done.error.message}`, `Cannot run ${program}: ${done.error.message}`);
  return done.status ?? EXIT.environment;
}

function install() {
  const args = ["install", "--frozen-lockfile"];
  const own = join(root, "node_modules", "pnpm", "package.json");
  const npm = process.env.npm_execpath;
  if (existsSync(own) && `pnpm@${JSON.parse(readFileSync(own, "utf8")).version}` === manifest.packageManager) {
    return run(join(bin, "pnpm"), [...args, "--reporter=silent"]);
  }
  process.stderr.write("正在安装依赖（一次，约一分钟）…… / Installing dependencies (once, about a minute) …\n");
  const viaNpm = ["--yes", `--package=${manifest.packageManager}`, "--", "pnpm", ...args];
  if (npm?.endsWith("npm-cli.js")) return run(process.execPath, [npm, "exec", ...viaNpm], { shell: false });
  return run(windows ? "npm.cmd" : "npm", ["exec", ...viaNpm]);
}

const installed = install();
if (installed !== 0) {
  fail(
    EXIT.environment,
    "依赖没装上，原因见上。检查网络、代理和 npm 源之后再运行一次，会接着装。",
    "The dependencies could not be installed, see above. Check network, proxy and npm registry, then run it again: it continues.",
  );
}

const pinned = join(bin, windows ? "node.exe" : "node");
const node = existsSync(pinned) ? realpathSync(pinned) : process.execPath;
// No pinned build for Windows and musl: there the host's own Node must run TypeScript.
if (node === process.execPath && !(major > 23 || (major === 22 && minor >= 18))) {
  fail(
    EXIT.environment,
    `此平台没有自带的 Node，请安装 Node 22.18+、24 或 26（现在是 ${process.version}）。`,
    `There is no bundled Node for this platform: please use Node 22.18+, 24 or 26 (this is ${process.version}).`,
  );
}
process.exitCode = run(node, [join(root, "scripts", `${command}.ts`), ...rest], { shell: false });
