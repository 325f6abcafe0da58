import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** As everywhere in the project; here only these two can happen before the lab command takes over. */
export const EXIT = { usage: 2, environment: 3 };

const WINDOWS = process.platform === "win32";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * In the language that `lab --lang` was once told; in both while it isn't known.
 *
 * @param {string} zh @param {string} en @param {string} [between]
 */
export function inLanguage(zh, en, between = "\n") {
  try {
    const settings = join(process.env["PODPATH_LAB_DIR"] ?? join(ROOT, ".lab"), "settings.json");
    const { language } = JSON.parse(readFileSync(settings, "utf8"));
    if (language === "zh" || language === "en") return language === "zh" ? zh : en;
  } catch {
    // never told, or damaged: the lab command says so where it matters
  }
  return `${zh}${between}${en}`;
}

/** A reason to end. */
export class KitError extends Error {
  /** @param {number} status @param {string} zh @param {string} en */
  constructor(status, zh, en) {
    super(inLanguage(zh, en));
    this.status = status;
  }
}

/** @param {string} zh @param {string} en */
export function say(zh, en) {
  process.stderr.write(`${inLanguage(zh, en)}\n`);
}

/** @typedef {{ cwd: string, env: NodeJS.ProcessEnv }} Surroundings */

/**
 * Runs a program on our own terminal. On Windows what is not an .exe needs the shell to be found.
 *
 * @param {Surroundings} surroundings @param {string} program @param {readonly string[]} args
 * @returns {number} its exit status
 */
export function run(surroundings, program, args) {
  const shell = WINDOWS && !program.endsWith(".exe");
  const done = spawnSync(shell ? `"${program}"` : program, args, { ...surroundings, stdio: "inherit", shell });
  if (done.error) throw cannotRun(program, done.error);
  return done.status ?? EXIT.environment;
}

/**
 * Runs a program and hands back what it printed.
 *
 * @param {Surroundings} surroundings @param {string} program @param {readonly string[]} args @param {number} timeoutMs
 */
export function capture(surroundings, program, args, timeoutMs) {
  const shell = WINDOWS && !program.endsWith(".exe");
  const options = { ...surroundings, encoding: /** @type {const} */ ("utf8"), shell, timeout: timeoutMs };
  const done = spawnSync(shell ? `"${program}"` : program, args, options);
  const timedOut = done.error !== undefined && "code" in done.error && done.error.code === "ETIMEDOUT";
  return { status: done.status ?? EXIT.environment, stdout: done.stdout ?? "", stderr: done.stderr ?? "", timedOut };
}

/**
 * Runs a program that is quiet for long; on a terminal, a line that counts the seconds says that it is at work.
 *
 * @param {Surroundings} surroundings @param {string} program @param {readonly string[]} args @param {string} what
 * @returns {Promise<number>} its exit status
 */
export function runWithClock(surroundings, program, args, what) {
  const started = Date.now();
  const terminal = process.stderr.isTTY === true;
  const tick = () => process.stderr.write(`\r\u001b[K${what} ${Math.round((Date.now() - started) / 1000)} s`);
  if (!terminal) process.stderr.write(`${what}\n`);
  const timer = terminal ? setInterval(tick, 1000) : undefined;
  return new Promise((resolve, reject) => {
    const child = spawn(WINDOWS ? `"${program}"` : program, args, {
      ...surroundings,
      shell: WINDOWS,
      stdio: ["ignore", "pipe", "inherit"],
    });
    // What it printed matters only if it fails.
    let printed = "";
    child.stdout?.setEncoding("utf8").on("data", (/** @type {string} */ chunk) => (printed += chunk));
    const settle = () => {
      clearInterval(timer);
      if (terminal) process.stderr.write("\r\u001b[K");
    };
    child.on("error", (error) => {
      settle();
      reject(cannotRun(program, error));
    });
    child.on("close", (status) => {
      settle();
      if (status !== 0) process.stderr.write(printed);
      resolve(status ?? EXIT.environment);
    });
  });
}

/** @param {string} program @param {Error} error */
function cannotRun(program, error) {
  return new KitError(
    EXIT.environment,
    `无法运行 ${program}：${error.message}`,
    `Cannot run ${program}: ${error.message}`,
  );
}
