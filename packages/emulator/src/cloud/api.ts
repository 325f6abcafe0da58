import type { Accounts } from "../accounts.ts";
import type { Endpoints } from "../emulator.ts";
import type { HttpRequest, HttpResponse } from "../http.ts";
import { kubeconfigText } from "../kubeconfig.ts";
import type { Runtime } from "../runtime.ts";
import type { Store } from "../store/store.ts";
import { isTrustedHost, isTrustedOrigin } from "../trusted-host.ts";
import { type Action, type Call, SERVICES } from "./action.ts";
import { ACTIONS } from "./actions/index.ts";
import { recordCall } from "./audit.ts";
import { CloudError, codeFor, errorBody } from "./errors.ts";
import { newUuid } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { type CloudRequest, readRequest } from "./request.ts";
import { cloudTables, kubePrefix } from "./tables.ts";
import { checkSignature } from "./tc3.ts";

export interface CloudApiParts {
  readonly store: Store;
  readonly runtime: Runtime;
  readonly accounts: Accounts;
  readonly endpoints: () => Endpoints | null;
}

/** An answer, and the account whose state the call may have changed. */
export interface CloudAnswer {
  readonly requestId: string;
  readonly response: HttpResponse;
  readonly accountId: string | null;
}

type Caller = NonNullable<ReturnType<Accounts["bySecretId"]>> & { readonly service: string };

/** The cloud API: checks who calls, finds the action, runs it in a transaction, writes the audit trail. */
export function createCloudApi(parts: CloudApiParts): (request: HttpRequest) => CloudAnswer {
  return (request) => {
    const requestId = newUuid(parts.runtime);
    if (!isTrustedHost(request.headers["host"] ?? "") || !isTrustedOrigin(request.headers["origin"])) {
      const body = "This API answers only programs on this machine: use 127.0.0.1 or localhost as its host.\n";
      return { requestId, response: { status: 403, headers: { "content-type": "text/plain" }, body }, accountId: null };
    }
    let caller: Caller | null = null;
    let body: string;
    try {
      caller = authenticate(parts, request);
      body = JSON.stringify({ Response: { ...perform(parts, caller, request, requestId), RequestId: requestId } });
    } catch (error) {
      body = errorBody(asCloudError(error, requestId, parts.runtime), requestId);
    }
    return { requestId, response: jsonResponse(body), accountId: caller?.record.account.id ?? null };
  };
}

/** Exactly this type: with a charset behind it the Python SDK and tccli overlook errors. docs/facts.md#content-type */
function jsonResponse(body: string): HttpResponse {
  return { status: 200, headers: { "content-type": "application/json" }, body };
}

/** In place of a call's own answer: what it changed is stored, but packets don't obey it yet. */
export function notObeyed(requestId: string): HttpResponse {
  const message = `The change is stored, but the data plane failed to follow it. The lab's log tells more under ${requestId}.`;
  return jsonResponse(errorBody(new CloudError("InternalError", message), requestId));
}

function authenticate({ accounts, runtime }: CloudApiParts, request: HttpRequest): Caller {
  if (request.method !== "GET" && request.method !== "POST") {
    throw new CloudError("UnsupportedProtocol", "Only GET and POST are supported.");
  }
  if (request.body.length > LIMITS.BODY_BYTES) {
    throw new CloudError("RequestSizeLimitExceeded", `A request may have ${LIMITS.BODY_BYTES} bytes.`);
  }
  const keyOf = (secretId: string) => {
    const found = accounts.bySecretId(secretId);
    return found === null ? null : found.record.account[found.principal].secretKey;
  };
  const signer = checkSignature(request, keyOf, runtime);
  return { ...accounts.bySecretId(signer.secretId)!, service: signer.service };
}

function perform(parts: CloudApiParts, caller: Caller, http: HttpRequest, requestId: string): Record<string, unknown> {
  const { store, runtime } = parts;
  const audit = { at: runtime.now(), requestId, principal: caller.principal };
  let action: Action | undefined;
  let request: CloudRequest | undefined;
  try {
    request = readRequest(http);
    action = findAction(request, caller.service);
    return store.transaction(() => {
      const result = run(parts, caller, action!, request!, requestId);
      record(null, result);
      return result;
    });
  } catch (error) {
    const known = asCloudError(error, requestId, runtime, action);
    record(known.code, null);
    throw known;
  }

  function record(errorCode: string | null, result: Record<string, unknown> | null): void {
    const name = action === undefined ? (request?.action ?? "?") : `${SERVICES[action.service].product}.${action.name}`;
    const changes = action?.changes ?? false;
    const version = action === undefined ? "" : SERVICES[action.service].version;
    const answer = changes ? result : null;
    const entry = { ...audit, action: name, version, changes, request: request?.parameters ?? null, answer, errorCode };
    recordCall(store, caller.record.account.id, entry);
  }
}

function findAction({ action: name, version }: CloudRequest, product: string): Action {
  const versions = Object.values(SERVICES);
  const isProduct = versions.some((each) => each.product === product);
  if (!versions.some((each) => each.version === version && (!isProduct || each.product === product))) {
    throw new CloudError("NoSuchVersion", `The version \`${version}\` doesn't exist.`);
  }
  const action = ACTIONS.find((each) => each.name === name && SERVICES[each.service].version === version);
  // A client that dials an address signs for whatever stands first in it (`127`): then the version and name decide alone.
  if (action === undefined || (isProduct && SERVICES[action.service].product !== product)) {
    throw new CloudError(
      "InvalidAction",
      `The action \`${name}\` of version \`${version}\` is not served by this sandbox.`,
    );
  }
  return action;
}

function run(
  { store, runtime, endpoints }: CloudApiParts,
  { record, principal }: Caller,
  action: Action,
  request: CloudRequest,
  requestId: string,
): Record<string, unknown> {
  const { account } = record;
  checkRegion(action, request.region, account.region);
  if (action.changes && principal === "grader") {
    throw new CloudError("UnauthorizedOperation", `These credentials may only read; ${action.name} changes something.`);
  }
  const call: Call = {
    account,
    principal,
    requestId,
    language: request.language,
    tables: cloudTables(store, account.id),
    runtime,
    endpoints: endpoints(),
    kubeconfig: (cluster) => kubeconfigText(endpoints(), cluster, principal),
    forgetObjects(clusterId) {
      for (const { key } of store.list(kubePrefix(account.id, clusterId))) store.delete(key);
    },
  };
  return action.run(call, action.request.read(request.parameters, ""));
}

function checkRegion(action: Action, given: string, region: string): void {
  if (given === "" && SERVICES[action.service].regional) {
    throw new CloudError("MissingParameter", "The request is missing a required parameter `Region`.");
  }
  if (given !== "" && given !== region) {
    throw new CloudError("UnsupportedRegion", `This account lives in \`${region}\` alone, not in \`${given}\`.`);
  }
}

/** What isn't a CloudError is a mistake of ours: its stack goes to the log, the client learns where to look. */
function asCloudError(error: unknown, requestId: string, runtime: Runtime, action?: Action): CloudError {
  if (error instanceof CloudError) {
    return action === undefined ? error : new CloudError(codeFor(error.code, action.errors), error.message);
  }
  runtime.log(
    `${requestId} ${action?.name ?? ""}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  return new CloudError(
    "InternalError",
    `An internal error has occurred. The lab's log tells more under ${requestId}.`,
  );
}
