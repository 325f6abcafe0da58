import type { Cloud } from "./cloud.ts";
import type { Action, Drift, Operation, Progress } from "./job.ts";
import type { State } from "./state.ts";

/** One run over one account: what the steps share. */
export interface Run {
  readonly mode: Operation;
  readonly cloud: Cloud;
  readonly state: State;
  /** Filled by the steps. */
  readonly counts: Record<Action, number>;
  readonly drift: Drift[];
  report(progress: Progress): void;
}

export function noCounts(): Record<Action, number> {
  return { create: 0, adopt: 0, update: 0, replace: 0, delete: 0, same: 0 };
}
