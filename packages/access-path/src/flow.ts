import { parseIp } from "./ip.ts";
import type { Ip } from "./ip.ts";
import type { Direction, Flow } from "./snapshot.ts";

/** `other` stands for every protocol that no rule can name. */
export type FlowProtocol = Flow["protocol"];

export const FLOW_PROTOCOLS = ["tcp", "udp", "icmp", "icmpv6", "gre", "other"] as const satisfies FlowProtocol[];

/** What one direction of an interface sees of a flow: all that its rules can ask about. */
export interface FlowSide {
  /** The far end: the source for ingress, the destination for egress. */
  readonly peer: Ip;
  readonly protocol: FlowProtocol;
  /** Destination port; 0 where the protocol has none. */
  readonly port: number;
}

/** @throws RangeError when the far end's address is not one: a flow is parsed before it gets here */
export function flowSide(flow: Flow, direction: Direction): FlowSide {
  const address = direction === "ingress" ? flow.source : flow.destination;
  const peer = parseIp(address);
  if (peer === null) throw new RangeError(`not an address: ${address}`);
  return { peer, protocol: flow.protocol, port: flow.destinationPort ?? 0 };
}

/** Does this protocol have destination ports? */
export function hasPorts(protocol: FlowProtocol): boolean {
  return protocol === "tcp" || protocol === "udp";
}

/** `tcp 10.0.35.23 → 10.0.35.150:80`, IPv6 with a port in brackets. */
export function printFlow(flow: Flow): string {
  const to = flow.destination;
  const port = flow.destinationPort;
  const target = port === null ? to : `${to.includes(":") ? `[${to}]` : to}:${port}`;
  return `${flow.protocol} ${flow.source} → ${target}`;
}
