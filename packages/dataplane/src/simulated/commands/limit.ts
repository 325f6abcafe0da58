import type { Clock } from "../clock.ts";
import { Interrupted, SIGNAL, type Job } from "../job.ts";

/** What `timeout` says when it had to end the command. */
const TIMED_OUT = 124;

/** Run something that is ended when its time is up. */
export async function withLimit(
  ms: number,
  job: Job,
  clock: Clock,
  run: (inner: Job) => Promise<number>,
): Promise<number> {
  const inner = job.child();
  const cancel = clock.after(ms, () => inner.end(SIGNAL.terminate));
  try {
    const status = await run(inner);
    return inner.signal === SIGNAL.terminate ? TIMED_OUT : status;
  } catch (error) {
    if (error instanceof Interrupted && job.signal === null) return TIMED_OUT;
    throw error;
  } finally {
    cancel();
    inner.end(SIGNAL.kill);
  }
}
