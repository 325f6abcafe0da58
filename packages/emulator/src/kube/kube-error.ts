/** Why the API refused, in the words of `metav1.StatusReason`; each has its HTTP status. */
const HTTP_STATUS = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  NotAcceptable: 406,
  AlreadyExists: 409,
  Conflict: 409,
  Expired: 410,
  RequestEntityTooLarge: 413,
  UnsupportedMediaType: 415,
  Invalid: 422,
  TooManyRequests: 429,
  InternalError: 500,
  NotImplemented: 501,
  ServiceUnavailable: 503,
} as const;

export type KubeErrorReason = keyof typeof HTTP_STATUS;

/** One thing that is wrong with an object: `field` is a path such as `spec.containers[0].image`. */
export interface Cause {
  readonly reason:
    | "FieldValueRequired"
    | "FieldValueInvalid"
    | "FieldValueNotSupported"
    | "FieldValueForbidden"
    | "FieldValueDuplicate"
    | "FieldValueTooLong";
  readonly message: string;
  readonly field: string;
}

export interface ErrorDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly Cause[];
  readonly retryAfterSeconds?: number;
}

/** A refusal that the client sees as a `v1 Status`. */
export class KubeError extends Error {
  override readonly name = "KubeError";
  readonly reason: KubeErrorReason;
  readonly details: ErrorDetails | undefined;

  constructor(reason: KubeErrorReason, message: string, details?: ErrorDetails) {
    super(message);
    this.reason = reason;
    this.details = details;
  }

  get code(): number {
    return HTTP_STATUS[this.reason];
  }
}

/** The resource as error messages name it: `pods`, `deployments.apps`. */
export interface NamedResource {
  readonly plural: string;
  readonly kind: string;
  readonly group: string;
}

const qualified = (resource: NamedResource): string =>
  resource.group === "" ? resource.plural : `${resource.plural}.${resource.group}`;

const detailsOf = (resource: NamedResource, name: string): ErrorDetails => ({
  name,
  ...(resource.group === "" ? {} : { group: resource.group }),
  kind: resource.plural,
});

export function notFound(resource: NamedResource, name: string): KubeError {
  return new KubeError("NotFound", `${qualified(resource)} "${name}" not found`, detailsOf(resource, name));
}

export function alreadyExists(resource: NamedResource, name: string): KubeError {
  return new KubeError("AlreadyExists", `${qualified(resource)} "${name}" already exists`, detailsOf(resource, name));
}

export function conflict(resource: NamedResource, name: string, why: string): KubeError {
  const message = `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}`;
  return new KubeError("Conflict", message, detailsOf(resource, name));
}

/** One cause is told plainly, several in brackets, as the real API does. */
export function invalid(resource: NamedResource, name: string, causes: readonly Cause[]): KubeError {
  const told = causes.map((cause) => `${cause.field}: ${cause.message}`);
  const list = told.length === 1 ? told[0]! : `[${told.join(", ")}]`;
  const kind = resource.group === "" ? resource.kind : `${resource.kind}.${resource.group}`;
  const details = { ...detailsOf(resource, name), kind: resource.kind, causes };
  return new KubeError("Invalid", `${kind} "${name}" is invalid: ${list}`, details);
}

/** The error as the `v1 Status` object that goes over the wire. */
export function statusOf(error: KubeError): Record<string, unknown> {
  return {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message: error.message,
    reason: error.reason,
    ...(error.details === undefined ? {} : { details: error.details }),
    code: error.code,
  };
}
