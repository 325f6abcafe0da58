/** A script that is not one. `incomplete`: more lines may mend it, so a terminal asks for them. */
export class ShellSyntaxError extends Error {
  readonly incomplete: boolean;

  constructor(message: string, incomplete = false) {
    super(message);
    this.name = "ShellSyntaxError";
    this.incomplete = incomplete;
  }
}
