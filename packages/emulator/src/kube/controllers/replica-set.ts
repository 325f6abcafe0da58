import type { Controller } from "../../controller.ts";
import type { KubeObject } from "../cluster-objects.ts";
import { KubeError } from "../kube-error.ts";
import type { KubeObjects } from "../kube-objects.ts";
import { isReady } from "../printing/pod-status.ts";
import { matchesLabels, requirementsOf } from "../selection/label-selector.ts";
import type { Condition, PodObject, PodTemplate, ReplicaSetObject } from "../types.ts";
import { withCondition } from "./conditions.ts";
import { controllerReference, controllerUid, ownedBy } from "./ownership.ts";

const SOURCE = "replicaset-controller";

/** Keeps as many Pods of each replica set as it wants. */
export const replicaSetController: Controller = {
  name: SOURCE,
  reconcile({ objects, runtime, againAfter }) {
    for (const set of objects.list("replicasets") as readonly ReplicaSetObject[]) {
      const going = set.metadata.deletionTimestamp !== undefined;
      const failure = going ? null : match(objects, set, claimPods(objects, set));
      const pods = podsIn(objects, set).filter(ownedBy(set)).filter(isActive);
      const { status, againAfterMs } = statusOf(set, pods, failure, runtime.now());
      objects.updateStatus("replicasets", set.metadata.namespace!, set.metadata.name, status);
      if (againAfterMs !== null) againAfter(againAfterMs);
    }
  },
};

function podsIn(objects: KubeObjects, { metadata }: ReplicaSetObject): readonly PodObject[] {
  return objects.list("pods", metadata.namespace) as readonly PodObject[];
}

/** A Pod that still counts: not ended, and not about to. */
export function isActive(pod: PodObject): boolean {
  const phase = pod.status?.phase;
  return pod.metadata.deletionTimestamp === undefined && phase !== "Succeeded" && phase !== "Failed";
}

/** The set's Pods: one that fits its selector and has no manager is taken over, one that no longer fits is let go. */
function claimPods(objects: KubeObjects, set: ReplicaSetObject): readonly PodObject[] {
  const wanted = requirementsOf(set.spec.selector);
  return podsIn(objects, set)
    .filter(isActive)
    .flatMap((pod) => {
      const manager = controllerUid(pod);
      const fits = matchesLabels(pod.metadata.labels, wanted);
      if (manager === undefined) return fits ? [adopt(objects, set, pod)] : [];
      if (manager !== set.metadata.uid) return [];
      if (!fits) release(objects, set, pod);
      return fits ? [pod] : [];
    });
}

function adopt(objects: KubeObjects, set: ReplicaSetObject, pod: PodObject): PodObject {
  const ownerReferences = [...(pod.metadata.ownerReferences ?? []), controllerReference(set)];
  return objects.update("pods", { ...pod, metadata: { ...pod.metadata, ownerReferences } }) as PodObject;
}

function release(objects: KubeObjects, set: ReplicaSetObject, pod: PodObject): void {
  const ownerReferences = (pod.metadata.ownerReferences ?? []).filter(({ uid }) => uid !== set.metadata.uid);
  objects.update("pods", { ...pod, metadata: { ...pod.metadata, ownerReferences } });
}

/** @returns why Pods could not be made; null: nothing went wrong */
function match(objects: KubeObjects, set: ReplicaSetObject, pods: readonly PodObject[]): string | null {
  const missing = (set.spec.replicas ?? 1) - pods.length;
  for (const pod of pods.toSorted(leastMissedFirst).slice(0, Math.max(0, -missing))) {
    objects.remove("pods", pod.metadata.namespace!, pod.metadata.name);
    tell(objects, set, "Normal", "SuccessfulDelete", `Deleted pod: ${pod.metadata.name}`);
  }
  for (let made = 0; made < missing; made += 1) {
    try {
      const pod = objects.create("pods", podOf(set, set.spec.template));
      tell(objects, set, "Normal", "SuccessfulCreate", `Created pod: ${pod.metadata.name}`);
    } catch (error) {
      if (error instanceof KubeError) return failed(objects, set, withoutName(error.message, set));
      throw error;
    }
  }
  return null;
}

/** The same refusal has the same words, whatever name the Pod would have had. */
function withoutName(message: string, { metadata }: ReplicaSetObject): string {
  return message.replaceAll(new RegExp(`${metadata.name}-\\w{5}`, "g"), `${metadata.name}-`);
}

/** Told once; the condition remembers. */
function failed(objects: KubeObjects, set: ReplicaSetObject, why: string): string {
  const known = failureOf(set)?.message === why;
  if (!known) tell(objects, set, "Warning", "FailedCreate", `Error creating: ${why}`);
  return why;
}

function tell(
  objects: KubeObjects,
  about: KubeObject,
  type: "Normal" | "Warning",
  reason: string,
  message: string,
): void {
  objects.event(about, { type, reason, message, source: SOURCE });
}

export function podOf(owner: KubeObject, template: PodTemplate): Parameters<KubeObjects["create"]>[1] {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      generateName: `${owner.metadata.name}-`,
      namespace: owner.metadata.namespace!,
      ...(template.metadata?.labels === undefined ? {} : { labels: template.metadata.labels }),
      ...(template.metadata?.annotations === undefined ? {} : { annotations: template.metadata.annotations }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: template.spec,
  };
}

/** Those without a node go first, then the unready, then the youngest. */
function leastMissedFirst(a: PodObject, b: PodObject): number {
  const rank = (pod: PodObject): number =>
    pod.spec.nodeName === undefined ? 0 : isReady(pod.status?.conditions) ? 2 : 1;
  return (
    rank(a) - rank(b) ||
    b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp) ||
    a.metadata.name.localeCompare(b.metadata.name)
  );
}

function failureOf(set: ReplicaSetObject): Condition | undefined {
  const conditions = (set.status as { readonly conditions?: readonly Condition[] } | undefined)?.conditions;
  return conditions?.find((condition) => condition.type === "ReplicaFailure");
}

function statusOf(
  set: ReplicaSetObject,
  pods: readonly PodObject[],
  failure: string | null,
  nowMs: number,
): { readonly status: object; readonly againAfterMs: number | null } {
  const ready = pods.filter((pod) => isReady(pod.status?.conditions));
  const waits = ready
    .map((pod) => readySince(pod) + (set.spec.minReadySeconds ?? 0) * 1000 - nowMs)
    .filter((ms) => ms > 0);
  const available = ready.length - waits.length;
  const labels = requirementsOf({ matchLabels: set.spec.template.metadata?.labels ?? {} });
  const full = pods.filter((pod) => matchesLabels(pod.metadata.labels, labels)).length;
  const old = failureOf(set);
  const next = { type: "ReplicaFailure", status: "True", reason: "FailedCreate", message: failure ?? "" } as const;
  return {
    status: {
      replicas: pods.length,
      ...(full > 0 ? { fullyLabeledReplicas: full } : {}),
      ...(ready.length > 0 ? { readyReplicas: ready.length } : {}),
      ...(available > 0 ? { availableReplicas: available } : {}),
      observedGeneration: set.metadata.generation,
      ...(failure === null ? {} : { conditions: withCondition(old === undefined ? [] : [old], next, nowMs) }),
    },
    againAfterMs: waits.length === 0 ? null : Math.min(...waits),
  };
}

function readySince({ status }: PodObject): number {
  return Date.parse(status?.conditions?.find((condition) => condition.type === "Ready")?.lastTransitionTime ?? "");
}
