import { isCloudError, type CloudClient } from "../clients/cloud.ts";
import { KubeApiError, type KubeClient } from "../clients/kube.ts";
import { LabError } from "../lab-error.ts";
import { message } from "../text/translate.ts";
import type { CloudInterface, KubeNode } from "./answers.ts";
import { readPages } from "./read-pages.ts";

export const ENI_IPAMD = "eniipamd";
export const NEC_PATH = "/apis/networking.tke.cloud.tencent.com/v1/nodeeniconfigs";

/** `vpcCni.securityGroups` of the add-on's settings, as found. docs/facts.md#eniipamd-values */
export interface FeatureSettings {
  readonly enableSecurityGroups: boolean;
  readonly securityGroups: readonly string[];
}

/**
 * Somebody's cluster as it was before the lab touched it, kept in `.lab/` until it is so again. `phase` is written before each
 * change, so that whoever comes next knows what may have happened:
 * `recorded` nothing yet · `switching` the switch may be on · `switched` it is on · `restoring` on the way back.
 */
export interface ClusterRecord {
  readonly version: 1;
  readonly clusterId: string;
  readonly region: string;
  readonly recordedAt: string;
  readonly phase: "recorded" | "switching" | "switched" | "restoring";
  readonly feature: FeatureSettings;
  readonly nodes: readonly RecordedNode[];
}

export interface RecordedNode {
  readonly name: string;
  readonly address: string;
  /** `spec.securityGroups` of its NodeENIConfig; null: it has none. */
  readonly nec: readonly string[] | null;
  /** In device order; the primary one first. */
  readonly interfaces: readonly {
    readonly id: string;
    readonly primary: boolean;
    readonly groups: readonly string[];
  }[];
}

/** The two APIs of one cluster. */
export interface ClusterHands {
  readonly region: string;
  readonly clusterId: string;
  readonly vpcId: string;
  readonly cloud: CloudClient;
  readonly kube: KubeClient;
}

/** Reads all that the switch could change, changing nothing. @throws LabError `FeatureUnreadable` when it could not be put back */
export async function recordCluster(hands: ClusterHands, now: Date): Promise<ClusterRecord> {
  const feature = await readFeature(hands);
  const nodes = await readNodes(hands);
  const { clusterId, region } = hands;
  return { version: 1, clusterId, region, recordedAt: now.toISOString(), phase: "recorded", feature, nodes };
}

/** @throws LabError `FeatureUnreadable` */
export async function readFeature({ cloud, clusterId }: ClusterHands): Promise<FeatureSettings> {
  const request = { ClusterId: clusterId, AddonName: ENI_IPAMD };
  const { Values } = await cloud
    .call<{ Values: string }>("tke", "DescribeAddonValues", request)
    .catch((error: unknown) => {
      throw isCloudError(error) ? unreadable(error.code) : error;
    });
  let found: Partial<FeatureSettings> | undefined;
  try {
    found = (JSON.parse(Values) as { vpcCni?: { securityGroups?: Partial<FeatureSettings> } }).vpcCni?.securityGroups;
  } catch {
    throw unreadable("not JSON");
  }
  if (typeof found?.enableSecurityGroups !== "boolean") throw unreadable("vpcCni.securityGroups");
  const groups: readonly unknown[] = found.securityGroups ?? [];
  return {
    enableSecurityGroups: found.enableSecurityGroups,
    securityGroups: groups.filter((id) => typeof id === "string"),
  };
}

export async function readNodes(hands: ClusterHands): Promise<readonly RecordedNode[]> {
  const { kube } = hands;
  const { items } = await kube.json<{ items: readonly KubeNode[] }>({ path: "/api/v1/nodes" });
  const interfaces = await readInterfaces(hands);
  const nodes: RecordedNode[] = [];
  for (const { metadata, status } of items) {
    const address = status?.addresses?.find(({ type }) => type === "InternalIP")?.address ?? "";
    const primary = interfaces.find((one) => one.Primary && ownsAddress(one, address));
    const instance = primary?.Attachment?.InstanceId;
    const own = interfaces
      .filter((one) => instance !== undefined && one.Attachment?.InstanceId === instance)
      .toSorted((a, b) => (a.Attachment?.DeviceIndex ?? 0) - (b.Attachment?.DeviceIndex ?? 0))
      .map((one) => ({ id: one.NetworkInterfaceId, primary: one.Primary, groups: one.GroupSet ?? [] }));
    nodes.push({ name: metadata.name, address, nec: await readNec(kube, metadata.name), interfaces: own });
  }
  return nodes;
}

async function readInterfaces({ cloud, vpcId }: ClusterHands): Promise<readonly CloudInterface[]> {
  const Filters = [{ Name: "vpc-id", Values: [vpcId] }];
  return readPages<CloudInterface>(cloud, "vpc", "DescribeNetworkInterfaces", "NetworkInterfaceSet", { Filters });
}

/** Null: there is none for this node, which is how a node without VPC-CNI interfaces looks. */
export async function readNec(kube: KubeClient, node: string): Promise<readonly string[] | null> {
  try {
    const found = await kube.json<{ spec?: { securityGroups?: readonly string[] } }>({ path: `${NEC_PATH}/${node}` });
    return found.spec?.securityGroups ?? [];
  } catch (error) {
    if (error instanceof KubeApiError && error.status === 404) return null;
    throw error;
  }
}

function ownsAddress({ PrivateIpAddressSet }: CloudInterface, address: string): boolean {
  return (PrivateIpAddressSet ?? []).some((one) => one.PrivateIpAddress === address);
}

function unreadable(reason: string): LabError {
  return new LabError(
    "FeatureUnreadable",
    message("real.feature-unreadable", { reason }),
    message("real.feature-unreadable.hint"),
  );
}

export function isClusterRecord(value: unknown): value is ClusterRecord {
  const record = value as Partial<ClusterRecord> | null;
  return record?.version === 1 && typeof record.clusterId === "string" && Array.isArray(record.nodes);
}
