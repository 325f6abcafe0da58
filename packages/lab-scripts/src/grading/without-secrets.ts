/** What stands in the place of what was taken out. */
const GONE = "***";

/** Members whose text is a key, whatever they belong to. */
const SECRET_MEMBER = /^(secret_?(id|key)|session_?token|token|password|private_?key|client-key-data|authorization)$/i;

/** Keys as the cloud, Kubernetes and OpenSSL write them, wherever they stand in a text. */
const SECRET_TEXT =
  /\bAKID[A-Za-z0-9]{8,}|\bBearer\s+\S+|\bTC3-HMAC-SHA256\s.*|\beyJ[\w-]{8,}\.[\w-]+\.[\w-]+|-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?-----END [A-Z ]*PRIVATE KEY-----/g;

/** A Secret's manifest, as JSON or YAML: none of it is needed to see what packets do. */
const SECRET_MANIFEST = /"kind"\s*:\s*"Secret"|^kind:\s*["']?Secret\b/m;

/** The same value without what may be a secret: keys by their name or their look, and the text of every Secret's manifest. */
export function withoutSecrets<T>(value: T): T {
  return strip(value, "") as T;
}

function strip(value: unknown, name: string): unknown {
  if (typeof value === "string") {
    if (SECRET_MEMBER.test(name) || SECRET_MANIFEST.test(value)) return GONE;
    return value.replace(SECRET_TEXT, GONE);
  }
  if (Array.isArray(value)) return value.map((member) => strip(member, name));
  if (typeof value !== "object" || value === null) return value;
  if ((value as { kind?: unknown }).kind === "Secret") return GONE;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, strip(member, key)]));
}
