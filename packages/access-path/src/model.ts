import { makeFilter } from "./filter.ts";
import type { Directory, Filter } from "./filter.ts";
import type { Address, ClusterNode, Direction, Eni, Pod, SecurityGroup, Snapshot } from "./snapshot.ts";

/** An interface and the node it is attached to. */
export interface PlacedEni {
  readonly eni: Eni;
  readonly node: ClusterNode;
}

/** Who answers at an address. `spare`: an interface holds it, but no Pod has taken it yet. */
export type Endpoint =
  | { readonly kind: "pod"; readonly address: Address; readonly pod: Pod; readonly at: PlacedEni }
  | { readonly kind: "node"; readonly address: Address; readonly at: PlacedEni }
  | { readonly kind: "spare"; readonly address: Address; readonly at: PlacedEni }
  | { readonly kind: "unknown"; readonly address: Address };

/** A snapshot with its indexes. Made once a snapshot, kept as long as the snapshot is. */
export interface Model {
  readonly snapshot: Snapshot;
  readonly enis: ReadonlyMap<string, PlacedEni>;
  readonly groups: ReadonlyMap<string, SecurityGroup>;
  readonly directory: Directory;
  endpoint(address: Address): Endpoint;
  /** @throws RangeError for an interface that the snapshot doesn't hold */
  filter(eniId: string, direction: Direction): Filter;
}

const models = new WeakMap<Snapshot, Model>();

/** Snapshots never change, so each is indexed once: time and memory grow with its addresses and rules. */
export function modelOf(snapshot: Snapshot): Model {
  const known = models.get(snapshot);
  if (known !== undefined) return known;
  const model = makeModel(snapshot);
  models.set(snapshot, model);
  return model;
}

function makeModel(snapshot: Snapshot): Model {
  const enis = new Map(snapshot.nodes.flatMap((node) => node.enis.map((eni) => [eni.id, { eni, node }] as const)));
  const groups = new Map(snapshot.securityGroups.map((group) => [group.id, group]));
  const directory = makeDirectory(snapshot);
  const endpoints = indexEndpoints(snapshot, enis);
  const filters = new Map<string, Filter>();
  return {
    snapshot,
    enis,
    groups,
    directory,
    endpoint: (address) => endpoints.get(address) ?? { kind: "unknown", address },
    filter(eniId, direction) {
      const key = `${eniId} ${direction}`;
      const filter = filters.get(key) ?? makeFilter(boundGroups(eniId, enis, groups), direction, directory);
      filters.set(key, filter);
      return filter;
    },
  };
}

function boundGroups(eniId: string, enis: Model["enis"], groups: Model["groups"]): SecurityGroup[] {
  const placed = enis.get(eniId);
  if (placed === undefined) throw new RangeError(`the snapshot has no interface ${eniId}`);
  return placed.eni.securityGroups.map((id) => {
    const group = groups.get(id);
    if (group === undefined) throw new RangeError(`${eniId} is bound to ${id}, which the snapshot doesn't hold`);
    return group;
  });
}

function makeDirectory(snapshot: Snapshot): Directory {
  const members = new Map<string, Address[]>();
  for (const eni of snapshot.nodes.flatMap((node) => node.enis))
    for (const groupId of eni.securityGroups) members.set(groupId, [...(members.get(groupId) ?? []), ...eni.addresses]);
  const cidrs = new Map(snapshot.addressTemplates.map((template) => [template.id, template.cidrs]));
  const services = new Map(snapshot.serviceTemplates.map((template) => [template.id, template.services]));
  return {
    addressesOf: (id) => members.get(id) ?? [],
    cidrsOf: (id) => cidrs.get(id) ?? [],
    servicesOf: (id) => services.get(id) ?? [],
  };
}

/** A node owns all addresses of its primary interface and the first of each family on a secondary one; Pods own theirs. */
function indexEndpoints(snapshot: Snapshot, enis: Model["enis"]): ReadonlyMap<Address, Endpoint> {
  const endpoints = new Map<Address, Endpoint>();
  for (const at of enis.values()) {
    const own = [at.eni.addresses.find((a) => !a.includes(":")), at.eni.addresses.find((a) => a.includes(":"))];
    for (const address of at.eni.addresses) {
      const kind = at.eni.primary || own.includes(address) ? "node" : "spare";
      endpoints.set(address, { kind, address, at });
    }
  }
  for (const pod of snapshot.pods) {
    const at = enis.get(pod.eniId);
    if (at === undefined) throw new RangeError(`Pod ${pod.name} is on ${pod.eniId}, which the snapshot doesn't hold`);
    for (const address of pod.addresses) endpoints.set(address, { kind: "pod", address, pod, at });
  }
  return endpoints;
}
