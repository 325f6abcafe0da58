import { inRange } from "./block.ts";
import { difference, EVERY_FLOW, withBy } from "./box.ts";
import type { Box, BoxSet, DecidedBy } from "./box.ts";
import type { Filter } from "./filter.ts";
import type { FlowProtocol } from "./flow.ts";
import { parseIp } from "./ip.ts";
import { modelOf } from "./model.ts";
import { paint } from "./paint.ts";
import type { Address, Direction, PortRange, Snapshot } from "./snapshot.ts";

/**
 * The exact set of flows that one direction of an interface lets by, as disjoint boxes that carry the deciding rule.
 *
 * @throws RangeError for an interface that the snapshot doesn't hold
 */
export function reach(snapshot: Snapshot, eniId: string, direction: Direction): BoxSet {
  return allowed(modelOf(snapshot).filter(eniId, direction));
}

/** The exact set of flows that ordered groups let by. Time as `paint`: ≤ 15 ms at 500 rules. */
export function allowed(filter: Filter): BoxSet {
  if (filter.groupIds.length === 0) return EVERY_FLOW;
  return paint(filter.lines).flatMap((box) => {
    const { rule, groupId, index } = filter.lines[box.line]!;
    return rule.action === "accept" ? [withBy(box, { groupId, rule: index })] : [];
  });
}

/** What a change newly lets by, and what it no longer does. */
export interface ReachChange {
  /** With the rules that decide after the change. */
  readonly opened: BoxSet;
  /** With the rules that decided before it. */
  readonly closed: BoxSet;
}

export function compareReach(before: BoxSet, after: BoxSet): ReachChange {
  return { opened: difference(after, before), closed: difference(before, after) };
}

/** Which peers may pass with this protocol and port, lowest address first. */
export function peersThatPass(boxes: BoxSet, protocol: FlowProtocol, port: number | null): BoxSet {
  return boxes
    .filter((box) => box.protocol === protocol && (box.ports === null || inPorts(box.ports, port ?? 0)))
    .sort((a, b) => a.family - b.family || (a.first < b.first ? -1 : 1));
}

function inPorts(range: PortRange, port: number): boolean {
  return range.from <= port && port <= range.to;
}

/** Flows between addresses of two interfaces that both let by, and the rule of each. */
export interface PairBox {
  readonly sources: readonly Address[];
  readonly destinations: readonly Address[];
  readonly protocol: FlowProtocol;
  readonly ports: PortRange | null;
  readonly egress: DecidedBy;
  readonly ingress: DecidedBy;
}

/**
 * What one interface may send to another through the VPC: let out by the first one's egress and in by the second one's
 * ingress. Addresses that are treated alike are put together. (Inside a node no interface is met; see `tracePath`.)
 */
export function reachBetween(snapshot: Snapshot, fromEniId: string, toEniId: string): PairBox[] {
  const { enis } = modelOf(snapshot);
  const out = slices(reach(snapshot, fromEniId, "egress"), enis.get(toEniId)?.eni.addresses ?? []);
  const into = slices(reach(snapshot, toEniId, "ingress"), enis.get(fromEniId)?.eni.addresses ?? []);
  return out.flatMap((egress) =>
    into
      .filter((ingress) => ingress.family === egress.family)
      .flatMap((ingress) => pairBoxes(ingress.addresses, egress.addresses, egress.boxes, ingress.boxes)),
  );
}

/** Addresses for which the same boxes hold. */
interface Slice {
  readonly family: number;
  readonly addresses: Address[];
  readonly boxes: BoxSet;
}

function slices(boxes: BoxSet, addresses: readonly Address[]): Slice[] {
  const found = new Map<string, Slice>();
  for (const address of addresses) {
    const ip = parseIp(address);
    if (ip === null) throw new RangeError(`not an address: ${address}`);
    const mine = boxes.filter((box) => inRange(box, ip.family, ip.value));
    const key = `${ip.family} ${JSON.stringify(mine.map(({ protocol, ports, by }) => [protocol, ports, by]))}`;
    const slice = found.get(key);
    if (slice !== undefined) slice.addresses.push(address);
    else found.set(key, { family: ip.family, addresses: [address], boxes: mine });
  }
  return [...found.values()];
}

function pairBoxes(
  sources: readonly Address[],
  destinations: readonly Address[],
  out: BoxSet,
  into: BoxSet,
): PairBox[] {
  return out.flatMap((egress) =>
    into.flatMap((ingress) => {
      const ports = commonPorts(egress, ingress);
      if (ports === undefined) return [];
      return [{ sources, destinations, protocol: egress.protocol, ports, egress: egress.by, ingress: ingress.by }];
    }),
  );
}

/** @returns undefined where the two boxes have no service in common */
function commonPorts(a: Box, b: Box): PortRange | null | undefined {
  if (a.protocol !== b.protocol) return undefined;
  if (a.ports === null || b.ports === null) return null;
  const range = { from: Math.max(a.ports.from, b.ports.from), to: Math.min(a.ports.to, b.ports.to) };
  return range.from <= range.to ? range : undefined;
}
