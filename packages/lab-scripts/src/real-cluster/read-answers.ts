import { fromPolicySet, ImportError, type CloudPolicySet } from "@podpath/access-path/formats";
import { isCloudError, type CloudClient, type CloudService } from "../clients/cloud.ts";
import { KubeApiError, type KubeClient } from "../clients/kube.ts";
import { LabError } from "../lab-error.ts";
import { message } from "../text/translate.ts";
import type { ClusterAnswers, CloudGroup, CloudInterface, Refusal } from "./answers.ts";
import { readPages } from "./read-pages.ts";

/** One cluster and the two APIs it is read through. */
export interface ClusterSource {
  readonly region: string;
  readonly clusterId: string;
  readonly cloud: CloudClient;
  readonly kube: KubeClient;
  /** Read even where nothing in the VPC refers to them: the lab's own groups. */
  readonly alsoGroups?: readonly string[];
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
  const pages = <T>(service: CloudService, action: string, member: string, request: object = {}) =>
    readPages<T>(cloud, service, action, member, request);

  const found = await pages<ClusterAnswers["cluster"]>("tke", "DescribeClusters", "Clusters", {
    ClusterIds: [clusterId],
  }).catch(noneIfNotFound);
  const cluster = found.find((one) => one.ClusterId === clusterId);
  if (!cluster) throw clusterNotFound(clusterId, region);
  const vpcId = cluster.ClusterNetworkSettings?.VpcId ?? "";
  const inVpc = { Filters: [{ Name: "vpc-id", Values: [vpcId] }] };

  const [vpcs, subnets, interfaces, addonValues, nodes, pods] = await Promise.all([
    optional("vpc.DescribeVpcs", [], () =>
      pages<NonNullable<ClusterAnswers["vpc"]>>("vpc", "DescribeVpcs", "VpcSet", { VpcIds: [vpcId] }),
    ),
    optional("vpc.DescribeSubnets", [], () =>
      pages<ClusterAnswers["subnets"][number]>("vpc", "DescribeSubnets", "SubnetSet", inVpc),
    ),
    pages<CloudInterface>("vpc", "DescribeNetworkInterfaces", "NetworkInterfaceSet", inVpc),
    optional("tke.DescribeAddonValues", null, async () => {
      const request = { ClusterId: clusterId, AddonName: "eniipamd" };
      return (await cloud.call<{ Values: string }>("tke", "DescribeAddonValues", request)).Values;
    }),
    listObjects<ClusterAnswers["nodes"][number]>(kube, "/api/v1/nodes"),
    listObjects<ClusterAnswers["pods"][number]>(kube, "/api/v1/pods"),
  ]);
  const templates = await readTemplates(pages, optional);
  const bound = interfaces.flatMap(({ GroupSet }) => GroupSet ?? []);
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
  { cloud }: ClusterSource,
  ids: readonly string[],
  optional: Optional,
): Promise<readonly CloudGroup[]> {
  const read = new Map<string, CloudGroup | null>();
  let wanted = [...new Set(ids)];
  for (let hop = 0; hop < GROUP_HOPS && wanted.length > 0; hop += 1) {
    const names = await optional("vpc.DescribeSecurityGroups", new Map<string, string>(), () => namesOf(cloud, wanted));
    for (const id of wanted) {
      const policies = await optional("vpc.DescribeSecurityGroupPolicies", null, async () => {
        const answer = await cloud.call<{ SecurityGroupPolicySet: CloudPolicySet }>(
          "vpc",
          "DescribeSecurityGroupPolicies",
          { SecurityGroupId: id },
        );
        return answer.SecurityGroupPolicySet;
      });
      const group = policies && { SecurityGroupId: id, SecurityGroupName: names.get(id) ?? "", policies };
      read.set(id, group);
    }
    wanted = [...new Set(wanted.flatMap((id) => namedBy(read.get(id) ?? null)))].filter((id) => !read.has(id));
  }
  return [...read.values()].filter((group) => group !== null).toSorted((a, b) => order(ids, a) - order(ids, b));
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

async function listObjects<T>(kube: KubeClient, path: string): Promise<readonly T[]> {
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

function refusalOf(call: string, error: unknown): Refusal {
  if (isCloudError(error)) return { call, code: error.code, reason: error.message };
  if (error instanceof KubeApiError) return { call, code: error.reason, reason: error.message };
  throw error;
}

/** Products differ in whether an unknown id is an error or an empty list. docs/facts.md#not-found-codes */
function noneIfNotFound(error: unknown): readonly never[] {
  if (isCloudError(error) && /NotFound/.test(error.code)) return [];
  throw error;
}

function clusterNotFound(id: string, region: string): LabError {
  return new LabError(
    "ClusterNotFound",
    message("real.cluster-not-found", { id, region }),
    message("real.cluster-not-found.hint", { region }),
  );
}
