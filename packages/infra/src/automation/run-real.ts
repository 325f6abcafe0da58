import { setTimeout as sleep } from "node:timers/promises";
import type { LabOutputs } from "../program.ts";
import { lab } from "../program.ts";
import { explainFailure } from "./explain-failure.ts";
import { followEvents } from "./follow-events.ts";
import type { RealProgress, RealResult, RealRun } from "./real-run.ts";
import { openStack, type AutomationStack } from "./open-stack.ts";

/** A CLI whose caller was killed ends the call that is under way, and then itself. */
const LOCK_PATIENCE_MS = 20_000;
const LOCK_PAUSE_MS = 2_000;

/**
 * Runs the program with the Pulumi CLI on PATH. A lock that an interrupted run of this very lab left is taken away: callers hold
 * the lab's own lock, so nobody else runs.
 *
 * @throws InfraError with the cloud's code and what to do next
 */
export async function runReal(run: RealRun, report: (progress: RealProgress) => void): Promise<RealResult> {
  const events = followEvents(report);
  try {
    const stack = await openStack(run, () => lab(run.scenario, run.deployment));
    const done = await withoutStaleLock(stack, run.lockPatienceMs ?? LOCK_PATIENCE_MS, () =>
      perform(stack, run, events.listen),
    );
    return { ...done, counts: events.counts() };
  } catch (error) {
    throw explainFailure(error, events.complaints(), run);
  }
}

async function perform(
  stack: AutomationStack,
  run: RealRun,
  onEvent: ReturnType<typeof followEvents>["listen"],
): Promise<Pick<RealResult, "outputs" | "ids">> {
  const options = { onEvent, ...(run.signal ? { signal: run.signal } : {}) };
  switch (run.operation) {
    case "preview":
      await stack.preview(options);
      return NOTHING;
    case "refresh":
      await stack.refresh({ ...options, clearPendingCreates: true });
      return { outputs: null, ids: await idsIn(stack) };
    case "up": {
      const { outputs } = await stack.up(options);
      const values = Object.entries(outputs).map(([name, { value }]) => [name, value as unknown] as const);
      return { outputs: Object.fromEntries(values) as unknown as LabOutputs, ids: [] };
    }
    case "down":
      await stack.destroy({ ...options, remove: true });
      return NOTHING;
    default:
      return run.operation satisfies never;
  }
}

const NOTHING = { outputs: null, ids: [] } as const;

/** A stack that was never updated has no resources, not even an empty list. */
async function idsIn(stack: AutomationStack): Promise<readonly string[]> {
  const { deployment } = await stack.exportStack();
  const { resources = [] } = deployment as { resources?: readonly { type: string; id?: string }[] };
  return resources.flatMap(({ type, id }) => (type.startsWith("tencentcloud:") && id ? [id] : []));
}

async function withoutStaleLock<T>(stack: AutomationStack, patienceMs: number, act: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if ((error as Error).name !== "ConcurrentUpdateError") throw error;
      if (performance.now() > deadline) break;
      await sleep(Math.min(LOCK_PAUSE_MS, patienceMs));
    }
  }
  await stack.cancel();
  return act();
}
