import type { KubeObject } from "../cluster-objects.ts";
import { defaultDaemonSet, defaultDeployment, defaultReplicaSet } from "../defaults/workload.ts";
import { AGE, NAME, integer, joined, pairs, text, wide } from "../printing/columns.ts";
import { selectorText } from "../printing/selector.ts";
import type { DaemonSetObject, DeploymentObject, PodTemplate, ReplicaSetObject, WorkloadSpec } from "../types.ts";
import { strategyCauses } from "../validation/strategy.ts";
import { validateWorkload } from "../validation/workload.ts";
import { defineResource } from "./definition.ts";

const apps = {
  group: "apps",
  version: "v1",
  namespaced: true,
  hasStatus: true,
  hasGeneration: true,
  categories: ["all"],
} as const;

const template = (object: KubeObject): PodTemplate => (object["spec"] as WorkloadSpec).template;
const CONTAINERS = [
  wide("Containers", (object) => joined(template(object).spec.containers.map((container) => container.name))),
  wide("Images", (object) => joined(template(object).spec.containers.map((container) => container.image))),
  wide("Selector", (object) => selectorText((object["spec"] as WorkloadSpec).selector)),
];

const deployment = (object: KubeObject): DeploymentObject => object as DeploymentObject;
const replicaSet = (object: KubeObject): ReplicaSetObject => object as ReplicaSetObject;
const daemonSet = (object: KubeObject): DaemonSetObject => object as DaemonSetObject;

export const deployments = defineResource({
  ...apps,
  kind: "Deployment",
  plural: "deployments",
  shortNames: ["deploy"],
  scalable: true,
  defaults: defaultDeployment,
  validate: (object, old) => [...validateWorkload(object, old), ...strategyCauses(object)],
  columns: [
    NAME,
    text(
      "Ready",
      (object) => `${deployment(object).status?.readyReplicas ?? 0}/${deployment(object).spec.replicas ?? 1}`,
    ),
    integer("Up-to-date", (object) => deployment(object).status?.updatedReplicas ?? 0),
    integer("Available", (object) => deployment(object).status?.availableReplicas ?? 0),
    AGE,
    ...CONTAINERS,
  ],
});

export const replicaSets = defineResource({
  ...apps,
  kind: "ReplicaSet",
  plural: "replicasets",
  shortNames: ["rs"],
  scalable: true,
  defaults: defaultReplicaSet,
  validate: validateWorkload,
  fields: { "status.replicas": (object) => String(replicaSet(object).status?.replicas ?? 0) },
  columns: [
    NAME,
    integer("Desired", (object) => replicaSet(object).spec.replicas ?? 1),
    integer("Current", (object) => replicaSet(object).status?.replicas ?? 0),
    integer("Ready", (object) => replicaSet(object).status?.readyReplicas ?? 0),
    AGE,
    ...CONTAINERS,
  ],
});

const count = (field: string) => (object: KubeObject) => daemonSet(object).status?.[field] ?? 0;

export const daemonSets = defineResource({
  ...apps,
  kind: "DaemonSet",
  plural: "daemonsets",
  shortNames: ["ds"],
  defaults: defaultDaemonSet,
  validate: validateWorkload,
  columns: [
    NAME,
    integer("Desired", count("desiredNumberScheduled")),
    integer("Current", count("currentNumberScheduled")),
    integer("Ready", count("numberReady")),
    integer("Up-to-date", count("updatedNumberScheduled")),
    integer("Available", count("numberAvailable")),
    text("Node Selector", (object) => pairs(template(object).spec.nodeSelector)),
    AGE,
    ...CONTAINERS,
  ],
});
