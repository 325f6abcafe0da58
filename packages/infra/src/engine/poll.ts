import { LIMITS } from "./limits.ts";

/**
 * Ask until the answer is something else than undefined; pauses grow from milliseconds to a second.
 *
 * @param what for the error's text: "node pool np-1 is Running"
 */
export async function poll<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + LIMITS.SETTLE_TIMEOUT_MS;
  let pauseMs: number = LIMITS.POLL_FIRST_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${LIMITS.SETTLE_TIMEOUT_MS / 60_000} minutes in vain: ${what}`);
    const ms = pauseMs;
    await new Promise((resolve) => setTimeout(resolve, ms));
    pauseMs = Math.min(pauseMs * LIMITS.POLL_GROWTH, LIMITS.POLL_LONGEST_MS);
  }
}
