/** What `-w` can ask for, by name; the rest curl calls unknown. */
export interface Transfer {
  readonly url: string;
  readonly status: number;
  readonly method: string;
  readonly scheme: string;
  readonly contentType: string;
  readonly remoteIp: string;
  readonly remotePort: string;
  readonly localIp: string;
  readonly downloaded: number;
  readonly headerBytes: number;
  readonly connects: number;
  readonly exitCode: number;
  readonly error: string;
  readonly totalMs: number;
  readonly connectMs: number;
  readonly redirectUrl: string;
}

const VARIABLES: Readonly<Record<string, (transfer: Transfer) => string>> = {
  content_type: ({ contentType }) => contentType,
  errormsg: ({ error }) => error,
  exitcode: ({ exitCode }) => String(exitCode),
  http_code: ({ status }) => String(status).padStart(3, "0"),
  http_version: ({ status }) => (status === 0 ? "0" : "1.1"),
  local_ip: ({ localIp }) => localIp,
  method: ({ method }) => method,
  num_connects: ({ connects }) => String(connects),
  num_headers: ({ status }) => (status === 0 ? "0" : "6"),
  redirect_url: ({ redirectUrl }) => redirectUrl,
  remote_ip: ({ remoteIp }) => remoteIp,
  remote_port: ({ remotePort }) => remotePort,
  response_code: ({ status }) => String(status).padStart(3, "0"),
  scheme: ({ scheme, status }) => (status === 0 ? "" : scheme.toUpperCase()),
  size_download: ({ downloaded }) => String(downloaded),
  size_header: ({ headerBytes }) => String(headerBytes),
  time_appconnect: () => seconds(0),
  time_connect: ({ connectMs }) => seconds(connectMs),
  time_namelookup: () => seconds(0),
  time_pretransfer: ({ connectMs }) => seconds(connectMs),
  time_starttransfer: ({ connectMs }) => seconds(connectMs),
  time_total: ({ totalMs }) => seconds(totalMs),
  url: ({ url }) => url,
  url_effective: ({ url }) => url,
};

/** @returns the text, and the names curl complains about */
export function writeOut(
  format: string,
  transfer: Transfer,
): { readonly text: string; readonly unknown: readonly string[] } {
  const unknown: string[] = [];
  const text = format.replace(/%%|%\{(\w+)\}|\\[nrt]/g, (whole, name: string | undefined) => {
    if (whole === "%%") return "%";
    if (name === undefined) return whole === "\\n" ? "\n" : whole === "\\r" ? "\r" : "\t";
    const variable = VARIABLES[name];
    if (variable === undefined) unknown.push(name);
    return variable?.(transfer) ?? "";
  });
  return { text, unknown };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(6);
}
