import type { FilterLine } from "../filter.ts";
import type { Snapshot } from "../snapshot.ts";

/** Ids whose content could not be read in full; `every`: none of that kind could. */
export type Unread = ReadonlySet<string> | "every";

/**
 * What a snapshot is known not to show, as reading a cluster with few permissions leaves it. Whoever decides by the snapshot must
 * not take an absence for "nothing there".
 */
export interface BlindSpots {
  /** Groups that are bound and whose rules nobody has read. A bound group that the snapshot doesn't hold is one anyway. */
  readonly groups: ReadonlySet<string>;
  /** Templates that may hold more than the snapshot shows. One that it doesn't hold at all is among them anyway. */
  readonly addressTemplates: Unread;
  readonly serviceTemplates: Unread;
  /** What stands between the two ends besides security groups, or makes it doubtful how packets go at all. */
  readonly aside: readonly Aside[];
}

export const NO_BLIND_SPOTS: BlindSpots = {
  groups: new Set(),
  addressTemplates: new Set(),
  serviceTemplates: new Set(),
  aside: [],
};

/** Known to be there, and not modelled; or not known at all. */
export type Aside =
  /** Not VPC-CNI with shared interfaces: packets may go another way. docs/facts.md#shared-eni-path */
  | { readonly code: "mode"; readonly networkType: string; readonly vpcCniType: string }
  /** An end's address is on no interface that was read, so that nobody knows which groups it meets. */
  | { readonly code: "no-interface"; readonly end: "source" | "destination"; readonly address: string }
  /** The interfaces of the VPC could not be read. */
  | { readonly code: "interfaces-unread" }
  /** The destination is on a node's interface, and no Pod that could be listed has it. */
  | { readonly code: "pods-unread"; readonly address: string }
  /** The address is a Service's: the source's node sends it on to some Pod, and that flow is the one that groups are asked about. */
  | { readonly code: "service-address"; readonly address: string }
  /** Outside the VPC: the node may put its own address for the Pod's, and its primary interface for the secondary. docs/facts.md#no-snat */
  | { readonly code: "outside-vpc"; readonly address: string }
  /** No interface holds the address, and the VPC's blocks could not be read: it may be either. */
  | { readonly code: "vpc-unread"; readonly address: string }
  /** The Pod runs no container that is ready; `state` is the cluster's word for it. */
  | {
      readonly code: "pod-not-ready";
      readonly end: "source" | "destination";
      readonly namespace: string;
      readonly pod: string;
      readonly state: string;
    }
  /** A network ACL filters what enters and leaves this subnet. docs/facts.md#network-acl */
  | { readonly code: "network-acl"; readonly subnetId: string; readonly aclId: string }
  /** The two ends are in different subnets, and whether an ACL is bound to one of them could not be read. */
  | { readonly code: "subnets-unread" }
  /** A NetworkPolicy selects one of the Pods; whether something in the cluster enforces it is not known. */
  | { readonly code: "network-policy"; readonly namespace: string; readonly names: readonly string[] }
  | { readonly code: "network-policies-unread"; readonly namespace: string };

const VOIDING: readonly Aside["code"][] = [
  "mode",
  "no-interface",
  "interfaces-unread",
  "service-address",
  "outside-vpc",
  "vpc-unread",
];

/** With these nothing that the groups say is certain, not even a drop: the packets may never meet them. */
export function voidsPath({ code }: Aside): boolean {
  return VOIDING.includes(code);
}

/** May the rule's template hold more than is known of it? */
export function peerUnread({ rule: { peer } }: FilterLine, blind: BlindSpots, snapshot: Snapshot): boolean {
  if (peer.kind !== "address-template") return false;
  return isUnread(peer.id, blind.addressTemplates, snapshot.addressTemplates);
}

export function serviceUnread({ rule: { service } }: FilterLine, blind: BlindSpots, snapshot: Snapshot): boolean {
  if (service.kind !== "service-template") return false;
  return isUnread(service.id, blind.serviceTemplates, snapshot.serviceTemplates);
}

function isUnread(id: string, unread: Unread, known: readonly { readonly id: string }[]): boolean {
  return unread === "every" || unread.has(id) || !known.some((one) => one.id === id);
}

/** Bound groups whose rules are not known. */
export function unreadGroups(snapshot: Snapshot, blind: BlindSpots): ReadonlySet<string> {
  const known = new Set(snapshot.securityGroups.map(({ id }) => id));
  const bound = snapshot.nodes.flatMap(({ enis }) => enis.flatMap(({ securityGroups }) => securityGroups));
  return new Set(bound.filter((id) => blind.groups.has(id) || !known.has(id)));
}

/** The snapshot with an empty list in each such group's place, so that it can be indexed; nobody may decide by those lists. */
export function withPlaceholders(snapshot: Snapshot, unread: ReadonlySet<string>): Snapshot {
  const known = new Map(snapshot.securityGroups.map((group) => [group.id, group]));
  const missing = [...unread].map((id) => ({ id, name: known.get(id)?.name ?? "", ingress: [], egress: [] }));
  if (missing.length === 0) return snapshot;
  return { ...snapshot, securityGroups: [...snapshot.securityGroups.filter(({ id }) => !unread.has(id)), ...missing] };
}
