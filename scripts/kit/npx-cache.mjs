import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const WINDOWS = process.platform === "win32";
const ANSWER_TIMEOUT_MS = 15_000;

/**
 * `npm exec` keeps what it fetched below its cache, and never looks whether that is whole: a pnpm whose download was cut short stays
 * there and fails for ever. Nothing but such copies is removed.
 *
 * @param {string} cache npm's cache folder
 * @returns {number} how many were removed
 */
export function forgetBrokenPnpm(cache) {
  const folder = join(cache, "_npx");
  if (!existsSync(folder)) return 0;
  const broken = readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((copy) => !existsSync(join(copy, "package.json")) || !pnpmAnswers(copy));
  for (const copy of broken) rmSync(copy, { recursive: true, force: true });
  return broken.length;
}

/** @param {string} copy @returns {boolean} also where it holds something else */
function pnpmAnswers(copy) {
  const modules = join(copy, "node_modules");
  if (!existsSync(join(modules, "pnpm"))) return !isPnpmOnItsWay(modules);
  const program = join(modules, ".bin", WINDOWS ? "pnpm.cmd" : "pnpm");
  const { status } = spawnSync(program, ["--version"], { timeout: ANSWER_TIMEOUT_MS, stdio: "ignore", shell: WINDOWS });
  return status === 0;
}

/** npm unpacks into `.pnpm-XXXXXXXX` and renames it in the end. @param {string} modules */
function isPnpmOnItsWay(modules) {
  return existsSync(modules) && readdirSync(modules).some((name) => name.startsWith(".pnpm-"));
}
