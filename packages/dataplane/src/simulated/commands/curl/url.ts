import { canonicalAddress } from "@podpath/access-path";

export interface CurlUrl {
  readonly scheme: string;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** Path and query, `/` first. */
  readonly target: string;
  /** As curl writes it into `Host:` and `%{url_effective}`. */
  readonly authority: string;
  readonly text: string;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };
const URL = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]*)(?::([^/?#]*))?(.*)$/s;

/** Read a URL as curl does, scheme optional. Null: curl's error 3. */
export function readUrl(text: string): CurlUrl | null {
  const parts = URL.exec(text.trim());
  if (parts === null) return null;
  const scheme = (parts[1] ?? "http").toLowerCase();
  const bracketed = parts[2]!.startsWith("[");
  const host = bracketed ? parts[2]!.slice(1, -1) : parts[2]!;
  const port = portOf(parts[3], scheme);
  if (host === "" || port === null || /\s/.test(text.trim()) || (bracketed && canonicalAddress(host) === null))
    return null;
  const rest = parts[4]!.split("#")[0]!;
  const target = rest.startsWith("/") ? rest : `/${rest}`;
  const shown = bracketed ? `[${host}]` : host;
  const authority = parts[3] === undefined || port === DEFAULT_PORTS[scheme] ? shown : `${shown}:${port}`;
  return {
    scheme,
    host,
    port,
    target,
    authority,
    text: `${scheme}://${parts[3] === undefined ? shown : `${shown}:${port}`}${target}`,
  };
}

function portOf(text: string | undefined, scheme: string): number | null {
  if (text === undefined || text === "") return DEFAULT_PORTS[scheme] ?? 80;
  return /^\d+$/.test(text) && Number(text) <= 65_535 ? Number(text) : null;
}
