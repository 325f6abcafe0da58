import type { Input, Output } from "../streams.ts";

/** What a file descriptor leads to, in either or both directions. */
export interface Opened {
  readonly input: Input | null;
  readonly output: Output | null;
}

/** A shell's own descriptors from 3 up, as `exec 3<>/dev/tcp/…` opens them. */
export type Descriptors = Map<number, Opened>;
