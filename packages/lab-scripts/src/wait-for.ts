import { LabError } from "./lab-error.ts";
import { pacer, SANDBOX_PACE, type Pace } from "./pace.ts";
import { message } from "./text/translate.ts";

/** Looks until the answer is there. @throws LabError `TimedOut` that names what was waited for */
export async function waitFor<T>(
  what: string,
  timeoutMs: number,
  look: () => T | null | Promise<T | null>,
  pace: Pace = SANDBOX_PACE,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  const looks = pacer(pace);
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
    await looks.pause();
  }
}
