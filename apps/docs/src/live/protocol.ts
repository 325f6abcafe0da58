import type { Observation, RuleCounter, Snapshot, Text } from "@podpath/access-path";
import type { GradeJson } from "@podpath/checker";

/** What the lab's supervisor says and does for this page, as far as the page needs it. A test drives both sides together. */
export interface LiveActor {
  readonly name: string;
  readonly namespace: string;
  readonly ip: string;
}

export interface LiveLabInfo {
  readonly scenario: string;
  readonly title: Text;
  readonly dataPlane: { readonly kind: "kernel" | "simulated" };
  readonly podA: LiveActor | null;
  readonly podB: (LiveActor & { readonly port: number }) | null;
  readonly hints: number;
}

export interface Problem {
  readonly message: Text;
  readonly hint: Text | null;
}

/** What a prediction may say. */
export type Outcome = "connected" | "refused" | "timed-out";

export type LiveEvent =
  | { readonly type: "lab"; readonly lab: LiveLabInfo | null; readonly problem: Problem | null }
  | { readonly type: "snapshot"; readonly snapshot: Snapshot }
  | { readonly type: "counters"; readonly counters: readonly RuleCounter[] }
  | {
      readonly type: "attempt";
      readonly probed: boolean;
      readonly prediction: Outcome | null;
      readonly diagnosed: boolean;
    }
  | { readonly type: "observation"; readonly observation: Observation }
  | { readonly type: "checking"; readonly busy: boolean }
  | { readonly type: "grade"; readonly grade: GradeJson }
  | { readonly type: "alive" };

export type Verb =
  | { readonly verb: "predict"; readonly outcome: Outcome }
  | { readonly verb: "probe" }
  | { readonly verb: "check" }
  | { readonly verb: "hint"; readonly layer: number }
  | {
      readonly verb: "diagnose";
      /** Where it stops; null: nowhere, the network is fine. */
      readonly blame: {
        readonly at: "podA" | "podB";
        readonly direction: "ingress" | "egress";
        readonly group: string;
        /** Its index; null: none matches, and the implicit drop decides. */
        readonly rule: number | null;
      } | null;
    }
  | {
      readonly verb: "rules";
      readonly group: string;
      readonly direction: "ingress" | "egress";
      readonly was: readonly string[];
      readonly rules: readonly string[];
    };

/** How a verb ended: what the lab's command answered, or why nothing came of it. */
export type Reply =
  | { readonly kind: "done"; readonly exit: number; readonly answer: unknown }
  | { readonly kind: "refused"; readonly problem: Problem }
  | { readonly kind: "busy" }
  /** It was begun and didn't come to its end. */
  | { readonly kind: "broken-off" }
  | { readonly kind: "lost" };

export const PLACES = ["podA", "podB", "nodeA", "nodeB"] as const;
export type Place = (typeof PLACES)[number];
