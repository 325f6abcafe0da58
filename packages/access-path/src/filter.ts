import { parseBlock } from "./block.ts";
import type { AddressRange } from "./block.ts";
import type { FlowProtocol } from "./flow.ts";
import { PORT_LIMITS } from "./ports.ts";
import type { Address, Cidr, Direction, PortRange, Rule, SecurityGroup, Service } from "./snapshot.ts";

/** What a rule's names stand for at one moment. A name that stands for nothing gives an empty list: it matches no flow. */
export interface Directory {
  /** Every address of every interface that the group is bound to, Pods' secondary addresses included. */
  addressesOf(groupId: string): readonly Address[];
  cidrsOf(addressTemplateId: string): readonly Cidr[];
  servicesOf(serviceTemplateId: string): readonly Exclude<Service, { kind: "service-template" }>[];
}

/** A directory for rules without names: no group has members, no template is known. */
export const EMPTY_DIRECTORY: Directory = {
  addressesOf: () => [],
  cidrsOf: () => [],
  servicesOf: () => [],
};

/** A protocol with its destination ports; protocols without ports take the whole range. */
export interface ServiceMatch {
  readonly protocol: FlowProtocol | "all";
  readonly ports: readonly PortRange[];
}

/** One rule in its place, its names resolved. It matches a flow when one of its peers and one of its services do. */
export interface FilterLine {
  readonly groupId: string;
  /** Index in the group's own list: what the cloud calls PolicyIndex. */
  readonly index: number;
  readonly rule: Rule;
  readonly peers: readonly AddressRange[];
  readonly services: readonly ServiceMatch[];
}

/**
 * One direction of the groups bound to one interface: the groups' lists one after another, in binding order. After the last
 * line stands the implicit drop. No groups at all is no empty list: it filters nothing.
 *
 * @source docs/facts.md#sg-order
 */
export interface Filter {
  readonly direction: Direction;
  /** Ids in binding order, index 0 decided first; empty means unfiltered. */
  readonly groupIds: readonly string[];
  readonly lines: readonly FilterLine[];
}

/** As much of a group as one direction needs; a list left out is empty. */
export type GroupRules = Pick<SecurityGroup, "id"> & Partial<Pick<SecurityGroup, Direction>>;

/** Put one direction of groups together, in the order given. Time and memory grow with the rules and their peers. */
export function makeFilter(
  groups: readonly GroupRules[],
  direction: Direction,
  directory: Directory = EMPTY_DIRECTORY,
): Filter {
  const lines = groups.flatMap((group) =>
    (group[direction] ?? []).map((rule, index) => resolveLine(group.id, index, rule, directory)),
  );
  return { direction, groupIds: groups.map((group) => group.id), lines };
}

type Resolved = Pick<FilterLine, "peers" | "services">;

/** Rules never change, and what one without names stands for doesn't either: an edited list is read at the edited place alone. */
const resolvedRules = new WeakMap<Rule, Resolved>();

function resolveLine(groupId: string, index: number, rule: Rule, directory: Directory): FilterLine {
  const known = resolvedRules.get(rule);
  const resolved = known ?? resolveRule(rule, directory);
  const hasNames = rule.peer.kind !== "cidr" || rule.service.kind === "service-template";
  if (known === undefined && !hasNames) resolvedRules.set(rule, resolved);
  return { groupId, index, rule, ...resolved };
}

function resolveRule(rule: Rule, directory: Directory): Resolved {
  return {
    peers: peerCidrs(rule, directory).map(mustBeBlock),
    services: services(rule.service, directory).map(serviceMatch),
  };
}

function peerCidrs({ peer }: Rule, directory: Directory): readonly string[] {
  switch (peer.kind) {
    case "cidr":
      return [peer.cidr];
    case "security-group":
      return directory.addressesOf(peer.id);
    case "address-template":
      return directory.cidrsOf(peer.id);
    default:
      return peer satisfies never;
  }
}

function mustBeBlock(text: string): AddressRange {
  const block = parseBlock(text);
  if (block === null) throw new RangeError(`not an address or block: ${text}`);
  return block;
}

function services(service: Service, directory: Directory): readonly Exclude<Service, { kind: "service-template" }>[] {
  return service.kind === "service-template" ? directory.servicesOf(service.id) : [service];
}

const EVERY_PORT: readonly PortRange[] = [{ from: PORT_LIMITS.first, to: PORT_LIMITS.last }];

function serviceMatch(service: Exclude<Service, { kind: "service-template" }>): ServiceMatch {
  const ports = service.kind === "ports" && service.ports !== "all" ? service.ports : EVERY_PORT;
  return { protocol: service.protocol, ports };
}
