import { createHash, createHmac } from "node:crypto";
import type { HttpRequest } from "../src/http.ts";

export interface ToSign {
  readonly credentials: { readonly secretId: string; readonly secretKey: string };
  readonly product: string;
  readonly version: string;
  readonly action: string;
  readonly region?: string;
  readonly request?: unknown;
  /** Seconds since 1970; now unless told. */
  readonly timestamp?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Changes the request after it was signed. */
  readonly body?: string;
}

/** A request as a client signs it, by the published recipe and independent of the code under test. */
export function signed(call: ToSign): HttpRequest {
  const timestamp = call.timestamp ?? Math.floor(Date.now() / 1000);
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const host = `${call.product}.tencentcloudapi.com`;
  const payload = JSON.stringify(call.request ?? {});
  const canonical = `POST\n/\n\ncontent-type:application/json\nhost:${host}\n\ncontent-type;host\n${sha(payload)}`;
  const scope = `${date}/${call.product}/tc3_request`;
  const text = `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha(canonical)}`;
  const key = hmac(hmac(hmac(`TC3${call.credentials.secretKey}`, date), call.product), "tc3_request");
  const signature = hmac(key, text).toString("hex");
  return {
    method: "POST",
    path: "/",
    query: "",
    headers: {
      host,
      "content-type": "application/json",
      "x-tc-action": call.action,
      "x-tc-version": call.version,
      "x-tc-timestamp": String(timestamp),
      ...(call.region === undefined ? {} : { "x-tc-region": call.region }),
      authorization: `TC3-HMAC-SHA256 Credential=${call.credentials.secretId}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`,
      ...call.headers,
    },
    body: Buffer.from(call.body ?? payload),
  };
}

function sha(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
