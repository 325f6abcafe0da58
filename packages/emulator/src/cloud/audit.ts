import type { HttpRequest } from "../http.ts";
import type { Store } from "../store/store.ts";
import { decodeUtf8Loosely } from "../text.ts";
import type { Instant } from "./records.ts";

/** One accepted (authenticated) call. */
export interface AuditRecord {
  readonly at: Instant;
  readonly requestId: string;
  /** e.g. `vpc.CreateSecurityGroupPolicies`; a write to the Kubernetes API is `kube.PATCH`, its request a `KubeWrite` */
  readonly action: string;
  /** Of the cloud API; "" for the Kubernetes API. */
  readonly version: string;
  readonly principal: "learner" | "grader";
  readonly changes: boolean;
  /** As sent, cut to a limit; null when it could not be read. */
  readonly request: unknown;
  /** What a change was answered, so that one who replays it knows which new id stands for which; else null. */
  readonly answer: unknown;
  /** Null: it succeeded. */
  readonly errorCode: string | null;
}

/** A write to the Kubernetes API, complete enough to be made again. */
export interface KubeWrite {
  readonly path: string;
  readonly query: string;
  readonly contentType: string;
  /** Null: it wasn't text (protobuf), or longer than the limit. */
  readonly body: string | null;
}

/** Records kept an account and kind: calls that only read come far more often and must not push out the others. */
const KEPT = { change: 2000, read: 500 } as const;
/** JSON characters of a request or an answer. A change is kept whole, or else it could not be replayed. */
const CHARACTERS = { change: 65_536, read: 4096 } as const;

/** Longer bodies can't be replayed; the largest manifests of a drill have a few kB. */
const KUBE_BODY_BYTES = 32_768;

/** A request of the Kubernetes API as the audit trail keeps it. */
export function kubeWrite({ path, query, headers, body }: HttpRequest): KubeWrite {
  const contentType = headers["content-type"] ?? "";
  const isText = body.length <= KUBE_BODY_BYTES && !contentType.includes("protobuf");
  return { path, query, contentType, body: isText ? decodeUtf8Loosely(body) : null };
}

export function recordCall(store: Store, accountId: string, record: AuditRecord): void {
  const kind = record.changes ? "change" : "read";
  const prefix = `${auditPrefix(accountId)}${kind}/`;
  store.transaction(() => {
    const kept = store.list<AuditRecord>(prefix);
    const excess = kept.length + 1 - KEPT[kind];
    // A slack of a tenth, so that a full trail isn't trimmed at every call.
    if (excess > KEPT[kind] / 10) for (const { key } of kept.slice(0, excess)) store.delete(key);
    const limit = CHARACTERS[kind];
    const entry = { ...record, request: bounded(record.request, limit), answer: bounded(record.answer, limit) };
    store.put(prefix + String(store.revision + 1).padStart(16, "0"), entry);
  });
}

/** Oldest first. */
export function auditTrail(store: Store, accountId: string): readonly AuditRecord[] {
  return store
    .list<AuditRecord>(auditPrefix(accountId))
    .toSorted((a, b) => a.revision - b.revision)
    .map((entry) => entry.value);
}

function auditPrefix(accountId: string): string {
  return `~audit/${accountId}/`;
}

/** Passwords are left out; what is too long becomes the beginning of its text. */
function bounded(value: unknown, limit: number): unknown {
  const json = JSON.stringify(value ?? null, (name, member: unknown) => (name === "Password" ? "***" : member));
  return json.length <= limit ? JSON.parse(json) : `${json.slice(0, limit)}…`;
}
