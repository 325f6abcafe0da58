import { parseBlock } from "@podpath/access-path";
import type { AddressRange, Cidr, Direction, PortRange, Rule, Service, Snapshot } from "@podpath/access-path";
import { isIpv6, word } from "./names.ts";

type ConcreteService = Exclude<Service, { kind: "service-template" }>;
type Family = "v4" | "v6";

/** One far end in nft's words, and the family of the packets that it can match. */
interface PeerMatch {
  readonly family: Family;
  readonly text: string;
}

/** What rules look up: the snapshot's groups and templates, found once. */
export interface Lookup {
  readonly snapshot: Snapshot;
  readonly dualStack: boolean;
}

export function lookupOf(snapshot: Snapshot): Lookup {
  return { snapshot, dualStack: snapshot.nodes.some((node) => node.enis.some((eni) => eni.addresses.some(isIpv6))) };
}

/**
 * What one rule of a group matches, as nft expressions. A rule may need several lines (a template, both families); they
 * stand next to each other and share the rule's counter, so that together they are the one rule.
 */
export function matchesOf(rule: Rule, direction: Direction, lookup: Lookup): readonly string[] {
  const peers = peerMatches(rule, direction, lookup);
  return servicesOf(rule.service, lookup).flatMap((service) =>
    peers
      .filter((peer) => serviceFamily(service) === undefined || serviceFamily(service) === peer.family)
      .map((peer) => `${peer.text} ${serviceMatch(service)}`.trim()),
  );
}

function peerMatches(rule: Rule, direction: Direction, lookup: Lookup): readonly PeerMatch[] {
  const field = direction === "ingress" ? "saddr" : "daddr";
  switch (rule.peer.kind) {
    case "cidr":
      return [cidrMatch(rule.peer.cidr, field)];
    case "security-group": {
      const families: readonly Family[] = lookup.dualStack ? ["v4", "v6"] : ["v4"];
      const { id } = rule.peer;
      return families.map((family) => ({ family, text: `${header(family)} ${field} @${memberSet(id, family)}` }));
    }
    case "address-template": {
      const { id } = rule.peer;
      const template = lookup.snapshot.addressTemplates.find((candidate) => candidate.id === id);
      return blockMatches(template?.cidrs ?? [], field);
    }
    default:
      return rule.peer satisfies never;
  }
}

function cidrMatch(cidr: string, field: string): PeerMatch {
  const family = isIpv6(cidr) ? "v6" : "v4";
  if (cidr.endsWith("/0")) return { family, text: `meta nfproto ${family === "v4" ? "ipv4" : "ipv6"}` };
  return { family, text: `${header(family)} ${field} ${word(cidr)}` };
}

/** Blocks of one family in one set; a set takes no block inside another, and says `/0` in no way at all. */
function blockMatches(cidrs: readonly string[], field: string): readonly PeerMatch[] {
  return (["v4", "v6"] as const).flatMap((family) => {
    const blocks = cidrs.filter((cidr) => isIpv6(cidr) === (family === "v6"));
    const everything = blocks.find((cidr) => cidr.endsWith("/0"));
    if (everything !== undefined) return [cidrMatch(everything, field)];
    if (blocks.length === 0) return [];
    return [{ family, text: `${header(family)} ${field} ${oneOrSet(outermost(blocks).map(word))}` }];
  });
}

function header(family: Family): string {
  return family === "v4" ? "ip" : "ip6";
}

function servicesOf(service: Service, lookup: Lookup): readonly ConcreteService[] {
  if (service.kind !== "service-template") return [service];
  return lookup.snapshot.serviceTemplates.find((template) => template.id === service.id)?.services ?? [];
}

/** ICMP is of one family each; everything else is of both. */
function serviceFamily(service: ConcreteService): Family | undefined {
  if (service.protocol === "icmp") return "v4";
  return service.protocol === "icmpv6" ? "v6" : undefined;
}

function serviceMatch(service: ConcreteService): string {
  switch (service.kind) {
    case "protocol": {
      const names = { all: "", icmp: "meta l4proto icmp", icmpv6: "meta l4proto ipv6-icmp", gre: "meta l4proto gre" };
      return names[service.protocol];
    }
    case "ports":
      if (service.ports === "all") return `meta l4proto ${service.protocol}`;
      return `${service.protocol} dport ${oneOrSet(joined(service.ports).map(portText))}`;
    default:
      return service satisfies never;
  }
}

/** Ranges in order, those that touch or overlap made one: nft refuses overlaps in a set. */
function joined(ranges: readonly PortRange[]): readonly PortRange[] {
  const result: PortRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && range.from <= last.to + 1) {
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    } else result.push(range);
  }
  return result;
}

/** A set of one would cost the kernel an object of its own. */
function oneOrSet(members: readonly string[]): string {
  return members.length === 1 ? members[0]! : `{ ${members.join(", ")} }`;
}

function portText({ from, to }: PortRange): string {
  return from === to ? String(from) : `${from}-${to}`;
}

/** Blocks that lie in no other. Two blocks never overlap in part, so in order of their first address one pass is enough. */
function outermost(cidrs: readonly Cidr[]): readonly Cidr[] {
  const ranges = cidrs.map((cidr) => ({ cidr, ...parseBlock(cidr)! })).sort(byStartThenSize);
  const kept: typeof ranges = [];
  for (const range of ranges) if (kept.length === 0 || range.last > kept.at(-1)!.last) kept.push(range);
  return kept.map((range) => range.cidr);
}

function byStartThenSize(a: AddressRange, b: AddressRange): number {
  return Number(a.first - b.first) || Number(b.last - a.last);
}

/** The set of a group's member addresses. */
export function memberSet(groupId: string, family: Family): string {
  return `${word(groupId)}/members-${family}`;
}
