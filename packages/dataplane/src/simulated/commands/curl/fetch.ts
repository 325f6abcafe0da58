import type { Address } from "@podpath/access-path";
import { dial } from "../../dial.ts";
import { utf8Length } from "../../encoding.ts";
import { headerOf, type HttpResponse } from "../../http.ts";
import { isIpv6 } from "../../machine.ts";
import { chooseAddress, lookUp } from "../../name-service.ts";
import type { Attempt } from "../../network.ts";
import type { CommandContext } from "../../shell/command.ts";
import { EXIT } from "./exit.ts";
import type { CurlOptions } from "./options.ts";
import { printHeader, requestHeaders, responseHead } from "./request.ts";
import type { CurlUrl } from "./url.ts";
import type { Transfer } from "./write-out.ts";

/** libcurl's own limit for opening a connection, ms. */
const CONNECT_LIMIT_MS = 300_000;

/** How a transfer ended. */
export interface Ending {
  readonly exitCode: number;
  readonly error: string;
  readonly response: HttpResponse | null;
  readonly transfer: Partial<Transfer>;
}

function failed(exitCode: number, error: string, transfer: Partial<Transfer> = {}): Ending {
  return { exitCode, error, response: null, transfer };
}

export function malformed(): Ending {
  return failed(EXIT.malformedUrl, "URL using bad/illegal format or missing URL");
}

/** One URL, as far as it gets. */
export async function fetchUrl(context: CommandContext, options: CurlOptions, url: CurlUrl): Promise<Ending> {
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
  const attempt = await dial(context.shell, context.stderr, context.job, address, url.port, limitMs);
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

/** `-v`'s remarks. @returns the remark */
function note(context: CommandContext, options: CurlOptions, remark: string): string {
  trace(context, options, "*", remark);
  return remark;
}

function trace(context: CommandContext, { flags }: CurlOptions, mark: "*" | ">" | "<", line: string): void {
  if (flags.has("verbose")) context.stderr.write(`${mark} ${line}\n`);
}
