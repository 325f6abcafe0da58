import type { Scenario } from "@podpath/scenarios";
import * as pulumi from "@pulumi/pulumi";
import type { NodePoolExtras } from "./node-pool-args.ts";
import { type Ids, nodePools, poolIds } from "./node-pools.ts";
import type { Tags } from "./tags.ts";

export interface ExistingClusterPlace {
  readonly clusterId: string;
  readonly subnetIds: Ids;
  readonly groupIds: Ids;
  readonly tags: Tags;
  readonly extras: NodePoolExtras;
  readonly after: readonly pulumi.Resource[];
}

/**
 * The lab's node pools in somebody's cluster. The add-on's switch isn't among its resources: destroying an add-on's settings does
 * nothing (docs/facts.md#pool-ids), and what was there before must come back.
 */
export class ExistingClusterComponent extends pulumi.ComponentResource {
  readonly nodePoolIds: Ids;

  constructor(scenario: Scenario, place: ExistingClusterPlace, opts?: pulumi.ComponentResourceOptions) {
    super("podpath:lab:ExistingCluster", place.clusterId, {}, opts);
    this.nodePoolIds = poolIds(nodePools(scenario, { ...place, parent: this }));
    this.registerOutputs({ nodePoolIds: this.nodePoolIds });
  }
}
