/**
 * May a request with this Host header be answered? A page in the learner's browser can make the browser resolve the page's own
 * name to 127.0.0.1 and call us (DNS rebinding): its Host is then that name. Only loopback names, the cloud's own names
 * (sent by SDKs that dial us through a custom agent) and the lab's are taken.
 */
export function isTrustedHost(host: string): boolean {
  // tccli with `--endpoint http://127.0.0.1:18080` sends that whole text.
  const name = host
    .replace(/^https?:\/\//i, "")
    .replace(/:\d+$/, "")
    .toLowerCase();
  return isLoopbackName(name) || /^[a-z0-9-]+(\.[a-z0-9-]+)?\.(tencentcloudapi\.com|lab\.test)$/.test(name);
}

/** Only browsers send Origin; only a page that this machine itself serves may call us. */
export function isTrustedOrigin(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  const match = /^https?:\/\/(\[[0-9a-f:]+\]|[^/:]+)(:\d+)?$/i.exec(origin);
  return match !== null && isLoopbackName(match[1]!.toLowerCase());
}

function isLoopbackName(name: string): boolean {
  return name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || /^127(\.\d{1,3}){3}$/.test(name);
}
