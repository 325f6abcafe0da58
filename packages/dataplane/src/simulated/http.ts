import type { Address } from "@podpath/access-path";

export interface HttpRequest {
  readonly method: string;
  /** Path and query, `/` first. */
  readonly target: string;
  readonly headers: readonly HttpHeader[];
  readonly body: string;
  /** Who asks, as the server sees it. */
  readonly from: Address;
}

export type HttpHeader = readonly [name: string, value: string];

export interface HttpResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly HttpHeader[];
  readonly body: string;
}

/** What listens on a TCP port. */
export type HttpServer = (request: HttpRequest) => HttpResponse;

/** The first header of that name, in any case. */
export function headerOf(headers: readonly HttpHeader[], name: string): string | null {
  return headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? null;
}
