import type { Scenario } from "@podpath/scenarios";
import * as pulumi from "@pulumi/pulumi";
import * as tencentcloud from "@pulumi/tencentcloud";
import { clusterArgs } from "./cluster-args.ts";
import { eniipamdValues } from "./eniipamd.ts";
import { nodePoolArgs } from "./node-pool-args.ts";

type Ids = Readonly<Record<string, pulumi.Output<string>>>;

export interface ClusterPlacement {
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: Ids;
  readonly groupIds: Ids;
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

  constructor(scenario: Scenario, place: ClusterPlacement, opts?: pulumi.ComponentResourceOptions) {
    super("podpath:lab:Cluster", scenario.cluster.name, {}, opts);
    const own = { parent: this };
    const { name } = scenario.cluster;
    const cluster = new tencentcloud.KubernetesCluster(
      name,
      { ...clusterArgs(scenario), vpcId: place.vpcId, eniSubnetIds: Object.values(place.subnetIds) },
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
      own,
    );
    this.clusterId = cluster.id;
    this.nodePoolIds = Object.fromEntries(
      scenario.nodePools.map((pool) => {
        const args = nodePoolArgs(pool, scenario, {
          clusterId: cluster.id,
          subnetIds: pick(place.subnetIds, [pool.subnet], "subnet"),
          securityGroupIds: pick(place.groupIds, pool.groups, "security group"),
        });
        const options = { ...own, dependsOn: [addon, ...place.after] };
        const made = new tencentcloud.KubernetesNativeNodePool(pool.name, args, options);
        return [pool.key, made.id.apply(ownId)];
      }),
    );
    this.registerOutputs({ clusterId: this.clusterId, nodePoolIds: this.nodePoolIds });
  }
}

/** The provider's id of a node pool is `<cluster>#<node pool>`. */
function ownId(id: string): string {
  return id.slice(id.indexOf("#") + 1);
}

function pick(ids: Ids, keys: readonly string[], what: string): pulumi.Output<string>[] {
  return keys.map((key) => {
    const id = ids[key];
    if (id === undefined) throw new Error(`The scenario has no ${what} '${key}'.`);
    return id;
  });
}
