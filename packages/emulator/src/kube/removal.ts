import type { ClusterObjects, KubeObject, ObjectMeta } from "./cluster-objects.ts";
import { KubeError } from "./kube-error.ts";
import { RESOURCES } from "./resources/catalog.ts";
import type { ResourceDefinition } from "./resources/definition.ts";
import { stamp } from "./stamp.ts";
import type { PodObject } from "./types.ts";

export interface RemoveOptions {
  /** Seconds a Pod gets to end; absent: its own wish. 0: at once. Other kinds take no time. */
  readonly gracePeriodSeconds?: number;
  /** What becomes of objects owned by this one. */
  readonly propagation?: "Background" | "Foreground" | "Orphan";
  /** Only if it still is this object, and at this revision. */
  readonly uid?: string;
  readonly resourceVersion?: string;
}

/** Holds an object back until what it owns has gone. */
export const FOREGROUND = "foregroundDeletion";

const LASTING_NAMESPACES = new Set(["default", "kube-public", "kube-system"]);

/** @throws KubeError Forbidden */
export function requireRemovable({ plural }: ResourceDefinition, { metadata }: KubeObject): void {
  if (plural !== "namespaces" || !LASTING_NAMESPACES.has(metadata.name)) return;
  const why = `namespaces "${metadata.name}" is forbidden: this namespace may not be deleted`;
  throw new KubeError("Forbidden", why, { name: metadata.name, kind: "namespaces" });
}

/** @returns the object as it stays for now, marked as going; null: it can go at once */
export function removal(
  object: KubeObject,
  definition: ResourceDefinition,
  options: RemoveOptions,
  nowMs: number,
): KubeObject | null {
  const own = object.metadata.finalizers ?? [];
  const finalizers = options.propagation === "Foreground" && !own.includes(FOREGROUND) ? [...own, FOREGROUND] : own;
  const grace = definition.plural === "pods" ? podGrace(object as PodObject, options) : 0;
  const lives = finalizers.length > 0 || grace > 0 || definition.plural === "namespaces";
  if (!lives) return null;
  const going = marked(object, grace, nowMs);
  if (definition.plural === "namespaces") {
    return { ...going, status: { ...(object["status"] as object | undefined), phase: "Terminating" } };
  }
  return finalizers.length === 0 ? going : { ...going, metadata: { ...going.metadata, finalizers } };
}

/** A Pod that no node runs, or that has ended, needs no time to end. */
function podGrace({ spec, status }: PodObject, { gracePeriodSeconds }: RemoveOptions): number {
  const idle = spec.nodeName === undefined || status?.phase === "Succeeded" || status?.phase === "Failed";
  return idle ? 0 : Math.max(0, gracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? 30);
}

/** Marks an object as going; asked again, the time that is left can only get shorter. */
export function marked(object: KubeObject, graceSeconds: number, nowMs: number): KubeObject {
  const before = object.metadata;
  const grace = Math.min(graceSeconds, before.deletionGracePeriodSeconds ?? graceSeconds);
  const known = grace === before.deletionGracePeriodSeconds ? before.deletionTimestamp : undefined;
  const deletionTimestamp = known ?? stamp(nowMs + grace * 1000);
  return { ...object, metadata: { ...before, deletionTimestamp, deletionGracePeriodSeconds: grace } };
}

/** Takes the owner's name out of everything that it owns, so that it stays. */
export function orphan(objects: ClusterObjects, owner: KubeObject): void {
  for (const { plural } of RESOURCES) {
    for (const object of objects.list(plural)) {
      const left = object.metadata.ownerReferences?.filter(({ uid }) => uid !== owner.metadata.uid);
      if (left === undefined || left.length === object.metadata.ownerReferences?.length) continue;
      const { ownerReferences: _gone, ...metadata } = object.metadata;
      const kept: ObjectMeta = left.length === 0 ? metadata : { ...metadata, ownerReferences: left };
      objects.update(plural, { ...object, metadata: kept });
    }
  }
}
