/** What the core needs from the machine it runs on; handed in, so that the core runs in Node and in a page alike. */
export interface Runtime {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** @returns cancels the call */
  after(ms: number, call: () => void): () => void;
  randomBytes(length: number): Uint8Array;
  /** SHA-256, lower-case hex. */
  sha256(data: Uint8Array | string): string;
  hmacSha256(key: Uint8Array | string, data: Uint8Array | string): Uint8Array;
  /** Told of what happens, one line each; for the supervisor's log file. */
  log(line: string): void;
}
