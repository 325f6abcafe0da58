import type { Direction } from "@podpath/access-path";

/** What a learner says before the probe, and about the cause; kept in the order in which it was said. */
export type Answer = Prediction | Diagnosis;

/** What the next probe will come to; counts only if it was said before one was made, and before a diagnosis was given. */
export interface Prediction {
  readonly kind: "prediction";
  readonly outcome: "connected" | "refused" | "timed-out";
  /** Was there a probe or a diagnosis already? */
  readonly late: boolean;
}

/** Where the flow dies. `null`: nowhere, the network is fine. */
export interface Diagnosis {
  readonly kind: "diagnosis";
  readonly blame: Blame | null;
}

export interface Blame {
  readonly eniId: string;
  readonly direction: Direction;
  /** The cloud's id. */
  readonly groupId: string;
  /** Index of the rule that drops, as it was when the drill began; null: none matches, and the implicit drop decides. */
  readonly rule: number | null;
}

/**
 * What answers and hints are worth as evidence. `kept`: by the lab they were given to, for its own user. `submitted`: by a file,
 * which says nothing that its author couldn't have written: what is right in it is right, but not when it was said. `contradicted`:
 * by a file that scores itself otherwise than its own answers and hints do.
 */
export type TellingRecord = "kept" | "submitted" | "contradicted";

/** A hint that was read. */
export interface HintRead {
  /** 1 a nudge, 2 where to look, 3 what to change. */
  readonly layer: 1 | 2 | 3;
  /** Had a diagnosis been given already? Then it takes nothing from it. */
  readonly afterDiagnosis: boolean;
}

/**
 * May a report name the hop and the rule? To whoever has given a diagnosis, or was told where to look: by the second hint, or by
 * what is noted as one of the last two. A change of rules is no ticket: any irrelevant one would buy the diagnosis.
 */
export function mayBeTold(answers: readonly Answer[], hints: readonly HintRead[]): boolean {
  return firstDiagnosis(answers) !== undefined || hints.some(({ layer }) => layer > 1);
}

/** The first diagnosis is the one that counts: after it the report names the hop. */
export function firstDiagnosis(answers: readonly Answer[]): Diagnosis | undefined {
  return answers.find((answer) => answer.kind === "diagnosis");
}
