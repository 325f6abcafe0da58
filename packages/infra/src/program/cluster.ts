import type { Scenario } from "@podpath/scenarios";
import * as pulumi from "@pulumi/pulumi";
import * as tencentcloud from "@pulumi/tencentcloud";
import { clusterArgs } from "./cluster-args.ts";
import { eniipamdValues } from "./eniipamd.ts";
import type { NodePoolExtras } from "./node-pool-args.ts";
import { type Ids, nodePools, pick, poolIds } from "./node-pools.ts";
import type { Tags } from "./tags.ts";

export interface ClusterPlacement {
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: Ids;
  readonly groupIds: Ids;
  readonly tags: Tags;
  readonly extras?: NodePoolExtras;
  /** Where the add-on answers with more settings than were asked for, those are no difference. */
  readonly addonKeepsMore?: boolean;
  /** No node starts before these: its interfaces would be open, or closed, in a way that no scenario means. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * A managed VPC-CNI cluster, its add-on configuration, and native node pools.
 *
 * The add-on is configured before any node exists: a change of its global list reaches new nodes only
 * (docs/facts.md#sg-resync).
 */
export class ClusterComponent extends pulumi.ComponentResource {
  readonly clusterId: pulumi.Output<string>;
  /** By the scenario's key. */
  readonly nodePoolIds: Ids;
  readonly pools: ReturnType<typeof nodePools>;

  constructor(scenario: Scenario, place: ClusterPlacement, opts?: pulumi.ComponentResourceOptions) {
    super("podpath:lab:Cluster", scenario.cluster.name, {}, opts);
    const own = { parent: this };
    const { name } = scenario.cluster;
    const cluster = new tencentcloud.KubernetesCluster(
      name,
      { ...clusterArgs(scenario, place.tags), vpcId: place.vpcId, eniSubnetIds: Object.values(place.subnetIds) },
      own,
    );
    const groups = pick(place.groupIds, scenario.eniSecurityGroups.groups, "security group");
    const addon = new tencentcloud.KubernetesAddonConfig(
      `${name}-eniipamd`,
      {
        clusterId: cluster.id,
        addonName: "eniipamd",
        rawValues: pulumi.all(groups).apply((ids) => eniipamdValues(scenario.eniSecurityGroups.enabled, ids)),
      },
      place.addonKeepsMore ? { ...own, ignoreChanges: ["rawValues"] } : own,
    );
    this.clusterId = cluster.id;
    this.pools = nodePools(scenario, {
      ...place,
      clusterId: cluster.id,
      after: [addon, ...place.after],
      parent: this,
    });
    this.nodePoolIds = poolIds(this.pools);
    this.registerOutputs({ clusterId: this.clusterId, nodePoolIds: this.nodePoolIds });
  }
}
