import { isCloudError, type CloudClient } from "../clients/cloud.ts";
import { readPages } from "./read-pages.ts";

/** The tag that everything of a lab carries; its value is the lab's id. */
const LAB_TAG = "podpath";

export type LeftoverKind = "node-pool" | "cluster" | "security-group" | "subnet" | "vpc";

/** Something that carries a lab's tag. */
export interface TaggedThing {
  readonly kind: LeftoverKind;
  readonly id: string;
  readonly name: string;
  readonly labId: string;
  readonly expiresAt: string | null;
  readonly owner: string | null;
  /** Of a node pool. */
  readonly clusterId: string | null;
}

interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

/**
 * Everything in the region that carries a lab's tag, in the order in which it can be deleted.
 *
 * @param labId null: any lab's
 * @param clusters besides the tagged ones, where to look for node pools: somebody's cluster carries no tag of ours
 */
export async function findTagged(
  cloud: CloudClient,
  labId: string | null,
  clusters: readonly string[] = [],
): Promise<readonly TaggedThing[]> {
  const filters =
    labId === null ? [{ Name: "tag-key", Values: [LAB_TAG] }] : [{ Name: `tag:${LAB_TAG}`, Values: [labId] }];
  const list = <T>(action: string, member: string) =>
    readPages<T & { TagSet?: readonly Tag[] | null }>(cloud, "vpc", action, member, { Filters: filters });
  const own = await taggedClusters(cloud, labId);
  const pools = await Promise.all(
    [...new Set([...own.map(({ id }) => id), ...clusters])].map((id) => poolsOf(cloud, id, labId)),
  );
  const groups = await list<{ SecurityGroupId: string; SecurityGroupName: string }>(
    "DescribeSecurityGroups",
    "SecurityGroupSet",
  );
  const subnets = await list<{ SubnetId: string; SubnetName: string }>("DescribeSubnets", "SubnetSet");
  const vpcs = await list<{ VpcId: string; VpcName: string }>("DescribeVpcs", "VpcSet");
  return [
    ...pools.flat(),
    ...own,
    ...groups.map((one) => thing("security-group", one.SecurityGroupId, one.SecurityGroupName, one.TagSet)),
    ...subnets.map((one) => thing("subnet", one.SubnetId, one.SubnetName, one.TagSet)),
    ...vpcs.map((one) => thing("vpc", one.VpcId, one.VpcName, one.TagSet)),
  ];
}

/** Clusters are few: read all, look at their tags here. */
async function taggedClusters(cloud: CloudClient, labId: string | null): Promise<readonly TaggedThing[]> {
  const all = await readPages<{
    ClusterId: string;
    ClusterName: string;
    TagSpecification?: readonly { Tags?: readonly Tag[] | null }[] | null;
  }>(cloud, "tke", "DescribeClusters", "Clusters");
  return all
    .map((one) =>
      thing(
        "cluster",
        one.ClusterId,
        one.ClusterName,
        (one.TagSpecification ?? []).flatMap(({ Tags }) => Tags ?? []),
      ),
    )
    .filter((one) => (labId === null ? one.labId !== "" : one.labId === labId));
}

/** Pools are known by the tag on their machines, or by the lab's id at the end of their name. */
async function poolsOf(cloud: CloudClient, clusterId: string, labId: string | null): Promise<readonly TaggedThing[]> {
  const pools = await readPages<{
    NodePoolId: string;
    Name: string;
    Tags?: readonly { Tags?: readonly Tag[] | null }[] | null;
  }>(cloud, "tke-2022", "DescribeNodePools", "NodePools", { ClusterId: clusterId }).catch((error: unknown) => {
    if (isCloudError(error) && error.code.includes("NotFound")) return [];
    throw error;
  });
  return pools
    .map((one) => ({
      ...thing(
        "node-pool",
        one.NodePoolId,
        one.Name,
        (one.Tags ?? []).flatMap(({ Tags }) => Tags ?? []),
      ),
      clusterId,
    }))
    .filter((one) => (labId === null ? one.labId !== "" : one.labId === labId || one.name.endsWith(`-${labId}`)));
}

function thing(kind: LeftoverKind, id: string, name: string, tags: readonly Tag[] | null | undefined): TaggedThing {
  const value = (key: string): string | null => tags?.find(({ Key }) => Key === key)?.Value ?? null;
  const [labId, expiresAt, owner] = [value(LAB_TAG) ?? "", value("podpath-expires"), value("podpath-owner")];
  return { kind, id, name, labId, expiresAt, owner, clusterId: null };
}

/** What was deleted, and what the cloud would not delete yet, in its own words. */
export interface Swept {
  readonly deleted: readonly TaggedThing[];
  readonly kept: readonly { readonly thing: TaggedThing; readonly code: string; readonly reason: string }[];
}

/** Deletes one lab's leftovers. A group that an interface still has bound is refused by the cloud, and said: the known trap. */
export async function sweep(cloud: CloudClient, things: readonly TaggedThing[]): Promise<Swept> {
  const deleted: TaggedThing[] = [];
  const kept: { thing: TaggedThing; code: string; reason: string }[] = [];
  for (const one of things) {
    try {
      await remove(cloud, one);
      deleted.push(one);
    } catch (error) {
      if (!isCloudError(error)) throw error;
      if (error.code.includes("NotFound")) deleted.push(one);
      else kept.push({ thing: one, code: error.code, reason: error.message });
    }
  }
  return { deleted, kept };
}

async function remove(cloud: CloudClient, { kind, id, clusterId }: TaggedThing): Promise<void> {
  switch (kind) {
    case "node-pool":
      await cloud.call("tke-2022", "DeleteNodePool", { ClusterId: clusterId, NodePoolId: id });
      return;
    case "cluster":
      await cloud.call("tke", "DeleteCluster", { ClusterId: id, InstanceDeleteMode: "terminate" });
      return;
    case "security-group":
      await cloud.call("vpc", "DeleteSecurityGroup", { SecurityGroupId: id });
      return;
    case "subnet":
      await cloud.call("vpc", "DeleteSubnet", { SubnetId: id });
      return;
    case "vpc":
      await cloud.call("vpc", "DeleteVpc", { VpcId: id });
      return;
    default:
      kind satisfies never;
  }
}
