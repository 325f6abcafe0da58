import type { Scenario } from "@podpath/scenarios";
import type { Deployment } from "../deployment/deployment.ts";
import type { Action, Progress } from "../engine/job.ts";
import type { LabOutputs } from "../program.ts";

/**
 * - `preview`: what `up` would do; changes nothing.
 * - `refresh`: after a run that was killed: the state as the cloud is, what was under way forgotten.
 * - `up`: makes it so; what exists already stays.
 * - `down`: destroys everything in the stack; what is gone already is no error.
 */
export type RealOperation = "preview" | "refresh" | "up" | "down";

/** One run of the real Pulumi CLI by its Automation API. */
export interface RealRun {
  readonly operation: RealOperation;
  readonly scenario: Scenario;
  readonly deployment: Deployment;
  readonly stack: string;
  /** Private: the project and the stack's settings, which hold no credentials. */
  readonly workDir: string;
  /** `file:///…`, or wherever the user keeps state. */
  readonly backendUrl: string;
  /** Of the CLI and so of the provider: credentials live here and nowhere else. */
  readonly environment: Readonly<Record<string, string>>;
  /** Aborting asks the CLI to finish what is under way and to stop. */
  readonly signal?: AbortSignal;
  /** How long a run that lost its caller is given to notice, before its lock is taken away. */
  readonly lockPatienceMs?: number;
}

export interface RealProgress extends Pick<Progress, "label" | "action" | "ms"> {
  /** `planned` is a preview's word; the others are of what is done. */
  readonly phase: Progress["phase"] | "planned";
}

export interface RealResult {
  /** Null but after `up`. */
  readonly outputs: LabOutputs | null;
  /** The provider's ids of all that is in the stack, after `refresh`: `vpc-…`, `cls-…#np-…`. */
  readonly ids: readonly string[];
  /** Of the cloud's resources alone. */
  readonly counts: Readonly<Partial<Record<Action, number>>>;
}
