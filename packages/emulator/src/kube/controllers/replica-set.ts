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
  reconcile({ objects, runtime }) {
    const pods = objects.list("pods") as readonly PodObject[];
    for (const set of objects.list("replicasets") as readonly ReplicaSetObject[]) {
      const failure =
        set.metadata.deletionTimestamp === undefined ? match(objects, set, activePods(objects, set, pods)) : null;
      const left = (objects.list("pods", set.metadata.namespace) as readonly PodObject[])
        .filter(ownedBy(set))
        .filter(isActive);
      objects.updateStatus(
        "replicasets",
        set.metadata.namespace!,
        set.metadata.name,
        statusOf(set, left, failure, runtime.now()),
      );
    }
  },
};

/** A Pod that still counts: not ended, and not about to. */
export function isActive(pod: PodObject): boolean {
  const phase = pod.status?.phase;
  return pod.metadata.deletionTimestamp === undefined && phase !== "Succeeded" && phase !== "Failed";
}

/** The set's Pods; one that fits its selector and has no manager is taken over. */
function activePods(objects: KubeObjects, set: ReplicaSetObject, pods: readonly PodObject[]): readonly PodObject[] {
  const wanted = requirementsOf(set.spec.selector);
  return pods
    .filter((pod) => pod.metadata.namespace === set.metadata.namespace && isActive(pod))
    .filter((pod) => matchesLabels(pod.metadata.labels, wanted) || ownedBy(set)(pod))
    .flatMap((pod) => {
      const manager = controllerUid(pod);
      if (manager === undefined) return [adopt(objects, set, pod)];
      return manager === set.metadata.uid ? [pod] : [];
    });
}

function adopt(objects: KubeObjects, set: ReplicaSetObject, pod: PodObject): PodObject {
  const ownerReferences = [...(pod.metadata.ownerReferences ?? []), controllerReference(set)];
  return objects.update("pods", { ...pod, metadata: { ...pod.metadata, ownerReferences } }) as PodObject;
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
      if (error instanceof KubeError) return failed(objects, set, error.message);
      throw error;
    }
  }
  return null;
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

function statusOf(set: ReplicaSetObject, pods: readonly PodObject[], failure: string | null, nowMs: number): object {
  const ready = pods.filter((pod) => isReady(pod.status?.conditions)).length;
  const labels = requirementsOf({ matchLabels: set.spec.template.metadata?.labels ?? {} });
  const full = pods.filter((pod) => matchesLabels(pod.metadata.labels, labels)).length;
  const old = failureOf(set);
  const next = { type: "ReplicaFailure", status: "True", reason: "FailedCreate", message: failure ?? "" } as const;
  return {
    replicas: pods.length,
    ...(full > 0 ? { fullyLabeledReplicas: full } : {}),
    ...(ready > 0 ? { readyReplicas: ready, availableReplicas: ready } : {}),
    observedGeneration: set.metadata.generation,
    ...(failure === null ? {} : { conditions: withCondition(old === undefined ? [] : [old], next, nowMs) }),
  };
}
