import type { Text } from "@podpath/scenarios";

/** What went wrong, plain enough to cross a process boundary. */
export interface InfraFailure {
  /** The cloud's own code (`ResourceInsufficient.…`), or one of ours, which start with `Infra.`. */
  readonly code: string;
  /** English; `text` has both languages. */
  readonly message: string;
  readonly text: Text;
  /** What to do next. */
  readonly hint: Text;
  /** The resource it happened to, when there is one. */
  readonly resource?: string;
  readonly action?: string;
  readonly requestId?: string;
}

/** The one error that leaves this package. */
export class InfraError extends Error implements InfraFailure {
  override readonly name = "InfraError";
  readonly code: string;
  readonly text: Text;
  readonly hint: Text;
  readonly resource?: string;
  readonly action?: string;
  readonly requestId?: string;

  constructor(failure: Omit<InfraFailure, "message">) {
    super(failure.text.en);
    this.code = failure.code;
    this.text = failure.text;
    this.hint = failure.hint;
    if (failure.resource !== undefined) this.resource = failure.resource;
    if (failure.action !== undefined) this.action = failure.action;
    if (failure.requestId !== undefined) this.requestId = failure.requestId;
  }

  /** Errors lose their own fields when they are sent to another process; this keeps them. */
  toJSON(): InfraFailure {
    const { code, message, text, hint, resource, action, requestId } = this;
    return {
      code,
      message,
      text,
      hint,
      ...(resource === undefined ? {} : { resource }),
      ...(action === undefined ? {} : { action }),
      ...(requestId === undefined ? {} : { requestId }),
    };
  }
}
