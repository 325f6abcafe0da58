import type { ExistingShape } from "@podpath/infra";
import { isCloudError, type CloudClient } from "../clients/cloud.ts";
import { LabError } from "../lab-error.ts";
import { message } from "../text/translate.ts";
import type { CloudCluster, CloudSubnet } from "./answers.ts";
import { readPages } from "./read-pages.ts";

/** A node takes its own address and a secondary interface's, and ipamd keeps five warm for Pods. docs/facts.md#warm-pool */
const ADDRESSES_PER_NODE = 7;

export interface Identity {
  readonly account: string;
  readonly arn: string;
}

/** Are the credentials somebody's? Asked first: every later refusal then means something else. */
export async function whoAmI(cloud: CloudClient): Promise<Identity> {
  const { AccountId, Arn } = await cloud.call<{ AccountId: string; Arn: string }>("sts", "GetCallerIdentity", {});
  return { account: AccountId, arn: Arn };
}

/** Does the region exist for this account? @throws LabError `RegionUnknown` */
export async function checkRegion(cloud: CloudClient, region: string): Promise<void> {
  const { RegionSet } = await cloud.call<{ RegionSet: readonly { Region: string }[] }>("cvm", "DescribeRegions", {});
  const known = RegionSet.map(({ Region }) => Region);
  if (known.includes(region)) return;
  throw new LabError(
    "RegionUnknown",
    message("real.region-unknown", { region }),
    message("real.region-unknown.hint", { known: known.join(", ") }),
  );
}

/** Zones, the nodes' own first: those asked for, else the region's first two. @throws LabError `ZonesUnknown` */
export async function chooseZones(
  cloud: CloudClient,
  region: string,
  asked: readonly string[],
): Promise<readonly [string, string]> {
  const { ZoneSet } = await cloud.call<{ ZoneSet: readonly { Zone: string; ZoneState?: string }[] }>(
    "cvm",
    "DescribeZones",
    {},
  );
  const open = ZoneSet.filter(({ ZoneState = "AVAILABLE" }) => ZoneState === "AVAILABLE").map(({ Zone }) => Zone);
  const [first, second] = asked.length > 0 ? asked : open;
  if (first && second && first !== second && open.includes(first) && open.includes(second)) return [first, second];
  throw new LabError(
    "ZonesUnknown",
    message("real.zones-unknown", { zones: asked.join(", ") || "-", region }),
    message("real.zones-unknown.hint", { known: open.join(", ") }),
  );
}

/** The cluster and the subnet are such that the drill can be built there. @throws LabError that says which is not, and what is */
export async function checkExisting(
  cloud: CloudClient,
  region: string,
  asked: { readonly clusterId: string; readonly subnetId: string | null },
  nodes: number,
): Promise<ExistingShape> {
  const cluster = await findCluster(cloud, region, asked.clusterId);
  const vpcId = cluster.ClusterNetworkSettings?.VpcId ?? "";
  requireSharedVpcCni(cluster);
  const subnetId = asked.subnetId ?? cluster.ClusterNetworkSettings?.Subnets?.[0] ?? "";
  const subnets = await readPages<CloudSubnet>(cloud, "vpc", "DescribeSubnets", "SubnetSet", {
    Filters: [{ Name: "vpc-id", Values: [vpcId] }],
  });
  const subnet = subnets.find((one) => one.SubnetId === subnetId);
  if (!subnet) {
    const known = subnets.map((one) => `${one.SubnetId} (${one.Zone}, ${one.CidrBlock})`).join(", ");
    throw new LabError(
      "SubnetUnknown",
      message("real.subnet-unknown", { subnet: subnetId, vpc: vpcId }),
      message("real.subnet-unknown.hint", { known }),
    );
  }
  const needed = nodes * ADDRESSES_PER_NODE;
  const free = subnet.AvailableIpAddressCount ?? needed;
  if (free < needed) {
    throw new LabError(
      "SubnetFull",
      message("real.subnet-full", { subnet: subnetId, free, needed }),
      message("real.subnet-full.hint"),
    );
  }
  return { kind: "existing", clusterId: cluster.ClusterId, vpcId, subnetId };
}

async function findCluster(cloud: CloudClient, region: string, id: string): Promise<CloudCluster> {
  const clusters = await readPages<CloudCluster>(cloud, "tke", "DescribeClusters", "Clusters", {
    ClusterIds: [id],
  }).catch((error: unknown) => {
    if (isCloudError(error) && error.code.includes("NotFound")) return [];
    throw error;
  });
  const found = clusters.find(({ ClusterId }) => ClusterId === id);
  if (found) return found;
  throw new LabError(
    "ClusterNotFound",
    message("real.cluster-not-found", { id, region }),
    message("real.cluster-not-found.hint", { region }),
  );
}

/** docs/facts.md#cluster-property */
function requireSharedVpcCni({ ClusterId, Property }: CloudCluster): void {
  const { NetworkType = "-", VpcCniType = "" } = JSON.parse(Property || "{}") as {
    NetworkType?: string;
    VpcCniType?: string;
  };
  if (NetworkType === "VPC-CNI" && (VpcCniType === "tke-route-eni" || VpcCniType === "")) return;
  throw new LabError(
    "NotVpcCni",
    message("real.not-vpc-cni", { id: ClusterId, mode: [NetworkType, VpcCniType].filter(Boolean).join(" / ") }),
    message("real.not-vpc-cni.hint"),
  );
}

/** Room for the drill's groups and one for the endpoint? Accounts that may not ask go on. @throws LabError `GroupQuota` */
export async function checkGroupQuota(cloud: CloudClient, needed: number): Promise<void> {
  const answer = await cloud
    .call<{ SecurityGroupLimitSet: { SecurityGroupLimit: number } }>("vpc", "DescribeSecurityGroupLimits", {})
    .catch((error: unknown) => {
      if (isCloudError(error)) return null;
      throw error;
    });
  const limit = answer?.SecurityGroupLimitSet.SecurityGroupLimit;
  if (limit === undefined) return;
  const groups = await readPages(cloud, "vpc", "DescribeSecurityGroups", "SecurityGroupSet");
  if (groups.length + needed <= limit) return;
  throw new LabError(
    "GroupQuota",
    message("real.group-quota", { used: groups.length, limit, needed }),
    message("real.group-quota.hint"),
  );
}
