import { existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT, KitError } from "./process.mjs";

/** Whether this very Node runs TypeScript files: 22.18 and later 22, 23.6, 24 and on. Asked, not computed from the number. */
export function hostIsNewEnough() {
  return Boolean(/** @type {{ typescript?: unknown }} */ (process.features).typescript);
}

/**
 * The Node that runs the project: the pinned one where it is installed, else the host's own.
 *
 * @param {string} root
 */
export function chooseNode(root) {
  const pinned = join(root, "runtime", "node_modules", ".bin", "node");
  if (existsSync(pinned)) return realpathSync(pinned);
  if (hostIsNewEnough()) return process.execPath;
  // No build in the registry for Windows and musl.
  throw new KitError(
    EXIT.environment,
    `此平台没有自带的 Node，请安装 Node 22.18+、24 或 26（现在是 ${process.version}）。`,
    `There is no bundled Node for this platform: please install Node 22.18+, 24 or 26 (this is ${process.version}).`,
  );
}

/** Remembered for `./lab`, whose PATH may lead to another Node tomorrow. @param {string} root @param {string} node */
export function rememberNode(root, node) {
  const file = join(root, "node_modules", ".podpath-node");
  const text = `${node}\n`;
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
}
