import type { Text } from "@podpath/scenarios";
import type { DiagnosisScore } from "./diagnosis.ts";

/** Stable: pages, reports and tests refer to these. */
export const CHECK_IDS = [
  "control.said-so",
  "symptom.connects",
  "symptom.refused",
  "symptom.survives-reschedule",
  "cause.feature-on",
  "cause.groups-bound",
  "cause.pods-unchanged",
  "cause.different-nodes",
  "least-privilege.required",
  "least-privilege.within-tolerated",
  "least-privilege.nothing-lost",
  "deny.still-blocked",
  "witness.agree",
] as const;

export type CheckId = (typeof CHECK_IDS)[number];

/**
 * `skipped`: couldn't be judged, and isn't counted. `inconclusive`: the evidence contradicts itself or is missing; that is
 * never the learner's fault, and never a pass.
 */
export type CheckStatus = "pass" | "fail" | "skipped" | "inconclusive";

export interface Check {
  readonly id: CheckId;
  readonly title: Text;
  readonly status: CheckStatus;
  readonly expected: Text;
  readonly observed: Text;
  /** What to look at next; never the answer itself. */
  readonly whereToLook: Text;
  /** More of what was observed, a line each: exact openings, probes that disagree. */
  readonly details: readonly Text[];
  /** What it is worth, and what it brought: nothing counts before the connection works. */
  readonly points: number;
  readonly earned: number;
}

/** What the change opened at an interface that the drill doesn't ask about. Shown, not punished. */
export interface Collateral {
  readonly eniId: string;
  readonly nodeName: string;
  readonly primary: boolean;
  readonly direction: "ingress" | "egress";
  /** `tcp 80 ← 10.0.35.23` */
  readonly opened: readonly string[];
}

/** `apis`: the state as the grader's own identity read it, held against the state that packets obey. */
export type Witness = "model" | "packets" | "counters" | "apis";

export interface Grade {
  readonly scenario: string;
  readonly verdict: "passed" | "not-yet" | "inconclusive";
  readonly exitCode: 0 | 1 | 3;
  /** `outOf` is less than 100 where a check was skipped. */
  readonly score: { readonly earned: number; readonly outOf: number };
  /** Where the facts come from; with one witness alone the grade is the model's word. */
  readonly witnesses: readonly Witness[];
  readonly checks: readonly Check[];
  readonly collateral: readonly Collateral[];
  /** Null while a Pod is missing: without an access path nobody can say where it ends. */
  readonly diagnosis: DiagnosisScore | null;
  /** May the texts name the hop and the rule? Not before a diagnosis (`mayBeTold`). */
  readonly revealed: boolean;
}
