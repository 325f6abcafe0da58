import type { ServiceMatch } from "./filter.ts";
import { FLOW_PROTOCOLS } from "./flow.ts";
import type { FlowProtocol } from "./flow.ts";
import type { Family } from "./ip.ts";
import { PORT_LIMITS } from "./ports.ts";
import type { PortRange } from "./snapshot.ts";

/**
 * Everything a rule's service can tell apart, as one axis: the protocols one after another, TCP and UDP cut at every port
 * where some rule begins or ends. Inside one column no rule makes a difference.
 */
export interface Columns {
  readonly count: number;
  readonly protocol: readonly FlowProtocol[];
  /** First and last port of a column; 0 and 0 for protocols without ports. */
  readonly firstPort: readonly number[];
  readonly lastPort: readonly number[];
  /** First column of each protocol, and the one after its last. */
  readonly starts: Readonly<Record<FlowProtocol, number>>;
  readonly ends: Readonly<Record<FlowProtocol, number>>;
}

/** Columns from `from` up to, not including, `to`. */
export interface ColumnSpan {
  readonly from: number;
  readonly to: number;
}

/** Cut the axis for these services: two columns at most for each port range. */
export function makeColumns(services: Iterable<ServiceMatch>): Columns {
  const cuts = { tcp: new Set<number>([PORT_LIMITS.first]), udp: new Set<number>([PORT_LIMITS.first]) };
  for (const { protocol, ports } of services)
    if (protocol === "tcp" || protocol === "udp")
      for (const { from, to } of ports) cuts[protocol].add(from).add(to + 1);
  const protocol: FlowProtocol[] = [];
  const firstPort: number[] = [];
  const lastPort: number[] = [];
  const starts = { tcp: 0, udp: 0, icmp: 0, icmpv6: 0, gre: 0, other: 0 };
  const ends = { ...starts };
  for (const name of FLOW_PROTOCOLS) {
    starts[name] = protocol.length;
    const first = name === "tcp" || name === "udp" ? sortedCuts(cuts[name]) : [0];
    for (const [index, port] of first.entries()) {
      protocol.push(name);
      firstPort.push(port);
      lastPort.push(name === "tcp" || name === "udp" ? (first[index + 1] ?? PORT_LIMITS.last + 1) - 1 : 0);
    }
    ends[name] = protocol.length;
  }
  return { count: protocol.length, protocol, firstPort, lastPort, starts, ends };
}

function sortedCuts(cuts: ReadonlySet<number>): number[] {
  return [...cuts].filter((port) => port <= PORT_LIMITS.last).sort((a, b) => a - b);
}

/** The columns that a service covers, as disjoint spans in order. */
export function columnSpans(columns: Columns, services: readonly ServiceMatch[]): ColumnSpan[] {
  return mergeSpans(services.flatMap((service) => spansOf(columns, service)));
}

function spansOf(columns: Columns, { protocol, ports }: ServiceMatch): ColumnSpan[] {
  if (protocol === "all") return [{ from: 0, to: columns.count }];
  const from = columns.starts[protocol];
  if (protocol !== "tcp" && protocol !== "udp") return [{ from, to: from + 1 }];
  const end = columns.ends[protocol];
  return ports.map((range) => ({
    from: firstColumnAt(columns.firstPort, from, end, range.from),
    to: firstColumnAt(columns.firstPort, from, end, range.to + 1),
  }));
}

/** Binary search: the first column in [from, to) that starts at or after the port. */
function firstColumnAt(firstPort: readonly number[], from: number, to: number, port: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (firstPort[middle]! < port) low = middle + 1;
    else high = middle;
  }
  return low;
}

function mergeSpans(spans: ColumnSpan[]): ColumnSpan[] {
  const merged: ColumnSpan[] = [];
  for (const span of spans.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && span.from <= last.to)
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else merged.push(span);
  }
  return merged;
}

/** ICMP exists over IPv4 alone and ICMPv6 over IPv6 alone: the other two columns hold no packets. */
export function columnExists(columns: Columns, column: number, family: Family): boolean {
  const protocol = columns.protocol[column];
  return protocol !== (family === 4 ? "icmpv6" : "icmp");
}

/** The ports of a column, null where the protocol has none. */
export function columnPorts(columns: Columns, column: number): PortRange | null {
  const protocol = columns.protocol[column];
  if (protocol !== "tcp" && protocol !== "udp") return null;
  return { from: columns.firstPort[column]!, to: columns.lastPort[column]! };
}
