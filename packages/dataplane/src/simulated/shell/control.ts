/** `exit`: leaves the shell that runs it. */
export class ShellExit extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`exit ${status}`);
    this.name = "ShellExit";
    this.status = status;
  }
}

/** `break` and `continue`: leave or go on with a loop, so many levels up. */
export class LoopJump extends Error {
  readonly kind: "break" | "continue";
  readonly levels: number;

  constructor(kind: "break" | "continue", levels: number) {
    super(kind);
    this.name = "LoopJump";
    this.kind = kind;
    this.levels = levels;
  }
}
