import { createHash, createHmac } from "node:crypto";
import type { HttpRequest } from "@podpath/emulator";
import type { CloudCredentials } from "../clients/cloud.ts";

export interface CallToSign {
  readonly product: string;
  readonly version: string;
  readonly action: string;
  readonly region: string;
  readonly request: unknown;
}

/**
 * A call of the cloud API as any client signs it (TC3-HMAC-SHA256), for a sandbox in this very process: a replay makes hundreds
 * of calls, and needs no connection for them.
 */
export function signCall(call: CallToSign, { secretId, secretKey }: CloudCredentials, nowMs: number): HttpRequest {
  const timestamp = Math.floor(nowMs / 1000);
  const date = new Date(nowMs).toISOString().slice(0, 10);
  const host = `${call.product}.tencentcloudapi.com`;
  const payload = JSON.stringify(call.request ?? {});
  const canonical = `POST\n/\n\ncontent-type:application/json\nhost:${host}\n\ncontent-type;host\n${sha256(payload)}`;
  const scope = `${date}/${call.product}/tc3_request`;
  const key = ["tc3_request", call.product, date].reduceRight<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `TC3${secretKey}`,
  );
  const signature = hmac(key, `TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${sha256(canonical)}`).toString("hex");
  return {
    method: "POST",
    path: "/",
    query: "",
    headers: {
      host,
      "content-type": "application/json",
      "x-tc-action": call.action,
      "x-tc-version": call.version,
      "x-tc-region": call.region,
      "x-tc-timestamp": String(timestamp),
      authorization: `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`,
    },
    body: Buffer.from(payload),
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
