import type { DeploymentObject, ReplicaSetObject } from "../types.ts";

/** How far a rolling update may stray from the wanted number of Pods, both ways. */
export interface Slack {
  readonly surge: number;
  readonly unavailable: number;
}

/** A percentage is of the wanted number, rounded up for the surge and down for what may be missing; both zero would never move. */
export function slackOf({ spec }: DeploymentObject): Slack {
  const wanted = spec.replicas ?? 1;
  const { maxSurge = "25%", maxUnavailable = "25%" } = spec.strategy?.rollingUpdate ?? {};
  const surge = amount(maxSurge, wanted, Math.ceil);
  const unavailable = amount(maxUnavailable, wanted, Math.floor);
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

function amount(value: number | string, of: number, round: (n: number) => number): number {
  if (typeof value === "number") return value;
  return value.endsWith("%") ? round((Number(value.slice(0, -1)) * of) / 100) : Number(value);
}

/** The next wanted number of each replica set, by name; sets that stay as they are are left out. */
export type Scaling = ReadonlyMap<string, number>;

const size = (set: ReplicaSetObject): number => set.spec.replicas ?? 0;
const available = (set: ReplicaSetObject): number => set.status?.availableReplicas ?? 0;
const total = (sets: readonly ReplicaSetObject[], of: (set: ReplicaSetObject) => number): number =>
  sets.reduce((sum, set) => sum + of(set), 0);

/**
 * One step from the old sets towards the new one.
 *
 * @source k8s.io/kubernetes/pkg/controller/deployment rolling.go, recreate.go
 */
export function nextScaling(
  deployment: DeploymentObject,
  fresh: ReplicaSetObject,
  old: readonly ReplicaSetObject[],
): Scaling {
  const wanted = deployment.spec.replicas ?? 1;
  const changes = new Map<string, number>();
  if (deployment.spec.strategy?.type === "Recreate") {
    for (const set of old) if (size(set) > 0) changes.set(set.metadata.name, 0);
    const gone = total(old, (set) => Math.max(size(set), set.status?.replicas ?? 0)) === 0;
    if (gone && size(fresh) !== wanted) changes.set(fresh.metadata.name, wanted);
    return changes;
  }
  const slack = slackOf(deployment);
  const all = size(fresh) + total(old, size);
  const room = wanted + slack.surge - all;
  const growth = size(fresh) > wanted ? wanted - size(fresh) : Math.max(0, Math.min(room, wanted - size(fresh)));
  if (growth !== 0) {
    changes.set(fresh.metadata.name, size(fresh) + growth);
    return changes;
  }
  shrinkOld(
    changes,
    old,
    all - (wanted - slack.unavailable) - (size(fresh) - Math.min(size(fresh), available(fresh))),
    available(fresh) + total(old, available) - (wanted - slack.unavailable),
  );
  return changes;
}

/**
 * @param most how many old Pods may go at all
 * @param healthy how many of those may be available ones
 */
function shrinkOld(
  changes: Map<string, number>,
  old: readonly ReplicaSetObject[],
  most: number,
  healthy: number,
): void {
  let left = most;
  let healthyLeft = healthy;
  for (const set of old) {
    const sick = size(set) - Math.min(size(set), available(set));
    const sickGone = Math.max(0, Math.min(sick, left));
    left -= sickGone;
    const healthyGone = Math.max(0, Math.min(size(set) - sick, left, healthyLeft));
    left -= healthyGone;
    healthyLeft -= healthyGone;
    if (sickGone + healthyGone > 0) changes.set(set.metadata.name, size(set) - sickGone - healthyGone);
  }
}
