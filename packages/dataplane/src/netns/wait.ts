import { setTimeout as sleep } from "node:timers/promises";

/**
 * Wait until a condition holds.
 *
 * @param pollMs how often to look; conditions here cost some tens of microseconds
 * @returns whether it came to hold before the deadline
 */
export async function waitFor(condition: () => boolean, deadlineMs: number, pollMs = 2): Promise<boolean> {
  const end = performance.now() + deadlineMs;
  while (!condition()) {
    if (performance.now() > end) return false;
    await sleep(pollMs);
  }
  return true;
}

/** `promise`, or an error that says what didn't come in time. */
export async function within<T>(promise: Promise<T>, deadlineMs: number, what: string): Promise<T> {
  const abort = new AbortController();
  const late = sleep(deadlineMs, undefined, { signal: abort.signal, ref: false }).then(() => {
    throw new Error(`${what} took longer than ${deadlineMs} ms`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    abort.abort();
    late.catch(() => {});
  }
}
