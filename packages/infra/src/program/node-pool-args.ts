import type { NodePoolSpec, Scenario } from "@podpath/scenarios";
import type * as pulumi from "@pulumi/pulumi";
import { tagsOf } from "./tags.ts";

export interface NodePoolIds {
  readonly clusterId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<string>[];
  /** In binding order. */
  readonly securityGroupIds: pulumi.Input<string>[];
}

const SYSTEM_DISK = { diskType: "CLOUD_BSSD", diskSize: 50 /* GB */ } as const;

/** A native node pool of a fixed size: nothing scales, repairs or renames a machine while somebody looks at it. */
export function nodePoolArgs(pool: NodePoolSpec, scenario: Pick<Scenario, "id">, ids: NodePoolIds) {
  return {
    clusterId: ids.clusterId,
    name: pool.name,
    type: "Native",
    labels: Object.entries(pool.labels).map(([name, value]) => ({ name, value })),
    tags: [{ resourceType: "machine", tags: Object.entries(tagsOf(scenario)).map(([key, value]) => ({ key, value })) }],
    deletionProtection: false,
    native: {
      machineType: pool.machineType,
      instanceTypes: [pool.instanceType],
      instanceChargeType: "POSTPAID_BY_HOUR",
      systemDisk: SYSTEM_DISK,
      subnetIds: ids.subnetIds,
      securityGroupIds: ids.securityGroupIds,
      replicas: pool.replicas,
      enableAutoscaling: false,
      scaling: { minReplicas: pool.replicas, maxReplicas: pool.replicas, createPolicy: "ZoneEquality" },
      autoRepair: false,
    },
  };
}
