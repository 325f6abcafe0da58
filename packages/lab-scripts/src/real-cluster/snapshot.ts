import {
  canonicalAddress,
  canonicalCidr,
  parseIp,
  type AddressTemplate,
  type ClusterNode,
  type Eni,
  type Pod,
  type SecurityGroup,
  type ServiceTemplate,
  type Snapshot,
  type Subnet,
} from "@podpath/access-path";
import { fromPolicySet, ImportError } from "@podpath/access-path/formats";
import { blocksOf, gatewayOf, serviceOf } from "@podpath/emulator";
import type { ClusterAnswers, CloudGroup, CloudInterface, CloudSubnet, KubeNode, KubePod } from "./answers.ts";
import type { Gap } from "./gaps.ts";

/** A real cluster as packets, diagrams and grades see it, and what it does not show. */
export interface RealSnapshot {
  readonly snapshot: Snapshot;
  readonly gaps: readonly Gap[];
}

export interface SnapshotOptions {
  /** Of the snapshot; a later reading has a larger one. */
  readonly revision: number;
  /** Names of nodes that come first, in this order: the lab's own, in a cluster that has others. */
  readonly nodesFirst?: readonly string[];
  /** Whatever else has an interface in the VPC (a virtual machine, a node of another cluster) as a node of its own. */
  readonly strangers?: true;
}

/** Pure: the same answers give the same snapshot, in a fixed order. */
export function toSnapshot(answers: ClusterAnswers, options: SnapshotOptions): RealSnapshot {
  const { revision, nodesFirst = [] } = options;
  const gaps: Gap[] = answers.refused.map((refusal) => ({ kind: "refused", refusal }));
  const feature = featureOf(answers.addonValues);
  if (feature === "unknown") gaps.push({ kind: "feature-unknown" });
  gaps.push(...modeGap(answers.cluster.Property));
  const own = orderNodes(answers.nodes, nodesFirst).flatMap((node) => readNode(node, answers.interfaces, gaps));
  const nodes = options.strangers ? [...own, ...strangersAmong(answers.interfaces, own)] : own;
  const owners = new Map(nodes.flatMap(({ enis }) => enis.flatMap((eni) => eni.addresses.map((ip) => [ip, eni.id]))));
  const pods = answers.pods.flatMap((pod) => readPod(pod, owners, gaps));
  const securityGroups = answers.groups.flatMap((group) => readGroup(group, gaps));
  gaps.push(...unreadGroups(nodes, securityGroups, gaps));
  const { vpc } = answers;
  return {
    snapshot: {
      revision,
      region: answers.region,
      vpc: {
        id: vpc?.VpcId ?? answers.cluster.ClusterNetworkSettings?.VpcId ?? "",
        name: vpc?.VpcName ?? "",
        cidrs: vpc ? [vpc.CidrBlock, ...(vpc.AssistantCidrSet ?? []).map((one) => one.CidrBlock)].map(cidr) : [],
      },
      subnets: answers.subnets.map(readSubnet),
      nodes,
      pods,
      securityGroups,
      addressTemplates: addressTemplates(answers, gaps),
      serviceTemplates: serviceTemplates(answers, gaps),
      eniSecurityGroups: feature,
    },
    gaps,
  };
}

/** @source docs/facts.md#eniipamd-values */
export function featureOf(addonValues: string | null): Snapshot["eniSecurityGroups"] {
  if (addonValues === null) return "unknown";
  try {
    const values = JSON.parse(addonValues) as {
      vpcCni?: { securityGroups?: { enableSecurityGroups?: unknown } };
    } | null;
    const enabled = values?.vpcCni?.securityGroups?.enableSecurityGroups;
    return enabled === true ? "on" : enabled === false ? "off" : "unknown";
  } catch {
    return "unknown";
  }
}

/** @source docs/facts.md#cluster-property */
function modeGap(property: string | undefined): readonly Gap[] {
  let parsed: { NetworkType?: string; VpcCniType?: string } = {};
  try {
    parsed = JSON.parse(property ?? "{}") as typeof parsed;
  } catch {
    // Said below: a mode that can't be read is one that may not be modelled.
  }
  const { NetworkType: networkType = "", VpcCniType: vpcCniType = "" } = parsed;
  const modelled = networkType === "VPC-CNI" && (vpcCniType === "tke-route-eni" || vpcCniType === "");
  return modelled ? [] : [{ kind: "mode", networkType, vpcCniType }];
}

/** Those asked for, then oldest first; of one age by address, so that two readings agree. */
function orderNodes(nodes: readonly KubeNode[], first: readonly string[]): readonly KubeNode[] {
  const place = ({ metadata }: KubeNode): number => {
    const index = first.indexOf(metadata.name);
    return index === -1 ? first.length : index;
  };
  return nodes.toSorted(
    (a, b) =>
      place(a) - place(b) ||
      (a.metadata.creationTimestamp ?? "").localeCompare(b.metadata.creationTimestamp ?? "") ||
      addressNumber(a) - addressNumber(b),
  );
}

function addressNumber(node: KubeNode): number {
  return Number(parseIp(addressOf(node) ?? "")?.value ?? 0n);
}

function addressOf({ status }: KubeNode): string | null {
  const address = status?.addresses?.find((one) => one.type === "InternalIP")?.address;
  return address === undefined ? null : canonicalAddress(address);
}

/** A node is the instance whose primary interface has its address: true of CVM, native and registered nodes alike. */
function readNode(node: KubeNode, interfaces: readonly CloudInterface[], gaps: Gap[]): readonly ClusterNode[] {
  const address = addressOf(node);
  const primary = interfaces.find((one) => one.Primary && address !== null && addressesOf(one).includes(address));
  const instanceId = primary?.Attachment?.InstanceId;
  if (address === null || instanceId === undefined) {
    gaps.push({ kind: "node-without-interface", node: node.metadata.name, address });
    return [];
  }
  const enis = interfaces
    .filter((one) => one.Attachment?.InstanceId === instanceId)
    .map(readInterface)
    .toSorted((a, b) => a.deviceIndex - b.deviceIndex);
  return [{ name: node.metadata.name, instanceId, address, enis }];
}

/** Each on its own and taken for a primary one: all its addresses are its machine's. */
function strangersAmong(interfaces: readonly CloudInterface[], nodes: readonly ClusterNode[]): readonly ClusterNode[] {
  const known = new Set(nodes.flatMap(({ enis }) => enis.map(({ id }) => id)));
  return interfaces
    .filter(({ NetworkInterfaceId: id }) => !known.has(id))
    .flatMap((one) => {
      const eni = { ...readInterface(one), primary: true };
      const [address] = eni.addresses;
      const name = one.Attachment?.InstanceId ?? eni.id;
      return address === undefined ? [] : [{ name, instanceId: name, address, enis: [eni] }];
    });
}

function readInterface(one: CloudInterface): Eni {
  return {
    id: one.NetworkInterfaceId,
    primary: one.Primary,
    deviceIndex: one.Attachment?.DeviceIndex ?? 0,
    mac: one.MacAddress.toLowerCase(),
    subnetId: one.SubnetId,
    addresses: addressesOf(one),
    securityGroups: one.GroupSet ?? [],
  };
}

/** Own address first, IPv4 before IPv6. */
function addressesOf({ PrivateIpAddressSet, Ipv6AddressSet }: CloudInterface): readonly string[] {
  const v4 = (PrivateIpAddressSet ?? []).map((one) => ({ text: one.PrivateIpAddress, own: one.Primary === true }));
  const v6 = (Ipv6AddressSet ?? []).map((one) => ({ text: one.Address, own: one.Primary === true }));
  return [v4, v6].flatMap((list) =>
    list.toSorted((a, b) => Number(b.own) - Number(a.own)).map(({ text }) => canonicalAddress(text) ?? text),
  );
}

/** Pods with a node and an address on one of its interfaces, as the sandbox's own snapshot has them. */
function readPod(pod: KubePod, owners: ReadonlyMap<string, string>, gaps: Gap[]): readonly Pod[] {
  const { metadata, spec, status } = pod;
  const namespace = metadata.namespace ?? "default";
  const isOver = status?.phase === "Succeeded" || status?.phase === "Failed";
  if (isOver || metadata.deletionTimestamp !== undefined || spec.hostNetwork === true) return [];
  if (status?.podIP === undefined || status.podIP === "" || spec.nodeName === undefined) return [];
  const addresses = (status.podIPs?.map(({ ip }) => ip) ?? [status.podIP]).map((ip) => canonicalAddress(ip) ?? ip);
  const eniId = addresses.map((ip) => owners.get(ip)).find((id) => id !== undefined);
  if (eniId === undefined) {
    gaps.push({ kind: "pod-without-interface", namespace, pod: metadata.name, address: status.podIP });
    return [];
  }
  return [
    {
      uid: metadata.uid,
      namespace,
      name: metadata.name,
      labels: metadata.labels ?? {},
      nodeName: spec.nodeName,
      eniId,
      addresses,
      containers: spec.containers.map(readContainer),
      incarnation: (status.containerStatuses ?? []).reduce((sum, { restartCount }) => sum + restartCount, 0),
    },
  ];
}

function readContainer(container: KubePod["spec"]["containers"][number]): Pod["containers"][number] {
  return {
    name: container.name,
    image: container.image,
    ...(container.command === undefined ? {} : { command: container.command }),
    ...(container.args === undefined ? {} : { args: container.args }),
    env: Object.fromEntries((container.env ?? []).map(({ name, value }) => [name, value ?? ""])),
    ports: (container.ports ?? []).flatMap(({ containerPort: port, protocol = "TCP" }) => {
      const lower = protocol.toLowerCase();
      return lower === "tcp" || lower === "udp" ? [{ protocol: lower, port }] : [];
    }),
  };
}

function readGroup({ SecurityGroupId: id, SecurityGroupName: name, policies }: CloudGroup, gaps: Gap[]) {
  try {
    const { ingress, egress } = fromPolicySet(policies);
    return [{ id, name, ingress, egress }] satisfies readonly SecurityGroup[];
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    gaps.push({ kind: "group-unreadable", id, reason: error.message });
    return [];
  }
}

/** Groups that decide about some packet and whose lists nobody has read. */
function unreadGroups(
  nodes: readonly ClusterNode[],
  groups: readonly SecurityGroup[],
  gaps: readonly Gap[],
): readonly Gap[] {
  const known = new Set([
    ...groups.map(({ id }) => id),
    ...gaps.flatMap((gap) => (gap.kind === "group-unreadable" ? [gap.id] : [])),
  ]);
  const bound = nodes.flatMap(({ enis }) => enis.flatMap((eni) => eni.securityGroups));
  return [...new Set(bound)].filter((id) => !known.has(id)).map((id) => ({ kind: "group-unread", id }) as const);
}

function readSubnet({ SubnetId, SubnetName, Zone, CidrBlock, Ipv6CidrBlock }: CloudSubnet): Subnet {
  const block = cidr(CidrBlock);
  return {
    id: SubnetId,
    name: SubnetName,
    zone: Zone,
    cidr: block,
    gateway: gatewayOf(block),
    ...(Ipv6CidrBlock ? { cidr6: cidr(Ipv6CidrBlock) } : {}),
  };
}

function cidr(text: string): string {
  return canonicalCidr(text) ?? text;
}

function addressTemplates(answers: ClusterAnswers, gaps: Gap[]): readonly AddressTemplate[] {
  const templates = answers.addressTemplates.map(({ AddressTemplateId: id, AddressTemplateName: name, AddressSet }) => {
    const cidrs = (AddressSet ?? []).flatMap((member) => blocksOf(member) ?? lost(id, member, gaps));
    return { id, name, cidrs: [...new Set(cidrs)] };
  });
  const groups = answers.addressTemplateGroups.map((group) => {
    const members = templates.filter(({ id }) => group.AddressTemplateIdSet?.includes(id));
    const cidrs = members.flatMap((template) => template.cidrs);
    return { id: group.AddressTemplateGroupId, name: group.AddressTemplateGroupName, cidrs: [...new Set(cidrs)] };
  });
  return [...templates, ...groups];
}

function serviceTemplates(answers: ClusterAnswers, gaps: Gap[]): readonly ServiceTemplate[] {
  const templates = answers.serviceTemplates.map(({ ServiceTemplateId: id, ServiceTemplateName: name, ServiceSet }) => {
    const services = (ServiceSet ?? []).flatMap((member) => serviceOf(member) ?? lost(id, member, gaps));
    return { id, name, services };
  });
  const groups = answers.serviceTemplateGroups.map((group) => {
    const members = templates.filter(({ id }) => group.ServiceTemplateIdSet?.includes(id));
    const services = members.flatMap((template) => template.services);
    return { id: group.ServiceTemplateGroupId, name: group.ServiceTemplateGroupName, services };
  });
  return [...templates, ...groups];
}

function lost(id: string, member: string, gaps: Gap[]): readonly never[] {
  gaps.push({ kind: "template-member", id, member });
  return [];
}
