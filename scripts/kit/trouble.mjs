import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXIT, KitError } from "./process.mjs";
import { captureNpm } from "./npm.mjs";

const ASK_TIMEOUT_MS = 30_000;
/** The whole workspace takes about this much. */
const NEEDED_BYTES = 1.3e9;

/** npm's codes, and what each means for a person. https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATES =
  /SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?/;
const CLOCK = /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/;
const PROXY = /E407|EPROXY|ERR_SOCKET_PROXY|tunneling socket could not be established|Proxy Authentication/i;
const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED|FETCH_ERROR/;
const FORBIDDEN = /E401|E403/;
const NOT_THERE = /E404|ETARGET/;

/** What an install that failed lacks. The registry is asked once more, by npm, whose codes are known; no output is guessed at.
 *
 * @param {import("./process.mjs").Surroundings} surroundings
 * @param {string} spec a package that must be there
 */
export function findTrouble(surroundings, spec) {
  const space = freeBytes(surroundings.cwd);
  if (space !== null && space < NEEDED_BYTES) return noSpace(surroundings.cwd, space);
  // With what it has in its cache npm answers without a network too.
  const cache = mkdtempSync(join(tmpdir(), "podpath-npm-"));
  const question = ["view", spec, "version", "--fetch-retries=0", "--cache", cache];
  const asked = captureNpm(surroundings, question, ASK_TIMEOUT_MS);
  rmSync(cache, { recursive: true, force: true });
  if (asked.status === 0) return unknown();
  // Silence is what a network that drops everything has to say.
  return explain(asked.timedOut ? "npm error code ETIMEDOUT" : asked.stderr);
}

/** @param {string} complaint npm's @returns {KitError} */
export function explain(complaint) {
  const code = /npm (?:error|ERR!) code (\S+)/.exec(complaint)?.[1] ?? "";
  const text = `${code} ${complaint}`;
  if (CERTIFICATES.test(text)) {
    return trouble(
      `npm 源的证书不被信任（${code}）：多半有代理在解密 HTTPS。把公司的根证书（PEM）告诉 Node 再试：\n  NODE_EXTRA_CA_CERTS=/路径/ca.pem npm start\n一劳永逸：npm config set cafile /路径/ca.pem`,
      `The registry's certificate is not trusted (${code}): most likely a proxy decrypts HTTPS. Tell Node your company's root certificate (PEM):\n  NODE_EXTRA_CA_CERTS=/path/ca.pem npm start\nOr once for all: npm config set cafile /path/ca.pem`,
    );
  }
  if (CLOCK.test(text)) {
    const now = new Date().toISOString();
    return trouble(
      `npm 源的证书不在有效期内（${code}）。这台机器认为现在是 ${now}：时间对吗？`,
      `The registry's certificate is not valid at this time (${code}). This machine believes it is ${now}: is its clock right?`,
    );
  }
  if (PROXY.test(text)) {
    return trouble(
      `代理拒绝了请求（${code}）。带上用户名和密码再试：HTTPS_PROXY=http://用户:密码@主机:端口 npm start`,
      `The proxy refused (${code}). Try with its user and password: HTTPS_PROXY=http://user:password@host:port npm start`,
    );
  }
  if (UNREACHABLE.test(text)) {
    return trouble(
      `连不上 npm 源（${code}）。要走代理：HTTPS_PROXY=http://主机:端口 npm start；要换源：npm start --registry=https://你的源`,
      `The npm registry cannot be reached (${code}). Through a proxy: HTTPS_PROXY=http://host:port npm start; another registry: npm start --registry=https://your.registry`,
    );
  }
  if (FORBIDDEN.test(text)) {
    return trouble(
      `npm 源要求登录或拒绝了你（${code}）。先 npm login，或换一个源：npm start --registry=https://你的源`,
      `The npm registry wants a login or refuses you (${code}). npm login first, or use another: npm start --registry=https://your.registry`,
    );
  }
  if (NOT_THERE.test(text)) {
    return trouble(
      `这个 npm 源里没有需要的包（${code}）。换一个完整的源：npm start --registry=https://你的源`,
      `This npm registry lacks a package that is needed (${code}). Use a complete one: npm start --registry=https://your.registry`,
    );
  }
  return unknown();
}

/** @param {string} folder @param {number} bytes */
function noSpace(folder, bytes) {
  const free = Math.round(bytes / 1e6);
  const needed = Math.round(NEEDED_BYTES / 1e6);
  return trouble(
    `磁盘快满了：${folder} 所在分区只剩 ${free} MB，全部装完约需 ${needed} MB（只做演练约需 300 MB）。`,
    `The disk is nearly full: ${free} MB are left where ${folder} lies; everything needs about ${needed} MB (the drill alone about 300 MB).`,
  );
}

function unknown() {
  return trouble(
    "依赖没装上，原因见上。再运行一次会接着装。",
    "The dependencies could not be installed, see above. Run it again: it continues where it stopped.",
  );
}

/** @param {string} zh @param {string} en */
function trouble(zh, en) {
  return new KitError(EXIT.environment, zh, en);
}

/** @param {string} folder */
function freeBytes(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
