import { setTimeout as sleep } from "node:timers/promises";
import { LabError } from "./lab-error.ts";
import { message } from "./text/translate.ts";

/** Between two looks at a condition. */
const POLL_INTERVAL_MS = 15;

/** Looks until the answer is there. @throws LabError `TimedOut` that names what was waited for */
export async function waitFor<T>(
  what: string,
  timeoutMs: number,
  look: () => T | null | Promise<T | null>,
  pauseMs = POLL_INTERVAL_MS,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await look();
    if (answer !== null) return answer;
    if (performance.now() > deadline) {
      throw new LabError(
        "TimedOut",
        message("wait.timed-out", { what, seconds: timeoutMs / 1000 }),
        message("wait.timed-out.hint"),
      );
    }
    await sleep(pauseMs);
  }
}
