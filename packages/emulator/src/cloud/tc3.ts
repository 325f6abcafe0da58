import type { HttpRequest } from "../http.ts";
import type { Runtime } from "../runtime.ts";
import { CloudError } from "./errors.ts";

const ALGORITHM = "TC3-HMAC-SHA256";
const UNSIGNED = "UNSIGNED-PAYLOAD";

/** docs/facts.md#tc3-skew */
export const MAX_SKEW_SECONDS = 300;

/** Who signed, and for which product they meant to (whatever stands first in the host name they dialled). */
export interface Signer {
  readonly secretId: string;
  readonly service: string;
}

interface Authorization extends Signer {
  readonly date: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/**
 * Check a TC3-HMAC-SHA256 signature over the request as it came: raw query, raw body, the headers that the client says it
 * signed. `Host` is tried as sent and without its port, because the Node SDK signs it without and the others with; it is
 * never parsed, because tccli sends a whole URL there.
 *
 * @param secretKeyOf null for a secret id that nobody has
 * @throws CloudError AuthFailure.*
 * @source docs/facts.md#tc3
 */
export function checkSignature(
  request: HttpRequest,
  secretKeyOf: (secretId: string) => string | null,
  runtime: Pick<Runtime, "now" | "sha256" | "hmacSha256">,
): Signer {
  const authorization = parseAuthorization(request.headers["authorization"] ?? "");
  const timestamp = parseTimestamp(request.headers["x-tc-timestamp"] ?? "", runtime.now());
  const secretKey = secretKeyOf(authorization.secretId);
  if (secretKey === null) {
    throw new CloudError(
      "AuthFailure.SecretIdNotFound",
      "The SecretId is not found; take the one that `lab env` prints.",
    );
  }
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${authorization.service}/tc3_request`;
  const key = signingKey(secretKey, date, authorization.service, runtime);
  const matches = hostCandidates(request.headers["host"] ?? "").some((host) => {
    const canonical = runtime.sha256(canonicalRequest(request, authorization.signedHeaders, host, runtime));
    const wanted = hex(runtime.hmacSha256(key, [ALGORITHM, timestamp, scope, canonical].join("\n")));
    return authorization.date === date && sameText(wanted, authorization.signature);
  });
  if (!matches) {
    throw new CloudError(
      "AuthFailure.SignatureFailure",
      "The provided credentials could not be validated. Please check your signature is correct.",
    );
  }
  return { secretId: authorization.secretId, service: authorization.service };
}

/** The text whose hash is signed; `host` stands for the Host header. Exported for the published test vectors. */
export function canonicalRequest(
  request: HttpRequest,
  signedHeaders: readonly string[],
  host: string,
  runtime: Pick<Runtime, "sha256">,
): string {
  const lines = signedHeaders.map((name) => {
    const value = name === "host" ? host : (request.headers[name] ?? "");
    return `${name}:${value.trim().toLowerCase()}\n`;
  });
  const payload = request.headers["x-tc-content-sha256"] === UNSIGNED ? UNSIGNED : request.body;
  const query = request.method === "GET" ? request.query : "";
  return [request.method, "/", query, lines.join(""), signedHeaders.join(";"), runtime.sha256(payload)].join("\n");
}

function parseAuthorization(header: string): Authorization {
  const shape =
    /^TC3-HMAC-SHA256 +Credential=([^/,\s]+)\/([^/,\s]+)\/([^/,\s]+)\/tc3_request, *SignedHeaders=([^,\s]+), *Signature=([^,\s]+)$/;
  const match = shape.exec(header.trim());
  if (match === null) {
    throw new CloudError(
      "AuthFailure.InvalidAuthorization",
      `The Authorization header must be \`${ALGORITHM} Credential=<SecretId>/<date>/<service>/tc3_request, SignedHeaders=…, Signature=…\`.`,
    );
  }
  const [, secretId, date, service, headers, signature] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const signedHeaders = headers.toLowerCase().split(";");
  if (!signedHeaders.includes("content-type") || !signedHeaders.includes("host")) {
    throw new CloudError("AuthFailure.InvalidAuthorization", "SignedHeaders must contain content-type and host.");
  }
  return { secretId, date, service, signedHeaders, signature: signature.toLowerCase() };
}

function parseTimestamp(header: string, now: number): number {
  const timestamp = Number(header);
  if (!/^\d{1,12}$/.test(header)) {
    throw new CloudError(
      "AuthFailure.InvalidAuthorization",
      "X-TC-Timestamp must be the time in whole seconds since 1970.",
    );
  }
  if (Math.abs(now / 1000 - timestamp) > MAX_SKEW_SECONDS) {
    throw new CloudError(
      "AuthFailure.SignatureExpire",
      `X-TC-Timestamp is more than ${MAX_SKEW_SECONDS} seconds off; sign the request anew, and check the clock.`,
    );
  }
  return timestamp;
}

function hostCandidates(host: string): readonly string[] {
  const portless = host.replace(/:\d+$/, "");
  return portless === host ? [host] : [host, portless];
}

function signingKey(
  secretKey: string,
  date: string,
  service: string,
  runtime: Pick<Runtime, "hmacSha256">,
): Uint8Array {
  const ofDate = runtime.hmacSha256(`TC3${secretKey}`, date);
  return runtime.hmacSha256(runtime.hmacSha256(ofDate, service), "tc3_request");
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Takes as long for a near miss as for a far one. */
function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at += 1) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
}
