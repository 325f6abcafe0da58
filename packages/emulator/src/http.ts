/** A request as a handler sees it. Header names are lower case; the body is bounded by the server that read it. */
export interface HttpRequest {
  readonly method: string;
  /** Decoded by nobody: as sent, without the query. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A body that goes on: `start` is called once, returns what to call when the client has gone. */
export interface StreamBody {
  start(write: (chunk: string) => void, end: () => void): () => void;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | StreamBody;
}
