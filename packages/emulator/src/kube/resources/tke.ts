import type { KubeObject } from "../cluster-objects.ts";
import { AGE, NAME, joined, text } from "../printing/columns.ts";
import { defineResource } from "./definition.ts";

/*
 * Kinds of the TKE add-ons. Names, short names and scopes are documented; which columns a real cluster prints isn't, so
 * ours show what a drill looks at.
 *
 * @source docs/facts.md#vpc-cni-crds
 */
const networking = {
  group: "networking.tke.cloud.tencent.com",
  version: "v1",
  hasStatus: true,
  hasGeneration: true,
} as const;
const native = {
  group: "node.tke.cloud.tencent.com",
  version: "v1beta1",
  hasStatus: true,
  hasGeneration: true,
} as const;

const read = (object: KubeObject, part: "spec" | "status", field: string): unknown =>
  (object[part] as Readonly<Record<string, unknown>> | undefined)?.[field];
const told = (object: KubeObject, part: "spec" | "status", field: string): string => {
  const value = read(object, part, field);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

export const nodeEniConfigs = defineResource({
  ...networking,
  kind: "NodeENIConfig",
  plural: "nodeeniconfigs",
  shortNames: ["nec"],
  namespaced: false,
  columns: [
    NAME,
    text("Security-Groups", (object) =>
      joined(read(object, "spec", "securityGroups") as readonly string[] | undefined),
    ),
    AGE,
  ],
});

export const vpcIps = defineResource({
  ...networking,
  kind: "VpcIP",
  plural: "vpcips",
  shortNames: ["vip"],
  namespaced: false,
  nameRule: "path-segment",
  columns: [
    NAME,
    text("Type", (object) => told(object, "spec", "type")),
    text("Phase", (object) => told(object, "status", "phase")),
    text("Node", (object) => object.metadata.labels?.["tke.cloud.tencent.com/node-name"] ?? ""),
    AGE,
  ],
});

export const vpcIpClaims = defineResource({
  ...networking,
  kind: "VpcIPClaim",
  plural: "vpcipclaims",
  shortNames: ["vipc"],
  namespaced: true,
  columns: [NAME, text("Phase", (object) => told(object, "status", "phase")), AGE],
});

export const vpcEnis = defineResource({
  ...networking,
  kind: "VpcENI",
  plural: "vpcenis",
  shortNames: ["veni"],
  namespaced: false,
  columns: [NAME, text("Phase", (object) => told(object, "status", "phase")), AGE],
});

export const machineSets = defineResource({
  ...native,
  kind: "MachineSet",
  plural: "machinesets",
  shortNames: ["ms"],
  namespaced: false,
  columns: [
    NAME,
    text("Display-Name", (object) => told(object, "spec", "displayName")),
    text("Replicas", (object) => told(object, "spec", "replicas")),
    text("Ready", (object) => told(object, "status", "readyReplicas")),
    AGE,
  ],
});

export const machines = defineResource({
  ...native,
  kind: "Machine",
  plural: "machines",
  shortNames: ["ma"],
  namespaced: false,
  columns: [NAME, text("Phase", (object) => told(object, "status", "phase")), AGE],
});
