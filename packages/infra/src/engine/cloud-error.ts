/** The cloud refused a call, or could not be reached (`code` is then `Infra.Unreachable`). */
export class CloudError extends Error {
  override readonly name = "CloudError";
  readonly code: string;
  readonly action: string;
  readonly requestId: string | undefined;

  constructor(action: string, code: string, message: string, requestId?: string) {
    super(message);
    this.action = action;
    this.code = code;
    this.requestId = requestId;
  }
}

/** What the call was about does not exist, or no more. Products spell it differently (docs/facts.md#not-found-codes). */
export function isGone(error: unknown): boolean {
  return error instanceof CloudError && /NotFound|NotExist/.test(error.code);
}
