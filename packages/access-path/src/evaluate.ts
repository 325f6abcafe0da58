import { inRange } from "./block.ts";
import type { Filter, FilterLine, ServiceMatch } from "./filter.ts";
import { flowSide } from "./flow.ts";
import type { FlowSide } from "./flow.ts";
import { modelOf } from "./model.ts";
import type { Action, Direction, Flow, Snapshot } from "./snapshot.ts";

/**
 * What one direction of one interface says to a new connection, and by which rule. `groupId` and `rule` name it as the data
 * plane's counters do: null where the implicit drop decided. An unfiltered interface has no counter at all.
 */
export type Verdict =
  | { readonly kind: "rule"; readonly action: Action; readonly groupId: string; readonly rule: number }
  | { readonly kind: "implicit-drop"; readonly action: "drop"; readonly groupId: null; readonly rule: null }
  | { readonly kind: "unfiltered"; readonly action: "accept"; readonly groupId: null; readonly rule: null };

export const IMPLICIT_DROP = { kind: "implicit-drop", action: "drop", groupId: null, rule: null } as const;
export const UNFILTERED = { kind: "unfiltered", action: "accept", groupId: null, rule: null } as const;

/**
 * Decide a new connection at one interface of a snapshot: first match wins over the groups in binding order, the implicit drop
 * stands after the last group, an interface without groups filters nothing. Replies to an accepted connection pass by themselves.
 *
 * Time grows with the rules bound to the interface; the snapshot is indexed on its first use.
 *
 * @throws RangeError for an interface that the snapshot doesn't hold
 * @source docs/facts.md#sg-order
 */
export function evaluate(snapshot: Snapshot, eniId: string, direction: Direction, flow: Flow): Verdict {
  return decide(modelOf(snapshot).filter(eniId, direction), flow);
}

/** Decide a new connection against one direction of ordered groups. */
export function decide(filter: Filter, flow: Flow): Verdict {
  if (filter.groupIds.length === 0) return UNFILTERED;
  const side = flowSide(flow, filter.direction);
  const line = filter.lines.find((candidate) => lineMatches(candidate, side));
  return line === undefined ? IMPLICIT_DROP : verdictOf(line);
}

export function verdictOf(line: FilterLine): Verdict {
  return { kind: "rule", action: line.rule.action, groupId: line.groupId, rule: line.index };
}

export function lineMatches(line: FilterLine, side: FlowSide): boolean {
  return peerMatches(line, side) && line.services.some((service) => serviceMatches(service, side));
}

export function peerMatches(line: FilterLine, side: FlowSide): boolean {
  return line.peers.some((range) => inRange(range, side.peer.family, side.peer.value));
}

export function serviceMatches(service: ServiceMatch, side: FlowSide): boolean {
  if (service.protocol !== "all" && service.protocol !== side.protocol) return false;
  return service.ports.some((range) => range.from <= side.port && side.port <= range.to);
}
