import type { HttpResponse } from "../../http.ts";
import { KubeError, statusOf } from "../kube-error.ts";

/** A `v1 Status` or any other object, as JSON. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return { status, headers: { "content-type": "application/json", ...headers }, body: `${JSON.stringify(body)}\n` };
}

export function text(status: number, body: string, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff", ...headers },
    body,
  };
}

export function refusal(error: KubeError): HttpResponse {
  const retry = error.details?.retryAfterSeconds;
  return json(error.code, statusOf(error), retry === undefined ? {} : { "retry-after": String(retry) });
}

/** Header that makes kubectl print `Warning: …`. */
export function warningHeader(warnings: readonly string[]): Readonly<Record<string, string>> {
  if (warnings.length === 0) return {};
  const printable = (warning: string): string => JSON.stringify(warning.slice(0, 256)).replaceAll(/[^ -~]/g, "?");
  return {
    warning: warnings
      .slice(0, 10)
      .map((warning) => `299 - ${printable(warning)}`)
      .join(", "),
  };
}
