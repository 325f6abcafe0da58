/** The clock and timers of the machine that this runs on; handed in, so that Node, a page and a test can bring their own. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** @returns cancels the call */
  after(ms: number, call: () => void): () => void;
}
