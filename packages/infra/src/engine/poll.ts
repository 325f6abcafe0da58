import { CloudError } from "./cloud-error.ts";
import { LIMITS } from "./limits.ts";

/**
 * Ask until the answer is something else than undefined; pauses grow.
 *
 * @param what for the error's text: "node pool np-1 is Running"
 * @throws CloudError when the time is over
 */
export async function poll<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  timeoutMs: number = LIMITS.SETTLE_TIMEOUT_MS,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (let pauseMs: number = LIMITS.POLL_FIRST_MS; ; pauseMs = nextPauseMs(pauseMs)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw tooLate(what, timeoutMs);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

function nextPauseMs(pauseMs: number): number {
  return Math.min(pauseMs * LIMITS.POLL_GROWTH, LIMITS.POLL_LONGEST_MS);
}

function tooLate(what: string, timeoutMs: number): CloudError {
  return new CloudError("polling", "Infra.TooLate", `waited ${timeoutMs / 1_000} s in vain until ${what}`);
}
