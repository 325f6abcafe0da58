import type { Scenario } from "@podpath/scenarios";
import * as pulumi from "@pulumi/pulumi";
import * as tencentcloud from "@pulumi/tencentcloud";
import { nodePoolArgs, type NodePoolExtras } from "./node-pool-args.ts";
import type { Tags } from "./tags.ts";

export type Ids = Readonly<Record<string, pulumi.Output<string>>>;

export interface NodePoolPlacement {
  readonly clusterId: pulumi.Input<string>;
  readonly subnetIds: Ids;
  readonly groupIds: Ids;
  readonly tags: Tags;
  readonly extras?: NodePoolExtras;
  /** No node starts before these: its interfaces would be open, or closed, in a way that no scenario means. */
  readonly after: readonly pulumi.Resource[];
  readonly parent: pulumi.Resource;
}

/** A scenario's node pools in a cluster, new or somebody's. */
export function nodePools(scenario: Scenario, place: NodePoolPlacement) {
  return scenario.nodePools.map((pool) => {
    const ids = {
      clusterId: place.clusterId,
      subnetIds: pick(place.subnetIds, [pool.subnet], "subnet"),
      securityGroupIds: pick(place.groupIds, pool.groups, "security group"),
    };
    const args = nodePoolArgs(pool, place.tags, ids, place.extras);
    const options = { parent: place.parent, dependsOn: [...place.after] };
    const resource = new tencentcloud.KubernetesNativeNodePool(pool.name, args, options);
    return { key: pool.key, resource, id: resource.id.apply(ownId) };
  });
}

/** By the scenario's key. */
export function poolIds(pools: ReturnType<typeof nodePools>): Ids {
  return Object.fromEntries(pools.map(({ key, id }) => [key, id]));
}

/** The provider's id of a node pool is `<cluster>#<node pool>`. */
function ownId(id: string): string {
  return id.slice(id.indexOf("#") + 1);
}

export function pick(ids: Ids, keys: readonly string[], what: string): pulumi.Output<string>[] {
  return keys.map((key) => {
    const id = ids[key];
    if (id === undefined) throw new Error(`The scenario has no ${what} '${key}'.`);
    return id;
  });
}
