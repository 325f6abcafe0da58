import { utf8Length } from "../../encoding.ts";
import type { HttpHeader, HttpResponse } from "../../http.ts";
import type { CurlOptions } from "./options.ts";
import type { CurlUrl } from "./url.ts";

/** The version whose words are imitated. */
export const VERSION = "7.88.1";

export function requestHeaders(options: CurlOptions, url: CurlUrl): HttpHeader[] {
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

/** Status line, headers, an empty line. */
export function responseHead({ status, reason, headers }: HttpResponse): string[] {
  return [`HTTP/1.1 ${status} ${reason}`, ...headers.map(printHeader), ""];
}

export function printHeader([name, value]: HttpHeader): string {
  return `${name}: ${value}`;
}
