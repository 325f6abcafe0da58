import type { Scenario } from "@podpath/scenarios";
import type { Tags } from "./tags.ts";

/** What a lab's cluster needs of a real one and no more. */
const CLUSTER = {
  clusterOs: "tlinux3.1x86_64",
  clusterLevel: "L5", // up to 5 nodes, the smallest managed control plane
  clusterMaxPodNum: 64, // a node; VPC-CNI takes what the machine's interfaces allow
  clusterMaxServiceNum: 256,
} as const;

/** The cluster's arguments, all but the ids that are known only after creation. */
export function clusterArgs(scenario: Pick<Scenario, "id" | "cluster">, tags: Tags) {
  const { name, version, serviceCidr } = scenario.cluster;
  return {
    clusterName: name,
    clusterDesc: `PodPath drill ${scenario.id}`,
    clusterVersion: version,
    clusterDeployType: "MANAGED_CLUSTER",
    containerRuntime: "containerd",
    networkType: "VPC-CNI",
    vpcCniType: "tke-route-eni",
    isNonStaticIpMode: true,
    serviceCidr,
    deletionProtection: false,
    tags,
    ...CLUSTER,
  };
}
