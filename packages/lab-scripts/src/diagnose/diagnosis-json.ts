import type { Direction, Flow, Outcome, Text } from "@podpath/access-path";

/**
 * A diagnosis for programs, and what its reports are made of. The shape is stable within one `schema`: fields may be added, none is
 * removed or changes its meaning. Texts are for people and may be improved at any time; match codes.
 *
 * - `verdict`: `open`, `blocked`, or `unknown`: something that matters could not be seen. Only `open` is 0 as an `exitCode`; a probe
 *   decides it instead where one was made
 * - `ends`: what the client sees: `connected`, `unreachable` (an error at once, nothing is sent), `silence` (a time-out), `unknown`
 * - `hops`: the way in order; `state` is `passed`, `stopped`, `doubt` (may be either), `quiet`, `unreached`
 * - `blockers`: everything known to be in the way; `doubts`: what could not be seen and matters; `refusedCalls`: all that was refused
 * - `fix`: the fewest changes that help, and exactly what they newly let by at every interface; null: none is known, or needed
 */
export interface DiagnosisJson {
  readonly schema: "podpath.diagnosis/1";
  /** ISO 8601, when the cluster had been read. */
  readonly readAt: string;
  readonly cluster: {
    readonly id: string;
    readonly name: string;
    readonly region: string;
    readonly vpcId: string;
    readonly eniSecurityGroups: "on" | "off" | "unknown";
    readonly source: Text;
  };
  readonly from: EndJson;
  readonly to: EndJson;
  readonly flow: Flow;
  readonly route: string;
  readonly verdict: "open" | "blocked" | "unknown";
  readonly ends: "connected" | "unreachable" | "silence" | "unknown";
  readonly exitCode: 0 | 1;
  readonly summary: Text;
  readonly hops: readonly HopJson[];
  readonly blockers: readonly BlockerJson[];
  readonly doubts: readonly { readonly code: string; readonly text: Text }[];
  readonly refusedCalls: readonly { readonly call: string; readonly code: string; readonly reason: string }[];
  /** What was noticed besides, and decides nothing. */
  readonly notes: readonly Text[];
  /** What the answer takes for granted. */
  readonly assumptions: readonly Text[];
  readonly fix: FixJson | null;
  readonly probe: ProbeJson | null;
}

export interface EndJson {
  readonly kind: "pod" | "address";
  readonly namespace: string | null;
  readonly pod: string | null;
  readonly address: string;
  readonly node: string | null;
  readonly hostNetwork: boolean;
  /** The interface that carries the address, as far as it was seen, and its groups in binding order. */
  readonly eniId: string | null;
  readonly securityGroups: readonly string[] | null;
}

export interface HopJson {
  readonly kind: "pod" | "node" | "filter" | "vpc" | "unknown";
  readonly state: "passed" | "stopped" | "doubt" | "quiet" | "unreached";
  readonly text: Text;
  readonly filter: FilterJson | null;
}

export interface FilterJson {
  readonly eniId: string;
  readonly primary: boolean;
  readonly nodeName: string;
  readonly direction: Direction;
  readonly groupIds: readonly string[];
  readonly action: "accept" | "drop" | "unknown";
  /** `rule: null` with `groupId: null` is the implicit drop, or no filter at all; several: any of them may decide. */
  readonly decidedBy: readonly {
    readonly kind: "rule" | "implicit-drop" | "unfiltered";
    readonly groupId: string | null;
    readonly rule: number | null;
    readonly text: string | null;
  }[];
}

export interface BlockerJson {
  readonly code: string;
  readonly text: Text;
  readonly eniId: string | null;
  readonly direction: Direction | null;
  /** Rules that nearly fit: what to look at before adding another one. */
  readonly nearMisses: readonly { readonly code: string; readonly text: Text }[];
}

export interface FixJson {
  /** What the path is once they are made. */
  readonly after: "open" | "unknown";
  readonly edits: readonly EditJson[];
  readonly opens: readonly OpenedJson[];
  /** When it will no longer do, and what would. */
  readonly cautions: readonly Text[];
}

export interface EditJson {
  readonly kind: "insert-rule" | "remove-rule" | "move-rule" | "listen";
  readonly groupId: string | null;
  readonly direction: Direction | null;
  /** From 0, as the cloud's PolicyIndex. */
  readonly index: number | null;
  readonly rule: string | null;
  /** What to do in the console, in its words. */
  readonly console: Text;
  /** null: not by a rule, or the list is full (then `console` says so). */
  readonly tccli: string | null;
  readonly terraform: string | null;
}

export interface OpenedJson {
  readonly eniId: string;
  readonly nodeName: string;
  readonly primary: boolean;
  readonly direction: Direction;
  /** On the flow's way; otherwise it shares the group and is opened along with it. */
  readonly onPath: boolean;
  /** `tcp 80 ← 10.0.35.23/32`; null: a list that could not be read takes part. */
  readonly opened: readonly string[] | null;
}

export interface ProbeJson {
  readonly command: readonly string[];
  readonly outcome: Outcome;
  /** Does it agree with the verdict? null: there is nothing to compare. */
  readonly agrees: boolean | null;
  readonly text: Text;
}
