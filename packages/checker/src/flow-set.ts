import { parseIp, printIp, printPortRange } from "@podpath/access-path";
import type { Address, Direction, Family, Filter, FilterLine, Flow, PortRange } from "@podpath/access-path";

/**
 * Sets of flows as one direction of an interface sees them: far end, protocol, destination port. Exact, without sampling, and
 * canonical: equal sets have equal bands. A protocol without ports takes the whole range.
 */
export type FlowSet = readonly Band[];

/** For far ends from `first` to `last`, these ports: sorted, neither touching nor overlapping, never none. */
export interface Band {
  readonly protocol: Flow["protocol"];
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
  readonly ports: readonly PortRange[];
}

const PROTOCOLS = ["tcp", "udp", "icmp", "icmpv6", "gre", "other"] as const satisfies Flow["protocol"][];
const FAMILIES = [4, 6] as const satisfies Family[];
const ALL_PORTS: readonly PortRange[] = [{ from: 0, to: 65_535 }];

export const NO_FLOWS: FlowSet = [];

/** Without any group on it an interface lets everything by. */
export const ALL_FLOWS: FlowSet = PROTOCOLS.flatMap((protocol) =>
  FAMILIES.map((family) => ({ protocol, family, first: 0n, last: lastOf(family), ports: ALL_PORTS })),
);

/** What a filter accepts: the first line that matches a flow decides it, the implicit drop stands after the last. */
export function allowedBy(filter: Filter): FlowSet {
  if (filter.groupIds.length === 0) return ALL_FLOWS;
  let decided = NO_FLOWS;
  let allowed = NO_FLOWS;
  for (const line of filter.lines) {
    const matched = matchedBy(line);
    if (line.rule.action === "accept") allowed = union(allowed, minus(matched, decided));
    decided = union(decided, matched);
  }
  return allowed;
}

/** Everything a line matches, whatever stands above it. */
export function matchedBy(line: FilterLine): FlowSet {
  const bands = line.peers.flatMap(({ family, first, last }) =>
    line.services.flatMap((service) =>
      PROTOCOLS.filter((protocol) => service.protocol === "all" || service.protocol === protocol).map(
        (protocol): Band => ({ protocol, family, first, last, ports: service.ports }),
      ),
    ),
  );
  return bands.reduce<FlowSet>((set, band) => union(set, [band]), NO_FLOWS);
}

export function union(a: FlowSet, b: FlowSet): FlowSet {
  return combine(a, b, (x, y) => x || y);
}

export function minus(a: FlowSet, b: FlowSet): FlowSet {
  return combine(a, b, (x, y) => x && !y);
}

export function contains(set: FlowSet, protocol: Flow["protocol"], far: Address, port: number): boolean {
  const ip = parseIp(far);
  return (
    ip !== null &&
    set.some(
      (band) =>
        band.protocol === protocol &&
        band.family === ip.family &&
        band.first <= ip.value &&
        ip.value <= band.last &&
        holds(band.ports, port),
    )
  );
}

type Keep = (inA: boolean, inB: boolean) => boolean;

function combine(a: FlowSet, b: FlowSet, keep: Keep): FlowSet {
  return PROTOCOLS.flatMap((protocol) =>
    FAMILIES.flatMap((family) => {
      const ofAxis = (set: FlowSet) => set.filter((band) => band.protocol === protocol && band.family === family);
      const [left, right] = [ofAxis(a), ofAxis(b)];
      if (left.length === 0 && right.length === 0) return [];
      return merge(
        intervals([...left, ...right]).flatMap(({ first, last }): Band[] => {
          const ports = combinePorts(portsAt(left, first), portsAt(right, first), keep);
          return ports.length === 0 ? [] : [{ protocol, family, first, last, ports }];
        }),
      );
    }),
  );
}

/** The pieces between all bounds; inside a piece every band holds all of it or nothing. */
function intervals(bands: readonly Band[]): readonly { readonly first: bigint; readonly last: bigint }[] {
  const starts = [...new Set(bands.flatMap(({ first, last }) => [first, last + 1n]))].toSorted(compare);
  return starts.slice(0, -1).map((first, index) => ({ first, last: starts[index + 1]! - 1n }));
}

function portsAt(bands: readonly Band[], far: bigint): readonly PortRange[] {
  return bands.filter(({ first, last }) => first <= far && far <= last).flatMap(({ ports }) => ports);
}

function combinePorts(a: readonly PortRange[], b: readonly PortRange[], keep: Keep): readonly PortRange[] {
  const starts = [...new Set([...a, ...b].flatMap(({ from, to }) => [from, to + 1]))].toSorted(compare);
  const kept: PortRange[] = [];
  for (const [index, from] of starts.slice(0, -1).entries()) {
    if (!keep(holds(a, from), holds(b, from))) continue;
    const to = starts[index + 1]! - 1;
    const before = kept.at(-1);
    if (before !== undefined && before.to === from - 1) kept[kept.length - 1] = { from: before.from, to };
    else kept.push({ from, to });
  }
  return kept;
}

function holds(ranges: readonly PortRange[], port: number): boolean {
  return ranges.some(({ from, to }) => from <= port && port <= to);
}

function merge(bands: readonly Band[]): readonly Band[] {
  const merged: Band[] = [];
  for (const band of bands) {
    const before = merged.at(-1);
    const joins = before !== undefined && before.last === band.first - 1n && samePorts(before.ports, band.ports);
    if (joins) merged[merged.length - 1] = { ...before, last: band.last };
    else merged.push(band);
  }
  return merged;
}

function samePorts(a: readonly PortRange[], b: readonly PortRange[]): boolean {
  return a.length === b.length && a.every(({ from, to }, index) => from === b[index]!.from && to === b[index]!.to);
}

function compare<T extends bigint | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function lastOf(family: Family): bigint {
  return (1n << (family === 4 ? 32n : 128n)) - 1n;
}

/**
 * A set for people, a line for each far end: `tcp 80,443 ← 10.0.35.23`, the arrow as the interface sees it. Far ends are ranges,
 * since what is left of a block is seldom one.
 */
export function printFlowSet(set: FlowSet, direction: Direction): readonly string[] {
  const byService = Map.groupBy(set, (band) => `${band.family} ${printServiceOf(band)}`);
  const lines = [...byService.values()].map((bands) => ({
    service: printServiceOf(bands[0]!),
    far: bands.map(printFar).join(", "),
  }));
  const arrow = direction === "ingress" ? "←" : "→";
  return [...Map.groupBy(lines, ({ far }) => far)].map(
    ([far, entries]) => `${joinServices(entries.map(({ service }) => service))} ${arrow} ${far}`,
  );
}

const EVERY_SERVICE = ["tcp all", "udp all", "icmp", "icmpv6", "gre", "other"];

function joinServices(services: readonly string[]): string {
  return EVERY_SERVICE.every((service) => services.includes(service)) ? "all" : services.join(", ");
}

function printServiceOf({ protocol, ports }: Band): string {
  const hasPorts = protocol === "tcp" || protocol === "udp";
  if (!hasPorts) return protocol;
  return samePorts(ports, ALL_PORTS) ? `${protocol} all` : `${protocol} ${ports.map(printPortRange).join(",")}`;
}

function printFar({ family, first, last }: Band): string {
  const text = (value: bigint) => printIp({ family, value });
  if (first === 0n && last === lastOf(family)) return family === 4 ? "0.0.0.0/0" : "::/0";
  return first === last ? text(first) : `${text(first)}–${text(last)}`;
}
