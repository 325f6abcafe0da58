import type { Answer, HintRead } from "./answers.ts";
import type { GradeJson } from "./json.ts";

/**
 * What a learner hands in. Nothing in it is believed: whoever grades builds the drill anew, makes the same calls and looks for
 * themselves. The learner's own result is in it as a preview, so that a difference shows.
 */
export interface Submission {
  readonly schema: "podpath.submission/1";
  readonly scenario: string;
  /** Which variation of the drill; null: the drill as written. */
  readonly seed: number | null;
  /** The learner's name for themselves. */
  readonly learner: string | null;
  /** ISO 8601, by the learner's clock. */
  readonly submittedAt: string;
  readonly versions: {
    readonly podpath: string;
    readonly node: string;
    readonly platform: string;
    readonly dataPlane: string;
  };
  /** What the cloud called the drill's own things in the learner's lab, by what they are to the drill: `group/deny-all-inbound`. */
  readonly names: Readonly<Record<string, string>>;
  /** Every call that changed something since the drill stood, oldest first. */
  readonly calls: readonly SubmittedCall[];
  readonly answers: readonly Answer[];
  readonly hints: readonly HintRead[];
  readonly preview: GradeJson;
}

export type SubmittedCall = CloudCall | KubeCall;

/** One call of the cloud API 3.0, as sent, and what it was answered: the answer tells which id is which in a replay. */
export interface CloudCall {
  readonly api: "cloud";
  readonly product: string;
  readonly version: string;
  readonly action: string;
  readonly request: unknown;
  readonly answer: unknown;
}

/** One write to the Kubernetes API, as sent. */
export interface KubeCall {
  readonly api: "kube";
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query: string;
  readonly contentType: string;
  readonly body: string;
}
