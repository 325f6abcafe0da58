import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hostIsNewEnough } from "./node.mjs";
import { forgetBrokenPnpm } from "./npx-cache.mjs";
import { readCacheFolder, readNetworkSettings, runNpm, withNetworkSettings } from "./npm.mjs";
import { EXIT, KitError, run, say } from "./process.mjs";
import { findTrouble } from "./trouble.mjs";

const DRILL = "@podpath/lab-scripts...";
const RUNTIME = "@podpath/runtime";

/**
 * What is installed, by what it is for. The pinned Node is 57 MB of download: only a host that cannot run TypeScript itself, and the
 * tests, which must run on the same Node everywhere, need it.
 *
 * @typedef {"drill" | "guide" | "everything"} Extent
 * @type {Readonly<Record<Extent, (hostIsNewEnough: boolean) => readonly string[]>>}
 */
const SELECTION = {
  drill: (newEnough) => ["--prod", "--filter", DRILL, ...(newEnough ? [] : ["--filter", RUNTIME])],
  guide: (newEnough) => (newEnough ? ["--filter", `!${RUNTIME}`] : []),
  everything: () => [],
};

/** A larger extent holds the smaller ones. */
const ORDER = /** @type {const} */ (["drill", "guide", "everything"]);

/**
 * Installs that much, unless it is there already: then nothing is run and no network is needed.
 *
 * @param {string} root @param {NodeJS.ProcessEnv} env @param {Extent} extent
 * @throws {KitError} with what to do
 */
export function install(root, env, extent) {
  refuseForeignFolders(root);
  const lockfile = createHash("sha256")
    .update(readFileSync(join(root, "pnpm-lock.yaml")))
    .digest("hex");
  const done = readRecord(root);
  if (done?.lockfile === lockfile && ORDER.indexOf(done.extent) >= ORDER.indexOf(extent)) return;
  // Never less than what is there: pnpm would take the rest away.
  const wanted = done && ORDER.indexOf(done.extent) > ORDER.indexOf(extent) ? done.extent : extent;
  const surroundings = { cwd: root, env };
  const connected = { cwd: root, env: withNetworkSettings(env, readNetworkSettings(surroundings)) };
  const spec = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).packageManager;
  const status = runPnpm(root, connected, spec, [
    "install",
    "--frozen-lockfile",
    ...SELECTION[wanted](hostIsNewEnough()),
    ...REPORTER,
  ]);
  if (status !== 0) throw findTrouble(connected, spec);
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(recordOf(root), `${JSON.stringify({ lockfile, extent: wanted })}\n`);
}

/** A terminal sees packages being counted; a log sees what fails. */
const REPORTER = process.stderr.isTTY ? [] : ["--loglevel=error"];

/**
 * @param {string} root @param {import("./process.mjs").Surroundings} surroundings @param {string} spec `pnpm@12.4.2`
 * @param {readonly string[]} args
 */
function runPnpm(root, surroundings, spec, args) {
  const own = join(root, "node_modules", "pnpm", "package.json");
  if (existsSync(own) && `pnpm@${JSON.parse(readFileSync(own, "utf8")).version}` === spec) {
    return run(surroundings, join(root, "node_modules", ".bin", "pnpm"), args);
  }
  const exec = ["exec", "--yes", `--package=${spec}`, "--", "pnpm", ...args];
  const status = runNpm(surroundings, exec);
  if (status === 0 || forgetBrokenPnpm(readCacheFolder(surroundings)) === 0) return status;
  say("上次没下完的 pnpm 已丢弃，重新下载……", "A pnpm that was cut short has been thrown away; it is fetched anew …");
  return runNpm(surroundings, exec);
}

/** @param {string} root */
function recordOf(root) {
  return join(root, "node_modules", ".podpath-installed.json");
}

/** @param {string} root @returns {{ lockfile: string, extent: Extent } | null} what stands, if it is whole */
function readRecord(root) {
  if (!existsSync(join(root, "packages", "lab-scripts", "node_modules"))) return null;
  try {
    const record = JSON.parse(readFileSync(recordOf(root), "utf8"));
    return ORDER.includes(record.extent) ? record : null;
  } catch {
    return null;
  }
}

/** A clone, or an install, of another user: pnpm would die with a bare EACCES. @param {string} root */
function refuseForeignFolders(root) {
  for (const path of [root, join(root, "node_modules"), join(root, "packages", "lab-scripts", "node_modules")]) {
    if (!existsSync(path)) continue;
    try {
      accessSync(path, constants.W_OK);
    } catch {
      const { uid } = statSync(path);
      throw new KitError(
        EXIT.environment,
        `写不了 ${path}（属于 uid ${uid}）。换成那个用户，或重新克隆一份到自己的目录。`,
        `Cannot write to ${path} (owned by uid ${uid}). Use that user, or clone into a folder of your own.`,
      );
    }
  }
}
