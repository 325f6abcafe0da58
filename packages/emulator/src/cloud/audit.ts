import type { Store } from "../store/store.ts";
import type { Instant } from "./records.ts";

/** One accepted (authenticated) call. */
export interface AuditRecord {
  readonly at: Instant;
  readonly requestId: string;
  /** e.g. `vpc.CreateSecurityGroupPolicies` */
  readonly action: string;
  readonly principal: "learner" | "grader";
  readonly changes: boolean;
  /** As sent, cut to 4 KiB of JSON; null when it could not be read. */
  readonly request: unknown;
  /** Null: it succeeded. */
  readonly errorCode: string | null;
}

/** Records kept an account and kind: calls that only read come far more often and must not push out the others. */
const KEPT = { change: 2000, read: 500 } as const;
const REQUEST_CHARACTERS = 4096;

export function recordCall(store: Store, accountId: string, record: AuditRecord): void {
  const kind = record.changes ? "change" : "read";
  const prefix = `${auditPrefix(accountId)}${kind}/`;
  store.transaction(() => {
    const kept = store.list<AuditRecord>(prefix);
    const excess = kept.length + 1 - KEPT[kind];
    // A slack of a tenth, so that a full trail isn't trimmed at every call.
    if (excess > KEPT[kind] / 10) for (const { key } of kept.slice(0, excess)) store.delete(key);
    store.put(prefix + String(store.revision + 1).padStart(16, "0"), { ...record, request: bounded(record.request) });
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
function bounded(request: unknown): unknown {
  const json = JSON.stringify(request ?? null, (name, value: unknown) => (name === "Password" ? "***" : value));
  return json.length <= REQUEST_CHARACTERS ? JSON.parse(json) : `${json.slice(0, REQUEST_CHARACTERS)}…`;
}
