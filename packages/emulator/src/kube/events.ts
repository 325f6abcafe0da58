import type { ClusterObjects, KubeObject } from "./cluster-objects.ts";
import { stamp } from "./stamp.ts";
import type { EventObject } from "./types.ts";

export type NewEvent = Parameters<ClusterObjects["event"]>[1];

/** How long an Event is kept, as kube-apiserver's `--event-ttl`. */
export const EVENT_TTL_MS = 3_600_000;

/**
 * Writes an Event about an object; the same one again, within its life, raises the count of the first.
 *
 * @param revision of the store: keeps names apart, and in order, within one millisecond
 * @returns the Event to create or to update, and which of both
 */
export function recordEvent(
  about: KubeObject,
  event: NewEvent,
  earlier: readonly KubeObject[],
  nowMs: number,
  revision: number,
): { readonly verb: "create" | "update"; readonly object: EventObject } {
  const now = stamp(nowMs);
  const same = (earlier as readonly EventObject[]).find(
    (other) =>
      other.involvedObject.uid === about.metadata.uid &&
      other.type === event.type &&
      other.reason === event.reason &&
      other.message === event.message &&
      other.source?.component === event.source,
  );
  if (same !== undefined) {
    return { verb: "update", object: { ...same, count: (same.count ?? 1) + 1, lastTimestamp: now } };
  }
  const { name, namespace, uid, resourceVersion } = about.metadata;
  const object = {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: `${name}.${moment(nowMs, revision)}`, namespace: namespace ?? "default" },
    involvedObject: {
      kind: about.kind,
      ...(namespace === undefined ? {} : { namespace }),
      name,
      uid,
      apiVersion: about.apiVersion,
      resourceVersion,
    },
    reason: event.reason,
    message: event.message,
    source: { component: event.source },
    firstTimestamp: now,
    lastTimestamp: now,
    count: 1,
    type: event.type,
    reportingComponent: event.source,
    reportingInstance: "",
  };
  return { verb: "create", object: object as unknown as EventObject };
}

/** Sixteen hexadecimal digits that grow with time, as client-go names Events: clients that sort by name get a story. */
function moment(nowMs: number, revision: number): string {
  return (BigInt(nowMs) * 1_000_000n + BigInt(revision % 1_000_000)).toString(16).padStart(16, "0");
}
