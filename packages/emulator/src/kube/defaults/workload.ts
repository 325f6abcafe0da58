import type { KubeObject } from "../cluster-objects.ts";
import type { DaemonSetObject, DeploymentObject, ReplicaSetObject } from "../types.ts";
import { defaultPodTemplate } from "./pod.ts";

export function defaultDeployment(object: KubeObject): KubeObject {
  const deployment = object as DeploymentObject;
  const { replicas = 1, revisionHistoryLimit = 10, progressDeadlineSeconds = 600, ...rest } = deployment.spec ?? {};
  const strategy = { type: "RollingUpdate" as const, ...rest.strategy };
  const rollingUpdate = { maxUnavailable: "25%", maxSurge: "25%", ...strategy.rollingUpdate };
  return {
    ...deployment,
    spec: {
      ...rest,
      selector: rest.selector ?? {},
      replicas,
      revisionHistoryLimit,
      progressDeadlineSeconds,
      strategy: strategy.type === "RollingUpdate" ? { ...strategy, rollingUpdate } : strategy,
      template: defaultPodTemplate(rest.template),
    },
    status: deployment.status ?? {},
  };
}

export function defaultReplicaSet(object: KubeObject): KubeObject {
  const set = object as ReplicaSetObject;
  const { replicas = 1, ...rest } = set.spec ?? {};
  return {
    ...set,
    spec: { ...rest, selector: rest.selector ?? {}, replicas, template: defaultPodTemplate(rest.template) },
    status: set.status ?? { replicas: 0 },
  };
}

export function defaultDaemonSet(object: KubeObject): KubeObject {
  const set = object as DaemonSetObject;
  const {
    revisionHistoryLimit = 10,
    updateStrategy = {},
    ...rest
  } = (set.spec ?? {}) as DaemonSetObject["spec"] & {
    readonly revisionHistoryLimit?: number;
    readonly updateStrategy?: Readonly<Record<string, unknown>>;
  };
  return {
    ...set,
    spec: {
      ...rest,
      selector: rest.selector ?? {},
      revisionHistoryLimit,
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 }, ...updateStrategy },
      template: defaultPodTemplate(rest.template),
    },
    status: set.status ?? {
      currentNumberScheduled: 0,
      numberMisscheduled: 0,
      desiredNumberScheduled: 0,
      numberReady: 0,
    },
  };
}
