import { fromPolicySet, ImportError, type CloudPolicySet } from "@podpath/access-path/formats";
import { isCloudError, type CloudClient, type CloudService } from "../clients/cloud.ts";
import { KubeApiError, type KubeClient } from "../clients/kube.ts";
import { LabError } from "../lab-error.ts";
import { message } from "../text/translate.ts";
import type { ClusterAnswers, CloudGroup, CloudInterface, KubeNode, KubePod, Refusal } from "./answers.ts";
import { fewAtOnce } from "./few-at-once.ts";
import { readPages } from "./read-pages.ts";

/** One cluster and the two APIs it is read through. */
export interface ClusterSource {
  readonly region: string;
  readonly clusterId: string;
  readonly cloud: CloudClient;
  readonly kube: KubeClient;
  /** Read even where nothing in the VPC refers to them: the lab's own groups. */
  readonly alsoGroups?: readonly string[];
  /** Which of the bound groups are read; absent: all of them, which in a large account is many calls. */
  readonly groupsOf?: (interfaces: readonly CloudInterface[]) => readonly string[];
  /** Nodes and Pods that were read before. */
  readonly objects?: KubeObjects;
  /** Rather see nothing than fail: also of the cluster and its interfaces a refusal is only noted. */
  readonly partial?: true;
}

export interface KubeObjects {
  readonly nodes: readonly KubeNode[];
  readonly pods: readonly KubePod[];
}

/** Kubernetes' own way of paging. */
const OBJECTS_PER_LIST = "500";
/** Groups named by rules of groups named by rules …: each is read once, and this is where we stop following. */
const GROUP_HOPS = 3;

/**
 * Reads a cluster, changing nothing. What the caller isn't allowed to see is noted in `refused`; without the cluster itself, the
 * VPC's interfaces, nodes and Pods there is nothing to say, and the refusal is thrown.
 *
 * @throws LabError `ClusterNotFound`
 * @throws CloudError, KubeApiError
 */
export async function readAnswers(source: ClusterSource): Promise<ClusterAnswers> {
  const { cloud, kube, region, clusterId } = source;
  const refused: Refusal[] = [];
  const optional = <T>(call: string, absent: T, read: () => Promise<T>): Promise<T> =>
    read().catch((error: unknown) => {
      refused.push(refusalOf(call, error));
      return absent;
    });
  const needed = source.partial ? optional : <T>(_call: string, _absent: T, read: () => Promise<T>) => read();
  const pages = <T>(service: CloudService, action: string, member: string, request: object = {}) =>
    readPages<T>(cloud, service, action, member, request);

  const cluster = await needed("tke.DescribeClusters", { ClusterId: clusterId }, () => readCluster(source, pages));
  const vpcId = cluster.ClusterNetworkSettings?.VpcId ?? "";
  const inVpc = { Filters: [{ Name: "vpc-id", Values: [vpcId] }] };
  // Of a cluster that can't be read the VPC isn't known, and an empty filter asks for everything.
  const ofVpc = <T>(read: () => Promise<readonly T[]>) => (vpcId === "" ? Promise.resolve([]) : read());

  const [vpcs, subnets, interfaces, addonValues, nodes, pods] = await Promise.all([
    optional("vpc.DescribeVpcs", [], () =>
      ofVpc(() => pages<NonNullable<ClusterAnswers["vpc"]>>("vpc", "DescribeVpcs", "VpcSet", { VpcIds: [vpcId] })),
    ),
    optional("vpc.DescribeSubnets", [], () =>
      ofVpc(() => pages<ClusterAnswers["subnets"][number]>("vpc", "DescribeSubnets", "SubnetSet", inVpc)),
    ),
    needed("vpc.DescribeNetworkInterfaces", [], () =>
      ofVpc(() => pages<CloudInterface>("vpc", "DescribeNetworkInterfaces", "NetworkInterfaceSet", inVpc)),
    ),
    optional("tke.DescribeAddonValues", null, async () => {
      const request = { ClusterId: clusterId, AddonName: "eniipamd" };
      return (await cloud.call<{ Values: string }>("tke", "DescribeAddonValues", request)).Values;
    }),
    source.objects?.nodes ?? listObjects<KubeNode>(kube, "/api/v1/nodes"),
    source.objects?.pods ?? listObjects<KubePod>(kube, "/api/v1/pods"),
  ]);
  const templates = await readTemplates(pages, optional);
  const bound = source.groupsOf?.(interfaces) ?? interfaces.flatMap(({ GroupSet }) => GroupSet ?? []);
  const groups = await readGroups(source, [...bound, ...(source.alsoGroups ?? [])], optional);
  return {
    region,
    cluster,
    vpc: vpcs[0] ?? null,
    subnets,
    interfaces,
    groups,
    ...templates,
    addonValues,
    nodes,
    pods,
    refused,
  };
}

/** @throws LabError `ClusterNotFound` */
async function readCluster({ region, clusterId }: ClusterSource, pages: Pages): Promise<ClusterAnswers["cluster"]> {
  const found = await pages<ClusterAnswers["cluster"]>("tke", "DescribeClusters", "Clusters", {
    ClusterIds: [clusterId],
  }).catch(noneIfNotFound);
  const cluster = found.find((one) => one.ClusterId === clusterId);
  if (!cluster) throw clusterNotFound(clusterId, region);
  return cluster;
}

type Optional = <T>(call: string, absent: T, read: () => Promise<T>) => Promise<T>;
type Pages = <T>(service: CloudService, action: string, member: string, request?: object) => Promise<readonly T[]>;

async function readTemplates(pages: Pages, optional: Optional) {
  const all = <T>(kind: string): Promise<readonly T[]> =>
    optional(`vpc.Describe${kind}s`, [] as readonly T[], () => pages<T>("vpc", `Describe${kind}s`, `${kind}Set`));
  const [addressTemplates, addressTemplateGroups, serviceTemplates, serviceTemplateGroups] = await Promise.all([
    all<ClusterAnswers["addressTemplates"][number]>("AddressTemplate"),
    all<ClusterAnswers["addressTemplateGroups"][number]>("AddressTemplateGroup"),
    all<ClusterAnswers["serviceTemplates"][number]>("ServiceTemplate"),
    all<ClusterAnswers["serviceTemplateGroups"][number]>("ServiceTemplateGroup"),
  ]);
  return { addressTemplates, addressTemplateGroups, serviceTemplates, serviceTemplateGroups };
}

/** Groups by id, and those that their rules name, since a rule "from group X" is read with X's name beside it. */
async function readGroups(
  { cloud, groupsOf }: ClusterSource,
  ids: readonly string[],
  optional: Optional,
): Promise<readonly CloudGroup[]> {
  const read = new Map<string, CloudGroup | null>();
  let wanted = [...new Set(ids)];
  const hops = groupsOf ? 1 : GROUP_HOPS;
  for (let hop = 0; hop < hops && wanted.length > 0; hop += 1) {
    const names = await optional("vpc.DescribeSecurityGroups", new Map<string, string>(), () => namesOf(cloud, wanted));
    const lists = await fewAtOnce(wanted, (id) =>
      optional("vpc.DescribeSecurityGroupPolicies", null, () => readPolicies(cloud, id)),
    );
    for (const [index, id] of wanted.entries()) {
      const policies = lists[index] ?? null;
      read.set(id, policies && { SecurityGroupId: id, SecurityGroupName: names.get(id) ?? "", policies });
    }
    wanted = [...new Set(wanted.flatMap((id) => namedBy(read.get(id) ?? null)))].filter((id) => !read.has(id));
  }
  return [...read.values()].filter((group) => group !== null).toSorted((a, b) => order(ids, a) - order(ids, b));
}

async function readPolicies(cloud: CloudClient, id: string): Promise<CloudPolicySet> {
  const answer = await cloud.call<{ SecurityGroupPolicySet: CloudPolicySet }>("vpc", "DescribeSecurityGroupPolicies", {
    SecurityGroupId: id,
  });
  return answer.SecurityGroupPolicySet;
}

function order(ids: readonly string[], { SecurityGroupId }: CloudGroup): number {
  const index = ids.indexOf(SecurityGroupId);
  return index === -1 ? ids.length : index;
}

async function namesOf(cloud: CloudClient, ids: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (let at = 0; at < ids.length; at += 100) {
    const answer = await cloud.call<{
      SecurityGroupSet: readonly { SecurityGroupId: string; SecurityGroupName: string }[];
    }>("vpc", "DescribeSecurityGroups", { SecurityGroupIds: ids.slice(at, at + 100), Limit: "100" });
    for (const one of answer.SecurityGroupSet) names.set(one.SecurityGroupId, one.SecurityGroupName);
  }
  return names;
}

function namedBy(group: CloudGroup | null): readonly string[] {
  if (!group) return [];
  try {
    const { ingress, egress } = fromPolicySet(group.policies);
    return [...ingress, ...egress].flatMap(({ peer }) => (peer.kind === "security-group" ? [peer.id] : []));
  } catch (error) {
    if (error instanceof ImportError) return [];
    throw error;
  }
}

/** @throws KubeApiError */
export async function listObjects<T>(kube: KubeClient, path: string): Promise<readonly T[]> {
  const items: T[] = [];
  let next: string | undefined;
  do {
    const query = { limit: OBJECTS_PER_LIST, ...(next ? { continue: next } : {}) };
    const page = await kube.json<{ items: T[]; metadata?: { continue?: string } }>({ path, query });
    items.push(...page.items);
    next = page.metadata?.continue;
  } while (next);
  return items;
}

/** @throws whatever is no refusal, and credentials or a region that are nobody's: then every call would be refused */
export function refusalOf(call: string, error: unknown): Refusal {
  if (isCloudError(error) && !isRefusedAtAll(error)) return { call, code: error.code, reason: error.message };
  if (error instanceof KubeApiError) return { call, code: error.reason, reason: error.message };
  throw error;
}

/** Who we are or where we ask was refused, not what we ask. docs/facts.md#common-error-codes */
function isRefusedAtAll({ code }: { readonly code: string }): boolean {
  return code === "UnsupportedRegion" || (code.startsWith("AuthFailure") && !code.includes("UnauthorizedOperation"));
}

/**
 * Products differ in whether an unknown id is an error or an empty list (docs/facts.md#not-found-codes); `AuthFailure.SecretIdNotFound`
 * speaks of something else.
 */
function noneIfNotFound(error: unknown): readonly never[] {
  if (isCloudError(error) && error.code.includes("NotFound") && !isRefusedAtAll(error)) return [];
  throw error;
}

function clusterNotFound(id: string, region: string): LabError {
  return new LabError(
    "ClusterNotFound",
    message("real.cluster-not-found", { id, region }),
    message("real.cluster-not-found.hint", { region }),
  );
}
