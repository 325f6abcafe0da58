import type { Text } from "./text/translate.ts";

/** What every command of ours ends with. `exec`, `shell` and `kubectl` pass the remote status through instead. */
export const EXIT = {
  passed: 0,
  notYet: 1,
  usage: 2,
  /** The environment or our own defect. */
  notTheLearnersFault: 3,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** A person's mistake or an environment that isn't ready: said in one sentence, with what to do next. */
export class LabError extends Error {
  override readonly name = "LabError";
  readonly code: string;
  readonly text: Text;
  readonly hint: Text | null;
  readonly exitStatus: ExitStatus;

  constructor(code: string, text: Text, hint: Text | null, exitStatus: ExitStatus = EXIT.notTheLearnersFault) {
    super(text.en);
    this.code = code;
    this.text = text;
    this.hint = hint;
    this.exitStatus = exitStatus;
  }
}

/** The learner typed something that can't be meant: status 2. */
export function usageError(code: string, text: Text, hint: Text | null = null): LabError {
  return new LabError(code, text, hint, EXIT.usage);
}
