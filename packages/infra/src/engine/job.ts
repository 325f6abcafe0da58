import type { Scenario, Text } from "@podpath/scenarios";
import type { Deployment } from "../deployment/deployment.ts";
import type { LabOutputs } from "../program.ts";
import type { Change } from "./diff.ts";

/**
 * - `up`: makes what is absent, updates what the program changed, keeps what a learner changed and lists it as drift.
 * - `reset`: like `up`, and takes back what a learner changed.
 * - `refresh`: changes nothing, lists the drift.
 * - `down`: removes everything this engine made; what is already gone is no error.
 *
 * What the last `up` gave back is read without a run: `readOutputs`.
 */
export type Operation = "up" | "reset" | "refresh" | "down";

export interface InfraJob {
  readonly operation: Operation;
  /** Where the cloud API is reached: `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  readonly credentials: { readonly secretId: string; readonly secretKey: string };
  readonly scenario: Scenario;
  /** As on the real cloud; absent: as the sandbox builds it. */
  readonly deployment?: Deployment;
  /** A private folder; the state file in it says what this engine made. */
  readonly stateDir: string;
}

export type Action = "create" | "adopt" | "update" | "replace" | "delete" | "same";

/** Something happened to one resource. */
export interface Progress {
  /** Short type and the program's name: `SecurityGroup podpath-pods`. */
  readonly resource: string;
  /** The same in words: `安全组 podpath-pods`, `security group podpath-pods`. */
  readonly label: Text;
  readonly urn: string;
  readonly action: Action;
  readonly phase: "started" | "done" | "failed";
  /** Since the resource's start; 0 at the start. */
  readonly ms: number;
}

/** A resource that is not as this engine left it: somebody else changed it. */
export interface Drift {
  readonly urn: string;
  readonly resource: string;
  readonly id: string;
  readonly kind: "changed" | "missing";
  /** Of a rule set: `ingress` and `egress`, whose values are rules in the one notation, in order. */
  readonly changes: readonly Change[];
  readonly text: Text;
}

export interface InfraResult {
  readonly operation: Operation;
  /** Null before the first `up` has finished, and after `down`. */
  readonly outputs: LabOutputs | null;
  /** How many resources were treated how; `same` only: nothing was changed. */
  readonly counts: Readonly<Record<Action, number>>;
  readonly drift: readonly Drift[];
  readonly ms: number;
}
