import {
  type Action,
  canonicalCidr,
  cloudCidr,
  parsePorts,
  type Peer,
  printPorts,
  type Rule,
  type Service,
} from "@podpath/access-path";
import type { PolicyRecord } from "./records.ts";
import { vpcTime } from "./time.ts";

/** A rule in the cloud's own spelling, as an answer shows it: a member that doesn't apply is empty, never absent. */
export interface WirePolicy {
  readonly PolicyIndex: number;
  readonly Protocol: string;
  readonly Port: string;
  readonly ServiceTemplate: { readonly ServiceId: string; readonly ServiceGroupId: string };
  readonly CidrBlock: string;
  readonly Ipv6CidrBlock: string;
  readonly SecurityGroupId: string;
  readonly AddressTemplate: { readonly AddressId: string; readonly AddressGroupId: string };
  readonly Action: string;
  readonly PolicyDescription: string;
  readonly ModifyTime: string;
  readonly Priority: number;
}

/** docs/facts.md#policy-shape: protocols come back in lower case, but for `ALL`. */
export function wirePolicy(policy: PolicyRecord, index: number): WirePolicy {
  return {
    PolicyIndex: index,
    Protocol: policy.protocol === "ALL" ? "ALL" : policy.protocol.toLowerCase(),
    Port: policy.port,
    ServiceTemplate: { ServiceId: policy.serviceId, ServiceGroupId: policy.serviceGroupId },
    CidrBlock: policy.cidr,
    Ipv6CidrBlock: policy.cidr6,
    SecurityGroupId: policy.groupId,
    AddressTemplate: { AddressId: policy.addressId, AddressGroupId: policy.addressGroupId },
    Action: policy.action,
    PolicyDescription: policy.description,
    ModifyTime: vpcTime(policy.modifiedAt),
    Priority: index,
  };
}

/** What a stored rule means. Its text was checked when it was stored. */
export function toRule(policy: PolicyRecord): Rule {
  return {
    action: policy.action === "ACCEPT" ? "accept" : "drop",
    service: toService(policy),
    peer: toPeer(policy),
    ...(policy.description === "" ? {} : { description: policy.description }),
  };
}

function toService(policy: PolicyRecord): Service {
  switch (policy.protocol) {
    case "":
      return { kind: "service-template", id: policy.serviceId || policy.serviceGroupId };
    case "TCP":
    case "UDP": {
      const ports = parsePorts(policy.port);
      if (ports !== "all" && "code" in ports) throw new Error(`a stored rule has the port "${policy.port}"`);
      return { kind: "ports", protocol: policy.protocol === "TCP" ? "tcp" : "udp", ports };
    }
    default:
      return { kind: "protocol", protocol: policy.protocol.toLowerCase() as "all" | "icmp" | "icmpv6" | "gre" };
  }
}

function toPeer(policy: PolicyRecord): Peer {
  if (policy.groupId !== "") return { kind: "security-group", id: policy.groupId };
  const template = policy.addressId || policy.addressGroupId;
  if (template !== "") return { kind: "address-template", id: template };
  const cidr = policy.cidr === "" ? canonicalCidr(policy.cidr6) : cloudCidr(policy.cidr);
  if (cidr === null) throw new Error(`a stored rule has the block "${policy.cidr}${policy.cidr6}"`);
  return { kind: "cidr", cidr };
}

/** The members of a request that creates this rule. `toRule` of what the cloud stores for them is the rule again. */
export function fromRule(rule: Rule): Readonly<Record<string, unknown>> {
  return {
    ...fromService(rule.service),
    ...fromPeer(rule.peer),
    Action: WIRE_ACTION[rule.action],
    ...(rule.description === undefined ? {} : { PolicyDescription: rule.description }),
  };
}

const WIRE_ACTION = { accept: "ACCEPT", drop: "DROP" } as const satisfies Record<Action, string>;

function fromService(service: Service): Readonly<Record<string, unknown>> {
  switch (service.kind) {
    case "service-template":
      return {
        ServiceTemplate: service.id.startsWith("ppmg-") ? { ServiceGroupId: service.id } : { ServiceId: service.id },
      };
    case "ports":
      return {
        Protocol: service.protocol.toUpperCase(),
        Port: service.ports === "all" ? "ALL" : printPorts(service.ports),
      };
    case "protocol":
      return { Protocol: service.protocol.toUpperCase(), ...(service.protocol === "all" ? { Port: "ALL" } : {}) };
    default:
      return service satisfies never;
  }
}

function fromPeer(peer: Peer): Readonly<Record<string, unknown>> {
  switch (peer.kind) {
    case "cidr":
      return peer.cidr.includes(":") ? { Ipv6CidrBlock: peer.cidr } : { CidrBlock: peer.cidr };
    case "security-group":
      return { SecurityGroupId: peer.id };
    case "address-template":
      return { AddressTemplate: peer.id.startsWith("ipmg-") ? { AddressGroupId: peer.id } : { AddressId: peer.id } };
    default:
      return peer satisfies never;
  }
}
