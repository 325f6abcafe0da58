import { setTimeout as sleep } from "node:timers/promises";

/** How often one looks while waiting: the first pause, and how far it grows. */
export interface Pace {
  readonly firstMs: number;
  readonly growth: number;
  readonly longestMs: number;
}

/** A sandbox on loopback is done almost at once, and a look costs it nothing. */
export const SANDBOX_PACE: Pace = { firstMs: 15, growth: 1, longestMs: 15 };

/**
 * The cloud answers 20 calls a second of one action and refuses more (docs/facts.md#request-rate); one look may be fifteen calls, and
 * what is waited for takes seconds to minutes.
 */
export const CLOUD_PACE: Pace = { firstMs: 1_000, growth: 1.5, longestMs: 10_000 };

/** The pauses of one wait, one after the other. */
export function pacer({ firstMs, growth, longestMs }: Pace): { next(): number; pause(): Promise<void> } {
  let ms = firstMs;
  const next = (): number => {
    const now = ms;
    ms = Math.min(ms * growth, longestMs);
    return now;
  };
  return { next, pause: () => sleep(next()) };
}

/** A pace so many times as quick: for tests, whose cloud is a sandbox. */
export function quicker({ firstMs, growth, longestMs }: Pace, times: number): Pace {
  return { firstMs: firstMs / times, growth, longestMs: longestMs / times };
}
