import { stamp } from "../stamp.ts";
import type { Condition, DeploymentObject, ReplicaSetObject } from "../types.ts";
import { conditionIs, withCondition, type NewCondition } from "./conditions.ts";
import { slackOf } from "./rollout.ts";

interface Outcome {
  readonly status: object;
  /** When the rollout will be given up, if nothing moves until then. */
  readonly againAfterMs: number | null;
}

const total = (sets: readonly ReplicaSetObject[], of: (set: ReplicaSetObject) => number | undefined): number =>
  sets.reduce((sum, set) => sum + (of(set) ?? 0), 0);

/** @param fresh the replica set of the present template, if there is one */
export function deploymentStatus(
  deployment: DeploymentObject,
  fresh: ReplicaSetObject | null,
  sets: readonly ReplicaSetObject[],
  nowMs: number,
): Outcome {
  const counts = {
    replicas: total(sets, (set) => set.status?.replicas),
    updatedReplicas: fresh?.status?.replicas ?? 0,
    readyReplicas: total(sets, (set) => set.status?.readyReplicas),
    availableReplicas: total(sets, (set) => set.status?.availableReplicas),
  };
  const unavailableReplicas = Math.max(0, total(sets, (set) => set.spec.replicas) - counts.availableReplicas);
  const progress = progressOf(deployment, fresh, counts, nowMs);
  const old = deployment.status?.conditions;
  const moved = movedSince(deployment, counts);
  const touched = moved
    ? old?.map((condition) => (condition.type === "Progressing" ? { ...condition, message: "" } : condition))
    : old;
  const update = { lastUpdateTime: stamp(nowMs) };
  const conditions = withCondition(
    withCondition(touched, availability(deployment, counts.availableReplicas), nowMs, update),
    progress.condition,
    nowMs,
    update,
  );
  return {
    status: {
      observedGeneration: deployment.metadata.generation,
      ...withoutZeros({ ...counts, unavailableReplicas }),
      conditions,
    },
    againAfterMs: progress.againAfterMs,
  };
}

type Counts = Readonly<Record<"replicas" | "updatedReplicas" | "readyReplicas" | "availableReplicas", number>>;

function withoutZeros(counts: Readonly<Record<string, number>>): object {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}

function movedSince({ status }: DeploymentObject, counts: Counts): boolean {
  return (["updatedReplicas", "readyReplicas", "availableReplicas"] as const).some(
    (field) => counts[field] > (status?.[field] ?? 0),
  );
}

function availability(deployment: DeploymentObject, available: number): NewCondition {
  const wanted = deployment.spec.replicas ?? 1;
  const missing = deployment.spec.strategy?.type === "Recreate" ? 0 : slackOf(deployment).unavailable;
  return available >= wanted - missing
    ? {
        type: "Available",
        status: "True",
        reason: "MinimumReplicasAvailable",
        message: "Deployment has minimum availability.",
      }
    : {
        type: "Available",
        status: "False",
        reason: "MinimumReplicasUnavailable",
        message: "Deployment does not have minimum availability.",
      };
}

function progressOf(
  deployment: DeploymentObject,
  fresh: ReplicaSetObject | null,
  counts: Counts,
  nowMs: number,
): { readonly condition: NewCondition; readonly againAfterMs: number | null } {
  const wanted = deployment.spec.replicas ?? 1;
  const name = fresh?.metadata.name ?? "";
  const told = (status: Condition["status"], reason: string, message: string, againAfterMs: number | null = null) => ({
    condition: { type: "Progressing", status, reason, message },
    againAfterMs,
  });
  if (fresh === null || deployment.spec.paused === true)
    return told("Unknown", "DeploymentPaused", "Deployment is paused");
  const done = counts.updatedReplicas === wanted && counts.replicas === wanted && counts.availableReplicas >= wanted;
  if (done) return told("True", "NewReplicaSetAvailable", `ReplicaSet "${name}" has successfully progressed.`);
  const old = deployment.status?.conditions?.find((condition) => condition.type === "Progressing");
  const sameRollout = old?.message?.includes(`"${name}"`) === true && old.reason !== "NewReplicaSetAvailable";
  const deadlineMs = (deployment.spec.progressDeadlineSeconds ?? 600) * 1000;
  const since = sameRollout && !movedSince(deployment, counts) ? Date.parse(old.lastUpdateTime ?? "") : nowMs;
  const left = since + deadlineMs - nowMs;
  if (
    sameRollout &&
    (left <= 0 || conditionIs(deployment.status?.conditions, "Progressing", "False")) &&
    !movedSince(deployment, counts)
  ) {
    return told("False", "ProgressDeadlineExceeded", `ReplicaSet "${name}" has timed out progressing.`);
  }
  return told("True", "ReplicaSetUpdated", `ReplicaSet "${name}" is progressing.`, Math.max(1000, left));
}
