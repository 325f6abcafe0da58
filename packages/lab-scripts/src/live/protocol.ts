import type { Observation, RuleCounter, Snapshot } from "@podpath/access-path";
import type { GradeJson } from "@podpath/checker";
import type { DataPlaneState } from "../supervisor/protocol.ts";
import type { ActorStatus } from "../status.ts";
import type { Text } from "../text/translate.ts";

/**
 * What the guide's live page asks of the supervisor, on the guide's own origin. `KEY` is the page's key: it is in the
 * fragment of the address that `up` and `status` print, which no browser sends anywhere.
 *
 *     GET  /live/proof?nonce=…    { proof }: HMAC-SHA-256 by KEY over `origin nonce`, hex. Needs no key: by it the page
 *                                 knows that it speaks to the lab it had its key from, before it hands the key to anybody
 *     GET  /live/feed             LiveEvent, one JSON value a line, until either side closes
 *     POST /live/do               Verb → Done
 *     GET  /live/terminal?on=…    WebSocket, Kubernetes' v5 exec protocol with a terminal
 *
 * All but the proof want `Authorization: Bearer KEY`; a WebSocket, which can carry no headers of a page's, offers the
 * subprotocol `podpath.key.KEY` beside Kubernetes' own.
 */
export const LIVE = {
  /** Longest request body. A hundred rules with descriptions are about 20 KiB. */
  BODY_BYTES: 64 * 1024,
  /** Pages that look at once. */
  FEEDS: 16,
  /** Of a feed: a page that doesn't read on is cut off. */
  UNREAD_BYTES: 1024 * 1024,
  /** Shells that pages hold open at once. */
  TERMINALS: 8,
  /** Things asked for and not yet begun. */
  WAITING_VERBS: 8,
  /** How often state and counters are looked at while a page looks. */
  LOOK_MS: 300,
  /** A line at least so often, so that a page notices a connection that died. */
  ALIVE_MS: 10_000,
} as const;

/** Where a page's terminal may be: the drill's Pods and the nodes they run on. */
export const PLACES = ["podA", "podB", "nodeA", "nodeB"] as const;
export type Place = (typeof PLACES)[number];

/** What a prediction may say. */
export const OUTCOMES = ["connected", "refused", "timed-out"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Everything a page may have done. Each is one command line of ours, run as if the learner had typed it. */
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
      /** The list as the page last saw it: a list that moved meanwhile is refused. */
      readonly was: readonly string[];
      readonly rules: readonly string[];
    };

/** How the command ended, and what it printed with `--json`. */
export interface Done {
  readonly exit: number;
  readonly answer: unknown;
}

/** What the page needs to know of the lab besides its snapshot. */
export interface LiveLab {
  readonly scenario: string;
  readonly clusterId: string | null;
  readonly title: Text;
  readonly dataPlane: DataPlaneState;
  readonly podA: ActorStatus | null;
  readonly podB: (ActorStatus & { readonly port: number }) | null;
  /** How many layers of hints there are. */
  readonly hints: number;
}

/** What a command of ours prints with `--json` when it refuses. */
export interface Refusal {
  readonly error: { readonly code: string; readonly message: Text; readonly hint: Text | null };
}

export type LiveEvent =
  /** `problem` says why there is no lab, and what to do. */
  | {
      readonly type: "lab";
      readonly lab: LiveLab | null;
      readonly problem: Refusal["error"] | null;
    }
  | { readonly type: "snapshot"; readonly snapshot: Snapshot }
  | { readonly type: "counters"; readonly counters: readonly RuleCounter[] }
  /** What the learner has done so far that no API knows. */
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
