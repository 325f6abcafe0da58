import type { Address, Observation, Snapshot } from "@podpath/access-path";
import type { Text } from "@podpath/scenarios";
import type { Answer, HintRead, TellingRecord } from "./answers.ts";

/** `symptom`: the drill's own question. `still-blocked`: a port that no right fix opens. */
export type ProbeId = "symptom" | "still-blocked";

/** A connection that the checker wants made, for real, from inside the Pod. */
export interface ProbeRequest {
  readonly id: ProbeId;
  readonly from: {
    readonly namespace: string;
    readonly pod: string;
    readonly container: string;
    readonly address: Address;
  };
  readonly to: { readonly address: Address; readonly port: number };
  /**
   * The probe that must connect for this one to mean anything: silence proves a rule only where an answer was possible. If
   * the control didn't connect, this probe needn't be made.
   */
  readonly control: ProbeId | null;
  readonly why: Text;
}

export interface ProbeResult {
  readonly id: ProbeId;
  readonly observation: Observation;
  /**
   * Did Pod B's own log show this very request, by its nonce? `null`: nothing connected, or the log couldn't be read.
   */
  readonly seenByTarget: boolean | null;
  /** Who asked, as Pod B's log has it; `null`: no such line, or none that tells. */
  readonly seenFrom: Address | null;
}

/**
 * The account as the grader's own identity reads it, through Describe* calls and the Kubernetes API, and as nobody else hands it
 * over: held against the state that packets obey.
 */
export type ApiState =
  | { readonly kind: "read"; readonly snapshot: Snapshot }
  | { readonly kind: "unreadable"; readonly reason: string }
  /** Nobody to read about while a Pod is missing; and on a real cluster the snapshot is this reading already. */
  | { readonly kind: "not-asked" };

/**
 * What a grade is made from, gathered by a principal other than the learner. None of it is the learner's own word: the state
 * comes from the APIs, the probes are connections, and what the drill started from is the scenario itself.
 */
export interface Evidence {
  /** Read after the learner's last change and before the probes. */
  readonly snapshot: Snapshot;
  readonly apis: ApiState;
  /** The cloud's ids of the scenario's groups, by key, as they were given at creation: a group may be renamed since. */
  readonly groupIds: Readonly<Record<string, string>>;
  readonly probes: readonly ProbeResult[];
  /** What the learner said, in order. Their own word, and judged as nothing else. */
  readonly answers: readonly Answer[];
  /** Which hints were read, in order; by the learner's own record, as the answers are. */
  readonly hints: readonly HintRead[];
  /** Who kept answers and hints; the lab, unless it is said. */
  readonly record?: TellingRecord;
  /** `kernel` sees by model, packets, counters and APIs; `simulated` by the model alone; `cloud` by model and packets. */
  readonly dataPlane: "kernel" | "simulated" | "cloud";
}
