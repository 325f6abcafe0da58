import type { Controller } from "../../controller.ts";
import type { KubeObjects } from "../kube-objects.ts";
import { sameJson } from "../same-json.ts";
import type { DeploymentObject, PodTemplate, ReplicaSetObject } from "../types.ts";
import { deploymentStatus } from "./deployment-status.ts";
import { controllerReference, ownedBy } from "./ownership.ts";
import { nextScaling, slackOf } from "./rollout.ts";
import { templateHash } from "./template-hash.ts";

const SOURCE = "deployment-controller";
const REVISION = "deployment.kubernetes.io/revision";
const DESIRED = "deployment.kubernetes.io/desired-replicas";
const MAXIMUM = "deployment.kubernetes.io/max-replicas";
const HASH = "pod-template-hash";

/** Annotations that are the Deployment's own business. */
const NOT_COPIED = new Set(["kubectl.kubernetes.io/last-applied-configuration", REVISION, DESIRED, MAXIMUM]);

/** Keeps one replica set a template, and moves Pods from the old ones to the newest. */
export const deploymentController: Controller = {
  name: SOURCE,
  reconcile(context) {
    const { objects, runtime } = context;
    for (const deployment of objects.list("deployments") as readonly DeploymentObject[]) {
      if (deployment.metadata.deletionTimestamp !== undefined) continue;
      const fresh = roll(objects, deployment);
      const sets = setsOf(objects, deployment);
      const { namespace, name } = deployment.metadata;
      const status = deploymentStatus(
        deployment,
        fresh === null ? null : (sets.find((set) => set.metadata.uid === fresh.metadata.uid) ?? fresh),
        sets,
        runtime.now(),
      );
      objects.updateStatus("deployments", namespace!, name, status.status);
      if (status.againAfterMs !== null) context.againAfter(status.againAfterMs);
    }
  },
};

function setsOf(objects: KubeObjects, deployment: DeploymentObject): readonly ReplicaSetObject[] {
  return (objects.list("replicasets", deployment.metadata.namespace) as readonly ReplicaSetObject[]).filter(
    ownedBy(deployment),
  );
}

/** @returns the replica set of the present template; null while it doesn't exist (paused) */
function roll(objects: KubeObjects, deployment: DeploymentObject): ReplicaSetObject | null {
  const sets = setsOf(objects, deployment);
  const existing = sets.find((set) => sameJson(withoutHash(set.spec.template), withoutHash(deployment.spec.template)));
  if (deployment.spec.paused === true) {
    resizePaused(objects, deployment, existing, sets);
    return existing ?? null;
  }
  const others = sets.filter((set) => set !== existing);
  const revision = Math.max(0, ...others.map(revisionOf)) + 1;
  const number = existing === undefined ? revision : Math.max(revision, revisionOf(existing));
  const fresh =
    existing === undefined
      ? createSet(objects, deployment, others, number)
      : renumber(objects, existing, deployment, number);
  annotate(objects, deployment, number);
  const changes = nextScaling(deployment, fresh, others);
  for (const set of [fresh, ...others]) {
    const size = changes.get(set.metadata.name);
    if (size !== undefined) scale(objects, deployment, set, size);
  }
  dropHistory(objects, deployment, others);
  return fresh;
}

/** A paused Deployment still follows its wanted number, in the set of the present template or else the newest. */
function resizePaused(
  objects: KubeObjects,
  deployment: DeploymentObject,
  existing: ReplicaSetObject | undefined,
  sets: readonly ReplicaSetObject[],
): void {
  const target = existing ?? sets.toSorted((a, b) => revisionOf(b) - revisionOf(a))[0];
  if (target === undefined) return;
  const elsewhere = sets.reduce((sum, set) => (set === target ? sum : sum + (set.spec.replicas ?? 0)), 0);
  scale(objects, deployment, target, Math.max(0, (deployment.spec.replicas ?? 1) - elsewhere));
}

function withoutHash(template: PodTemplate): PodTemplate {
  const { [HASH]: _hash, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}

function revisionOf(set: ReplicaSetObject): number {
  return Number(set.metadata.annotations?.[REVISION] ?? 0);
}

function annotationsFor(deployment: DeploymentObject, revision: number): Readonly<Record<string, string>> {
  const wanted = deployment.spec.replicas ?? 1;
  const own = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !NOT_COPIED.has(key));
  return {
    ...Object.fromEntries(own),
    [DESIRED]: String(wanted),
    [MAXIMUM]: String(wanted + (deployment.spec.strategy?.type === "Recreate" ? 0 : slackOf(deployment).surge)),
    [REVISION]: String(revision),
  };
}

function createSet(
  objects: KubeObjects,
  deployment: DeploymentObject,
  others: readonly ReplicaSetObject[],
  revision: number,
): ReplicaSetObject {
  const { template, selector } = deployment.spec;
  const { namespace, name } = deployment.metadata;
  let hash = templateHash(template, 0);
  for (let collisions = 1; objects.get("replicasets", namespace!, `${name}-${hash}`) !== undefined; collisions += 1) {
    hash = templateHash(template, collisions);
  }
  const labels = { ...template.metadata?.labels, [HASH]: hash };
  const wanted = deployment.spec.replicas ?? 1;
  const limit = deployment.spec.strategy?.type === "Recreate" ? 0 : slackOf(deployment).surge + wanted;
  const present = others.reduce((sum, set) => sum + (set.spec.replicas ?? 0), 0);
  const replicas = present === 0 ? wanted : Math.max(0, Math.min(wanted, limit - present));
  const set = objects.create("replicasets", {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name: `${name}-${hash}`,
      namespace: namespace!,
      labels,
      annotations: annotationsFor(deployment, revision),
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas,
      ...(deployment.spec.minReadySeconds === undefined ? {} : { minReadySeconds: deployment.spec.minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  });
  if (replicas > 0) tell(objects, deployment, `Scaled up replica set ${set.metadata.name} to ${replicas}`);
  return set as ReplicaSetObject;
}

function renumber(
  objects: KubeObjects,
  set: ReplicaSetObject,
  deployment: DeploymentObject,
  revision: number,
): ReplicaSetObject {
  const annotations = { ...set.metadata.annotations, ...annotationsFor(deployment, revision) };
  return objects.update("replicasets", { ...set, metadata: { ...set.metadata, annotations } }) as ReplicaSetObject;
}

function annotate(objects: KubeObjects, deployment: DeploymentObject, revision: number): void {
  const annotations = { ...deployment.metadata.annotations, [REVISION]: String(revision) };
  objects.update("deployments", { ...deployment, metadata: { ...deployment.metadata, annotations } });
}

function scale(objects: KubeObjects, deployment: DeploymentObject, set: ReplicaSetObject, replicas: number): void {
  const before = set.spec.replicas ?? 0;
  if (before === replicas) return;
  objects.update("replicasets", { ...set, spec: { ...set.spec, replicas } });
  const direction = replicas > before ? "up" : "down";
  tell(objects, deployment, `Scaled ${direction} replica set ${set.metadata.name} to ${replicas} from ${before}`);
}

function tell(objects: KubeObjects, deployment: DeploymentObject, message: string): void {
  objects.event(deployment, { type: "Normal", reason: "ScalingReplicaSet", message, source: SOURCE });
}

/** Old sets without Pods are kept for `kubectl rollout undo`, as many as the Deployment wants. */
function dropHistory(objects: KubeObjects, deployment: DeploymentObject, old: readonly ReplicaSetObject[]): void {
  const idle = old.filter((set) => (set.spec.replicas ?? 0) === 0 && (set.status?.replicas ?? 0) === 0);
  const surplus = idle.length - (deployment.spec.revisionHistoryLimit ?? 10);
  for (const set of idle.toSorted((a, b) => revisionOf(a) - revisionOf(b)).slice(0, Math.max(0, surplus))) {
    objects.delete("replicasets", set.metadata.namespace!, set.metadata.name);
  }
}
