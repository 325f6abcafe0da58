import type { Address } from "@podpath/access-path";
import { utf8Length } from "../../encoding.ts";
import { resolvePath } from "../../files.ts";
import { headerOf, type HttpHeader, type HttpResponse } from "../../http.ts";
import { isIpv6 } from "../../machine.ts";
import type { Attempt } from "../../network.ts";
import type { Command, CommandContext } from "../../shell/command.ts";
import { TAG } from "../../voice.ts";
import { dial } from "../dial.ts";
import { chooseAddress, lookUp } from "../names.ts";
import { readCurlOptions, type CurlOptions } from "./options.ts";
import { readUrl, type CurlUrl } from "./url.ts";
import { writeOut, type Transfer } from "./write-out.ts";

/** The version whose words are imitated. */
const VERSION = "7.88.1";

/** curl's exit statuses. */
const EXIT = {
  ok: 0,
  unsupportedProtocol: 1,
  usage: 2,
  malformedUrl: 3,
  couldNotResolve: 6,
  couldNotConnect: 7,
  httpError: 22,
  writeError: 23,
  timedOut: 28,
  tlsConnect: 35,
} as const;

/** libcurl's own limit for opening a connection, ms. */
const CONNECT_LIMIT_MS = 300_000;

export const curl: Command = {
  name: "curl",
  summary: { zh: "发 HTTP 请求", en: "make an HTTP request" },
  run: async (context) => {
    const options = readCurlOptions(context.args);
    if ("complaint" in options) return usage(context, `curl: ${options.complaint}`);
    if (options.flags.has("version")) return say(context, `curl ${VERSION} ${TAG}\nProtocols: http\n`);
    if (options.flags.has("help")) return say(context, HELP);
    if (options.urls.length === 0) return usage(context, "curl: no URL specified!");
    let status: number = EXIT.ok;
    for (const [index, url] of options.urls.entries()) status = await transferOne(context, options, url, index);
    return status;
  },
};

const HELP = `Usage: curl [options...] <url>
 ${TAG} -s -S -v -i -I -f -L -4 -6 -o FILE -w FORMAT -m SECONDS --connect-timeout SECONDS -X METHOD -H HEADER -d DATA -A AGENT
`;

function say(context: CommandContext, text: string): number {
  context.stdout.write(text);
  return EXIT.ok;
}

function usage(context: CommandContext, complaint: string): number {
  context.stderr.write(`${complaint}\ncurl: try 'curl --help' or 'curl --manual' for more information\n`);
  return EXIT.usage;
}

/** How a transfer ended. */
interface Ending {
  readonly exitCode: number;
  readonly error: string;
  readonly response: HttpResponse | null;
  readonly transfer: Partial<Transfer>;
}

async function transferOne(
  context: CommandContext,
  options: CurlOptions,
  text: string,
  index: number,
): Promise<number> {
  const url = readUrl(text);
  const ending = url === null ? malformed() : await fetchUrl(context, options, url);
  const status = deliver(context, options, ending, index);
  const noisy = !options.flags.has("silent") || options.flags.has("show-error");
  if (ending.error !== "" && noisy) context.stderr.write(`curl: (${ending.exitCode}) ${ending.error}\n`);
  if (options.writeOut !== null) report(context, options, ending, url?.text ?? text, status);
  return status;
}

function failed(exitCode: number, error: string, transfer: Partial<Transfer> = {}): Ending {
  return { exitCode, error, response: null, transfer };
}

function malformed(): Ending {
  return failed(EXIT.malformedUrl, "URL using bad/illegal format or missing URL");
}

async function fetchUrl(context: CommandContext, options: CurlOptions, url: CurlUrl): Promise<Ending> {
  if (url.scheme !== "http" && url.scheme !== "https") {
    return failed(EXIT.unsupportedProtocol, `Protocol "${url.scheme}" not supported or disabled in libcurl`);
  }
  const addresses = lookUp(url.host, context.shell.place);
  const address = chooseAddress(addresses, options.family);
  if (address === null)
    return failed(EXIT.couldNotResolve, note(context, options, `Could not resolve host: ${url.host}`));
  return connectTo(context, options, url, address);
}

async function connectTo(
  context: CommandContext,
  options: CurlOptions,
  url: CurlUrl,
  address: Address,
): Promise<Ending> {
  const shown = isIpv6(address) ? `[${address}]` : address;
  note(context, options, `  Trying ${shown}:${url.port}...`);
  const limitMs = Math.min(options.connectMs, options.maxMs, CONNECT_LIMIT_MS);
  const attempt = await dial(context, address, url.port, limitMs);
  if (attempt.kind !== "connected") return noConnection(context, options, url, address, attempt);
  note(context, options, `Connected to ${url.host} (${address}) port ${url.port} (#0)`);
  if (url.scheme === "https") {
    return failed(EXIT.tlsConnect, "OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number");
  }
  return exchange(context, options, url, address, attempt);
}

function noConnection(
  context: CommandContext,
  options: CurlOptions,
  url: CurlUrl,
  address: Address,
  attempt: Exclude<Attempt, { kind: "connected" }>,
): Ending {
  const failure = (ms: number, why: string): string =>
    `Failed to connect to ${url.host} port ${url.port} after ${ms} ms: ${why}`;
  const end = (exitCode: number, error: string, totalMs: number): Ending => {
    note(context, options, error);
    note(context, options, "Closing connection 0");
    return failed(exitCode, error, { totalMs });
  };
  switch (attempt.kind) {
    case "unreachable":
      note(context, options, `Immediate connect fail for ${address}: Network is unreachable`);
      return end(EXIT.couldNotConnect, failure(0, "Couldn't connect to server"), 0);
    case "refused":
      note(context, options, `connect to ${address} port ${url.port} failed: Connection refused`);
      return end(EXIT.couldNotConnect, failure(attempt.afterMs, "Couldn't connect to server"), attempt.afterMs);
    case "timed-out": {
      const ms = attempt.afterMs;
      if (attempt.gaveUp) return end(EXIT.timedOut, failure(ms, "Couldn't connect to server"), ms);
      if (options.maxMs <= options.connectMs)
        return end(EXIT.timedOut, `Connection timed out after ${ms} milliseconds`, ms);
      note(context, options, `${isIpv6(address) ? "ipv6" : "ipv4"} connect timeout after ${ms}ms, move on!`);
      return end(EXIT.timedOut, failure(ms, "Timeout was reached"), ms);
    }
    default:
      return attempt satisfies never;
  }
}

function exchange(
  context: CommandContext,
  options: CurlOptions,
  url: CurlUrl,
  address: Address,
  { server, source, afterMs }: Attempt & { readonly kind: "connected" },
): Ending {
  const headers = requestHeaders(options, url);
  for (const line of [`${options.method} ${url.target} HTTP/1.1`, ...headers.map(printHeader), ""])
    trace(context, options, ">", line);
  const response = server({
    method: options.method,
    target: url.target,
    headers,
    body: options.data ?? "",
    from: source,
  });
  for (const line of responseHead(response)) trace(context, options, "<", line);
  note(context, options, `Connection #0 to host ${url.host} left intact`);
  const transfer = {
    status: response.status,
    contentType: headerOf(response.headers, "Content-Type") ?? "",
    remoteIp: address,
    remotePort: String(url.port),
    localIp: source,
    headerBytes: utf8Length(responseHead(response).join("\r\n")) + 2,
    connects: 1,
    scheme: url.scheme,
    totalMs: afterMs,
    connectMs: afterMs,
    redirectUrl: headerOf(response.headers, "Location") ?? "",
  };
  if (options.flags.has("fail") && response.status >= 400) {
    return failed(EXIT.httpError, `The requested URL returned error: ${response.status}`, transfer);
  }
  return { exitCode: EXIT.ok, error: "", response, transfer };
}

function requestHeaders(options: CurlOptions, url: CurlUrl): HttpHeader[] {
  const headers: HttpHeader[] = [
    ["Host", url.authority],
    ["User-Agent", options.userAgent ?? `curl/${VERSION}`],
    ["Accept", "*/*"],
  ];
  if (options.referer !== null) headers.push(["Referer", options.referer]);
  if (options.data !== null) {
    headers.push(
      ["Content-Length", String(utf8Length(options.data))],
      ["Content-Type", "application/x-www-form-urlencoded"],
    );
  }
  for (const line of options.headers) {
    const [name, value] = [line.split(":")[0]!, line.slice(line.indexOf(":") + 1).trim()];
    const given = headers.findIndex(([key]) => key.toLowerCase() === name.toLowerCase());
    if (given >= 0) headers.splice(given, 1);
    if (value !== "") headers.push([name, value]);
  }
  return headers;
}

function responseHead({ status, reason, headers }: HttpResponse): string[] {
  return [`HTTP/1.1 ${status} ${reason}`, ...headers.map(printHeader), ""];
}

function printHeader([name, value]: HttpHeader): string {
  return `${name}: ${value}`;
}

/** `-v`'s remarks. @returns the remark */
function note(context: CommandContext, options: CurlOptions, remark: string): string {
  trace(context, options, "*", remark);
  return remark;
}

function trace(context: CommandContext, { flags }: CurlOptions, mark: "*" | ">" | "<", line: string): void {
  if (flags.has("verbose")) context.stderr.write(`${mark} ${line}\n`);
}

/** Show or keep what came. @returns the exit status */
function deliver(context: CommandContext, options: CurlOptions, { exitCode, response }: Ending, index: number): number {
  if (response === null) return exitCode;
  const { flags } = options;
  const head = flags.has("head") || flags.has("include") ? `${responseHead(response).join("\r\n")}\r\n` : "";
  const text = head + (options.method === "HEAD" ? "" : response.body);
  const file = options.outputs[index];
  if (file === undefined || file === "-") {
    context.stdout.write(text);
    return exitCode;
  }
  const { shell } = context;
  if (shell.place.files.write(resolvePath(shell.folder, file), text)) return exitCode;
  context.stderr.write(`curl: (${EXIT.writeError}) Failure writing output to destination\n`);
  return EXIT.writeError;
}

function report(context: CommandContext, options: CurlOptions, ending: Ending, url: string, exitCode: number): void {
  const downloaded = options.method === "HEAD" ? 0 : utf8Length(ending.response?.body ?? "");
  const { text, unknown } = writeOut(options.writeOut!, {
    url,
    status: 0,
    method: options.method,
    scheme: "",
    contentType: "",
    remoteIp: "",
    remotePort: "0",
    localIp: "",
    headerBytes: 0,
    connects: 0,
    totalMs: 0,
    connectMs: 0,
    redirectUrl: "",
    ...ending.transfer,
    downloaded,
    exitCode,
    error: ending.error,
  });
  for (const name of unknown) context.stderr.write(`curl: unknown --write-out variable: '${name}'\n`);
  context.stdout.write(text);
}
