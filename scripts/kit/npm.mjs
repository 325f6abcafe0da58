import { delimiter } from "node:path";
import { capture, run } from "./process.mjs";

const WINDOWS = process.platform === "win32";
const CONFIG_TIMEOUT_MS = 20_000;

/** What of npm's settings a download depends on, as `npm config` spells them. */
const NETWORK_SETTINGS = /** @type {const} */ (["registry", "cafile", "https-proxy", "proxy", "noproxy"]);

/** @typedef {Partial<Record<(typeof NETWORK_SETTINGS)[number], string>>} NetworkSettings */
/** @typedef {import("./process.mjs").Surroundings} Surroundings */

/**
 * npm as we were started by it, else the one on PATH.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {readonly [string, ...string[]]} program and first arguments
 */
function npmOf(env) {
  const own = env.npm_execpath;
  if (own?.endsWith("npm-cli.js")) return [process.execPath, own];
  return [WINDOWS ? "npm.cmd" : "npm"];
}

/** @param {Surroundings} surroundings @param {readonly string[]} args */
export function runNpm(surroundings, args) {
  const [program, ...first] = npmOf(surroundings.env);
  return run(surroundings, program, [...first, ...args]);
}

/** @param {Surroundings} surroundings @param {readonly string[]} args @param {number} timeoutMs */
export function captureNpm(surroundings, args, timeoutMs) {
  const [program, ...first] = npmOf(surroundings.env);
  return capture(surroundings, program, [...first, ...args], timeoutMs);
}

/** Where npm keeps what it has fetched. @param {Surroundings} surroundings */
export function readCacheFolder(surroundings) {
  return captureNpm(surroundings, ["config", "get", "cache"], CONFIG_TIMEOUT_MS).stdout.trim();
}

/** npm's own settings, whichever file or variable they stand in. @param {Surroundings} surroundings */
export function readNetworkSettings(surroundings) {
  const { stdout } = captureNpm(surroundings, ["config", "list", "--json"], CONFIG_TIMEOUT_MS);
  /** @type {NetworkSettings} */
  const settings = {};
  try {
    const all = JSON.parse(stdout);
    for (const name of NETWORK_SETTINGS)
      if (typeof all[name] === "string" && all[name] !== "") settings[name] = all[name];
  } catch {
    // An npm that cannot list its settings has worse troubles, which the install will tell.
  }
  return settings;
}

/**
 * npm's settings as pnpm, which reads only files and its own variables, understands them; and the other way round for a bundle of
 * certificates that stands only where npm does not look.
 *
 * @param {NodeJS.ProcessEnv} env @param {NetworkSettings} settings
 * @returns {NodeJS.ProcessEnv}
 */
export function withNetworkSettings(env, settings) {
  const { registry, cafile, noproxy } = settings;
  const proxy = settings["https-proxy"] ?? settings.proxy;
  const certificates = env.SSL_CERT_FILE ?? cafile;
  const extra = env.NODE_EXTRA_CA_CERTS ?? certificates;
  return {
    ...env,
    // A Node that knows this also trusts what the system trusts, as pnpm does.
    NODE_USE_SYSTEM_CA: env.NODE_USE_SYSTEM_CA ?? "1",
    ...(registry && { pnpm_config_registry: env.pnpm_config_registry ?? registry }),
    ...(certificates && { SSL_CERT_FILE: certificates }),
    ...(extra && { NODE_EXTRA_CA_CERTS: extra }),
    ...(proxy && { HTTPS_PROXY: env.HTTPS_PROXY ?? env.https_proxy ?? proxy }),
    ...(proxy && { HTTP_PROXY: env.HTTP_PROXY ?? env.http_proxy ?? settings.proxy ?? proxy }),
    ...(noproxy && { NO_PROXY: env.NO_PROXY ?? env.no_proxy ?? noproxy }),
  };
}

/** What everything of ours runs in. @param {NodeJS.ProcessEnv} env @param {readonly string[]} folders first on PATH */
export function kitEnvironment(env, folders) {
  const inherited = Object.entries(env).filter(
    ([name]) => !/^npm_(package|lifecycle)_/i.test(name) && !/^path$/i.test(name),
  );
  const path = Object.entries(env).find(([name]) => /^path$/i.test(name))?.[1] ?? "";
  return {
    ...Object.fromEntries(inherited),
    PATH: [...folders, path].join(delimiter),
    TURBO_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
    NO_UPDATE_NOTIFIER: "1",
  };
}
