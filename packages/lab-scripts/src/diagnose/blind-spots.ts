import { addressInCidr, type Snapshot } from "@podpath/access-path";
import type { Aside, BlindSpots } from "@podpath/access-path/diagnose";
import type { ClusterAnswers, CloudInterface, Refusal } from "../real-cluster/answers.ts";
import type { Gap } from "../real-cluster/gaps.ts";
import type { Ends } from "./ends.ts";
import { selects, type KubeNetworkPolicy } from "./read-objects.ts";

/** NetworkPolicies of the two namespaces; null where they may not be read. */
export interface Policies {
  readonly from: readonly KubeNetworkPolicy[] | null;
  readonly to: readonly KubeNetworkPolicy[] | null;
}

export interface Seen {
  readonly answers: ClusterAnswers;
  readonly snapshot: Snapshot;
  readonly gaps: readonly Gap[];
  readonly policies: Policies;
  /** Only Pods of the namespaces in question could be listed. */
  readonly podsOfNamespaces: boolean;
}

/** What of all that could not be read bears upon this flow. Pure. */
export function blindSpotsOf(seen: Seen, ends: Ends): BlindSpots {
  const { answers, gaps } = seen;
  const wasRefused = (kind: string) =>
    answers.refused.some(({ call }) => call.startsWith(`vpc.Describe${kind}Template`));
  const lost = new Set(gaps.flatMap((gap) => (gap.kind === "template-member" ? [gap.id] : [])));
  return {
    groups: new Set(gaps.flatMap((gap) => (gap.kind === "group-unreadable" ? [gap.id] : []))),
    addressTemplates: wasRefused("Address")
      ? "every"
      : withGroups(lost, answers.addressTemplateGroups, (group) => [
          group.AddressTemplateGroupId,
          group.AddressTemplateIdSet,
        ]),
    serviceTemplates: wasRefused("Service")
      ? "every"
      : withGroups(lost, answers.serviceTemplateGroups, (group) => [
          group.ServiceTemplateGroupId,
          group.ServiceTemplateIdSet,
        ]),
    aside: asideOf(seen, ends),
  };
}

/** A group of templates is as little known as the least known of them. */
function withGroups<T>(
  lost: ReadonlySet<string>,
  groups: readonly T[],
  read: (group: T) => readonly [string, readonly string[] | null | undefined],
): ReadonlySet<string> {
  const touched = groups.map(read).filter(([, members]) => members?.some((id) => lost.has(id)));
  return new Set([...lost, ...touched.map(([id]) => id)]);
}

function asideOf(seen: Seen, ends: Ends): readonly Aside[] {
  const { snapshot, gaps, answers } = seen;
  const { source, destination } = ends.flow;
  const mode = gaps.flatMap((gap): Aside[] =>
    gap.kind === "mode" ? [{ code: "mode", networkType: gap.networkType, vpcCniType: gap.vpcCniType }] : [],
  );
  // Without the cluster neither its mode nor its VPC is known.
  if (isRefused(answers.refused, "tke.DescribeClusters")) return [{ code: "interfaces-unread" }];
  if (isRefused(answers.refused, "vpc.DescribeNetworkInterfaces")) return [...mode, { code: "interfaces-unread" }];
  const enis = snapshot.nodes.flatMap((node) => node.enis);
  const holder = (address: string) => enis.find(({ addresses }) => addresses.includes(address));
  const [near, far] = [holder(source), holder(destination)];
  const sameNode = near !== undefined && far !== undefined && nodeOf(snapshot, near.id) === nodeOf(snapshot, far.id);
  return [
    ...mode,
    ...(far === undefined && ends.to.kind === "address" ? beyondVpc(seen, destination) : []),
    ...notRunning(ends),
    ...(near ? [] : [{ code: "no-interface", end: "source", address: source } as const]),
    ...(far || ends.to.kind === "address"
      ? []
      : [{ code: "no-interface", end: "destination", address: destination } as const]),
    ...(sameNode || !near ? [] : aclsBetween(answers, near.subnetId, far?.subnetId ?? null)),
    ...policiesOn(seen.policies, ends),
    ...(seen.podsOfNamespaces && ends.to.kind === "address" && far && !far.primary
      ? [{ code: "pods-unread", address: destination } as const]
      : []),
  ];
}

/** Packets to an address that no interface holds meet the Pod's own groups only if the node leaves them as they are. */
function beyondVpc({ answers, snapshot }: Seen, address: string): readonly Aside[] {
  const services = answers.cluster.ClusterNetworkSettings?.ServiceCIDR ?? "";
  if (services !== "" && addressInCidr(address, services)) return [{ code: "service-address", address }];
  if (snapshot.vpc.cidrs.length === 0) return [{ code: "vpc-unread", address }];
  const inside = address.includes(":") || snapshot.vpc.cidrs.some((cidr) => addressInCidr(address, cidr));
  return inside ? [] : [{ code: "outside-vpc", address }];
}

function notRunning({ from, to }: Ends): readonly Aside[] {
  const said = ({ namespace, name: pod }: Ends["from"], end: "source" | "destination", state: string | null): Aside[] =>
    state === null ? [] : [{ code: "pod-not-ready", end, namespace, pod, state }];
  return [...said(from, "source", from.stopped), ...(to.kind === "pod" ? said(to, "destination", to.unready) : [])];
}

function isRefused(refused: readonly Refusal[], call: string): boolean {
  return refused.some((one) => one.call === call);
}

function nodeOf({ nodes }: Snapshot, eniId: string): string | undefined {
  return nodes.find(({ enis }) => enis.some(({ id }) => id === eniId))?.instanceId;
}

/** An ACL filters what crosses a subnet's border, so none inside one subnet. @source docs/facts.md#network-acl */
function aclsBetween({ subnets, refused }: ClusterAnswers, near: string, far: string | null): readonly Aside[] {
  if (near === far) return [];
  if (isRefused(refused, "vpc.DescribeSubnets")) return [{ code: "subnets-unread" }];
  return subnets
    .filter(({ SubnetId }) => SubnetId === near || SubnetId === far)
    .flatMap(({ SubnetId: subnetId, NetworkAclId: aclId }) =>
      aclId ? [{ code: "network-acl", subnetId, aclId }] : [],
    );
}

/** Policies apply to a Pod's own network, and so not to one that shares its node's. */
function policiesOn(policies: Policies, { from, to }: Ends): readonly Aside[] {
  return [
    ...(from.hostNetwork ? [] : policyAside(policies.from, from, "egress")),
    ...(to.kind === "address" || to.hostNetwork ? [] : policyAside(policies.to, to, "ingress")),
  ];
}

function policyAside(
  policies: readonly KubeNetworkPolicy[] | null,
  { namespace, labels }: Ends["from"],
  direction: "ingress" | "egress",
): readonly Aside[] {
  if (policies === null) return [{ code: "network-policies-unread", namespace }];
  const names = policies.filter((policy) => selects(policy, labels, direction)).map(({ metadata }) => metadata.name);
  return names.length > 0 ? [{ code: "network-policy", namespace, names }] : [];
}

/**
 * Groups whose rules matter to a flow: those on every interface of the machines at its ends (a rule on the wrong interface is worth
 * pointing out), and those that are bound together with one of these elsewhere, where a change would show too.
 */
export function groupsNear(interfaces: readonly CloudInterface[], addresses: readonly string[]): readonly string[] {
  const holds = (one: CloudInterface) =>
    [
      ...(one.PrivateIpAddressSet ?? []).map(({ PrivateIpAddress }) => PrivateIpAddress),
      ...(one.Ipv6AddressSet ?? []).map(({ Address }) => Address),
    ].some((address) => addresses.includes(address));
  const machines = new Set(interfaces.filter(holds).map(machineOf));
  const near = interfaces.filter((one) => machines.has(machineOf(one))).flatMap(({ GroupSet }) => GroupSet ?? []);
  const shared = interfaces.filter(({ GroupSet }) => GroupSet?.some((id) => near.includes(id)));
  return [...new Set([...near, ...shared.flatMap(({ GroupSet }) => GroupSet ?? [])])];
}

function machineOf({ Attachment, NetworkInterfaceId }: CloudInterface): string {
  return Attachment?.InstanceId ?? NetworkInterfaceId;
}
