import { CloudError } from "./cloud-error.ts";
import { failureOf } from "./failure.ts";
import type { Action, Progress } from "./job.ts";
import type { Run } from "./run.ts";
import { labelOf, spokenLabelOf, type Subject } from "./subject.ts";

/** Work whose failure says to which resource it happened. */
export async function attempt<T>(action: Action, subject: Subject, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof CloudError ? failureOf(error, subject, action) : error;
  }
}

/** An attempt whose start, end and duration are reported, and which counts. */
export async function step<T>(run: Run, action: Action, subject: Subject, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const report = (phase: Progress["phase"]) => {
    const ms = phase === "started" ? 0 : Math.round(performance.now() - startedAt);
    run.report({ resource: labelOf(subject), label: spokenLabelOf(subject), urn: subject.urn, action, phase, ms });
  };
  report("started");
  try {
    const answer = await attempt(action, subject, work);
    run.counts[action] += 1;
    report("done");
    return answer;
  } catch (error) {
    report("failed");
    throw error;
  }
}
