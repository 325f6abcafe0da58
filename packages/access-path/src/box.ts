import { rangeToCidrs } from "./block.ts";
import type { AddressRange } from "./block.ts";
import { FLOW_PROTOCOLS } from "./flow.ts";
import type { FlowProtocol } from "./flow.ts";
import { LAST_ADDRESS, parseIp, printIp } from "./ip.ts";
import type { Family } from "./ip.ts";
import { paint } from "./paint.ts";
import type { Coverage, PaintedBox } from "./paint.ts";
import { PORT_LIMITS, printPortRange } from "./ports.ts";
import type { Address, Cidr, Direction, Flow, PortRange } from "./snapshot.ts";

/** The rule that decides a box; null where no rule does, because nothing filters. */
export type DecidedBy = { readonly groupId: string; readonly rule: number } | null;

/** Flows that one direction of an interface treats alike: every peer in the range, every port in the range. */
export interface Box extends AddressRange {
  readonly protocol: FlowProtocol;
  /** null where the protocol has none */
  readonly ports: PortRange | null;
  readonly by: DecidedBy;
}

/** A set of flows as boxes that don't overlap. Two different lists of boxes may be the same set: compare with `difference`. */
export type BoxSet = readonly Box[];

/** Every flow there is, decided by no rule: what an interface without groups lets by. */
export const EVERY_FLOW: BoxSet = ([4, 6] as const).flatMap((family) =>
  FLOW_PROTOCOLS.filter((protocol) => protocol !== (family === 4 ? "icmpv6" : "icmp")).map((protocol) => ({
    family,
    first: 0n,
    last: LAST_ADDRESS[family],
    protocol,
    ports: protocol === "tcp" || protocol === "udp" ? { from: PORT_LIMITS.first, to: PORT_LIMITS.last } : null,
    by: null,
  })),
);

/** What is in `a` and not in `b`; the boxes keep `a`'s deciding rules. Time and memory as `paint` for all boxes of both. */
export function difference(a: BoxSet, b: BoxSet): BoxSet {
  return combine(b, a).flatMap((box) => (box.line < b.length ? [] : [withBy(box, a[box.line - b.length]!.by)]));
}

/** What is in both; the boxes keep `a`'s deciding rules. */
export function intersection(a: BoxSet, b: BoxSet): BoxSet {
  return difference(a, difference(a, b));
}

/** Does `a` hold all of `b`? */
export function includes(a: BoxSet, b: BoxSet): boolean {
  return difference(b, a).length === 0;
}

export function sameSet(a: BoxSet, b: BoxSet): boolean {
  return includes(a, b) && includes(b, a);
}

function combine(first: BoxSet, second: BoxSet): PaintedBox[] {
  return paint([...first, ...second].map(coverage));
}

function coverage(box: Box): Coverage {
  return {
    peers: [box],
    services: [{ protocol: box.protocol, ports: box.ports === null ? [] : [box.ports] }],
  };
}

export function withBy({ family, first, last, protocol, ports }: PaintedBox, by: DecidedBy): Box {
  return { family, first, last, protocol, ports, by };
}

/** A flow as one direction of an interface sees it: whatever stands at the near end. */
export interface Witness {
  readonly peer: Address;
  readonly protocol: FlowProtocol;
  /** null where the protocol has none */
  readonly port: number | null;
}

/** Some flow of a box, one that reads well: a familiar port, a documentation address, no network address if it can be helped. */
export function witnessOf(box: Omit<Box, "by">): Witness {
  const { family, first, last, protocol, ports } = box;
  const known = WITNESS_PEERS[family].find((value) => first <= value && value <= last);
  const value = known ?? (last - first > 1n ? first + 1n : first);
  const port = ports === null ? null : (WITNESS_PORTS.find((p) => ports.from <= p && p <= ports.to) ?? ports.from);
  return { peer: printIp({ family, value }), protocol, port };
}

const WITNESS_PORTS = [80, 443, 22, 8080] as const;
const WITNESS_PEERS = {
  4: ["198.51.100.7", "10.0.0.7"].map(valueOf), // RFC 5737 and RFC 1918
  6: ["2001:db8::7", "fd00::7"].map(valueOf), // RFC 3849 and RFC 4193
} as const satisfies Record<Family, readonly bigint[]>;

function valueOf(text: string): bigint {
  return parseIp(text)?.value ?? 0n;
}

/** The witness as a whole flow, seen from an interface with this address. */
export function witnessFlow({ peer, protocol, port }: Witness, direction: Direction, near: Address): Flow {
  const ends = direction === "ingress" ? { source: peer, destination: near } : { source: near, destination: peer };
  return { protocol, ...ends, destinationPort: port };
}

/** A box in words: `10.0.35.0/24`, `tcp`, `8000-8010`. Plain JSON. */
export interface BoxText {
  readonly peers: readonly Cidr[];
  readonly protocols: readonly FlowProtocol[];
  /** Empty where no protocol of the box has ports. */
  readonly ports: readonly string[];
  readonly by: DecidedBy;
}

/** Boxes for people: blocks instead of ranges; boxes that differ in one thing alone are put together. */
export function describeBoxes(boxes: BoxSet): BoxText[] {
  const byPorts = gather(boxes, (box) => [box.family, box.first, box.last, box.protocol, box.by]).map((same) => ({
    ...same[0]!,
    ports: same.flatMap((box) => (box.ports === null ? [] : [printPortRange(box.ports)])),
  }));
  const byProtocol = gather(byPorts, (box) => [box.family, box.first, box.last, box.ports, box.by]).map((same) => ({
    ...same[0]!,
    protocols: same.map((box) => box.protocol),
  }));
  return gather(byProtocol, (box) => [box.protocols, box.ports, box.by]).map((same) => {
    const { protocols, ports, by } = same[0]!;
    return { peers: same.flatMap(rangeToCidrs), protocols, ports, by };
  });
}

/** Group by a key, in order of first appearance. */
function gather<T>(items: readonly T[], key: (item: T) => readonly unknown[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const text = JSON.stringify(key(item), (_, value: unknown) =>
      typeof value === "bigint" ? value.toString() : value,
    );
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
