/** Codes that any action may answer with, besides its own. docs/facts.md#common-error-codes */
export const COMMON_CODES: ReadonlySet<string> = new Set([
  "ActionOffline",
  "AuthFailure.InvalidAuthorization",
  "AuthFailure.InvalidSecretId",
  "AuthFailure.MFAFailure",
  "AuthFailure.SecretIdNotFound",
  "AuthFailure.SignatureExpire",
  "AuthFailure.SignatureFailure",
  "AuthFailure.TokenFailure",
  "AuthFailure.UnauthorizedOperation",
  "DryRunOperation",
  "FailedOperation",
  "InternalError",
  "InvalidAction",
  "InvalidParameter",
  "InvalidParameterValue",
  "InvalidRequest",
  "LimitExceeded",
  "MissingParameter",
  "NoSuchProduct",
  "NoSuchVersion",
  "RequestLimitExceeded",
  "RequestSizeLimitExceeded",
  "ResourceInUse",
  "ResourceInsufficient",
  "ResourceNotFound",
  "ResourceUnavailable",
  "ResponseSizeLimitExceeded",
  "ServiceUnavailable",
  "UnauthorizedOperation",
  "UnknownParameter",
  "UnsupportedOperation",
  "UnsupportedProtocol",
  "UnsupportedRegion",
]);

/** What the caller did wrong, in the cloud's codes. Codes are the cloud's; the sentences are ours. */
export class CloudError extends Error {
  override readonly name = "CloudError";
  /** e.g. `UnsupportedOperation.VersionMismatch` */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The code as this action may say it: helpers name the most exact code, an action that doesn't list it answers with the
 * nearest parent that it lists or that is common (`InvalidParameterValue.Empty` → `InvalidParameterValue`).
 */
export function codeFor(code: string, listed: readonly string[]): string {
  for (let at = code; at !== ""; at = at.includes(".") ? at.slice(0, at.lastIndexOf(".")) : "") {
    if (listed.includes(at) || COMMON_CODES.has(at)) return at;
  }
  return "InternalError";
}

/** HTTP body of a failure. The HTTP status stays 200: several SDKs look at nothing else. */
export function errorBody(error: CloudError, requestId: string): string {
  return JSON.stringify({ Response: { Error: { Code: error.code, Message: error.message }, RequestId: requestId } });
}

export function notFound(what: string, id: string): CloudError {
  return new CloudError("ResourceNotFound", `The ${what} \`${id}\` doesn't exist in this account and region.`);
}
