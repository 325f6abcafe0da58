import type { NodePoolSpec } from "@podpath/scenarios";
import type * as pulumi from "@pulumi/pulumi";
import type { Tags } from "./tags.ts";

/** What a pool of a real cluster has besides: how to log in, and a taint that keeps other people's Pods away. */
export interface NodePoolExtras {
  readonly keyIds: readonly string[];
  readonly taint: { readonly key: string; readonly value: string; readonly effect: "NoSchedule" } | null;
}

export const NO_EXTRAS: NodePoolExtras = { keyIds: [], taint: null };

export interface NodePoolIds {
  readonly clusterId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<string>[];
  /** In binding order. */
  readonly securityGroupIds: pulumi.Input<string>[];
}

const SYSTEM_DISK = { diskType: "CLOUD_BSSD", diskSize: 50 /* GB */ } as const;

/** A native node pool of a fixed size: nothing scales, repairs or renames a machine while somebody looks at it. */
export function nodePoolArgs(pool: NodePoolSpec, tags: Tags, ids: NodePoolIds, extras: NodePoolExtras = NO_EXTRAS) {
  return {
    clusterId: ids.clusterId,
    name: pool.name,
    type: "Native",
    labels: Object.entries(pool.labels).map(([name, value]) => ({ name, value })),
    tags: [{ resourceType: "machine", tags: Object.entries(tags).map(([key, value]) => ({ key, value })) }],
    ...(extras.taint ? { taints: [{ ...extras.taint }] } : {}),
    deletionProtection: false,
    native: {
      ...(extras.keyIds.length > 0 ? { keyIds: [...extras.keyIds] } : {}),
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
